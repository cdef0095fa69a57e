package org.lierne.marts.mart;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Table;

/** The words that all marts' SQL is made of. */
final class Sql {

    /** When the time of everything without a beginning begins. */
    static final String BEGINNING = "timestamp '0001-01-01 00:00:00'";

    /** The exclusive end of what has not ended. */
    static final String END = "timestamp '9999-12-31 00:00:00'";

    private Sql() {}

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** {@code "alias"."column"} */
    static String column(String alias, String name) {
        return quoted(alias) + "." + quoted(name);
    }

    /** {@code raw_vault."name"} */
    static String rawVault(String table) {
        return Table.RAW_VAULT + "." + quoted(table);
    }

    /** A row's items, one a line. */
    static String list(List<String> items, int indent) {
        return items.stream().collect(Collectors.joining(",\n" + " ".repeat(indent)));
    }

    static String indented(String text, int indent) {
        return Arrays.stream(text.split("\n", -1))
                .map(line -> line.isBlank() ? line : " ".repeat(indent) + line)
                .collect(Collectors.joining("\n"));
    }

    /** A common table expression. */
    static String common(String name, String query) {
        return name + " as (\n" + indented(query, 4) + "\n)";
    }

    /** The common table expressions before a SELECT, if there are any. */
    static String with(List<String> commons) {
        return commons.isEmpty() ? "" : "with " + String.join(",\n", commons) + "\n";
    }

    /** The hash key of the row that stands for a missing business key. */
    static String unknownKey(Hashing hashing) {
        int bytes = hashing.algorithm().bytes();
        if (hashing.storage() == Hashing.Storage.HEX) {
            return "'" + "00".repeat(bytes) + "'";
        }
        if (hashing.algorithm() == Hashing.Algorithm.MD5) {
            return "uuid '00000000-0000-0000-0000-000000000000'";
        }
        return "'" + "\\x00".repeat(bytes) + "'::blob";
    }

    /** The descriptive satellites of a hub, under whichever role they were fed. */
    static List<DescriptiveSatellite> satellitesOfHub(Vault vault, String hub) {
        return descriptive(vault).stream()
                .filter(satellite -> satellite.parent() instanceof Parent.OfHub of
                        && of.hub().equals(hub))
                .toList();
    }

    /** The descriptive satellites of a link. */
    static List<DescriptiveSatellite> satellitesOfLink(Vault vault, String link) {
        return descriptive(vault).stream()
                .filter(satellite -> satellite.parent() instanceof Parent.OfLink of
                        && of.name().equals(link))
                .toList();
    }

    private static List<DescriptiveSatellite> descriptive(Vault vault) {
        return vault.satellites().stream()
                .filter(DescriptiveSatellite.class::isInstance)
                .map(DescriptiveSatellite.class::cast)
                .toList();
    }
}

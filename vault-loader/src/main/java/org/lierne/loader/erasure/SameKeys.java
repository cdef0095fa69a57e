package org.lierne.loader.erasure;

import static org.lierne.core.sql.Identifiers.field;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/** Keys that same-as links, whenever they said so, take for one with another. */
final class SameKeys {

    private final Vault vault;
    private final SqlText text;
    private final Connection connection;

    SameKeys(Vault vault, Dialect dialect, Connection connection) {
        this.vault = vault;
        this.text = new SqlText(dialect);
        this.connection = connection;
    }

    /** Whether a key has a row in its hub. */
    boolean isStored(Hub hub, String hash) throws SQLException {
        String key = text.name("stored", Names.hashKey(hub.name()));
        return !texts("select 'there' from " + SqlText.raw(Names.table(hub)) + " as stored where " + key + " = "
                        + digest(hash))
                .isEmpty();
    }

    /** The others, in hexadecimal digits, but for the unknown key. */
    List<String> of(Hub hub, String hash) throws SQLException {
        Set<String> known = new LinkedHashSet<>(List.of(hash));
        Deque<String> next = new ArrayDeque<>(known);
        List<Link> links = vault.links().stream()
                .filter(link -> link.kind() == Link.Kind.SAME_AS
                        && link.connects().get(0).hub().equals(hub.name()))
                .toList();
        while (!next.isEmpty()) {
            String current = next.remove();
            for (Link link : links) {
                String one = Names.hashKey(link.connects().get(0).name());
                String other = Names.hashKey(link.connects().get(1).name());
                for (String found :
                        texts(step(link, one, other, current) + " union " + step(link, other, one, current))) {
                    boolean isZero = found.matches("0+|f+");
                    if (!isZero && known.add(found)) {
                        next.add(found);
                    }
                }
            }
        }
        known.remove(hash);
        return List.copyOf(known);
    }

    private String step(Link link, String from, String to, String hash) {
        return "select "
                + text.render(text.dialect().hashes().hexadecimal(field("link", to), vault.hashing()))
                + " from " + SqlText.raw(Names.table(link)) + " as link where " + text.name("link", from) + " = "
                + digest(hash);
    }

    /** The business keys of hash keys, their parts with commas between them. */
    List<String> businessKeys(Hub hub, List<String> hashes) throws SQLException {
        if (hashes.isEmpty()) {
            return List.of();
        }
        String parts = hub.key().stream()
                .map(part -> "coalesce(cast(" + text.name("stored", part.name()) + " as varchar), '')")
                .collect(Collectors.joining(" || ', ' || "));
        return texts("select " + parts + " from " + SqlText.raw(Names.table(hub)) + " as stored where "
                + text.name("stored", Names.hashKey(hub.name())) + " in ("
                + hashes.stream().map(this::digest).collect(Collectors.joining(", ")) + ") order by 1");
    }

    private String digest(String hash) {
        return text.render(text.dialect().hashes().digest(hash, vault.hashing()));
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                texts.add(found.getString(1));
            }
        }
        return texts;
    }
}

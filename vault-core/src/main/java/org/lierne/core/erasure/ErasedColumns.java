package org.lierne.core.erasure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lierne.core.model.Column;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;

/**
 * What is erased of the records of a source that name a key of a hub.
 *
 * @param source the source
 * @param uses under which names, the hub's own or roles, its rows carry the key
 * @param values columns that become empty: the sensitive ones, and what is computed from them or from the key
 * @param kept sensitive columns that stay, since other keys or the order of rows are made of them
 */
public record ErasedColumns(Source source, List<Source.KeyUse> uses, Set<String> values, Set<String> kept) {

    public ErasedColumns {
        uses = List.copyOf(uses);
        values = Set.copyOf(values);
        kept = Set.copyOf(kept);
    }

    /** What is erased of each source that carries a key of the hub, in the order of the metadata. */
    public static List<ErasedColumns> of(Vault vault, Hub hub) {
        return vault.sources().stream()
                .filter(source ->
                        source.keys().stream().anyMatch(key -> key.hub().equals(hub.name())))
                .map(source -> of(vault, hub, source))
                .toList();
    }

    /** What is erased of a source's records; empty if its rows do not carry the key. */
    public static Optional<ErasedColumns> ofSource(Vault vault, Hub hub, String source) {
        return of(vault, hub).stream()
                .filter(each -> each.source().name().equals(source))
                .findFirst();
    }

    private static ErasedColumns of(Vault vault, Hub hub, Source source) {
        List<Source.KeyUse> uses = source.keys().stream()
                .filter(key -> key.hub().equals(hub.name()))
                .toList();
        Set<String> ofKey = new LinkedHashSet<>();
        uses.forEach(use -> ErasedKey.replaced(vault, hub)
                .forEach(part -> ofKey.add(use.columns().get(part))));
        Set<String> personal = new LinkedHashSet<>(source.sensitive());
        personal.addAll(ofKey);
        for (Column column : source.columns()) {
            if (column.origin() instanceof Column.Origin.Expression expression
                    && personal.stream().anyMatch(name -> mentions(expression.sql(), name))) {
                personal.add(column.name());
            }
        }
        Set<String> structural = structural(vault, hub, source);
        Set<String> kept = new LinkedHashSet<>();
        Set<String> values = new LinkedHashSet<>();
        for (String column : personal) {
            if (ofKey.contains(column)) {
                continue;
            }
            (structural.contains(column) ? kept : values).add(column);
        }
        return new ErasedColumns(source, uses, values, kept);
    }

    /** Whether an expression may read a column: one that only holds the word, in a text, is taken for one that does. */
    private static boolean mentions(String expression, String column) {
        return Pattern.compile(
                        "(?<![A-Za-z0-9_])" + Pattern.quote(column) + "(?![A-Za-z0-9_])", Pattern.CASE_INSENSITIVE)
                .matcher(expression)
                .find();
    }

    /** What keys, sets, orders and scopes are made of: without it, rows would be others. */
    private static Set<String> structural(Vault vault, Hub hub, Source source) {
        Set<String> columns = new LinkedHashSet<>();
        source.keys().stream()
                .filter(key -> !key.hub().equals(hub.name()))
                .forEach(key -> columns.addAll(key.columns()));
        vault.linksOf(source).forEach(link -> dependent(link, columns));
        for (Satellite satellite : vault.satellitesOf(source)) {
            if (satellite instanceof MultiActiveSatellite multiActive) {
                columns.addAll(multiActive.subKey());
            }
        }
        for (Reference reference : vault.referencesOf(source)) {
            columns.addAll(reference.key());
        }
        columns.addAll(source.oneRowPer());
        columns.addAll(Names.scope(source));
        source.sequence().ifPresent(columns::add);
        source.recordSourceColumn().ifPresent(columns::add);
        source.changeRecords().ifPresent(records -> columns.add(records.operation()));
        if (source.loadDate() instanceof Source.LoadDateRule.FromColumn loadDate) {
            columns.add(loadDate.column());
        }
        return columns;
    }

    private static void dependent(Link link, Set<String> columns) {
        link.dependentChildKey().forEach(part -> columns.add(part.name()));
    }

    /** Those of a table's columns that become empty, in the order of the table. */
    List<String> in(List<String> columns) {
        return new ArrayList<>(columns).stream().filter(values::contains).toList();
    }

    /** The columns that hold the parts of the key which are replaced, whatever the role. */
    Set<String> keyColumns(Vault vault, Hub hub) {
        Set<String> columns = new LinkedHashSet<>();
        uses.forEach(use -> ErasedKey.replaced(vault, hub)
                .forEach(part -> columns.add(use.columns().get(part))));
        return columns;
    }
}

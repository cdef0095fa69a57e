package org.lierne.core.verify.key;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether hash keys are those of the business keys, computed again by the vault's recipe: of hubs and references from
 * the columns beside them, of links from the hubs that they connect and their dependent child keys.
 */
public final class HashKeyChecks {

    private static final String STORED = "stored";

    private final VaultTables tables;

    public HashKeyChecks(VaultTables tables) {
        this.tables = tables;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        tables.vault().hubs().forEach(hub -> checks.add(ofHub(hub)));
        tables.vault().links().forEach(link -> checks.add(ofLink(link)));
        tables.vault()
                .references()
                .forEach(reference ->
                        reference.changes().forEach(changes -> checks.add(ofReference(reference, changes))));
        return checks;
    }

    private Check ofHub(Hub hub) {
        Table table = tables.schema().table(Names.table(hub));
        String key = Names.hashKey(hub.name());
        return check(table, hash(parts(STORED, hub)), "where " + tables.isKey(STORED, key), List.of());
    }

    private Check ofReference(Reference reference, Satellite changes) {
        Table table = tables.table(changes);
        List<Field<String>> texts = reference.key().stream()
                .map(column -> tables.dialect().hashes().canonicalText(field(STORED, column), table.valueType(column)))
                .toList();
        Field<?> hash =
                tables.dialect().hashes().lierneKey(texts, tables.vault().hashing());
        return check(table, hash, "where " + tables.isKey(STORED, Names.parentKey(changes)), List.of());
    }

    /** A participant that is missing has no business key, in its hub's zero row as well. */
    private Check ofLink(Link link) {
        SqlText text = tables.text();
        List<Field<String>> texts = new ArrayList<>();
        List<String> hubs = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        for (Participant participant : link.connects()) {
            Hub hub = tables.vault().hub(participant.hub());
            String relation = "of_" + participant.name();
            String hubKey = text.name(relation, Names.hashKey(hub.name()));
            String linkKey = Names.hashKey(participant.name());
            texts.addAll(parts(relation, hub));
            hubs.add(Names.table(hub));
            joins.append("left join ").append(SqlText.raw(Names.table(hub))).append(" as ");
            joins.append(text.name(relation)).append(" on ").append(hubKey).append(" = ");
            joins.append(text.name(STORED, linkKey)).append('\n');
            // Without the hub's row there is nothing to compute from: that is an orphan.
            conditions.add("(" + hubKey + " is not null or not " + tables.isKey(STORED, linkKey) + ")");
        }
        Table table = tables.schema().table(Names.table(link));
        link.dependentChildKey()
                .forEach(part -> texts.add(tables.dialect()
                        .hashes()
                        .canonicalText(field(STORED, part.name()), table.valueType(part.name()))));
        String where = conditions.stream().collect(Collectors.joining("\n  and ", "where ", ""));
        return check(table, hash(texts), joins + where, hubs);
    }

    private List<Field<String>> parts(String relation, Hub hub) {
        List<Field<String>> texts = new ArrayList<>();
        for (KeyColumn part : hub.key()) {
            texts.add(tables.dialect().hashes().canonicalText(field(relation, part.name()), part.type()));
        }
        return texts;
    }

    private Field<?> hash(List<Field<String>> texts) {
        Field<?> hash = tables.dialect().hashes().hashKey(texts, tables.vault().hashing());
        return texts.size() == 1 || tables.vault().hashing().profile().folds()
                ? DSL.field(
                        "coalesce({0}, {1})",
                        hash,
                        tables.dialect().hashes().unknownKey(tables.vault().hashing()))
                : hash;
    }

    /** @param rest what follows the table in the query */
    private Check check(Table table, Field<?> hash, String rest, List<String> others) {
        SqlText text = tables.text();
        List<String> row = tables.row(table);
        String key = table.columnNames().get(0);
        String sql = """
                select *
                from (
                  select %1$s,
                    %2$s as expected,
                    %3$s as found
                  from %4$s as stored
                %5$s
                ) as compared
                where expected is distinct from found""".formatted(
                        text.list(STORED, row),
                        text.render(hash),
                        text.name(STORED, key),
                        SqlText.raw(table.name()),
                        rest.indent(2).stripTrailing());
        return tables.check(Promise.HASH_KEY, table, row, sql, others.toArray(String[]::new));
    }
}

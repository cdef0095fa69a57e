package org.lierne.core.verify.history;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Satellite;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/** Whether hashdiffs are those of the payload beside them, and those of sets and blocks are those of their members. */
public final class HashdiffChecks {

    private final VaultTables tables;
    private final SqlText text;
    private final Keys keys;

    public HashdiffChecks(VaultTables tables) {
        this.tables = tables;
        this.text = tables.text();
        this.keys = new Keys(tables.vault(), tables.schema(), tables.dialect());
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Satellite satellite : tables.satellites()) {
            boolean hasRows = satellite instanceof DescriptiveSatellite || satellite instanceof MultiActiveSatellite;
            // What is hashed and not kept cannot be hashed again.
            if (hasRows && satellite.hashdiff().with().isEmpty()) {
                checks.add(ofRows(satellite));
            }
            if (satellite instanceof MultiActiveSatellite) {
                checks.add(ofSets(satellite, Names.HASHDIFF));
            }
            if (satellite instanceof EffectivitySatellite) {
                checks.add(ofSets(satellite, Names.hashKey(satellite.parent().name())));
            }
        }
        return checks;
    }

    private Check ofRows(Satellite satellite) {
        Table table = tables.table(satellite);
        List<Field<String>> texts = tables.schema().hashed(satellite).stream()
                .map(column ->
                        tables.dialect().hashes().canonicalText(field("stored", column), table.valueType(column)))
                .toList();
        List<String> row = tables.row(table);
        String sql = """
                select *
                from (
                  select %1$s,
                    %2$s as expected,
                    stored.hashdiff as found
                  from %3$s as stored
                  where %4$s
                ) as compared
                where expected is distinct from found""".formatted(
                        text.list("stored", row),
                        text.render(hashdiff(satellite, texts)),
                        SqlText.raw(table.name()),
                        tables.isKey("stored", Names.parentKey(satellite)));
        return tables.check(Promise.HASHDIFF, table, row, sql);
    }

    private Field<?> hashdiff(Satellite satellite, List<Field<String>> texts) {
        return satellite.parent() instanceof Parent.OfReference
                ? tables.dialect().hashes().lierneHashdiff(texts, tables.vault().hashing())
                : tables.dialect().hashes().hashdiff(texts, tables.vault().hashing());
    }

    /** @param member the column of the hashes that the set's hash is made of */
    private Check ofSets(Satellite satellite, String member) {
        Unit unit = Unit.of(tables.vault(), satellite);
        Table table = tables.table(satellite);
        List<String> row = tables.shown(table, unit.identity());
        String sql = """
                select %1$s, _members as expected, _least as found
                from (
                  select %2$s,
                    %3$s as _members,
                    min(%4$s) as _least,
                    max(%4$s) as _greatest
                  from %5$s as stored
                  where %6$s
                  group by %2$s
                ) as sets
                where _members <> _least or _members <> _greatest""".formatted(
                        text.list(row),
                        text.list("stored", unit.identity()),
                        text.render(keys.hashOfSet(field("stored", member))),
                        text.name("stored", unit.compared()),
                        SqlText.raw(table.name()),
                        tables.isKey("stored", Ghosts.keyColumn(satellite)));
        return tables.check(Promise.HASHDIFF, table, row, sql);
    }
}

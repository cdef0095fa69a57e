package org.lierne.core.verify.derived;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.ComputedColumn;
import org.lierne.core.model.ComputedMart;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether computed satellites hold changes, each by a run that says how it was computed. What a model computed is not computed
 * again: a fit of today would follow from what is known today.
 */
public final class ComputedChecks {

    private final VaultTables tables;

    public ComputedChecks(VaultTables tables) {
        this.tables = tables;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (ComputedMart mart : tables.vault().computedMarts()) {
            tables.schema().find(Names.computed(mart)).ifPresent(table -> {
                checks.add(changes(mart, table));
                checks.add(fits(table));
            });
        }
        return checks;
    }

    private Check changes(ComputedMart mart, Table table) {
        SqlText text = tables.text();
        List<String> row = tables.row(table);
        List<String> said = new ArrayList<>(List.of(Names.IS_GONE));
        mart.columns().stream().map(ComputedColumn::name).forEach(said::add);
        String key = text.name(table.columnNames().get(0));
        String before = said.stream()
                .map(column -> "lag(" + text.name(column) + ") over in_order as " + text.name("before_" + column))
                .collect(Collectors.joining(",\n    "));
        String same = said.stream()
                .map(column -> text.name("stored", column) + " is not distinct from "
                        + text.name("stored", "before_" + column))
                .collect(Collectors.joining("\n  and "));
        String sql = """
                select %1$s, 'something else than before' as expected, 'the same' as found
                from (
                  select *, row_number() over in_order as place,
                    %2$s
                  from %3$s
                  window in_order as (partition by %4$s order by run_id)
                ) as stored
                where place > 1
                  and %5$s""".formatted(text.list("stored", row), before, table.qualifiedName(), key, same);
        return tables.check(Promise.EQUAL_NEIGHBOURS, table, row, sql);
    }

    private Check fits(Table table) {
        String sql = """
                select stored.run_id, 'a run that says how it computed this' as expected, count(*) as found
                from %1$s as stored
                where not exists (
                  select 1 from audit.fit as fit
                  where fit.run_id = stored.run_id and fit.record_source = stored.record_source
                )
                group by stored.run_id""".formatted(table.qualifiedName());
        return tables.check(Promise.LEDGER, table, List.of(Names.RUN_ID), sql);
    }
}

package org.lierne.core.verify.key;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.erasure.ErasedColumns;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Satellite;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether what was erased stays so: columns of records that named a key are empty in the rows of the keys that took the
 * places of erased ones. Everything else that is promised is promised of these rows as of others.
 */
public final class ErasedChecks {

    private final VaultTables tables;

    public ErasedChecks(VaultTables tables) {
        this.tables = tables;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Satellite satellite : tables.storedSatellites()) {
            Set<String> erased = erased(satellite);
            if (!erased.isEmpty()) {
                checks.add(check(tables.table(satellite), satellite.source(), List.copyOf(erased)));
            }
        }
        return checks;
    }

    private Set<String> erased(Satellite satellite) {
        VaultSchema schema = tables.schema();
        Set<String> erased = new LinkedHashSet<>();
        for (Hub hub : tables.vault().hubs()) {
            ErasedColumns.ofSource(tables.vault(), hub, satellite.source())
                    .ifPresent(source -> schema.payload(satellite).stream()
                            .filter(column -> source.values().contains(column))
                            .forEach(erased::add));
        }
        return erased;
    }

    private Check check(Table table, String source, List<String> columns) {
        SqlText text = tables.text();
        List<String> row = tables.row(table);
        String any = columns.stream()
                .map(column -> text.name("stored", column) + " is not null")
                .collect(Collectors.joining(" or "));
        String sql = """
                select %1$s, 'nothing, since it was erased' as expected, 'a value' as found
                from %2$s as stored
                where (%3$s)
                  and exists (
                    select 1 from audit.erased_record as erased
                    where erased.source = %4$s and erased.delivery_id = stored.%5$s
                      and erased.record_number = stored.%6$s
                  )""".formatted(
                        text.list("stored", row),
                        SqlText.raw(table.name()),
                        any,
                        text.literal(source),
                        Names.DELIVERY_ID,
                        Names.RECORD_NUMBER);
        return tables.check(Promise.ERASED, table, row, sql);
    }
}

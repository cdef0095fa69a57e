package org.lierne.core.schema;

import static org.lierne.core.schema.CommonColumns.hash;
import static org.lierne.core.schema.CommonColumns.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.model.ComputedMart;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Vault;

/** The satellites of what models compute: what was said of each key, by which run. */
final class ComputedTables {

    private ComputedTables() {}

    static List<Table> of(Vault vault) {
        List<Table> tables = new ArrayList<>();
        for (ComputedMart mart : vault.computedMarts()) {
            vault.hubOf(mart).ifPresent(hub -> tables.add(table(hub, mart)));
        }
        return tables;
    }

    private static Table table(Hub hub, ComputedMart mart) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(hash(Names.hashKey(hub.name())));
        columns.addAll(origin());
        columns.add(TableColumn.required(Names.IS_GONE, ColumnType.of(DataType.BOOLEAN)));
        mart.columns()
                .forEach(column -> columns.add(TableColumn.optional(column.name(), ColumnType.of(column.type()))));
        return new Table(
                Table.BUSINESS_VAULT,
                Table.Kind.COMPUTED,
                Names.computed(mart),
                mart.name(),
                hub.name() + " by " + mart.kind(),
                columns,
                Optional.empty());
    }
}

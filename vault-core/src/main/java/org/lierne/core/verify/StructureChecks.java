package org.lierne.core.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.sql.Dialect;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/** Whether the tables, columns, types and views that the metadata mean are there. Others are nobody's business. */
final class StructureChecks {

    /** The columns that name what is amiss; the column is empty where it is the table or view itself. */
    private static final List<String> ROW = List.of("table_name", "column_name");

    private static final String ANYTHING = "anything";

    private StructureChecks() {}

    /** One check per schema. */
    static List<Check> of(VaultTables tables) {
        List<Check> checks = new ArrayList<>();
        meant(tables).forEach((schema, lines) -> checks.add(ofSchema(tables, schema, lines)));
        return checks;
    }

    private static Check ofSchema(VaultTables tables, String name, Set<String> meant) {
        String catalog = tables.dialect().currentCatalog();
        String schema = tables.text().literal(name);
        String sql = """
                with meant (table_name, column_name, data_type) as (
                  values
                    %1$s
                ),
                there as (
                  select lower(table_name) as table_name, lower(column_name) as column_name, lower(data_type) as data_type
                  from information_schema.columns
                  where table_catalog = %2$s and table_schema = %3$s
                  union all
                  select lower(table_name), '', case when table_type = 'VIEW' then 'view' else 'table' end
                  from information_schema.tables
                  where table_catalog = %2$s and table_schema = %3$s
                )
                select meant.table_name, meant.column_name, meant.data_type as expected,
                  coalesce(there.data_type, 'nothing') as found
                from meant
                left join there on there.table_name = lower(meant.table_name)
                  and there.column_name = lower(meant.column_name)
                where there.data_type is distinct from case meant.data_type
                    when '%4$s' then coalesce(there.data_type, meant.data_type)
                    else meant.data_type
                  end
                  and (meant.column_name = '' or exists (
                    select 1 from there as tables
                    where tables.table_name = lower(meant.table_name) and tables.column_name = ''
                  ))""".formatted(String.join(",\n    ", meant), catalog, schema, ANYTHING);
        return new Check(Promise.STRUCTURE, name, ROW, sql, Set.of());
    }

    /** What is meant to be in each schema. */
    private static Map<String, Set<String>> meant(VaultTables tables) {
        Map<String, Set<String>> meant = new LinkedHashMap<>();
        for (Table table : tables.schema().tables()) {
            // Views over tables of other names are among the views as well.
            Set<String> lines = meant.computeIfAbsent(table.schema(), schema -> new LinkedHashSet<>());
            lines.add(line(tables, table.name(), "", table.storedAs().isPresent() ? "view" : "table"));
            for (TableColumn column : table.columns()) {
                lines.add(line(tables, table.name(), column.name(), type(tables, column)));
            }
            table.storedAs()
                    .ifPresent(stored -> meant.computeIfAbsent(stored.schema(), schema -> new LinkedHashSet<>())
                            .addAll(behind(tables, table)));
        }
        new Views(tables.vault(), tables.schema(), tables.dialect())
                .statements()
                .forEach(view -> {
                    int dot = view.target().indexOf('.');
                    meant.computeIfAbsent(view.target().substring(0, dot), schema -> new LinkedHashSet<>())
                            .add(line(tables, view.target().substring(dot + 1), "", "view"));
                });
        return meant;
    }

    /** The table behind a view of Lierne's names. Another tool may have made it: its types are what the view makes of them. */
    private static List<String> behind(VaultTables tables, Table table) {
        List<String> lines = new ArrayList<>(List.of(line(tables, table.storedName(), "", ANYTHING)));
        table.columnNames()
                .forEach(column -> lines.add(line(tables, table.storedName(), table.storedColumn(column), ANYTHING)));
        return lines;
    }

    private static String line(VaultTables tables, String... texts) {
        return List.of(texts).stream().map(tables.text()::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String type(VaultTables tables, TableColumn column) {
        Dialect dialect = tables.dialect();
        String name;
        if (column.type() instanceof ColumnType.Value value) {
            name = dialect.types().of(value.type());
        } else if (column.type() instanceof ColumnType.Id) {
            name = dialect.types().id();
        } else {
            name = dialect.types().hash(tables.vault().hashing());
        }
        return name.toLowerCase(Locale.ROOT);
    }
}

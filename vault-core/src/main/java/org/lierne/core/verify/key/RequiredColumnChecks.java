package org.lierne.core.verify.key;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.StoredAs;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether columns that every row must fill are filled. Where the engine sees to that itself, this costs next to nothing;
 * not every engine does, and whoever has altered a table may have altered that too.
 */
public final class RequiredColumnChecks {

    private final VaultTables tables;

    public RequiredColumnChecks(VaultTables tables) {
        this.tables = tables;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Table table : tables.schema().tables()) {
            List<String> required = table.columns().stream()
                    .filter(column -> !column.nullable())
                    .map(TableColumn::name)
                    .toList();
            if (!required.isEmpty()) {
                checks.add(check(table, required));
            }
        }
        return checks;
    }

    /** Rows that another tool has loaded have what it gave them. */
    private Check check(Table table, List<String> required) {
        SqlText text = tables.text();
        List<String> row = tables.row(table);
        boolean existing = table.storedAs().filter(StoredAs::existing).isPresent();
        String which = required.stream()
                .map(column -> "when " + text.name("stored", column) + " is null then " + text.literal(column))
                .collect(Collectors.joining("\n"));
        String sql = """
                select %1$s, 'a value in each column that needs one' as expected, found
                from (
                  select %2$s,
                    case
                      %3$s
                    end as found
                  from %4$s as stored%5$s
                ) as judged
                where found is not null""".formatted(
                        text.list(row),
                        text.list("stored", row),
                        which.replace("\n", "\n      "),
                        table.qualifiedName(),
                        existing ? "\n  where stored." + Names.RUN_ID + " <> 0" : "");
        return tables.check(Promise.REQUIRED, table, row, sql);
    }
}

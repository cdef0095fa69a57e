package org.lierne.core.verify.derived;

import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.DataType;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/** Whether the tables of snapshot dates hold the dates that there are to be. */
public final class SnapshotChecks {

    private static final DateTimeFormatter LITERAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private final VaultTables tables;
    private final Map<String, List<SnapshotDate>> dates;

    public SnapshotChecks(VaultTables tables, Map<String, List<SnapshotDate>> dates) {
        this.tables = tables;
        this.dates = dates;
    }

    public List<Check> checks() {
        return tables.vault().businessVault().snapshots().stream()
                .map(this::check)
                .toList();
    }

    private Check check(SnapshotRule rule) {
        Table table = tables.schema().table(Names.table(rule));
        List<SnapshotDate> due = dates.getOrDefault(rule.name(), List.of());
        String rows = due.isEmpty()
                ? "select cast(null as " + tables.dialect().types().of(DataType.TIMESTAMP) + "), '' where false"
                : due.stream().map(SnapshotChecks::row).collect(Collectors.joining(",\n    ", "values\n    ", ""));
        String sql = """
                with due (snapshot_date, kept_by) as (
                  %1$s
                ),
                there as (
                  select snapshot_date, trim(concat(%2$s)) as kept_by
                  from %3$s
                )
                select coalesce(due.snapshot_date, there.snapshot_date) as snapshot_date,
                  coalesce(due.kept_by, 'no date') as expected, coalesce(there.kept_by, 'no date') as found
                from due
                full join there on there.snapshot_date = due.snapshot_date
                where due.kept_by is distinct from there.kept_by""".formatted(
                        rows,
                        Arrays.stream(SnapshotRule.Every.values())
                                .map(every -> "case when " + Names.keptBy(every) + " then ' " + Names.keptBy(every)
                                        + "' else '' end")
                                .collect(Collectors.joining(", ")),
                        table.qualifiedName());
        // The dates that are due follow from the load dates of all of them.
        Set<String> reads = new LinkedHashSet<>();
        tables.schema().stored().forEach(each -> reads.add(each.name()));
        return tables.check(Promise.SNAPSHOT, table, sql, reads.toArray(String[]::new));
    }

    private static String row(SnapshotDate date) {
        return Arrays.stream(SnapshotRule.Every.values())
                .filter(date.keptBy()::contains)
                .map(Names::keptBy)
                .collect(Collectors.joining(" ", "(timestamp '" + LITERAL.format(date.at()) + "', '", "')"));
    }
}

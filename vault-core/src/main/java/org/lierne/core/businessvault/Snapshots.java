package org.lierne.core.businessvault;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * The statements of snapshot dates. While a run brings along what is derived, {@link #wanted} holds the dates as they are
 * from now on, and the rule's own table those that everything has been built for.
 */
final class Snapshots {

    private static final DateTimeFormatter LITERAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private final Dialect dialect;

    Snapshots(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The run's own table of the dates of a rule. */
    static String wanted(String rule) {
        return "wanted_snapshot_" + rule;
    }

    /** The table of the dates that everything has been built for. */
    static String built(String rule) {
        return Table.BUSINESS_VAULT + ".snapshot_" + rule;
    }

    Statement want(SnapshotRule rule, List<SnapshotDate> dates) {
        String columns = columns();
        String none = "select cast(null as " + dialect.types().of(DataType.TIMESTAMP) + ")"
                + ", false".repeat(SnapshotRule.Every.values().length) + " where false";
        String rows = dates.isEmpty()
                ? none
                : dates.stream().map(Snapshots::row).collect(Collectors.joining(",\n    ", "values\n    ", ""));
        String table = wanted(rule.name());
        return Statement.of(
                "tell snapshot dates",
                table,
                dialect.stageTable(table) + " as\nselect " + columns + "\nfrom (\n  " + rows + "\n) as dates ("
                        + columns + ")");
    }

    private static String row(SnapshotDate date) {
        return Arrays.stream(SnapshotRule.Every.values())
                .map(every -> String.valueOf(date.keptBy().contains(every)))
                .collect(Collectors.joining(", ", "(timestamp '" + LITERAL.format(date.at()) + "', ", ")"));
    }

    private static String columns() {
        List<String> columns = new ArrayList<>(List.of(Names.SNAPSHOT_DATE));
        Arrays.stream(SnapshotRule.Every.values()).map(Names::keptBy).forEach(columns::add);
        return String.join(", ", columns);
    }

    /** What is built is built for the wanted dates now. */
    List<Statement> settle(SnapshotRule rule) {
        String table = built(rule.name());
        String columns = columns();
        String differs = """
                select exists (select %1$s from %2$s except select %1$s from %3$s)
                  or exists (select %1$s from %3$s except select %1$s from %2$s)""".formatted(columns, table, wanted(rule.name()));
        return List.of(
                new Statement("forget snapshot dates", table, "delete from " + table, Optional.of(differs)),
                new Statement(
                        "keep snapshot dates",
                        table,
                        "insert into " + table + " (" + columns + ")\nselect " + columns + "\nfrom "
                                + wanted(rule.name()) + "\norder by snapshot_date",
                        // The rows are gone by now, if they differed.
                        Optional.of(differs)));
    }

    /**
     * The query of the first and the latest load date that the vault holds, each NULL if it holds nothing. Unchanged rows
     * count, where they are tracked.
     */
    static String loadDates(Vault vault) {
        List<String> tables = new ArrayList<>();
        vault.hubs().forEach(hub -> tables.add(Names.table(hub)));
        vault.hubs().forEach(hub -> tables.add(Names.firstSeen(hub)));
        vault.links().forEach(link -> tables.add(Names.table(link)));
        vault.links().forEach(link -> tables.add(Names.firstSeen(link)));
        for (Source source : vault.sources()) {
            if (source.tracked()) {
                tables.add(Names.tracking(source));
            }
        }
        for (Satellite satellite : vault.satellites()) {
            if (!vault.source(satellite.source()).tracked() || satellite instanceof StatusSatellite) {
                tables.add(Names.table(satellite));
            }
        }
        if (tables.isEmpty()) {
            return "select cast(null as timestamp), cast(null as timestamp)";
        }
        // What another tool has stored is of no run, as ghost records are.
        String noGhost = Ghosts.loadDate().toString();
        return tables.stream()
                .map(table -> "  select min(load_date) as first, max(load_date) as latest from " + SqlText.raw(table)
                        + " where run_id <> 0 or load_date > " + noGhost)
                .collect(Collectors.joining(
                        "\n  union all\n", "select min(first), max(latest)\nfrom (\n", "\n) as load_dates"));
    }

    /** The query of the keys of a hub or link, each with the load date since which it is known. */
    static String firstSeen(String key, String table, String firstSeen) {
        return """
                select %1$s, min(load_date) as load_date
                from (
                  select %1$s, load_date from %2$s
                  union all
                  select %1$s, load_date from %3$s
                ) as seen
                group by %1$s""".formatted(key, SqlText.raw(table), SqlText.raw(firstSeen));
    }

    /** The link's key and all columns that a path can lead by, as they stand in its table. */
    static List<String> keys(Link link) {
        List<String> keys = new ArrayList<>(List.of(Names.hashKey(link.name())));
        link.connects().forEach(each -> keys.add(Names.hashKey(each.name())));
        return keys;
    }
}

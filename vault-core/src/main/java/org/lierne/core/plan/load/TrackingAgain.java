package org.lierne.core.plan.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * How deliveries that are tracked already, and staged again, are tracked with the hashes that they were not tracked with:
 * those of keys, links and satellites described since. Their rows are written once more, whole, beside the first ones:
 * what a row was tracked with is kept, and what it lacked is added. A delivery that lacks nothing is not written again.
 */
final class TrackingAgain {

    private final Vault vault;
    private final VaultSchema schema;
    private final SqlText text;

    TrackingAgain(Vault vault, VaultSchema schema, Dialect dialect) {
        this.vault = vault;
        this.schema = schema;
        this.text = new SqlText(dialect);
    }

    /** The statements; none of a source to which nothing was added since its first delivery. */
    List<Statement> of(Source source) {
        if (!source.tracked() || schema.find(Names.retracked(source)).isEmpty()) {
            return List.of();
        }
        List<String> staged = hashes(VaultSchema.of(vault).table(Names.tracking(source)));
        vault.retiredLinksOf(source).forEach(link -> staged.remove(Names.hashKey(link.name())));
        Set<String> stored = new HashSet<>(schema.table(Names.retracked(source)).columnNames());
        staged.removeIf(column -> !stored.contains(column));
        List<String> added = new ArrayList<>(staged);
        // What no hashdiff stands for is in the tracking row itself, and was not either.
        vault.satellitesOf(source).stream()
                .flatMap(satellite -> satellite.hashdiff().without().stream())
                .filter(stored::contains)
                .distinct()
                .forEach(added::add);
        return List.of(lacking(source, added), insert(source, added));
    }

    /** The query of the newest load date that is tracked with any of the hashes of the vault's satellites. */
    static String newestOf(Vault vault, VaultSchema schema, Source source, SqlText text) {
        String rows =
                "select max(load_date) as load_date\nfrom " + SqlText.raw(schema.trackedRows(source)) + " as tracked";
        List<String> known = schema.table(Names.tracking(source)).columnNames();
        String any = vault.satellitesOf(source).stream()
                .map(Names::hashdiff)
                .filter(known::contains)
                .map(column -> text.name("tracked", column) + " is not null")
                .collect(Collectors.joining(" or "));
        return rows + "\nwhere " + (any.isEmpty() ? "false" : any);
    }

    private static List<String> hashes(Table tracking) {
        List<String> columns = new ArrayList<>();
        for (TableColumn column : tracking.columns()) {
            if (column.type() instanceof ColumnType.Hash) {
                columns.add(column.name());
            }
        }
        return columns;
    }

    private Statement lacking(Source source, List<String> added) {
        String counts = added.stream()
                .map(column -> ", count(" + text.name(column) + ") as " + text.name(column))
                .collect(Collectors.joining());
        String lacks = added.stream()
                .map(column -> text.name("staged", column) + " > 0 and " + text.name("tracked", column) + " = 0")
                .collect(Collectors.joining("\n  or "));
        String sql = """
                %1$s as
                with staged as (
                  select delivery_id%2$s
                  from %3$s
                  where delivery_id in (select delivery_id from %4$s)
                  group by delivery_id
                ),
                tracked as (
                  select delivery_id%2$s
                  from %5$s
                  where delivery_id in (select delivery_id from %4$s)
                  group by delivery_id
                )
                select staged.delivery_id
                from staged
                join tracked on tracked.delivery_id = staged.delivery_id
                where %6$s""".formatted(
                        text.dialect().stageTable(Stage.lacking(source)),
                        counts,
                        Stage.stage(source),
                        Stage.alreadyTracked(source),
                        SqlText.raw(schema.trackedRows(source)),
                        lacks);
        return Statement.of("note deliveries that lack what was added", Stage.lacking(source), sql);
    }

    private Statement insert(Source source, List<String> added) {
        Table target = schema.table(Names.retracked(source));
        String values = target.columnNames().stream()
                .map(column -> value(column, added))
                .collect(Collectors.joining(", "));
        String sql = """
                insert into %1$s (%2$s)
                select %3$s
                from %4$s as tracked
                left join %5$s as staged
                  on staged.delivery_id = tracked.delivery_id
                  and staged.record_number = tracked.record_number
                  and staged.row_number = tracked.row_number
                where tracked.delivery_id in (select delivery_id from %6$s)""".formatted(
                        SqlText.raw(target.name()),
                        text.list(target.columnNames()),
                        values,
                        SqlText.raw(schema.trackedRows(source)),
                        Stage.stage(source),
                        Stage.lacking(source));
        return new Statement(
                "track the rows of deliveries that were read again",
                SqlText.raw(target.name()),
                sql,
                Optional.of("select exists (select 1 from " + Stage.lacking(source) + ")"));
    }

    private String value(String column, List<String> added) {
        if (column.equals(Names.RUN_ID)) {
            return "(select run_id from " + Stage.THIS_RUN + ")";
        }
        return added.contains(column)
                ? "coalesce(" + text.name("tracked", column) + ", " + text.name("staged", column) + ")"
                : text.name("tracked", column);
    }
}

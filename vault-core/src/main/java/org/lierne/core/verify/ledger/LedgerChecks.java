package org.lierne.core.verify.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Source;
import org.lierne.core.plan.TrackedSince;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.FormerModels;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether the ledger and the vault tell the same: every run and delivery that a row names, every record accounted for,
 * and every accepted one tracked.
 */
public final class LedgerChecks {

    private static final String DELIVERY = "audit.delivery";
    private static final List<String> OF_DELIVERY = List.of(Names.DELIVERY_ID);

    private final VaultTables tables;
    private final SqlText text;

    public LedgerChecks(VaultTables tables) {
        this.tables = tables;
        this.text = tables.text();
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Table table : tables.schema().stored()) {
            if (table.columnNames().contains(Names.DELIVERY_ID)) {
                checks.add(deliveries(table));
            }
            if (table.columnNames().contains(Names.RUN_ID)) {
                checks.add(runs(table));
            }
        }
        checks.add(balance());
        checks.add(rejects());
        for (Source source : tables.vault().sources()) {
            if (tables.past().versions(source, source.tracked()).isEmpty()) {
                continue;
            }
            if (source.tracked()) {
                checks.add(tracked(source));
            } else if (comparesRows(source)) {
                checks.add(inTime(source));
            }
        }
        return checks;
    }

    /** Run 0 stored what no delivery brought; rows that another tool has loaded name neither. */
    private Check deliveries(Table table) {
        String sql = """
                select stored.delivery_id, 'a delivery that was loaded' as expected, count(*) as found
                from %1$s as stored
                where stored.run_id <> 0
                  and not exists (select 1 from audit.delivery as delivery where delivery.delivery_id = stored.delivery_id)
                group by stored.delivery_id""".formatted(SqlText.raw(table.name()));
        return tables.check(Promise.LEDGER, table, OF_DELIVERY, sql);
    }

    private Check runs(Table table) {
        String sql = """
                select stored.run_id, 'a run that has loaded' as expected, count(*) as found
                from %1$s as stored
                where stored.run_id <> 0
                  and not exists (
                    select 1 from audit.run as run
                    where run.run_id = stored.run_id and run.outcome in ('done', 'partial')
                  )
                group by stored.run_id""".formatted(table.qualifiedName());
        return tables.check(Promise.LEDGER, table, List.of(Names.RUN_ID), sql);
    }

    private Check balance() {
        String sql = """
                select delivery_id, records as expected, accepted + filtered + rejected as found
                from audit.delivery
                where records <> accepted + filtered + rejected""";
        return new Check(Promise.LEDGER, DELIVERY, OF_DELIVERY, sql, Set.of());
    }

    private Check rejects() {
        String sql = """
                select delivery.delivery_id, delivery.rejected as expected, count(reject.record_number) as found
                from audit.delivery as delivery
                left join audit.reject as reject
                  on reject.delivery_id = delivery.delivery_id and reject.run_id = delivery.run_id
                  and not exists (
                    select 1 from audit.replay as replay
                    where replay.delivery_id = reject.delivery_id and replay.record_number = reject.record_number
                  )
                group by delivery.delivery_id, delivery.rejected
                having delivery.rejected <> count(reject.record_number)""";
        return new Check(Promise.LEDGER, "audit.reject", OF_DELIVERY, sql, Set.of());
    }

    /**
     * Of formats that make several rows of a record, or none, only that no more records were tracked than accepted. What
     * was loaded while the source was not tracked is not told of.
     */
    private Check tracked(Source source) {
        Table tracking = tables.schema().table(Names.tracking(source));
        String differ = source.format().makesSeveralRows() ? "<" : "<>";
        String sql = """
                with tracked as (
                  select delivery_id, count(distinct record_number) as records
                  from %4$s
                  group by delivery_id
                )
                select delivery.delivery_id, delivery.accepted as expected, coalesce(tracked.records, 0) as found
                from audit.delivery as delivery
                left join tracked on tracked.delivery_id = delivery.delivery_id
                where delivery.source = %2$s
                  and delivery.accepted %3$s coalesce(tracked.records, 0)
                  and %1$s%5$s""".formatted(
                        FormerModels.isRunOf("delivery.run_id", tables.past().versions(source, true)),
                        text.literal(source.name()),
                        differ,
                        tables.tracked(source),
                        TrackedSince.isWholeDelivery(tables.schema(), source, "delivery.delivery_id"));
        return tables.check(Promise.LEDGER, tracking, OF_DELIVERY, sql);
    }

    private boolean comparesRows(Source source) {
        return tables.vault().satellitesOf(source).stream()
                .anyMatch(satellite -> !(satellite instanceof NonHistorizedSatellite));
    }

    /** Without tracking, nothing makes good that a delivery came after one that follows it. Those that were tracked are no matter. */
    private Check inTime(Source source) {
        String sql = """
                with ordered as (
                  select delivery_id, load_date, run_id, min(run_id) over (
                    order by load_date, path, content_version rows between 1 following and unbounded following
                  ) as _run_of_later
                  from audit.delivery
                  where source = %1$s and load_date is not null
                )
                select delivery_id, 'a run before ' || cast(_run_of_later as varchar) as expected,
                  'run ' || cast(run_id as varchar) as found
                from ordered
                where run_id > _run_of_later
                  and %2$s""".formatted(
                        text.literal(source.name()),
                        FormerModels.isRunOf("run_id", tables.past().versions(source, false)));
        return new Check(Promise.LATE_UNTRACKED, DELIVERY, OF_DELIVERY, sql, Set.of());
    }
}

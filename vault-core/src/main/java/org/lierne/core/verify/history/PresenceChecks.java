package org.lierne.core.verify.history;

import static org.lierne.core.verify.check.VaultTables.with;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.TrackedSince;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether what is stored of keys that came and went is what the batches and change records show: worked out anew from
 * tracking, the keys of rejects, and which batches were found to be whole.
 */
public final class PresenceChecks {

    private final VaultTables tables;
    private final SqlText text;

    public PresenceChecks(VaultTables tables) {
        this.tables = tables;
        this.text = tables.text();
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Satellite satellite : tables.storedSatellites()) {
            if (satellite.isRetired()) {
                continue;
            }
            Presence.of(tables.vault(), satellite)
                    .ifPresent(presence -> checks.add(
                            presence.source().full().isPresent() ? ofBatches(presence) : ofRecords(presence)));
        }
        tables.vault().sources().stream()
                .filter(source -> source.full().isPresent() && source.tracked())
                .forEach(source -> checks.add(judgements(source)));
        return checks;
    }

    /**
     * A key is there from the batch that has it, and gone from the next whole batch that lacks it. What is stored says
     * what was found of a key in a batch, of which that of the latest run holds: every change must be among it, and
     * whatever is must be so.
     */
    private Check ofBatches(Presence presence) {
        Source source = presence.source();
        List<String> key = presence.key();
        List<String> scope = presence.scope();
        List<String> both = with(key, scope);
        Table table = tables.schema().table(presence.table());
        List<String> row = tables.shown(table, with(key, List.of(Names.LOAD_DATE)));
        String sql = """
                with %1$s,
                whole as (
                  select %2$sload_date
                  from (
                    select %2$sload_date, is_whole,
                      row_number() over (partition by %2$sload_date order by run_id desc) as _place
                    from %3$s
                  ) as judged
                  where _place = 1 and is_whole
                ),
                present as (
                  select %4$s, %5$stracking.load_date
                  from %6$s as tracking
                  where %7$s and tracking.delivery_id in (select delivery_id from latest)
                  union
                  select %8$s, %9$sseen.load_date
                  from %10$s as seen
                  where %11$s and seen.delivery_id in (select delivery_id from latest)
                ),
                ending as (
                  select %12$s, present.load_date, min(whole.load_date) as _next_whole
                  from present
                  left join whole on %13$s and whole.load_date > present.load_date
                  group by %12$s, present.load_date
                ),
                followed as (
                  select ending.*,
                    lead(load_date) over (partition by %14$s order by load_date) as _next,
                    lag(_next_whole) over (partition by %14$s order by load_date) as _gone_before,
                    row_number() over (partition by %14$s order by load_date) as _place
                  from ending
                ),
                changes as (
                  select %14$s, load_date, false as is_deleted
                  from followed
                  where _place = 1 or _gone_before < load_date
                  union all
                  select %14$s, _next_whole, true
                  from followed
                  where _next_whole is not null and (_next is null or _next_whole < _next)
                ),
                found as (
                  select %14$s, load_date, is_deleted
                  from (
                    select %14$s, load_date, is_deleted,
                      row_number() over (partition by %14$s, load_date order by run_id desc) as _place
                    from %15$s
                  ) as stored
                  where _place = 1
                ),
                held as (
                  select %16$s, found.load_date, found.is_deleted as _found,
                    followed.load_date is null or coalesce(followed._next_whole <= found.load_date, false) as _expected
                  from found
                  left join followed on %17$s and followed.load_date <= found.load_date
                    and (followed._next is null or followed._next > found.load_date)
                )
                select %18$s, changes.is_deleted as expected, cast(null as boolean) as found
                from changes
                where not exists (
                  select 1 from found where %19$s and found.load_date = changes.load_date
                )
                union all
                select %20$s, _expected, _found
                from held
                where _expected <> _found""".formatted(
                        latest(source),
                        text.before(scope),
                        SqlText.raw(Names.judgement(source)),
                        presence.keyOf(text, "tracking"),
                        text.before("tracking", scope),
                        tables.tracked(source),
                        known(presence, "tracking") + presence.andIsStated(text, "tracking"),
                        presence.keyOf(text, "seen"),
                        text.before("seen", scope),
                        SqlText.raw(Names.seen(source)),
                        known(presence, "seen"),
                        text.list("present", both),
                        text.same("whole", "present", scope),
                        text.list(both),
                        SqlText.raw(presence.table()),
                        text.list("found", both),
                        text.same("followed", "found", both),
                        text.list("changes", row),
                        text.same("found", "changes", both),
                        text.list("held", row));
        return tables.check(
                Promise.PRESENCE,
                table,
                row,
                sql,
                Names.tracking(source),
                Names.seen(source),
                Names.batch(source),
                Names.judgement(source));
    }

    /** The deliveries whose content is in force: of a path that was corrected, the latest. */
    private String latest(Source source) {
        return """
                latest as (
                  select delivery_id
                  from (
                    select delivery_id, rank() over (partition by path order by run_id desc) as _place
                    from %s
                  ) as files
                  where _place = 1
                )""".formatted(SqlText.raw(Names.batch(source)));
    }

    /** How many keys each batch was found to have. */
    private Check judgements(Source source) {
        List<String> scope = Names.scope(source);
        List<String> rowKey = Names.rowKey(source);
        List<String> batch = with(List.of(Names.LOAD_DATE), scope);
        Table table = tables.schema().table(Names.judgement(source));
        List<String> row = List.of(Names.LOAD_DATE);
        String sql = """
                with %1$s,
                present as (
                  select %2$s, %3$s from %4$s where delivery_id in (select delivery_id from latest)
                  union
                  select %2$s, %3$s from %5$s where delivery_id in (select delivery_id from latest)
                ),
                counted as (
                  select %2$s, count(*) as _keys
                  from present
                  group by %2$s
                ),
                judged as (
                  select %2$s, keys_present,
                    row_number() over (partition by %2$s order by run_id desc) as _place
                  from %6$s
                )
                select judged.load_date, coalesce(counted._keys, 0) as expected, judged.keys_present as found
                from judged
                left join counted on %7$s
                where judged._place = 1 and judged.keys_present <> coalesce(counted._keys, 0)""".formatted(
                        latest(source),
                        text.list(batch),
                        text.list(rowKey),
                        tables.tracked(source),
                        SqlText.raw(Names.seen(source)),
                        SqlText.raw(table.name()),
                        text.same("counted", "judged", batch));
        return tables.check(
                Promise.PRESENCE, table, row, sql, Names.tracking(source), Names.seen(source), Names.batch(source));
    }

    /** Each record whose operation differs from that of the key's record before it is stored. */
    private Check ofRecords(Presence presence) {
        Source source = presence.source();
        Table table = tables.schema().table(presence.table());
        List<String> columns = with(presence.key(), Order.ownColumns(source));
        List<String> row = tables.shown(table, columns);
        List<String> identity = with(presence.key(), List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER));
        String differs = presence.satellite() instanceof StatusSatellite
                ? "operation is distinct from _previous"
                : "is_deleted is distinct from _was_deleted";
        String sql = """
                with events as (
                %1$s
                ),
                placed as (
                  select events.*, delivery.path as _path, delivery.content_version as _content_version,
                    %2$s as is_deleted
                  from events
                  left join audit.delivery as delivery on delivery.delivery_id = events.delivery_id
                ),
                ordered as (
                  select placed.*,
                    lag(operation) over in_order as _previous,
                    lag(is_deleted) over in_order as _was_deleted,
                    coalesce(max(case when is_deleted then 0 else 1 end) over (
                      partition by %3$s order by %4$s rows between unbounded preceding and 1 preceding
                    ), 0) = 1 as _has_been
                  from placed
                  window in_order as (partition by %3$s order by %4$s)
                )
                select %5$s, operation as expected, 'nothing' as found
                from ordered
                where %6$s
                  and (_has_been or not is_deleted)
                  and not (is_deleted and coalesce(_was_deleted, false))
                  and not exists (
                    select 1 from %7$s as stored
                    where %8$s and stored.is_deleted = ordered.is_deleted
                      and stored.operation = ordered.operation
                  )%11$s
                union all
                select %9$s, 'a change record' as expected, stored.operation as found
                from %7$s as stored
                where not exists (
                  select 1 from placed
                  where %10$s and stored.is_deleted = placed.is_deleted
                    and stored.operation = placed.operation
                )%12$s""".formatted(
                        events(presence).indent(2).stripTrailing(),
                        isDelete(source, "events.operation"),
                        text.list(presence.key()),
                        order(source),
                        text.list("ordered", row),
                        differs,
                        SqlText.raw(presence.table()),
                        text.same("stored", "ordered", identity),
                        text.list("stored", row),
                        text.same("stored", "placed", identity),
                        TrackedSince.isWhole(tables.schema(), source, "ordered.load_date"),
                        TrackedSince.isWhole(tables.schema(), source, "stored.load_date"));
        List<String> others = new ArrayList<>(List.of(Names.tracking(source)));
        presence.link().ifPresent(link -> others.add(Names.table(link)));
        return tables.check(Promise.PRESENCE, table, row, sql, others.toArray(String[]::new));
    }

    /** What is tracked of a key; a deletion finds the rows of a link by what the source has one row per. */
    private String events(Presence presence) {
        Source source = presence.source();
        String tracking = tables.tracked(source) + " as tracking";
        String columns =
                ", " + text.list("tracking", Order.ownColumns(source)) + ", tracking.operation\nfrom " + tracking;
        String own = "select " + presence.keyOf(text, "tracking") + columns
                + "\nwhere tracking.operation is not null and " + known(presence, "tracking")
                + presence.andIsStated(text, "tracking");
        if (presence.link().isEmpty()) {
            return own;
        }
        return own + " and not " + isDelete(source, "tracking.operation") + "\nunion all\nselect "
                + text.list("link", presence.key()) + columns + "\njoin "
                + SqlText.raw(Names.table(presence.link().get())) + " as link on "
                + text.same("link", "tracking", Names.rowKey(source)) + "\nwhere "
                + isDelete(source, "tracking.operation");
    }

    private String isDelete(Source source, String operation) {
        Delivery.ChangeRecords records = source.changeRecords().orElseThrow();
        return "(" + Presence.isDelete(text, records, operation) + ")";
    }

    private String known(Presence presence, String relation) {
        return presence.isKnown(text, tables.unknownKey(), relation);
    }

    private String order(Source source) {
        return Order.columns(source).stream()
                .map(column -> switch (column) {
                    case Stage.PATH, Stage.CONTENT_VERSION -> "_" + column;
                    case Names.SEQUENCE -> text.name(column) + " nulls first";
                    default -> text.name(column);
                })
                .collect(Collectors.joining(", "));
    }
}

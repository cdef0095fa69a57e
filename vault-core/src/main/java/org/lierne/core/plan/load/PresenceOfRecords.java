package org.lierne.core.plan.load;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.plan.Inserts;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.TrackedSince;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.SqlText;

/**
 * How the changes are stored that change records tell: each record whose operation differs from that of the key's record
 * before it. The keys that a run touches are worked out anew from all that is tracked of them, so that the order of
 * arrival does not matter. A deletion finds the rows of a link by what the source has one row per.
 */
final class PresenceOfRecords {

    private final Presence presence;
    private final Delivery.ChangeRecords records;
    private final VaultSchema schema;
    private final SqlText text;
    private final String unknownKey;

    PresenceOfRecords(Presence presence, VaultSchema schema, SqlText text, String unknownKey) {
        this.presence = presence;
        this.records = presence.source().changeRecords().orElseThrow();
        this.schema = schema;
        this.text = text;
        this.unknownKey = unknownKey;
    }

    Statement statement() {
        String target = SqlText.raw(presence.table());
        List<String> key = presence.key();
        String sql = """
                insert into %2$s
                with touched as (
                %3$s
                ),
                events as (
                %4$s
                ),
                placed as (
                  select events.*, delivery.path, delivery.content_version,
                    %5$s as is_deleted
                  from events
                  left join audit.delivery as delivery on delivery.delivery_id = events.delivery_id
                ),
                ordered as (
                  select *,
                    lag(operation) over in_order as _previous,
                    lag(is_deleted) over in_order as _was_deleted,
                    coalesce(bool_or(not is_deleted) over (in_order rows between unbounded preceding and 1 preceding), false)
                      as _has_been
                  from placed
                  window in_order as (partition by %6$s order by %7$s)
                )
                select %8$s
                from ordered
                where %10$s
                  and (_has_been or not is_deleted)
                  and not (is_deleted and coalesce(_was_deleted, false))
                  and not exists (
                    select 1 from %1$s as stored
                    where %9$s
                  )%11$s""".formatted(
                        target,
                        Inserts.into(schema.table(presence.table()), presence.columns(schema), text),
                        touched().indent(2).stripTrailing(),
                        events().indent(2).stripTrailing(),
                        Presence.isDelete(text, records, "events.operation"),
                        text.list(key),
                        presence.order(text),
                        values(),
                        text.same("stored", "ordered", identity()),
                        presence.satellite() instanceof StatusSatellite
                                ? "operation is distinct from _previous"
                                : "is_deleted is distinct from _was_deleted",
                        TrackedSince.isWhole(schema, presence.source(), "ordered.load_date"));
        return Statement.of("insert what change records did", target, sql);
    }

    private List<String> identity() {
        List<String> columns = new ArrayList<>(presence.key());
        columns.addAll(List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER));
        return columns;
    }

    private String touched() {
        String stage = Stage.stage(presence.source());
        if (presence.link().isEmpty()) {
            return "select distinct " + presence.keyOf(text, "staged") + "\nfrom " + stage + " as staged\nwhere "
                    + presence.isKnown(text, unknownKey, "staged");
        }
        return "select " + presence.keyOf(text, "staged") + "\nfrom " + stage + " as staged\nwhere not "
                + isDelete("staged." + Stage.OPERATION) + "\nunion\nselect " + text.list("link", presence.key())
                + "\nfrom " + stage + " as staged\njoin " + linkTable() + " as link on "
                + text.same("link", "staged", Names.rowKey(presence.source())) + "\nwhere "
                + isDelete("staged." + Stage.OPERATION);
    }

    private String events() {
        List<String> order = Order.ownColumns(presence.source());
        String tracking = SqlText.raw(schema.trackedRows(presence.source()));
        String columns = ", " + text.list("tracking", order) + ", tracking.operation\nfrom ";
        String own = "select " + text.list("touched", presence.key()) + columns + tracking
                + " as tracking\njoin touched on " + sameAsTracking() + "\nwhere tracking.operation is not null"
                + presence.andIsStated(text, "tracking");
        if (presence.link().isEmpty()) {
            return own;
        }
        return own + " and not " + isDelete("tracking.operation") + "\nunion all\nselect "
                + text.list("link", presence.key()) + columns + tracking + " as tracking\njoin " + linkTable()
                + " as link on " + text.same("link", "tracking", Names.rowKey(presence.source()))
                + "\njoin touched on " + text.same("touched", "link", presence.key()) + "\nwhere "
                + isDelete("tracking.operation");
    }

    private String sameAsTracking() {
        List<String> conditions = new ArrayList<>();
        for (int index = 0; index < presence.key().size(); index++) {
            String column = presence.key().get(index);
            conditions.add(text.name("touched", column)
                    + (column.endsWith("_hk") ? " = " : " is not distinct from ")
                    + text.name("tracking", presence.ofSource().get(index)));
        }
        return String.join(" and ", conditions);
    }

    private String isDelete(String operation) {
        return "(" + Presence.isDelete(text, records, operation) + ")";
    }

    private String linkTable() {
        return SqlText.raw(Names.table(presence.link().orElseThrow()));
    }

    private String values() {
        return presence.columns(schema).stream()
                .map(column -> switch (column) {
                    case Names.RECORD_SOURCE -> text.literal(presence.source().recordSource());
                    case Names.RUN_ID -> "(select run_id from " + Stage.THIS_RUN + ")";
                    default -> text.name("ordered", column);
                })
                .collect(Collectors.joining(", "));
    }
}

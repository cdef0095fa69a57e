package org.lierne.core.plan.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.Link;
import org.lierne.core.model.NullKeys;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.SqlText;

/** What the views read that show when keys were there and when they were gone. */
final class PresenceViews {

    private final VaultSchema schema;
    private final SqlText text;
    private final boolean linksSkip;

    PresenceViews(Vault vault, VaultSchema schema, SqlText text) {
        this.linksSkip = vault.nullKeys() == NullKeys.SKIP;
        this.schema = schema;
        this.text = text;
    }

    /** The history of a status satellite: one row per change, with its word and the load date of the next. */
    String history(Presence presence) {
        return history(presence, SqlText.raw(presence.table()));
    }

    /** The same of the changes that stand in another relation, which has the columns of the table. */
    String history(Presence presence, String relation) {
        List<String> columns = new ArrayList<>();
        for (String column : presence.columns(schema)) {
            columns.add(text.name("changes", column));
            if (column.equals(Names.LOAD_DATE)) {
                columns.add("lead(changes.load_date) over in_order as load_end_date");
                columns.add("lead(changes.load_date) over in_order is null as is_current");
                columns.add(word(presence) + " as status");
            }
        }
        return "with " + String.join(",\n", steps(presence, relation)) + "\nselect\n  " + String.join(",\n  ", columns)
                + "\nfrom changes\nwindow in_order as (partition by " + text.list("changes", presence.key())
                + " order by " + order(presence, "changes") + ")";
    }

    private static String word(Presence presence) {
        String again = presence.source().full().isPresent()
                ? "'reappeared'"
                : "case when lag(changes.is_deleted) over in_order then 'reappeared' else 'updated' end";
        return "case when changes.is_deleted then 'deleted'\n    when row_number() over in_order = 1 then 'created'\n"
                + "    else " + again + " end";
    }

    /** The columns that put changes in order: of batches by their load date alone, of which a key has one change each. */
    private String order(Presence presence, String relation) {
        if (presence.source().full().isPresent()) {
            return relation + ".load_date";
        }
        return Order.columns(presence.source()).stream()
                .map(column -> isOfDelivery(column)
                        ? relation + "._" + column
                        : text.name(relation, column) + (column.equals(Names.SEQUENCE) ? " nulls first" : ""))
                .collect(Collectors.joining(", "));
    }

    private static boolean isOfDelivery(String column) {
        return column.equals(Stage.PATH) || column.equals(Stage.CONTENT_VERSION);
    }

    /** The steps of a query whose last, {@code changes}, has one row per change of a key. */
    private List<String> steps(Presence presence, String relation) {
        return presence.source().full().isPresent()
                ? stepsOfBatches(presence, relation)
                : stepsOfRecords(presence, relation);
    }

    /** A key is there as long as it is within any scope. */
    private List<String> stepsOfBatches(Presence presence, String relation) {
        String key = text.list(presence.key());
        String scope = presence.scope().isEmpty() ? "" : ", " + text.list(presence.scope());
        String columns = text.list(presence.columns(schema));
        String moved = presence.columns(schema).stream()
                .map(column -> column.equals(Names.IS_DELETED) ? "_is_deleted as is_deleted" : text.name(column))
                .collect(Collectors.joining(", "));
        return List.of(
                """
                latest as (
                  select *, row_number() over (partition by %1$s%2$s, load_date order by run_id desc) as _place
                  from %3$s
                )""".formatted(key, scope, relation),
                """
                moved as (
                  select %3$s,
                    case when is_deleted then 0 else 1 end - coalesce(lag(case when is_deleted then 0 else 1 end)
                      over (partition by %1$s%2$s order by load_date), 0) as _change
                  from latest
                  where _place = 1
                )""".formatted(key, scope, columns),
                """
                counted as (
                  select *, sum(_change) over (partition by %1$s order by load_date) = 0 as _is_deleted
                  from moved
                )""".formatted(key),
                """
                stated as (
                  select *, row_number() over (partition by %1$s, load_date
                    order by is_deleted = _is_deleted desc%2$s) as _place
                  from counted
                )""".formatted(key, scope),
                """
                changes as (
                  select %2$s
                  from (
                    select *, coalesce(lag(_is_deleted) over (partition by %1$s order by load_date), true) as _was_deleted
                    from stated
                    where _place = 1
                  ) as compared
                  where _is_deleted <> _was_deleted
                )""".formatted(key, moved));
    }

    private List<String> stepsOfRecords(Presence presence, String relation) {
        String key = text.list(presence.key());
        String ordered = order(presence, "placed");
        return List.of("""
                placed as (
                  select presence.*, delivery.path as _path, delivery.content_version as _content_version
                  from %s as presence
                  left join audit.delivery as delivery on delivery.delivery_id = presence.delivery_id
                )""".formatted(relation), """
                changes as (
                  select *
                  from (
                    select *,
                      lag(case when is_deleted then '' else operation end) over in_order as _previous,
                      coalesce(bool_or(not is_deleted) over (in_order rows between unbounded preceding and 1 preceding),
                        false) as _has_been
                    from placed
                    window in_order as (partition by %s order by %s)
                  ) as compared
                  where case when is_deleted then '' else operation end is distinct from _previous
                    and (_has_been or not is_deleted)
                )""".formatted(key, ordered));
    }

    /**
     * A history of sets, with what its driving key went through: a set ends when its key is gone, and is there again when
     * the key is.
     *
     * @param units the query of the satellite's sets: identity, place, hashdiff
     * @param stored the satellite's columns
     */
    String historyOfSets(Unit unit, Presence presence, String units, List<String> stored) {
        boolean batches = presence.source().full().isPresent();
        String key = text.list(presence.key());
        List<String> place = Order.columns(presence.source());
        String sequence = place.contains(Names.SEQUENCE) ? "sequence, " : "";
        String ofPresence = batches
                ? "load_date, " + (sequence.isEmpty() ? "" : "null as sequence, ")
                        + "delivery_id, null as path, null as content_version, record_number, row_number"
                : "load_date, " + sequence + "delivery_id, _path as path, _content_version as content_version,"
                        + " record_number, row_number";
        // Of one batch, a key is there before its set is read, and gone after all its files.
        String order = batches ? "load_date, _kind, " + presence.order(text) : presence.order(text) + ", _kind";
        String sameRecord = batches
                ? "lead(load_date) over in_order = load_date"
                : "lead(delivery_id) over in_order = delivery_id and lead(record_number) over in_order = record_number";
        List<String> identity = unit.identity().stream()
                .filter(column -> !presence.key().contains(column))
                .toList();
        String carried = "row(" + text.list(identity) + ")";
        List<String> result = new ArrayList<>();
        for (String column : stored) {
            String value = text.name("satellite", column);
            if (List.of(Names.LOAD_DATE, Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER)
                    .contains(column)) {
                value = "case when segments._kind = 1 then " + value + " else " + text.name("segments", column)
                        + " end as " + column;
            }
            result.add(value);
            if (column.equals(Names.LOAD_DATE)) {
                result.add("segments.load_end_date");
                result.add("segments.load_end_date is null as is_current");
            }
        }
        String sameUnit = presence.key().stream()
                        .map(column -> "satellite." + text.name(column) + " is not distinct from segments."
                                + text.name(column))
                        .collect(Collectors.joining(" and "))
                + identity.stream()
                        .map(column -> " and satellite." + text.name(column) + " is not distinct from segments._unit["
                                + (identity.indexOf(column) + 1) + "]")
                        .collect(Collectors.joining());
        return """
                with units as (
                %1$s
                ),
                ordered as (
                  select *, lag(hashdiff) over (partition by %2$s order by %3$s) as previous_hashdiff
                  from units
                ),
                %4$s,
                marks as (
                  select %2$s, load_date, %5$sdelivery_id, path, content_version, record_number, row_number, 1 as _kind
                  from ordered
                  where previous_hashdiff is distinct from hashdiff
                  union all
                  select %2$s, %6$s, case when is_deleted then 2 else 0 end as _kind
                  from (
                    select *, lag(is_deleted) over (partition by %2$s order by %13$s) as _before
                    from changes
                  ) as moves
                  where is_deleted is distinct from _before
                ),
                segments as (
                  select *, lead(load_date) over in_order as load_end_date,
                      %14$s as _is_there,
                      coalesce(_kind = 0 and lead(_kind) over in_order = 1 and %7$s, false) as _is_replaced,
                      %8$s as _unit
                  from marks
                  window in_order as (partition by %2$s order by %9$s),
                    up_to_here as (partition by %2$s order by %9$s rows between unbounded preceding and current row)
                )
                select %10$s
                from segments
                join %11$s as satellite on %12$s
                where segments._is_there and not segments._is_replaced""".formatted(
                        units.indent(2).stripTrailing(),
                        key,
                        presence.order(text),
                        String.join(",\n", steps(presence, SqlText.raw(presence.table()))),
                        sequence,
                        ofPresence,
                        sameRecord,
                        text.dialect().lastKnown("case when _kind = 1 then " + carried + " end", "up_to_here"),
                        order,
                        String.join(",\n  ", result),
                        SqlText.raw(Names.table(unit.satellite())),
                        sameUnit,
                        order(presence, "changes"),
                        text.dialect().lastKnown("case when _kind = 1 then null else _kind = 0 end", "up_to_here"));
    }

    /** The rows of a link that its source has not said to be gone, of which it has one per row key. */
    String inForce(Link link, Source source) {
        String columns = text.list("link", schema.table(Names.table(link)).columnNames());
        String linkTable = SqlText.raw(Names.table(link));
        String linkKey = text.name(Names.hashKey(link.name()));
        List<String> rowKey = Names.rowKey(source);
        List<String> conditions = new ArrayList<>();
        if (linksSkip) {
            conditions.add(Presence.isStated(text, source, link, "tracking"));
        }
        if (link.isRetired()) {
            conditions.add("tracking." + linkKey + " is not null");
        }
        String latest = """
                latest as (
                  select %1$s, tracking.%2$s, %3$s as _said, row_number() over (partition by %4$s order by %5$s) as _place
                  from %6$s as tracking
                  left join audit.delivery as delivery on delivery.delivery_id = tracking.delivery_id%7$s
                )""".formatted(
                        text.list("tracking", rowKey),
                        linkKey,
                        source.changeRecords().isPresent() ? "tracking.operation" : "true",
                        text.list("tracking", rowKey),
                        descending(source),
                        SqlText.raw(schema.trackedRows(source)),
                        where(conditions));
        if (source.changeRecords().isPresent()) {
            return "with " + latest + "\nselect " + columns + "\nfrom " + linkTable + " as link\nwhere link." + linkKey
                    + " in (\n  select " + linkKey + " from latest where _place = 1 and not ("
                    + Presence.isDelete(text, source.changeRecords().get(), "_said") + ")\n)";
        }
        List<String> scope = Names.scope(source);
        String tracked = SqlText.raw(schema.trackedRows(source));
        // What is retired stays as it was: what came since says nothing of it.
        String until = link.isRetired()
                ? "load_date <= (select max(load_date) from " + tracked + " where " + linkKey + " is not null)"
                : "";
        String newest = "select " + text.list("evidence", rowKey) + "\n  from %s as evidence\n  left join whole on "
                + text.same("whole", "evidence", scope)
                + "\n  where evidence.load_date >= coalesce(whole.load_date, evidence.load_date)\n    and"
                + " evidence.delivery_id in (select max_by(delivery_id, run_id) from "
                + SqlText.raw(Names.batch(source)) + " group by path)"
                + (until.isEmpty() ? "" : " and evidence." + until);
        String stated = linksSkip ? " and evidence." + linkKey + " is not null" : "";
        String there = "there as (\n  " + newest.formatted(tracked) + stated + "\n  union\n  "
                + newest.formatted(SqlText.raw(Names.seen(source))) + "\n)";
        String whole = "whole as (\n  select " + text.before(scope)
                + "max(load_date) as load_date\n  from (\n    select load_date, " + text.before(scope)
                + "max_by(is_whole, run_id) as is_whole\n    from " + SqlText.raw(Names.judgement(source))
                + "\n    group by load_date" + (scope.isEmpty() ? "" : ", " + text.list(scope))
                + "\n  ) as judged\n  where is_whole" + (until.isEmpty() ? "" : " and " + until)
                + (scope.isEmpty() ? "" : "\n  group by " + text.list(scope))
                + "\n)";
        return "with " + latest + ",\n" + whole + ",\n" + there + "\nselect " + columns + "\nfrom " + linkTable
                + " as link\nwhere link." + linkKey + " in (\n  select latest." + linkKey
                + "\n  from latest\n  join there on " + text.same("there", "latest", rowKey)
                + "\n  where latest._place = 1\n)";
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : "\n  where " + String.join(" and ", conditions);
    }

    private String descending(Source source) {
        return Order.columns(source).stream()
                .map(column ->
                        (isOfDelivery(column) ? "delivery." : "tracking.") + text.name(column) + " desc nulls last")
                .collect(Collectors.joining(", "));
    }
}

package org.lierne.core.businessvault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Link;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Presence;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.SqlText;

/**
 * Which rows of a link are in force at each of some dates: what the link's view {@code …_in_force} would have shown, had
 * it read the rows up to that date only.
 */
final class LinkInForce {

    private final Vault vault;
    private final VaultSchema schema;
    private final SqlText text;
    private final Link link;
    private final Source source;
    private final String linkKey;
    private final String dates;

    /** @param dates the relation of the dates, with the column {@code snapshot_date} */
    LinkInForce(Vault vault, VaultSchema schema, SqlText text, Link link, String dates) {
        this.vault = vault;
        this.schema = schema;
        this.text = text;
        this.link = link;
        this.source = vault.source(link.source());
        this.linkKey = text.name(Names.hashKey(link.name()));
        this.dates = dates;
    }

    /** The name of the step that holds them. */
    String name() {
        return Names.table(link);
    }

    /** The tables whose rows decide, each with a column {@code load_date} and one {@code run_id}. */
    List<String> decidedBy() {
        List<String> tables = new ArrayList<>(List.of(Names.table(link), Names.firstSeen(link)));
        Optional<EffectivitySatellite> effectivity = vault.effectivityOf(link);
        if (effectivity.isPresent()) {
            tables.add(Names.table(effectivity.get()));
            Presence.of(vault, effectivity.get()).ifPresent(presence -> tables.add(presence.table()));
            return tables;
        }
        if (isTold()) {
            tables.add(Names.tracking(source));
            schema.find(Names.retracked(source)).ifPresent(retracked -> tables.add(retracked.name()));
            if (source.full().isPresent() && vault.canEnd(link)) {
                tables.addAll(List.of(Names.batch(source), Names.judgement(source), Names.seen(source)));
            }
        }
        return tables;
    }

    /** Whether tracked rows tell what is in force. */
    private boolean isTold() {
        return source.tracked()
                && (vault.canEnd(link) || !vault.drivingKeyOf(link).isEmpty());
    }

    /** The steps of a query; the last, {@link #name()}, has a row per date and row in force. */
    List<String> steps() {
        String keys = Snapshots.keys(link).stream()
                .map(column -> text.name("link", column))
                .collect(Collectors.joining(", "));
        Optional<EffectivitySatellite> effectivity = vault.effectivityOf(link);
        if (effectivity.isPresent()) {
            return List.of(joined(keys, SqlText.raw(Names.history(effectivity.get())), ""));
        }
        if (!isTold()) {
            return vault.drivingKeyOf(link).isEmpty() ? List.of(all(keys)) : untold(keys);
        }
        if (!vault.canEnd(link)) {
            return List.of(stated(drivingKey(), ""), joined(keys, stated(), ""));
        }
        if (source.changeRecords().isPresent()) {
            Delivery.ChangeRecords records = source.changeRecords().get();
            return List.of(
                    stated(Names.rowKey(source), "tracking.operation as _said, "),
                    joined(keys, stated(), " and not (" + Presence.isDelete(text, records, "held._said") + ")"));
        }
        return ofBatches(keys);
    }

    private String stated() {
        return name() + "_stated";
    }

    private List<String> drivingKey() {
        return vault.drivingKeyOf(link).stream()
                .map(part -> Names.drivingKeyColumn(link, part))
                .toList();
    }

    /** The rows of the link that a relation {@code held} of intervals names at a date. */
    private String joined(String keys, String intervals, String more) {
        return """
                %1$s as (
                  select dates.snapshot_date, %2$s
                  from %3$s as held
                  join %4$s as dates
                    on dates.snapshot_date >= held.load_date
                    and (held.load_end_date is null or held.load_end_date > dates.snapshot_date)
                  join %5$s as link on link.%6$s = held.%6$s
                  where held.load_end_date is distinct from held.load_date%7$s
                )""".formatted(name(), keys, intervals, dates, SqlText.raw(Names.table(link)), linkKey, more);
    }

    /** Which link each tracked row states, until the next one of the same key. */
    private String stated(List<String> key, String more) {
        boolean ofLink = key.equals(drivingKey()) && !vault.canEnd(link);
        String relation = ofLink ? "link" : "tracking";
        String join = ofLink
                ? "\n  join " + SqlText.raw(Names.table(link)) + " as link on link." + linkKey + " = tracking."
                        + linkKey
                : "";
        return """
                %1$s as (
                  select tracking.%2$s, %3$stracking.load_date, lead(tracking.load_date) over (
                    partition by %4$s
                    order by tracking.load_date, %5$splaces._place nulls first, tracking.record_number, tracking.row_number
                  ) as load_end_date
                  from %6$s as tracking%7$s
                  left join places on places.delivery_id = tracking.delivery_id%8$s
                )""".formatted(
                        stated(),
                        linkKey,
                        ofLink ? more : more + text.before("tracking", key),
                        text.list(relation, key),
                        source.sequenceColumn().isPresent() ? "tracking.sequence nulls first, " : "",
                        SqlText.raw(schema.trackedRows(source)),
                        join,
                        link.isRetired() ? "\n  where tracking." + linkKey + " is not null" : "");
    }

    /** Side by side, each since it is known. */
    private String all(String keys) {
        return """
                %1$s as (
                  select dates.snapshot_date, %2$s
                  from (
                %3$s
                  ) as first_seen
                  join %4$s as dates on dates.snapshot_date >= first_seen.load_date
                  join %5$s as link on link.%6$s = first_seen.%6$s
                )""".formatted(
                        name(),
                        keys,
                        Snapshots.firstSeen(linkKey, Names.table(link), Names.firstSeen(link))
                                .indent(4)
                                .stripTrailing(),
                        dates,
                        SqlText.raw(Names.table(link)),
                        linkKey);
    }

    /** Without tracking, the latest row of each driving key by its load date. */
    private List<String> untold(String keys) {
        return List.of(
                """
                %1$s as (
                  select %2$s, load_date, lead(load_date) over (
                    partition by %3$s
                    order by load_date, %2$s
                  ) as load_end_date
                  from %4$s
                )""".formatted(stated(), linkKey, text.list(drivingKey()), SqlText.raw(Names.table(link))),
                joined(keys, stated(), ""));
    }

    /** A row is there as long as nothing whole, since a file had it, has lacked it. */
    private List<String> ofBatches(String keys) {
        List<String> scope = Names.scope(source);
        List<String> rowKey = Names.rowKey(source);
        String tracked = SqlText.raw(schema.trackedRows(source));
        // What came since a link is retired says nothing of it.
        String until = link.isRetired()
                ? "load_date <= (select max(load_date) from " + tracked + " where " + linkKey + " is not null)"
                : "";
        String evidence = "select " + text.before(rowKey) + text.before(scope) + "load_date\n    from %s"
                + "\n    where delivery_id in (select delivery_id from " + name() + "_contents)"
                + (until.isEmpty() ? "" : "\n    and " + until);
        return List.of(
                stated(rowKey, ""),
                """
                %1$s_contents as (
                  select max_by(delivery_id, run_id) as delivery_id
                  from %2$s
                  group by path
                )""".formatted(name(), SqlText.raw(Names.batch(source))),
                """
                %1$s_whole as (
                  select dates.snapshot_date, %2$smax(case when judged.is_whole and judged.load_date <= dates.snapshot_date
                    then judged.load_date end) as load_date
                  from (
                    select load_date, %3$smax_by(is_whole, run_id) as is_whole
                    from %4$s%8$s
                    group by load_date%5$s
                  ) as judged
                  cross join %6$s as dates
                  group by dates.snapshot_date%7$s
                )""".formatted(
                                name(),
                                text.before("judged", scope),
                                text.before(scope),
                                SqlText.raw(Names.judgement(source)),
                                scope.isEmpty() ? "" : ", " + text.list(scope),
                                dates,
                                scope.isEmpty() ? "" : ", " + text.list("judged", scope),
                                until.isEmpty() ? "" : "\n    where " + until),
                """
                %1$s_there as (
                  select distinct whole.snapshot_date, %2$s
                  from (
                    %3$s
                    union all
                    %4$s
                  ) as evidence
                  join %1$s_whole as whole
                    on %5$s
                    and evidence.load_date <= whole.snapshot_date
                    and evidence.load_date >= coalesce(whole.load_date, evidence.load_date)
                )""".formatted(
                                name(),
                                text.list("evidence", rowKey),
                                evidence.formatted(tracked),
                                evidence.formatted(SqlText.raw(Names.seen(source))),
                                text.same("whole", "evidence", scope)),
                """
                %1$s as (
                  select dates.snapshot_date, %2$s
                  from %1$s_stated as held
                  join %3$s as dates
                    on dates.snapshot_date >= held.load_date
                    and (held.load_end_date is null or held.load_end_date > dates.snapshot_date)
                  join %1$s_there as there on there.snapshot_date = dates.snapshot_date and %4$s
                  join %5$s as link on link.%6$s = held.%6$s
                )""".formatted(
                                name(),
                                keys,
                                dates,
                                text.same("there", "held", rowKey),
                                SqlText.raw(Names.table(link)),
                                linkKey));
    }
}

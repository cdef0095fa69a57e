package org.lierne.core.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;
import org.lierne.core.trace.TracedTable.Said;

/**
 * What the rows that were read say: queries over the trace's own tables, each of which yields one row per thing that
 * happened to the key, with the columns of {@link TracedTable}.
 */
final class TraceEvents {

    private final Vault vault;
    private final VaultSchema schema;
    private final SqlText text;
    private final TraceColumns columns;
    private final Views views;
    private final Subject subject;
    private final TraceReads reads;

    TraceEvents(Vault vault, VaultSchema schema, Dialect dialect, Subject subject, TraceReads reads) {
        this.vault = vault;
        this.schema = schema;
        this.text = new SqlText(dialect);
        this.columns = new TraceColumns(text);
        this.views = new Views(vault, schema, dialect);
        this.subject = subject;
        this.reads = reads;
    }

    /** What a table tells, as a {@link TracedTable} of which all is wanted. */
    record Told(
            String table, Optional<String> source, List<Said> others, int subKey, List<Said> payload, String query) {}

    /** What all tables tell, but for what is tracked only. */
    List<Told> all(boolean repeats) {
        List<Told> told = new ArrayList<>();
        if (subject instanceof Subject.OfHub ofHub) {
            told.add(hub(ofHub.hub()));
            told.add(firstSeen(Names.firstSeen(ofHub.hub()), Optional.empty()));
        }
        for (Link link : reads.links()) {
            told.add(link.isNonHistorized() ? event(link) : link(link));
            told.add(firstSeen(Names.firstSeen(link), Optional.of(link)));
        }
        for (Satellite satellite : reads.satellites()) {
            if (satellite instanceof DescriptiveSatellite) {
                told.add(rows(satellite));
            } else if (satellite instanceof MultiActiveSatellite block) {
                told.add(blocks(block, repeats));
            } else if (satellite instanceof EffectivitySatellite effectivity) {
                told.add(sets(effectivity));
            } else if (satellite instanceof NonHistorizedSatellite event) {
                told.add(event(event));
            }
        }
        reads.presences().forEach(presence -> told.add(presence(presence)));
        reads.sourcesWithSeen().forEach(source -> told.add(refused(source)));
        told.addAll(reads.computed().told());
        return told;
    }

    Statement key() {
        List<String> columns = new ArrayList<>();
        String table;
        if (subject instanceof Subject.OfHub ofHub) {
            ofHub.hub().key().forEach(part -> columns.add(part.name()));
            table = Names.table(ofHub.hub());
        } else if (subject instanceof Subject.OfLink ofLink) {
            columns.addAll(reads.otherColumns(ofLink.link()));
            table = Names.table(ofLink.link());
        } else {
            DescriptiveSatellite first =
                    ((Subject.OfReference) subject).reference().changes().get(0);
            columns.addAll(((Subject.OfReference) subject).reference().key());
            table = Names.table(first);
        }
        String sql = "select " + text.list(columns) + "\nfrom " + TraceReads.traced(table) + "\nlimit 1";
        return Statement.of("tell the key", TraceReads.traced(table), sql);
    }

    List<Said> keyNames() {
        if (subject instanceof Subject.OfHub ofHub) {
            return keyOf(ofHub.hub());
        }
        if (subject instanceof Subject.OfLink ofLink) {
            return reads.others(ofLink.link());
        }
        Reference reference = ((Subject.OfReference) subject).reference();
        return said(reference.sources().get(0), reference.key());
    }

    private List<Said> keyOf(Hub hub) {
        List<Said> key = new ArrayList<>();
        for (int part = 0; part < hub.key().size(); part++) {
            key.add(new Said(hub.key().get(part).name(), reads.isSensitive(hub.name(), part)));
        }
        return key;
    }

    private Told hub(Hub hub) {
        String query = "select 'created' as _what, " + TraceColumns.common(UnaryOperator.identity(), false)
                + columns.onlyNow("hub", hub.key().stream().map(KeyColumn::name).toList())
                + "\nfrom " + TraceReads.traced(Names.table(hub)) + " as hub";
        return new Told(Names.table(hub), Optional.empty(), List.of(), 0, keyOf(hub), query);
    }

    private Told firstSeen(String table, Optional<Link> link) {
        String others = link.filter(each -> subject instanceof Subject.OfHub)
                .map(each -> ", " + text.list("link", reads.otherColumns(each)))
                .orElse("");
        String join = others.isEmpty() ? "" : joinLink(link.orElseThrow(), "seen");
        String query =
                "select 'first seen' as _what, seen.load_date, null as _sequence, cast(null as varchar) as _path,"
                        + " cast(null as integer) as _content_version, " + nullId() + " as delivery_id,"
                        + " cast(null as bigint) as record_number, cast(null as integer) as row_number,"
                        + " cast(null as varchar) as record_source, seen.run_id" + others + "\nfrom "
                        + TraceReads.traced(table) + " as seen" + join;
        return new Told(
                table,
                link.map(Link::source),
                others.isEmpty() ? List.of() : reads.others(link.orElseThrow()),
                0,
                List.of(),
                query);
    }

    private String nullId() {
        return "cast(null as " + text.dialect().types().id() + ")";
    }

    private String joinLink(Link link, String relation) {
        String key = Names.hashKey(link.name());
        return "\njoin " + TraceReads.traced(Names.table(link)) + " as link on " + text.name("link", key) + " = "
                + text.name(relation, key);
    }

    private Told link(Link link) {
        String query = "select 'linked' as _what, " + TraceColumns.common(UnaryOperator.identity(), false) + ", "
                + text.list("link", reads.otherColumns(link)) + "\nfrom " + TraceReads.traced(Names.table(link))
                + " as link";
        return new Told(Names.table(link), Optional.of(link.source()), reads.others(link), 0, List.of(), query);
    }

    /** A link of what happened once. */
    private Told event(Link link) {
        String query = "select " + happened(schema.table(Names.table(link)), "link") + ", "
                + TraceColumns.common(column -> "link." + column, false) + ", "
                + text.list("link", reads.otherColumns(link))
                + columns.onlyNow("link", link.columns()) + "\nfrom " + TraceReads.traced(Names.table(link))
                + " as link";
        return new Told(
                Names.table(link),
                Optional.of(link.source()),
                reads.others(link),
                0,
                said(link.source(), link.columns()),
                query);
    }

    private Told event(NonHistorizedSatellite satellite) {
        Table table = schema.table(Names.table(satellite));
        List<String> payload = schema.payload(satellite);
        return told(
                satellite,
                payload,
                "select " + happened(table, "satellite") + ", "
                        + TraceColumns.common(column -> "satellite." + column, false)
                        + others(satellite) + columns.onlyNow("satellite", payload) + "\nfrom "
                        + TraceReads.traced(table.name()) + " as satellite" + joinLink(satellite, "satellite"));
    }

    private static String happened(Table table, String relation) {
        return table.isCorrected()
                ? "case when " + relation + ".counter < 0 then 'taken back' when " + relation
                        + ".correction > 0 then 'corrected' else 'happened' end as _what"
                : "'happened' as _what";
    }

    /** Each stored row beside the one before it of the same key. */
    private Told rows(Satellite satellite) {
        Table table = schema.table(Names.table(satellite));
        List<String> key = List.of(Names.parentKey(satellite));
        List<String> payload = schema.payload(satellite);
        String placed = columns.placed(table, key, "row_number()", TraceColumns.ordered(table, true));
        String query = placed
                + """

                select
                  case
                    when previous._place is null then 'created'
                    when previous.hashdiff = satellite.hashdiff then 'repeated'
                    else 'changed'
                  end as _what,
                  %s%s%s
                from placed as satellite
                left join placed as previous on %s and previous._place = satellite._place - 1%s""".formatted(
                                TraceColumns.common(column -> "satellite." + column, TraceColumns.hasSequence(table)),
                                others(satellite),
                                columns.nowAndBefore("satellite", "previous", payload),
                                text.same("previous", "satellite", key),
                                joinLink(satellite, "satellite"));
        return told(satellite, payload, query);
    }

    /** Each row of a block beside that with its sub key in the block before, and those that the next block lacks. */
    private Told blocks(MultiActiveSatellite satellite, boolean repeats) {
        Table table = schema.table(Names.table(satellite));
        List<String> key = List.of(Names.parentKey(satellite));
        List<String> payload = new ArrayList<>(satellite.subKey());
        schema.payload(satellite).stream()
                .filter(column -> !payload.contains(column))
                .forEach(payload::add);
        String sameRow = text.same("previous", "satellite", key) + " and "
                + text.same("previous", "satellite", satellite.subKey());
        String query = columns.placed(table, key, "dense_rank()", TraceColumns.ordered(table, isInFile(satellite)))
                + columns.units(table, key, "blocks")
                + """

                select
                  case
                    when previous._place is null and satellite._place = 1 then 'created'
                    when previous._place is null then 'added'
                    when previous.hashdiff = satellite.hashdiff then 'repeated'
                    else 'changed'
                  end as _what,
                  %1$s%2$s%3$s
                from placed as satellite
                left join placed as previous on %4$s and previous._place = satellite._place - 1%5$s%6$s
                union all
                select 'removed' as _what,
                  %7$s%2$s%8$s
                from placed as previous
                join blocks as block on %9$s and block._place = previous._place + 1%10$s
                where not exists (
                  select 1 from placed as satellite
                  where %4$s and satellite._place = block._place
                )""".formatted(
                        TraceColumns.common(column -> "satellite." + column, TraceColumns.hasSequence(table)),
                        others(satellite),
                        columns.nowAndBefore("satellite", "previous", payload),
                        sameRow,
                        joinLink(satellite, "satellite"),
                        repeats ? "" : "\nwhere previous._place is null or previous.hashdiff <> satellite.hashdiff",
                        TraceColumns.common(column -> "block." + column, TraceColumns.hasSequence(table)),
                        columns.gone("previous", satellite.subKey(), payload),
                        text.same("block", "previous", key),
                        joinLink(satellite, "previous"));
        Told told = told(satellite, payload, query);
        return new Told(told.table, told.source, told.others, satellite.subKey().size(), told.payload, query);
    }

    /** The links of a set that the one before lacks, and those that the next one lacks. */
    private Told sets(EffectivitySatellite satellite) {
        Table table = schema.table(Names.table(satellite));
        Link link = vault.link(satellite.parent().name());
        List<String> key = reads.drivingKey(satellite);
        String linkKey = Names.hashKey(link.name());
        boolean ofHub = subject instanceof Subject.OfHub;
        String sameLink = text.same("satellite", "previous", key) + " and "
                + text.same("satellite", "previous", List.of(linkKey));
        String query = columns.placed(table, key, "dense_rank()", TraceColumns.ordered(table, isInFile(satellite)))
                + columns.units(table, key, "sets")
                + """

                select 'opened' as _what,
                  %1$s%2$s
                from placed as satellite%3$s
                where not exists (
                  select 1 from placed as previous
                  where %4$s and previous._place = satellite._place - 1
                )
                union all
                select 'closed' as _what,
                  %5$s%2$s
                from placed as previous
                join sets on %6$s and sets._place = previous._place + 1%7$s
                where not exists (
                  select 1 from placed as satellite
                  where %4$s and satellite._place = sets._place
                )""".formatted(
                                TraceColumns.common(column -> "satellite." + column, TraceColumns.hasSequence(table)),
                                ofHub ? ", " + text.list("link", reads.otherColumns(link)) : "",
                                joinLink(link, "satellite"),
                                sameLink,
                                TraceColumns.common(column -> "sets." + column, TraceColumns.hasSequence(table)),
                                text.same("sets", "previous", key),
                                joinLink(link, "previous"));
        List<Said> others = ofHub ? reads.others(link) : List.of();
        return new Told(table.name(), Optional.of(satellite.source()), others, 0, List.of(), query);
    }

    /** When the key came and went, where a satellite follows it. */
    private Told presence(Presence presence) {
        Satellite satellite = presence.satellite();
        boolean hasSequence = presence.columns(schema).contains(Names.SEQUENCE);
        List<String> others = new ArrayList<>();
        List<Said> names = new ArrayList<>();
        String join = "";
        if (subject instanceof Subject.OfHub && satellite.parent() instanceof Parent.OfLink parent) {
            Link link = vault.link(parent.name());
            String links = TraceReads.traced(Names.table(link));
            others.addAll(reads.otherColumns(link));
            names.addAll(reads.others(link));
            if (satellite instanceof EffectivitySatellite effectivity) {
                keepDriving(effectivity, others, names);
                List<String> joined = new ArrayList<>(presence.key());
                others.stream().filter(column -> !joined.contains(column)).forEach(joined::add);
                join = "\njoin (select distinct " + text.list(joined) + " from " + links + ") as link on "
                        + text.same("link", "changes", presence.key());
            } else {
                join = joinLink(link, "changes");
            }
        }
        String query = "select changes.status as _what, "
                + TraceColumns.common(
                        column -> column.startsWith("_")
                                ? "delivery." + column.substring(1) + " as " + column
                                : "changes." + column,
                        hasSequence)
                + (others.isEmpty() ? "" : ", " + text.list("link", others))
                + "\nfrom (\n"
                + views.history(presence, TraceReads.traced(presence.table())).indent(2)
                + ") as changes\nleft join audit.delivery as delivery on delivery.delivery_id = changes.delivery_id"
                + join
                + (satellite instanceof StatusSatellite ? "" : "\nwhere changes.status in ('deleted', 'reappeared')");
        return new Told(presence.table(), Optional.of(satellite.source()), names, 0, List.of(), query);
    }

    /** A driving key that is gone has no other parts than its own. */
    private static void keepDriving(EffectivitySatellite satellite, List<String> columns, List<Said> names) {
        Set<String> driving = Set.copyOf(satellite.drivingKey());
        for (int index = names.size() - 1; index >= 0; index--) {
            String name = names.get(index).name();
            String participant = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
            if (!driving.contains(participant)) {
                names.remove(index);
                columns.remove(index);
            }
        }
    }

    private Told refused(Source source) {
        String query = "select 'refused' as _what, load_date, null as _sequence, _path, _content_version, delivery_id,"
                + " record_number, cast(null as integer) as row_number, " + text.literal(source.recordSource())
                + " as record_source, run_id\nfrom " + TraceReads.traced(Names.seen(source));
        return new Told(Names.seen(source), Optional.of(source.name()), List.of(), 0, List.of(), query);
    }

    /** The records of a source that had the key, and of which no other table stored anything. */
    Told tracked(Source source) {
        List<String> storing = new ArrayList<>();
        if (subject instanceof Subject.OfHub ofHub) {
            storing.add(Names.table(ofHub.hub()));
        }
        reads.links().stream()
                .filter(link -> link.source().equals(source.name()))
                .forEach(link -> storing.add(Names.table(link)));
        reads.satellites().stream()
                .filter(satellite -> satellite.source().equals(source.name()))
                .forEach(satellite -> storing.add(Names.table(satellite)));
        String unstored = storing.stream()
                .map(table -> """
                        not exists (
                          select 1 from %s as stored
                          where stored.delivery_id = tracked.delivery_id and stored.record_number = tracked.record_number
                            and stored.row_number = tracked.row_number
                        )""".formatted(TraceReads.traced(table)))
                .collect(Collectors.joining("\nand "));
        String query = "select 'delivered' as _what, "
                + TraceColumns.common(
                        column -> "tracked." + column, source.sequenceColumn().isPresent())
                + "\nfrom " + TraceReads.traced(Names.tracking(source)) + " as tracked\nwhere " + unstored;
        return new Told(Names.tracking(source), Optional.of(source.name()), List.of(), 0, List.of(), query);
    }

    private Told told(Satellite satellite, List<String> payload, String query) {
        return new Told(
                Names.table(satellite),
                Optional.of(satellite.source()),
                others(satellite).isEmpty()
                        ? List.of()
                        : reads.others(vault.link(satellite.parent().name())),
                0,
                said(satellite.source(), payload),
                query);
    }

    private List<Said> said(String source, List<String> payload) {
        Set<String> sensitive = vault.source(source).sensitive();
        return payload.stream()
                .map(column -> new Said(column, sensitive.contains(column)))
                .toList();
    }

    /** The keys that a link connects, unless the link itself is traced. */
    private String others(Satellite satellite) {
        boolean ofLink = subject instanceof Subject.OfHub && satellite.parent() instanceof Parent.OfLink;
        return ofLink
                ? ", "
                        + text.list(
                                "link",
                                reads.otherColumns(vault.link(satellite.parent().name())))
                : "";
    }

    private String joinLink(Satellite satellite, String relation) {
        return others(satellite).isEmpty()
                ? ""
                : joinLink(vault.link(satellite.parent().name()), relation);
    }

    private boolean isInFile(Satellite satellite) {
        return vault.source(satellite.source()).recordsFollow();
    }
}

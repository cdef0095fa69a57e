package org.lierne.core.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;
import org.lierne.core.trace.TracedTable.Said;

/**
 * Reads all rows of the key out of the tables that have it, each table once and by hash key, into tables of the trace's
 * own. What is told follows from these.
 */
final class TraceReads {

    private static final String PREFIX = "trace_";

    /** Where a row is found in what was delivered. */
    static final List<String> RECORD =
            List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER, "_path", "_content_version");

    private static final String FIRST =
            RECORD.stream().map(column -> ", stated." + column).collect(Collectors.joining());

    private static final String OF_DELIVERY =
            "left join audit.delivery as delivery on delivery.delivery_id = stored.delivery_id\n";

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final SqlText text;
    private final Subject subject;
    private final String key;

    TraceReads(Vault vault, VaultSchema schema, Dialect dialect, Subject subject, String hash) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.subject = subject;
        this.key = text.render(dialect.hashes().digest(hash, vault.hashing()));
    }

    /** The table that the rows of a vault's table are read into. */
    static String traced(String table) {
        return PREFIX + table;
    }

    /** The links that the key is, or takes part in. */
    List<Link> links() {
        return vault.links().stream()
                .filter(link -> subject instanceof Subject.OfLink ofLink
                        ? link.equals(ofLink.link())
                        : link.connects().stream().anyMatch(this::isSubject))
                .toList();
    }

    private boolean isSubject(Participant participant) {
        return subject instanceof Subject.OfHub ofHub
                && participant.hub().equals(ofHub.hub().name());
    }

    /** What describes the key, and the links that it takes part in. */
    List<Satellite> satellites() {
        if (subject instanceof Subject.OfReference ofReference) {
            return List.copyOf(ofReference.reference().changes());
        }
        Set<String> links = links().stream().map(Link::name).collect(Collectors.toSet());
        return vault.satellites().stream()
                .filter(Satellite::isStored)
                .filter(satellite -> satellite.parent() instanceof Parent.OfHub parent
                        ? subject instanceof Subject.OfHub ofHub
                                && parent.hub().equals(ofHub.hub().name())
                        : links.contains(satellite.parent().name()))
                .toList();
    }

    /** The tracked sources whose rows carry the key. */
    List<Source> sources() {
        return vault.sources().stream()
                .filter(source -> source.tracked() && !keysOf(source).isEmpty())
                .toList();
    }

    /** The columns of a source's tracking rows that may hold the key; those of what was retired are not there. */
    private List<String> keysOf(Source source) {
        return mayHaveKey(source).stream()
                .filter(column -> isTracked(source, column))
                .toList();
    }

    private boolean isTracked(Source source, String column) {
        return schema.find(Names.retracked(source))
                .or(() -> schema.find(Names.tracking(source)))
                .filter(table -> table.columnNames().contains(column))
                .isPresent();
    }

    private List<String> mayHaveKey(Source source) {
        if (subject instanceof Subject.OfHub ofHub) {
            return source.keys().stream()
                    .filter(use -> use.hub().equals(ofHub.hub().name()))
                    .map(use -> Names.hashKey(use.name()))
                    .toList();
        }
        if (subject instanceof Subject.OfLink ofLink) {
            boolean isItsSource = ofLink.link().source().equals(source.name());
            return isItsSource ? List.of(Names.hashKey(ofLink.link().name())) : List.of();
        }
        return vault.referencesOf(source).stream()
                .filter(reference -> reference.name().equals(subject.name()))
                .map(reference -> Names.hashKey(Names.view(reference)))
                .toList();
    }

    /** What a satellite follows of presence, if it does. */
    List<Presence> presences() {
        return satellites().stream()
                .flatMap(satellite -> Presence.of(vault, satellite).stream())
                .toList();
    }

    /** The tables of rejects' keys that may have the key. */
    List<Source> sourcesWithSeen() {
        return vault.sources().stream()
                .filter(source -> schema.find(Names.seen(source)).isPresent())
                .filter(source -> !seenKeys(source).isEmpty())
                .toList();
    }

    private List<String> seenKeys(Source source) {
        List<String> columns = schema.table(Names.seen(source)).columnNames();
        return keysOf(source).stream().filter(columns::contains).toList();
    }

    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        sources().forEach(source -> statements.add(tracking(source)));
        if (subject instanceof Subject.OfHub ofHub) {
            statements.add(hub(ofHub));
            statements.add(firstSeen(Names.firstSeen(ofHub.hub()), Names.hashKey(subject.name()), " = " + key));
        }
        for (Link link : links()) {
            statements.add(link(link));
            statements.add(firstSeen(Names.firstSeen(link), linkKey(link), isOfLink(link)));
        }
        Set<String> statuses = presences().stream()
                .map(Presence::table)
                .filter(this::isSatellite)
                .collect(Collectors.toSet());
        satellites().stream()
                .filter(satellite -> !statuses.contains(Names.table(satellite)))
                .forEach(satellite -> statements.add(satellite(satellite)));
        presences().forEach(presence -> statements.add(presence(presence)));
        sourcesWithSeen().forEach(source -> statements.add(seen(source)));
        statements.addAll(computed().statements());
        return statements;
    }

    /** What models have said of the key. */
    ComputedTrace computed() {
        return new ComputedTrace(vault, schema, subject, key, text);
    }

    private boolean isSatellite(String table) {
        return schema.table(table).isOfSatellite();
    }

    private static String linkKey(Link link) {
        return Names.hashKey(link.name());
    }

    private String isOfLink(Link link) {
        return subject instanceof Subject.OfLink
                ? " = " + key
                : " in (select " + text.name(linkKey(link)) + " from " + traced(Names.table(link)) + ")";
    }

    private Statement tracking(Source source) {
        List<String> columns = trackedColumns(source);
        String where = keysOf(source).stream()
                .map(column -> text.name("stored", column) + " = " + key)
                .collect(Collectors.joining(" or "));
        return reading(
                Names.tracking(source),
                "select " + text.list("stored", columns) + recordSource(source)
                        + ", delivery.path as _path, delivery.content_version as _content_version\nfrom "
                        + SqlText.raw(schema.trackedRows(source)) + " as stored\n" + OF_DELIVERY + "where " + where);
    }

    private List<String> trackedColumns(Source source) {
        List<String> columns = new ArrayList<>(List.of(Names.LOAD_DATE));
        source.sequenceColumn().ifPresent(column -> columns.add(Names.SEQUENCE));
        columns.addAll(List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER, Names.RUN_ID));
        if (!(subject instanceof Subject.OfReference)) {
            links().stream()
                    .filter(link -> link.source().equals(source.name()))
                    .map(TraceReads::linkKey)
                    .filter(column -> isTracked(source, column))
                    .forEach(columns::add);
        }
        return columns;
    }

    private String recordSource(Source source) {
        boolean hasOwn = source.recordSourceColumn().isPresent()
                && schema.table(Names.tracking(source)).columnNames().contains(Names.RECORD_SOURCE);
        return ", "
                + (hasOwn
                        ? "stored." + Names.RECORD_SOURCE
                        : text.literal(source.recordSource()) + " as record_source");
    }

    private Statement hub(Subject.OfHub subject) {
        String table = Names.table(subject.hub());
        String where = "where " + text.name("stored", Names.hashKey(subject.name())) + " = " + key;
        List<String> columns = schema.table(table).columnNames();
        String stated = sources().stream()
                .map(source -> "    select load_date, record_source, "
                        + String.join(", ", RECORD)
                        + "\n    from "
                        + traced(Names.tracking(source)))
                .collect(Collectors.joining("\n    union all\n"));
        return reading(
                table,
                "select " + text.list("stored", columns)
                        + (stated.isEmpty() ? noRecord(dialect) : FIRST)
                        + "\nfrom " + SqlText.raw(table) + " as stored\n"
                        + (stated.isEmpty() ? "" : joinFirst(stated, List.of(Names.LOAD_DATE, Names.RECORD_SOURCE)))
                        + where);
    }

    /** The columns that lead to a record, of what none brought. */
    static String noRecord(Dialect dialect) {
        return ", cast(null as " + dialect.types().id() + ") as delivery_id, cast(null as bigint) as record_number,"
                + " cast(null as integer) as row_number, cast(null as varchar) as _path,"
                + " cast(null as integer) as _content_version";
    }

    /** The first tracked row of those that agree in some columns. */
    private String joinFirst(String stated, List<String> same) {
        String partition = text.list(same);
        String condition = same.stream()
                .map(column -> text.name("stated", column) + " = " + text.name("stored", column))
                .collect(Collectors.joining(" and "));
        return """
                left join (
                  select *, row_number() over (partition by %s
                    order by _path, _content_version, record_number, row_number) as _place
                  from (
                %s
                  ) as tracked
                ) as stated on %s and stated._place = 1
                """.formatted(partition, stated, condition);
    }

    private Statement link(Link link) {
        String table = Names.table(link);
        List<String> columns = new ArrayList<>(schema.table(table).columnNames());
        StringBuilder select = new StringBuilder(text.list("stored", columns));
        StringBuilder joins = new StringBuilder();
        Optional<Source> tracked = sources().stream()
                .filter(source -> source.name().equals(link.source()))
                .filter(source -> isTracked(source, linkKey(link)))
                .findFirst();
        if (link.isNonHistorized()) {
            select.append(", delivery.path as _path, delivery.content_version as _content_version");
            joins.append(OF_DELIVERY);
        } else if (tracked.isPresent()) {
            String stated = "    select load_date, " + text.name(linkKey(link)) + ", " + String.join(", ", RECORD)
                    + "\n    from " + traced(Names.tracking(tracked.get()));
            select.append(FIRST);
            joins.append(joinFirst(stated, List.of(Names.LOAD_DATE, linkKey(link))));
        } else {
            select.append(noRecord(dialect));
        }
        for (Participant participant : link.connects()) {
            String hub = "hub_of_" + participant.name();
            String hashKey = Names.hashKey(participant.name());
            for (KeyColumn part : vault.hub(participant.hub()).key()) {
                String value = text.name(hub, part.name());
                select.append(",\n  ")
                        .append(
                                isSubject(participant)
                                        ? "case when " + text.name("stored", hashKey) + " <> " + key + " then " + value
                                                + " end"
                                        : value)
                        .append(" as ")
                        .append(text.name(otherColumn(participant, part)));
            }
            joins.append("left join ")
                    .append(SqlText.raw(Names.table(vault.hub(participant.hub()))))
                    .append(" as ")
                    .append(text.name(hub))
                    .append(" on ")
                    .append(text.name(hub, Names.hashKey(participant.hub())))
                    .append(" = ")
                    .append(text.name("stored", hashKey))
                    .append('\n');
        }
        return reading(
                table,
                "select " + select + "\nfrom " + SqlText.raw(table) + " as stored\n" + joins + "where "
                        + isOfSubject(link));
    }

    private String isOfSubject(Link link) {
        Stream<String> columns = subject instanceof Subject.OfLink
                ? Stream.of(linkKey(link))
                : link.connects().stream().filter(this::isSubject).map(each -> Names.hashKey(each.name()));
        return columns.map(column -> text.name("stored", column) + " = " + key).collect(Collectors.joining(" or "));
    }

    private static String otherColumn(Participant participant, KeyColumn part) {
        return "_" + participant.name() + "__" + part.name();
    }

    /** The columns of a link as it was read that tell which keys it connects, and what they are called. */
    List<String> otherColumns(Link link) {
        List<String> columns = new ArrayList<>();
        for (Participant participant : link.connects()) {
            vault.hub(participant.hub()).key().forEach(part -> columns.add(otherColumn(participant, part)));
        }
        link.dependentChildKey().forEach(part -> columns.add(part.name()));
        return columns;
    }

    /** What these columns are called, in the same order. */
    List<Said> others(Link link) {
        List<Said> others = new ArrayList<>();
        for (Participant participant : link.connects()) {
            List<KeyColumn> key = vault.hub(participant.hub()).key();
            for (int part = 0; part < key.size(); part++) {
                others.add(
                        new Said(Subject.label(participant, key, key.get(part)), isSensitive(participant.hub(), part)));
            }
        }
        Set<String> sensitive = vault.source(link.source()).sensitive();
        link.dependentChildKey().forEach(part -> others.add(new Said(part.name(), sensitive.contains(part.name()))));
        return others;
    }

    /** Whether a source has a part of a hub's key for sensitive. */
    boolean isSensitive(String hub, int part) {
        return vault.sources().stream()
                .anyMatch(source -> source.keys().stream()
                        .filter(use -> use.hub().equals(hub))
                        .anyMatch(
                                use -> source.sensitive().contains(use.columns().get(part))));
    }

    private Statement satellite(Satellite satellite) {
        String table = Names.table(satellite);
        List<String> columns = schema.table(table).columnNames();
        String where;
        if (satellite instanceof EffectivitySatellite effectivity) {
            where = isDriven(effectivity);
        } else if (satellite.parent() instanceof Parent.OfLink) {
            where = text.name("stored", Names.parentKey(satellite))
                    + isOfLink(vault.link(satellite.parent().name()));
        } else {
            where = text.name("stored", Names.parentKey(satellite)) + " = " + key;
        }
        return reading(
                table,
                "select " + text.list("stored", columns)
                        + ",\n  delivery.path as _path, delivery.content_version as _content_version\nfrom "
                        + SqlText.raw(table) + " as stored\n" + OF_DELIVERY + "where " + where);
    }

    /** All that is known of the driving keys of the links: a link ends when another takes its place. */
    private String isDriven(EffectivitySatellite satellite) {
        Link link = vault.link(satellite.parent().name());
        return "exists (\n  select 1 from " + traced(Names.table(link)) + " as link\n  where "
                + text.same("link", "stored", drivingKey(satellite)) + "\n)";
    }

    List<String> drivingKey(EffectivitySatellite satellite) {
        Link link = vault.link(satellite.parent().name());
        return satellite.drivingKey().stream()
                .map(part -> Names.drivingKeyColumn(link, part))
                .toList();
    }

    private Statement presence(Presence presence) {
        String where;
        if (presence.satellite() instanceof EffectivitySatellite effectivity) {
            where = isDriven(effectivity);
        } else if (presence.link().isPresent()) {
            where = text.name("stored", linkKey(presence.link().get()))
                    + isOfLink(presence.link().get());
        } else {
            where = text.name("stored", presence.key().get(0)) + " = " + key;
        }
        return reading(
                presence.table(),
                "select " + text.list("stored", presence.columns(schema)) + "\nfrom " + SqlText.raw(presence.table())
                        + " as stored\nwhere " + where);
    }

    private Statement firstSeen(String table, String column, String isTheKey) {
        return reading(
                table,
                "select " + text.list("stored", schema.table(table).columnNames()) + "\nfrom " + SqlText.raw(table)
                        + " as stored\nwhere " + text.name("stored", column) + isTheKey);
    }

    private Statement seen(Source source) {
        String where = seenKeys(source).stream()
                .map(column -> text.name("stored", column) + " = " + key)
                .collect(Collectors.joining(" or "));
        return reading(
                Names.seen(source),
                "select stored.load_date, stored.delivery_id, stored.record_number, stored.run_id,"
                        + " delivery.path as _path, delivery.content_version as _content_version\nfrom "
                        + SqlText.raw(Names.seen(source)) + " as stored\n" + OF_DELIVERY + "where " + where);
    }

    private Statement reading(String table, String query) {
        return Statement.of("read " + table, traced(table), dialect.stageTable(traced(table)) + " as\n" + query);
    }
}

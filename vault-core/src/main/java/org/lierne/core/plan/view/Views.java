package org.lierne.core.plan.view;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.SatelliteColumns;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.StoredAs;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.Selects;
import org.lierne.core.sql.SqlText;

/**
 * The views over the raw vault. A history is a satellite's stored rows in order without those equal to their
 * predecessor, each with the load date of its successor; what is current is a history's last; what is in force of a link
 * is the latest row per driving key.
 */
public final class Views {

    private static final String DELIVERY = "delivery";
    private static final String PREVIOUS = "previous_hashdiff";

    /** Numbers that rows of another tool lack: those that it loaded are of run 0, and first among rows of one date. */
    private static final Set<String> OF_RECORD = Set.of(Names.RUN_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER);

    private final Vault vault;
    private final VaultSchema schema;
    private final DSLContext sql;
    private final PresenceViews presenceViews;
    private final Ghosts ghosts;
    private final HubPathViews hubPathViews;
    private final boolean recursesDeeply;
    private final SeenViews seenViews;
    private final TrackedViews trackedViews;

    public Views(Vault vault, VaultSchema schema, Dialect dialect) {
        this.vault = vault;
        this.schema = schema;
        this.sql = dialect.sql();
        this.ghosts = new Ghosts(vault, schema, dialect);
        this.presenceViews = new PresenceViews(vault, schema, new SqlText(dialect));
        this.hubPathViews = new HubPathViews(vault, dialect);
        this.recursesDeeply = dialect.recursesDeeply();
        this.seenViews = new SeenViews(vault, schema, dialect);
        this.trackedViews = new TrackedViews(vault, schema, new SqlText(dialect));
    }

    /**
     * The statements that create or replace all views, in an order in which each finds what it reads. Those that follow
     * ways within a hub are made only where recursion goes on for as long as it finds rows.
     */
    public List<Statement> statements() {
        List<Statement> statements = new ArrayList<>(trackedViews.statements());
        schema.tables().stream()
                .filter(table -> table.storedAs().isPresent())
                .forEach(table -> statements.add(view(table.name(), inOwnNames(table))));
        for (Satellite satellite : vault.satellites()) {
            if (satellite instanceof NonHistorizedSatellite event) {
                // Its table is its history, and, unless it is corrected, what is current.
                if (event.isCorrected()) {
                    statements.add(
                            view(Names.current(event), CorrectedViews.inForce(schema.table(Names.table(event)))));
                }
                continue;
            }
            if (satellite instanceof RecordTrackingSatellite seen) {
                statements.add(view(Names.table(seen), seenViews.all(seen)));
                statements.add(view(Names.current(seen), seenViews.last(seen)));
                continue;
            }
            statements.add(Presence.of(vault, satellite)
                    .map(presence -> view(Names.history(satellite), history(satellite, presence)))
                    .orElseGet(() -> view(Names.history(satellite), history(satellite))));
            statements.add(view(Names.current(satellite), current(satellite)));
        }
        for (Reference reference : vault.references()) {
            statements.add(view(Names.view(reference), held(reference, false)));
            if (reference.history()) {
                statements.add(view(Names.history(reference), held(reference, true)));
            }
        }
        for (Link link : vault.links()) {
            boolean ends = vault.canEnd(link) && vault.effectivityOf(link).isEmpty();
            statements.add(
                    ends
                            ? view(Names.inForce(link), presenceViews.inForce(link, vault.source(link.source())))
                            : view(Names.inForce(link), inForce(link)));
            if (recursesDeeply && link.kind() == Link.Kind.SAME_AS) {
                statements.add(view(Names.resolved(link), hubPathViews.masters(link)));
            }
            if (recursesDeeply && link.kind() == Link.Kind.HIERARCHICAL) {
                statements.add(view(Names.ancestors(link), hubPathViews.ancestors(link)));
            }
        }
        return statements;
    }

    /**
     * The query of when keys came and went, as the view of a status tracking satellite shows it.
     *
     * @param relation what has the rows of the table of changes, or some keys of them, with its columns and no others
     */
    public String history(Presence presence, String relation) {
        return presenceViews.history(presence, relation);
    }

    /** A stored table under the names by which everything else reads it. */
    private static Select<?> inOwnNames(Table table) {
        boolean existing = table.storedAs().filter(StoredAs::existing).isPresent();
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : table.columnNames()) {
            Field<?> stored = field("stored", table.storedColumn(column));
            if (existing && OF_RECORD.contains(column)) {
                columns.add(DSL.coalesce(stored, DSL.inline((Object) 0)).as(name(column)));
            } else {
                columns.add(SatelliteColumns.named("stored", table.storedColumn(column), column));
            }
        }
        return DSL.select(columns)
                .from(table(table.storedSchema(), table.storedName()).as(name("stored")));
    }

    private Statement view(String view, String query) {
        String text = "create or replace view " + SqlText.raw(view) + " as\n" + query;
        return Statement.of("define " + view, SqlText.raw(view), text);
    }

    private String history(Satellite satellite, Presence presence) {
        if (satellite instanceof StatusSatellite) {
            return presenceViews.history(presence);
        }
        Unit unit = Unit.of(vault, satellite);
        Table stored = schema.table(Names.table(satellite));
        return presenceViews.historyOfSets(unit, presence, sql.render(unitsOf(unit, stored)), stored.columnNames());
    }

    private Statement view(String view, Select<?> select) {
        String text =
                sql.render(DSL.createOrReplaceView(name(Table.RAW_VAULT, view)).as(select));
        return Statement.of("define " + view, Table.RAW_VAULT + "." + view, text);
    }

    private Select<?> history(Satellite satellite) {
        Unit unit = Unit.of(vault, satellite);
        return unit.isRow() ? historyOfRows(unit) : historyOfSets(unit);
    }

    /** One row per stored row that differs from its predecessor. */
    private Select<?> historyOfRows(Unit unit) {
        Table stored = schema.table(Names.table(unit.satellite()));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(fields("satellite", stored.columnNames()));
        for (String column : List.of(Stage.PATH, Stage.CONTENT_VERSION)) {
            columns.add(field(DELIVERY, column).as(name(besidePayload(column))));
        }
        columns.add(previousHashdiff(unit, "satellite"));
        CommonTableExpression<?> ordered = name("ordered")
                .as(DSL.select(columns)
                        .from(table(Table.RAW_VAULT, stored.name()).as(name("satellite")))
                        .leftJoin(delivery())
                        .on(field(DELIVERY, Names.DELIVERY_ID).eq(field("satellite", Names.DELIVERY_ID)))
                        .where(isNoGhost(unit)));
        return DSL.with(ordered)
                .select(historyColumns(unit, stored, "ordered"))
                .from(ordered)
                .where(field("ordered", PREVIOUS).isDistinctFrom(field("ordered", Names.HASHDIFF)));
    }

    /** One row per member of each set, a link or a row of a block, that differs from its predecessor. */
    private Select<?> historyOfSets(Unit unit) {
        Table stored = schema.table(Names.table(unit.satellite()));
        CommonTableExpression<?> units = name("units").as(unitsOf(unit, stored));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        columns.add(table("units").asterisk());
        columns.add(previousHashdiff(unit, "units"));
        CommonTableExpression<?> ordered =
                name("ordered").as(DSL.select(columns).from(units));
        List<SelectFieldOrAsterisk> changed = new ArrayList<>();
        changed.add(table("ordered").asterisk());
        changed.add(successor(unit, "ordered").as(name(Names.LOAD_END_DATE)));
        CommonTableExpression<?> changes = name("changes")
                .as(DSL.select(changed)
                        .from(ordered)
                        .where(field("ordered", PREVIOUS).isDistinctFrom(field("ordered", Names.HASHDIFF))));
        List<SelectFieldOrAsterisk> result = new ArrayList<>();
        for (String column : stored.columnNames()) {
            result.add(field("satellite", column));
            if (column.equals(Names.LOAD_DATE)) {
                result.add(field("changes", Names.LOAD_END_DATE));
                result.add(DSL.field(field("changes", Names.LOAD_END_DATE).isNull())
                        .as(name(Names.IS_CURRENT)));
            }
        }
        return DSL.with(units)
                .with(ordered)
                .with(changes)
                .select(result)
                .from(changes)
                .join(table(Table.RAW_VAULT, stored.name()).as(name("satellite")))
                .on(unit.same("satellite", "changes"));
    }

    private Select<?> unitsOf(Unit unit, Table stored) {
        List<Field<?>> grouped = new ArrayList<>();
        unit.identity().stream()
                .filter(column -> !column.equals(Names.RECORD_NUMBER))
                .forEach(column -> grouped.add(field("satellite", column)));
        grouped.add(field(DELIVERY, Stage.PATH));
        grouped.add(field(DELIVERY, Stage.CONTENT_VERSION));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(grouped);
        grouped.add(field("satellite", unit.compared()));
        columns.add(SatelliteColumns.named("satellite", unit.compared(), Names.HASHDIFF));
        columns.add(DSL.min(field("satellite", Names.RECORD_NUMBER)).as(name(Names.RECORD_NUMBER)));
        columns.add(DSL.min(field("satellite", Names.ROW_NUMBER)).as(name(Names.ROW_NUMBER)));
        if (unit.identity().contains(Names.RECORD_NUMBER)) {
            grouped.add(field("satellite", Names.RECORD_NUMBER));
        }
        return DSL.select(columns)
                .from(table(Table.RAW_VAULT, stored.name()).as(name("satellite")))
                .leftJoin(delivery())
                .on(field(DELIVERY, Names.DELIVERY_ID).eq(field("satellite", Names.DELIVERY_ID)))
                .where(isNoGhost(unit))
                .groupBy(grouped);
    }

    private Condition isNoGhost(Unit unit) {
        return unit.satellite().parent() instanceof Parent.OfReference
                ? DSL.noCondition()
                : ghosts.isNoGhost(unit.satellite(), "satellite");
    }

    private List<SelectFieldOrAsterisk> historyColumns(Unit unit, Table stored, String alias) {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : stored.columnNames()) {
            columns.add(field(alias, column));
            if (column.equals(Names.LOAD_DATE)) {
                columns.add(successor(unit, alias).as(name(Names.LOAD_END_DATE)));
                columns.add(DSL.field(successor(unit, alias).isNull()).as(name(Names.IS_CURRENT)));
            }
        }
        return columns;
    }

    private Select<?> current(Satellite satellite) {
        return DSL.select(DSL.asterisk())
                .from(table(Table.RAW_VAULT, Names.history(satellite)))
                .where(DSL.condition(field(Names.IS_CURRENT).coerce(Boolean.class)));
    }

    /** What holds now, or what held when: of several sources, a key is read from the first that knows it. */
    private Select<?> held(Reference reference, boolean ever) {
        List<String> columns = (ever ? schema.historyColumns(reference) : schema.columns(reference))
                .stream().map(TableColumn::name).toList();
        List<DescriptiveSatellite> sources = reference.changes();
        Select<?> held = null;
        for (int place = 0; place < sources.size(); place++) {
            Condition wanted = ever
                    ? DSL.noCondition()
                    : DSL.condition(field("history", Names.IS_CURRENT).coerce(Boolean.class));
            for (DescriptiveSatellite before : sources.subList(0, place)) {
                String key = Names.parentKey(before);
                wanted = wanted.andNotExists(DSL.selectOne()
                        .from(table(Table.RAW_VAULT, Names.table(before)).as(name("preferred")))
                        .where(field("preferred", key).eq(field("history", key))));
            }
            Select<?> one = DSL.select(fields("history", columns))
                    .from(historyOfRows(Unit.of(vault, sources.get(place))).asTable(name("history")))
                    .where(wanted);
            held = held == null ? one : Selects.unionAll(held, one);
        }
        return held;
    }

    private Select<?> inForce(Link link) {
        List<String> drivingKey = vault.drivingKeyOf(link).stream()
                .map(part -> Names.drivingKeyColumn(link, part))
                .toList();
        String key = Names.hashKey(link.name());
        List<SelectFieldOrAsterisk> columns =
                fields("link", schema.table(Names.table(link)).columnNames());
        org.jooq.Table<?> rows = table(Table.RAW_VAULT, Names.table(link)).as(name("link"));
        if (link.isCorrected()) {
            return CorrectedViews.inForce(schema.table(Names.table(link)));
        }
        if (drivingKey.isEmpty()) {
            return DSL.select(columns).from(rows);
        }
        if (vault.effectivityOf(link).isPresent()) {
            EffectivitySatellite effectivity = vault.effectivityOf(link).get();
            return DSL.select(columns)
                    .from(rows)
                    .where(field("link", key)
                            .in(DSL.select(field("effectivity", key))
                                    .from(table(Table.RAW_VAULT, Names.current(effectivity))
                                            .as(name("effectivity")))));
        }
        Source source = vault.source(link.source());
        if (source.tracked()) {
            return inForceByTracking(link, source, drivingKey, columns);
        }
        CommonTableExpression<?> ranked = name("ranked")
                .as(DSL.select(
                                table("link").asterisk(),
                                latest(
                                        "link",
                                        drivingKey,
                                        List.of(field("link", Names.LOAD_DATE).desc())))
                        .from(rows));
        return DSL.with(ranked)
                .select(fields("ranked", schema.table(Names.table(link)).columnNames()))
                .from(ranked)
                .where(field("ranked", Stage.PLACE).eq(DSL.inline((Object) 1)));
    }

    private Select<?> inForceByTracking(
            Link link, Source source, List<String> drivingKey, List<SelectFieldOrAsterisk> columns) {
        String key = Names.hashKey(link.name());
        org.jooq.Table<?> tracking =
                table(Table.RAW_VAULT, schema.trackedRows(source)).as(name("tracking"));
        org.jooq.Table<?> rows = table(Table.RAW_VAULT, Names.table(link)).as(name("link"));
        Condition tracked = DSL.condition(field("link", key).eq(field("tracking", key)));
        List<SortField<?>> order = new ArrayList<>(trackingOrder(source));
        boolean existing = schema.table(Names.table(link))
                .storedAs()
                .filter(StoredAs::existing)
                .isPresent();
        if (existing) {
            // What another tool loaded is not tracked: it holds from the date of its row.
            order.add(
                    0,
                    DSL.coalesce(field("tracking", Names.LOAD_DATE), field("link", Names.LOAD_DATE))
                            .desc());
        }
        CommonTableExpression<?> ranked = name("ranked")
                .as(DSL.select(field("link", key), latest("link", drivingKey, order))
                        .from(
                                existing
                                        ? rows.leftJoin(tracking).on(tracked)
                                        : tracking.join(rows).on(tracked))
                        .leftJoin(delivery())
                        .on(field(DELIVERY, Names.DELIVERY_ID).eq(field("tracking", Names.DELIVERY_ID))));
        return DSL.with(ranked)
                .select(columns)
                .from(table(Table.RAW_VAULT, Names.table(link)).as(name("link")))
                .where(field("link", key)
                        .in(DSL.select(field("ranked", key))
                                .from(ranked)
                                .where(field("ranked", Stage.PLACE).eq(DSL.inline((Object) 1)))));
    }

    private static Field<?> latest(String alias, List<String> drivingKey, List<? extends SortField<?>> descending) {
        return DSL.rowNumber()
                .over(DSL.partitionBy(drivingKey.stream()
                                .map(column -> field(alias, column))
                                .toList())
                        .orderBy(descending))
                .as(name(Stage.PLACE));
    }

    private static List<SortField<?>> trackingOrder(Source source) {
        return Order.columns(source).stream()
                .<SortField<?>>map(column ->
                        field(relationOf(column, "tracking"), column).desc().nullsLast())
                .toList();
    }

    private static Field<?> previousHashdiff(Unit unit, String alias) {
        return DSL.lag(field(alias, Names.HASHDIFF))
                .over(DSL.partitionBy(partition(unit, alias)).orderBy(storedOrder(unit, alias)))
                .as(name(PREVIOUS));
    }

    /** The load date of the change that follows. */
    private static Field<?> successor(Unit unit, String alias) {
        List<SortField<?>> order = new ArrayList<>();
        for (String column : Order.columns(unit.source())) {
            String named = unit.isRow() ? besidePayload(column) : column;
            order.add(Order.ascending(field(alias, named), column));
        }
        return DSL.lead(field(alias, Names.LOAD_DATE))
                .over(DSL.partitionBy(partition(unit, alias)).orderBy(order));
    }

    /** The name of a column of the order where a payload stands beside it, which may have the delivery's names too. */
    private static String besidePayload(String column) {
        return isOfDelivery(column) ? "_" + column : column;
    }

    private static boolean isOfDelivery(String column) {
        return column.equals(Stage.PATH) || column.equals(Stage.CONTENT_VERSION);
    }

    private static List<Field<Object>> partition(Unit unit, String alias) {
        return unit.key().stream().map(column -> field(alias, column)).toList();
    }

    /** The order of stored rows: a satellite's rows are joined to their delivery, units hold its columns themselves. */
    private static List<SortField<?>> storedOrder(Unit unit, String alias) {
        List<SortField<?>> order = new ArrayList<>();
        for (String column : Order.columns(unit.source())) {
            String relation = unit.isRow() ? relationOf(column, alias) : alias;
            order.add(Order.ascending(field(relation, column), column));
        }
        return order;
    }

    private static String relationOf(String column, String alias) {
        return isOfDelivery(column) ? DELIVERY : alias;
    }

    private static org.jooq.Table<?> delivery() {
        return table("audit", "delivery").as(name(DELIVERY));
    }

    private static List<SelectFieldOrAsterisk> fields(String alias, List<String> columns) {
        return new ArrayList<>(
                columns.stream().map(column -> field(alias, column)).toList());
    }
}

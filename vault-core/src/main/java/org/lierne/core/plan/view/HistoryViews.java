package org.lierne.core.plan.view;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.ArrayList;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.SatelliteColumns;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Selects;

/** Histories, what is current of them, and references, which are read from theirs. */
final class HistoryViews {

    private static final String PREVIOUS = "previous_hashdiff";

    private final Vault vault;
    private final VaultSchema schema;
    private final Ghosts ghosts;

    HistoryViews(Vault vault, VaultSchema schema, Ghosts ghosts) {
        this.vault = vault;
        this.schema = schema;
        this.ghosts = ghosts;
    }

    /** One row per change of a satellite. */
    Select<?> of(Satellite satellite) {
        Unit unit = Unit.of(vault, satellite);
        return unit.isRow() ? historyOfRows(unit) : historyOfSets(unit);
    }

    /** One row per stored row that differs from its predecessor. */
    private Select<?> historyOfRows(Unit unit) {
        Table stored = schema.table(Names.table(unit.satellite()));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(DeliveryOrder.fields("satellite", stored.columnNames()));
        for (String column : List.of(Stage.PATH, Stage.CONTENT_VERSION)) {
            columns.add(field(DeliveryOrder.DELIVERY, column).as(name(besidePayload(column))));
        }
        columns.add(previousHashdiff(unit, "satellite"));
        CommonTableExpression<?> ordered = name("ordered")
                .as(DSL.select(columns)
                        .from(table(Table.RAW_VAULT, stored.name()).as(name("satellite")))
                        .leftJoin(DeliveryOrder.delivery())
                        .on(field(DeliveryOrder.DELIVERY, Names.DELIVERY_ID).eq(field("satellite", Names.DELIVERY_ID)))
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

    /** One row per set or block that is stored. */
    Select<?> unitsOf(Unit unit, Table stored) {
        List<Field<?>> grouped = new ArrayList<>();
        unit.identity().stream()
                .filter(column -> !column.equals(Names.RECORD_NUMBER))
                .forEach(column -> grouped.add(field("satellite", column)));
        grouped.add(field(DeliveryOrder.DELIVERY, Stage.PATH));
        grouped.add(field(DeliveryOrder.DELIVERY, Stage.CONTENT_VERSION));
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
                .leftJoin(DeliveryOrder.delivery())
                .on(field(DeliveryOrder.DELIVERY, Names.DELIVERY_ID).eq(field("satellite", Names.DELIVERY_ID)))
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

    /** What is current: a history's last rows. */
    static Select<?> current(Satellite satellite) {
        return DSL.select(DSL.asterisk())
                .from(table(Table.RAW_VAULT, Names.history(satellite)))
                .where(DSL.condition(field(Names.IS_CURRENT).coerce(Boolean.class)));
    }

    /** What holds now, or what held when: of several sources, a key is read from the first that knows it. */
    Select<?> held(Reference reference, boolean ever) {
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
            Select<?> one = DSL.select(DeliveryOrder.fields("history", columns))
                    .from(historyOfRows(Unit.of(vault, sources.get(place))).asTable(name("history")))
                    .where(wanted);
            held = held == null ? one : Selects.unionAll(held, one);
        }
        return held;
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
        return DeliveryOrder.isOfDelivery(column) ? "_" + column : column;
    }

    private static List<Field<Object>> partition(Unit unit, String alias) {
        return unit.key().stream().map(column -> field(alias, column)).toList();
    }

    /** The order of stored rows: a satellite's rows are joined to their delivery, units hold its columns themselves. */
    private static List<SortField<?>> storedOrder(Unit unit, String alias) {
        List<SortField<?>> order = new ArrayList<>();
        for (String column : Order.columns(unit.source())) {
            String relation = unit.isRow() ? DeliveryOrder.relationOf(column, alias) : alias;
            order.add(Order.ascending(field(relation, column), column));
        }
        return order;
    }
}

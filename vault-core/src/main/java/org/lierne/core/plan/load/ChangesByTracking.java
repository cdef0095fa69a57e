package org.lierne.core.plan.load;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.lierne.core.model.Link;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.SatelliteColumns;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.TrackedSince;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Selects;

/** The changes of keys with late rows, computed again from all that is tracked of them. */
final class ChangesByTracking {

    private static final String PREVIOUS = "previous_hashdiff";

    /** What comes before the name of a column of the payload where columns of the delivery stand beside it. */
    private static final String UNHASHED = "_unhashed_";

    private final Unit unit;
    private final Table target;
    private final Vault vault;
    private final VaultSchema schema;
    private final Keys keys;

    ChangesByTracking(Unit unit, Table target, Vault vault, VaultSchema schema, Keys keys) {
        this.unit = unit;
        this.target = target;
        this.vault = vault;
        this.schema = schema;
        this.keys = keys;
    }

    /** The changes of the keys with late rows, from all that is tracked, that are not stored yet. */
    Select<?> recomputed() {
        List<SelectFieldOrAsterisk> ordered = new ArrayList<>();
        ordered.add(table("tracked").asterisk());
        ordered.add(DSL.lag(field("tracked", Names.HASHDIFF))
                .over(DSL.partitionBy(SatelliteColumns.partition(unit, "tracked"))
                        .orderBy(Order.ascending(unit.source(), "tracked")))
                .as(name(PREVIOUS)));
        List<CommonTableExpression<?>> expressions = new ArrayList<>();
        expressions.add(name("tracked").as(tracked()));
        expressions.add(name("ordered").as(DSL.select(ordered).from(table("tracked"))));
        expressions.add(name("missing")
                .as(DSL.select(table("ordered").asterisk())
                        .from(table("ordered"))
                        .where(field("ordered", Names.HASHDIFF).isDistinctFrom(field("ordered", PREVIOUS)))
                        .and(isWhole())
                        .andNotExists(DSL.selectOne()
                                .from(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                                .where(unit.same("stored", "ordered")))));
        if (unit.isRow()) {
            expressions.add(name("known").as(knownPayloads()));
            return DSL.with(expressions)
                    .select(missingColumns())
                    .from(table("missing"))
                    .join(table("known"))
                    .on(unit.sameKey("known", "missing"))
                    .and(field("known", Names.HASHDIFF).eq(field("missing", Names.HASHDIFF)));
        }
        if (unit.isBlock()) {
            expressions.add(name("known").as(knownPayloads()));
            return rowsOfMissingBlocks(expressions);
        }
        Link link = vault.link(unit.satellite().parent().name());
        SatelliteColumns.Members members = new SatelliteColumns.Members(
                "tracking", "link", "tracking", field("tracking", unit.comparedOfSource()));
        return DSL.with(expressions)
                .select(SatelliteColumns.membersOfSet(unit, target, members))
                .from(table("missing"))
                .join(table(Table.RAW_VAULT, schema.trackedRows(unit.source())).as(name("tracking")))
                .on(field("tracking", Names.DELIVERY_ID).eq(field("missing", Names.DELIVERY_ID)))
                .join(table(Table.RAW_VAULT, Names.table(link)).as(name("link")))
                .on(field("link", Names.hashKey(link.name())).eq(field("tracking", Names.hashKey(link.name()))))
                .where(sameSet())
                .groupBy(SatelliteColumns.groupOfSet(unit, target, members));
    }

    /** What changed before tracking ended was stored then. */
    private Condition isWhole() {
        return TrackedSince.ends(schema, unit.source())
                ? DSL.condition(
                        "{0} >= coalesce(({1}), {0})",
                        field("ordered", Names.LOAD_DATE), DSL.field(TrackedSince.loadDate(unit.source())))
                : DSL.noCondition();
    }

    private Select<?> tracked() {
        if (unit.isRow()) {
            return trackedRows();
        }
        return unit.isBlock() ? trackedBlocks() : trackedSets();
    }

    private Select<?> rowsOfMissingBlocks(List<CommonTableExpression<?>> expressions) {
        SatelliteColumns.Members members =
                new SatelliteColumns.Members("tracking", "tracking", "known", field("missing", Names.HASHDIFF));
        return DSL.with(expressions)
                .select(SatelliteColumns.membersOfSet(unit, target, members))
                .from(table("missing"))
                .join(table(Table.RAW_VAULT, schema.trackedRows(unit.source())).as(name("tracking")))
                .on(unit.sameOfSource("tracking", "missing"))
                .join(table("known"))
                .on(unit.sameKey("known", "missing"))
                .and(field("known", Names.HASHDIFF).eq(field("tracking", Names.hashdiff(unit.satellite()))))
                .groupBy(SatelliteColumns.groupOfSet(unit, target, members));
    }

    private Condition sameSet() {
        Condition condition = DSL.noCondition();
        for (String column : unit.identity()) {
            String relation = unit.key().contains(column) ? "link" : "tracking";
            condition = condition.and(field(relation, column).isNotDistinctFrom(field("missing", column)));
        }
        return condition;
    }

    private Select<?> trackedRows() {
        String key = unit.ofSource(unit.key().get(0));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        columns.add(field("tracking", key).as(name(unit.key().get(0))));
        columns.addAll(orderOfTracking());
        columns.add(field("tracking", Names.hashdiff(unit.satellite())).as(name(Names.HASHDIFF)));
        unhashed().forEach(column -> columns.add(field("tracking", column).as(name(UNHASHED + column))));
        return ofLateKeys(columns);
    }

    /** Blocks by the hashdiffs of their rows, which is what is tracked. */
    private Select<?> trackedBlocks() {
        Field<Object> hashdiff = field("tracking", Names.hashdiff(unit.satellite()));
        List<Field<?>> grouped = new ArrayList<>();
        unit.identity().forEach(column -> grouped.add(field("tracking", unit.ofSource(column))));
        grouped.add(field("delivery", Stage.PATH));
        grouped.add(field("delivery", Stage.CONTENT_VERSION));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        unit.identity()
                .forEach(column -> columns.add(SatelliteColumns.named("tracking", unit.ofSource(column), column)));
        columns.add(field("delivery", Stage.PATH));
        columns.add(field("delivery", Stage.CONTENT_VERSION));
        columns.add(DSL.min(field("tracking", Names.RECORD_NUMBER)).as(name(Names.RECORD_NUMBER)));
        columns.add(DSL.min(field("tracking", Names.ROW_NUMBER)).as(name(Names.ROW_NUMBER)));
        columns.add(keys.hashOfSet(hashdiff).as(name(Names.HASHDIFF)));
        return ofLateKeys(columns).groupBy(grouped);
    }

    /** What is tracked of keys that late rows have, with the place of each delivery. */
    private SelectConditionStep<?> ofLateKeys(List<SelectFieldOrAsterisk> columns) {
        Field<Object> key = field("tracking", unit.ofSource(unit.key().get(0)));
        return DSL.select(columns)
                .from(table(Stage.late(unit.satellite())).as(name("late")))
                .join(table(Table.RAW_VAULT, schema.trackedRows(unit.source())).as(name("tracking")))
                .on(key.eq(field("late", unit.key().get(0))))
                .leftJoin(table("audit", "delivery").as(name("delivery")))
                .on(field("delivery", Names.DELIVERY_ID).eq(field("tracking", Names.DELIVERY_ID)))
                .where(DSL.condition("{0} <> {1}", key, keys.unknown()))
                .and(field("tracking", Names.hashdiff(unit.satellite())).isNotNull());
    }

    private Select<?> trackedSets() {
        Link link = vault.link(unit.satellite().parent().name());
        String linkKey = Names.hashKey(link.name());
        Set<Field<?>> grouped = new LinkedHashSet<>();
        for (String column : unit.identity()) {
            grouped.add(field(unit.key().contains(column) ? "link" : "tracking", column));
        }
        grouped.add(field("delivery", Stage.PATH));
        grouped.add(field("delivery", Stage.CONTENT_VERSION));
        grouped.add(field("tracking", Names.hashdiff(unit.satellite())));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : unit.identity()) {
            if (!column.equals(Names.RECORD_NUMBER)) {
                columns.add(field(unit.key().contains(column) ? "link" : "tracking", column));
            }
        }
        columns.add(field("delivery", Stage.PATH));
        columns.add(field("delivery", Stage.CONTENT_VERSION));
        columns.add(DSL.min(field("tracking", Names.RECORD_NUMBER)).as(name(Names.RECORD_NUMBER)));
        columns.add(DSL.min(field("tracking", Names.ROW_NUMBER)).as(name(Names.ROW_NUMBER)));
        columns.add(field("tracking", Names.hashdiff(unit.satellite())).as(name(Names.HASHDIFF)));
        return DSL.select(columns)
                .from(table(Stage.late(unit.satellite())).as(name("late")))
                .join(table(Table.RAW_VAULT, Names.table(link)).as(name("link")))
                .on(unit.sameKey("link", "late"))
                .join(table(Table.RAW_VAULT, schema.trackedRows(unit.source())).as(name("tracking")))
                .on(field("tracking", linkKey).eq(field("link", linkKey)))
                .leftJoin(table("audit", "delivery").as(name("delivery")))
                .on(field("delivery", Names.DELIVERY_ID).eq(field("tracking", Names.DELIVERY_ID)))
                .where(unit.keyIsKnown("link", keys.unknown()))
                .and(field("tracking", Names.hashdiff(unit.satellite())).isNotNull())
                .groupBy(grouped);
    }

    /** The columns that no hashdiff stands for, which each tracking row has for itself. */
    private List<String> unhashed() {
        return unit.satellite().hashdiff().without();
    }

    private List<SelectFieldOrAsterisk> orderOfTracking() {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        Order.ownColumns(unit.source()).forEach(column -> columns.add(field("tracking", column)));
        columns.add(field("delivery", Stage.PATH));
        columns.add(field("delivery", Stage.CONTENT_VERSION));
        if (unit.source().recordSourceColumn().isPresent()) {
            columns.add(field("tracking", Names.RECORD_SOURCE));
        }
        return columns;
    }

    /** One payload per key and hashdiff, from what is staged and what is stored: a hashdiff stands for its payload. */
    private Select<?> knownPayloads() {
        List<String> payload = payload();
        List<SelectFieldOrAsterisk> staged = new ArrayList<>();
        staged.add(field("staged", unit.ofSource(unit.key().get(0)))
                .as(name(unit.key().get(0))));
        staged.add(field("staged", Names.hashdiff(unit.satellite())).as(name(Names.HASHDIFF)));
        payload.forEach(
                column -> staged.add(field("staged", Stage.columnOf(column)).as(name(column))));
        List<SelectFieldOrAsterisk> stored = new ArrayList<>(SatelliteColumns.partition(unit, "stored"));
        stored.add(field("stored", Names.HASHDIFF));
        payload.forEach(column -> stored.add(field("stored", column)));
        Select<?> all = Selects.unionAll(
                DSL.select(staged)
                        .from(table(Stage.stage(unit.source())).as(name("staged")))
                        .whereExists(lateKey("staged", unit.ofSource(unit.key().get(0)))),
                DSL.select(stored)
                        .from(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                        .whereExists(lateKey("stored", unit.key().get(0))));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(SatelliteColumns.partition(unit, "payload"));
        columns.add(field("payload", Names.HASHDIFF));
        // Where texts are folded before they are hashed, payloads of one hashdiff may be written otherwise.
        boolean folds = vault.hashing().profile().folds();
        payload.forEach(column -> {
            Field<Object> value = field("payload", column);
            columns.add((folds ? DSL.min(value) : DSL.anyValue(value)).as(name(column)));
        });
        List<Field<Object>> grouped = new ArrayList<>(SatelliteColumns.partition(unit, "payload"));
        grouped.add(field("payload", Names.HASHDIFF));
        return DSL.select(columns).from(all.asTable(name("payload"))).groupBy(grouped);
    }

    private Select<?> lateKey(String relation, String column) {
        return DSL.selectOne()
                .from(table(Stage.late(unit.satellite())).as(name("late")))
                .where(field("late", unit.key().get(0)).eq(field(relation, column)));
    }

    private List<String> payload() {
        return schema.payload(unit.satellite()).stream()
                .filter(column -> !unhashed().contains(column))
                .toList();
    }

    private List<SelectFieldOrAsterisk> missingColumns() {
        List<String> payload = payload();
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            columns.add(
                    unhashed().contains(column)
                            ? field("missing", UNHASHED + column).as(name(column))
                            : SatelliteColumns.constantOr(
                                    unit, column, field(payload.contains(column) ? "known" : "missing", column)));
        }
        return columns;
    }
}

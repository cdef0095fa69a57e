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
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.lierne.core.model.Parent;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.SatelliteColumns;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;

/** The staged units of a satellite that differ from their predecessor, of keys without late rows. */
final class ChangesInOrder {

    private static final String PREVIOUS = "previous_hashdiff";

    private final Unit unit;
    private final Table target;
    private final Keys keys;

    ChangesInOrder(Unit unit, Table target, Keys keys) {
        this.unit = unit;
        this.target = target;
        this.keys = keys;
    }

    /** The staged rows that differ from what is stored latest, of keys that no other staged row has. */
    Select<?> ofSingleRows() {
        String key = unit.key().get(0);
        Field<Object> stagedKey = field("staged", unit.ofSource(key));
        Field<Object> hashdiff = field("staged", Names.hashdiff(unit.satellite()));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            Field<?> value = column.equals(Names.HASHDIFF)
                    ? hashdiff
                    : SatelliteColumns.constantOr(unit, column, field("staged", Stage.columnOf(column)));
            columns.add(column.equals(key) ? stagedKey : value);
        }
        List<CommonTableExpression<?>> expressions = new ArrayList<>();
        expressions.add(name("incoming")
                .as(DSL.select(stagedKey.as(name(key)))
                        .from(table(Stage.stage(unit.source())).as(name("staged")))));
        expressions.add(name("latest_date").as(latestDates()));
        expressions.add(name("latest").as(latestUnits()));
        return DSL.with(expressions)
                .select(columns)
                .from(table(Stage.stage(unit.source())).as(name("staged")))
                .leftJoin(table("latest"))
                .on(unit.sameKeyAsSource("latest", "staged"))
                .where(eligible())
                .and(isRepeated("staged").not())
                .and(hashdiff.isDistinctFrom(field("latest", Names.HASHDIFF)));
    }

    private Condition isRepeated(String staged) {
        String column = Names.hashKey(unit.satellite().parent().name());
        return DSL.exists(DSL.selectOne()
                .from(table(SatelliteLoads.repeated(unit)).as(name("repeated")))
                .where(field("repeated", column).eq(field(staged, column))));
    }

    /** The staged units that differ from their predecessor, of the keys without late rows. */
    Select<?> inOrder() {
        List<SelectFieldOrAsterisk> ordered = new ArrayList<>();
        ordered.add(table("incoming").asterisk());
        ordered.add(DSL.lag(field("incoming", Names.HASHDIFF))
                .over(DSL.partitionBy(SatelliteColumns.partition(unit, "incoming"))
                        .orderBy(Order.ofStaged(unit.source(), "incoming")))
                .as(name(PREVIOUS)));
        Select<?> incoming = unit.isRow() ? stagedRows() : stagedSets();
        List<CommonTableExpression<?>> expressions = new ArrayList<>();
        expressions.add(name("incoming").as(incoming));
        expressions.add(name("ordered").as(DSL.select(ordered).from(table("incoming"))));
        expressions.add(name("latest_date").as(latestDates()));
        expressions.add(name("latest").as(latestUnits()));
        expressions.add(name("changed")
                .as(DSL.select(table("ordered").asterisk())
                        .from(table("ordered"))
                        .leftJoin(table("latest"))
                        .on(unit.sameKey("latest", "ordered"))
                        .where(field("ordered", Names.HASHDIFF)
                                .isDistinctFrom(
                                        DSL.coalesce(field("ordered", PREVIOUS), field("latest", Names.HASHDIFF))))));
        if (unit.isRow()) {
            return DSL.with(expressions)
                    .select(stagedColumns())
                    .from(table("changed"))
                    .join(table(Stage.stage(unit.source())).as(name("staged")))
                    .on(field("staged", Stage.ROW).eq(field("changed", Stage.ROW)));
        }
        SatelliteColumns.Members members =
                new SatelliteColumns.Members("staged", "staged", "staged", field("staged", unit.comparedOfSource()));
        return DSL.with(expressions)
                .select(SatelliteColumns.membersOfSet(unit, target, members))
                .from(table("changed"))
                .join(table(Stage.stage(unit.source())).as(name("staged")))
                .on(unit.sameOfSource("staged", "changed"))
                .where(isStated())
                .groupBy(SatelliteColumns.groupOfSet(unit, target, members));
    }

    /** A deletion states nothing, even where it stands at the place of a row that does; nor does a row that is skipped. */
    private Condition isStated() {
        boolean mayBeSkipped = keys.linksSkip() && unit.satellite().parent() instanceof Parent.OfLink;
        return unit.source().changeRecords().isPresent() || mayBeSkipped
                ? field("staged", unit.comparedOfSource()).isNotNull()
                : DSL.noCondition();
    }

    private Select<?> stagedRows() {
        Set<SelectFieldOrAsterisk> columns = new LinkedHashSet<>();
        columns.add(field("staged", Stage.ROW));
        unit.key()
                .forEach(column ->
                        columns.add(field("staged", unit.ofSource(column)).as(name(column))));
        Order.stagedColumns(unit.source()).forEach(column -> columns.add(field("staged", column)));
        columns.add(field("staged", Names.hashdiff(unit.satellite())).as(name(Names.HASHDIFF)));
        return DSL.select(List.copyOf(columns))
                .from(table(Stage.stage(unit.source())).as(name("staged")))
                .where(eligible())
                .and(isRepeated("staged"));
    }

    private Select<?> stagedSets() {
        Set<Field<?>> grouped = new LinkedHashSet<>();
        unit.identity().forEach(column -> grouped.add(field("staged", unit.ofSource(column))));
        grouped.add(field("staged", Stage.DELIVERY_ORDER));
        grouped.add(field("staged", unit.comparedOfSource()));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        unit.identity().stream()
                .filter(column -> !column.equals(Names.RECORD_NUMBER))
                .forEach(column -> columns.add(SatelliteColumns.named("staged", unit.ofSource(column), column)));
        columns.add(field("staged", Stage.DELIVERY_ORDER));
        columns.add(DSL.min(field("staged", Names.RECORD_NUMBER)).as(name(Names.RECORD_NUMBER)));
        columns.add(DSL.min(field("staged", Names.ROW_NUMBER)).as(name(Names.ROW_NUMBER)));
        columns.add(field("staged", unit.comparedOfSource()).as(name(Names.HASHDIFF)));
        Condition whole =
                unit.isBlock() ? field("staged", unit.comparedOfSource()).isNotNull() : DSL.noCondition();
        return DSL.select(columns)
                .from(table(Stage.stage(unit.source())).as(name("staged")))
                .where(eligible())
                .and(whole)
                .groupBy(grouped);
    }

    /** The key is known, and nothing of it is late. Where nothing is tracked, what is stored already is passed over. */
    private Condition eligible() {
        Condition known = DSL.noCondition();
        for (String column : unit.key()) {
            if (column.endsWith("_hk")) {
                known = known.and(DSL.condition("{0} <> {1}", field("staged", unit.ofSource(column)), keys.unknown()));
            }
        }
        known = known.and(isStated());
        if (unit.source().tracked()) {
            return known.andNotExists(DSL.selectOne()
                    .from(table(Stage.late(unit.satellite())).as(name("late")))
                    .where(unit.sameKeyAsSource("late", "staged")));
        }
        return known.andNotExists(DSL.selectOne()
                .from(table(Table.RAW_VAULT, Names.table(unit.satellite())).as(name("stored")))
                .where(unit.sameKeyAsSource("stored", "staged"))
                .and(field("stored", Names.LOAD_DATE).ge(field("staged", Names.LOAD_DATE))));
    }

    private Select<?> latestDates() {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(SatelliteColumns.partition(unit, "stored"));
        columns.add(DSL.max(field("stored", Names.LOAD_DATE)).as(name(Names.LOAD_DATE)));
        return DSL.select(columns)
                .from(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                .whereExists(DSL.selectOne().from(table("incoming")).where(unit.sameKey("incoming", "stored")))
                .groupBy(SatelliteColumns.partition(unit, "stored"));
    }

    /** The latest stored unit of each key: the last of those on its latest load date. */
    private Select<?> latestUnits() {
        List<SelectFieldOrAsterisk> ranked = new ArrayList<>(SatelliteColumns.partition(unit, "stored"));
        ranked.add(SatelliteColumns.named("stored", unit.compared(), Names.HASHDIFF));
        List<SortField<?>> order = new ArrayList<>();
        for (String column : Order.columns(unit.source())) {
            boolean ofDelivery = column.equals(Stage.PATH) || column.equals(Stage.CONTENT_VERSION);
            order.add(field(ofDelivery ? "delivery" : "stored", column).desc().nullsLast());
        }
        ranked.add(DSL.rowNumber()
                .over(DSL.partitionBy(SatelliteColumns.partition(unit, "stored"))
                        .orderBy(order))
                .as(name(Stage.PLACE)));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(SatelliteColumns.partition(unit, "ranked"));
        columns.add(field("ranked", Names.HASHDIFF));
        return DSL.select(columns)
                .from(DSL.select(ranked)
                        .from(table("latest_date"))
                        .join(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                        .on(unit.sameKey("stored", "latest_date"))
                        .and(field("stored", Names.LOAD_DATE).eq(field("latest_date", Names.LOAD_DATE)))
                        .leftJoin(table("audit", "delivery").as(name("delivery")))
                        .on(field("delivery", Names.DELIVERY_ID).eq(field("stored", Names.DELIVERY_ID)))
                        .asTable(name("ranked")))
                .where(field("ranked", Stage.PLACE).eq(DSL.inline((Object) 1)));
    }

    private List<SelectFieldOrAsterisk> stagedColumns() {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            columns.add(
                    unit.key().contains(column) || column.equals(Names.HASHDIFF)
                            ? field("changed", column)
                            : SatelliteColumns.constantOr(unit, column, field("staged", Stage.columnOf(column))));
        }
        return columns;
    }
}

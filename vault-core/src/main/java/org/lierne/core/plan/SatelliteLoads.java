package org.lierne.core.plan;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/**
 * How satellites are loaded. A satellite stores every unit that differs from its predecessor among all tracked units of
 * its key.
 *
 * <p>Where all staged units of a key are later than what is tracked, the first is compared with the latest stored unit
 * and each other with the one before it. Where one is not, it may change what its successor differs from: the key's
 * changes are computed again from tracking, and those that are missing are stored, with their own load date and delivery
 * and this run's number. Whether a unit is late is judged against tracking, never against the satellite, which does not
 * show that an unchanged unit came.
 */
final class SatelliteLoads {

    private static final String PREVIOUS = "previous_hashdiff";

    private final Vault vault;
    private final VaultSchema schema;
    private final Keys keys;
    private final DSLContext sql;

    SatelliteLoads(Vault vault, VaultSchema schema, Dialect dialect) {
        this.vault = vault;
        this.schema = schema;
        this.keys = new Keys(vault, schema, dialect);
        this.sql = dialect.sql();
    }

    List<Statement> of(Satellite satellite) {
        Unit unit = Unit.of(vault, satellite);
        Table target = schema.table(Names.table(satellite));
        List<Statement> statements = new ArrayList<>();
        if (unit.source().tracked()) {
            statements.add(noteLateKeys(unit));
        }
        String qualified = Table.RAW_VAULT + "." + target.name();
        if (unit.isRow()) {
            statements.add(Statement.of(
                    "insert changes of keys in one row",
                    qualified,
                    sql.render(insert(target, ofSingleRows(unit, target)))));
            statements.add(new Statement(
                    "insert changes of keys in several rows",
                    qualified,
                    sql.render(insert(target, inOrder(unit, target))),
                    Optional.of(any(repeated(unit)))));
        } else {
            statements.add(
                    Statement.of("insert changes", qualified, sql.render(insert(target, inOrder(unit, target)))));
        }
        if (unit.source().tracked()) {
            statements.add(new Statement(
                    "insert changes that late rows reveal",
                    qualified,
                    sql.render(insert(target, recomputed(unit, target))),
                    Optional.of(any(Stage.late(satellite)))));
        }
        return statements;
    }

    private static String repeated(Unit unit) {
        return Stage.repeated(unit.source(), unit.satellite().parent().name());
    }

    /** The query that tells whether a table has a row. */
    private String any(String table) {
        return sql.render(DSL.select(DSL.field(DSL.exists(DSL.selectOne().from(table(table))))));
    }

    private static org.jooq.Query insert(Table target, Select<?> rows) {
        return DSL.insertInto(
                        table(Table.RAW_VAULT, target.name()),
                        target.columnNames().stream()
                                .map(column -> field(column))
                                .toList())
                .select(rows);
    }

    private Statement noteLateKeys(Unit unit) {
        List<Field<?>> key = unit.key().stream()
                .<Field<?>>map(column -> field("staged", unit.ofSource(column)).as(name(column)))
                .toList();
        Select<?> late = DSL.selectDistinct(key)
                .from(table(Stage.stage(unit.source())).as(name("staged")))
                .where(field("staged", Names.LOAD_DATE)
                        .le(DSL.field(DSL.select(field("tracked_until", Names.LOAD_DATE))
                                .from(table(Stage.trackedUntil(unit.source())).as(name("tracked_until"))))));
        String text = Stage.create(sql, Stage.late(unit.satellite()), late);
        return Statement.of("note keys with late rows", Stage.late(unit.satellite()), text);
    }

    /** The staged rows that differ from what is stored latest, of keys that no other staged row has. */
    private Select<?> ofSingleRows(Unit unit, Table target) {
        String key = unit.key().get(0);
        Field<Object> stagedKey = field("staged", unit.ofSource(key));
        Field<Object> hashdiff = field("staged", Names.hashdiff(unit.satellite()));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            Field<?> value = column.equals(Names.HASHDIFF)
                    ? hashdiff
                    : constantOr(unit, column, field("staged", Stage.columnOf(column)));
            columns.add(column.equals(key) ? stagedKey : value);
        }
        List<CommonTableExpression<?>> expressions = new ArrayList<>();
        expressions.add(name("incoming")
                .as(DSL.select(stagedKey.as(name(key)))
                        .from(table(Stage.stage(unit.source())).as(name("staged")))));
        expressions.add(name("latest_date").as(latestDates(unit, target)));
        expressions.add(name("latest").as(latestUnits(unit, target)));
        return DSL.with(expressions)
                .select(columns)
                .from(table(Stage.stage(unit.source())).as(name("staged")))
                .leftJoin(table("latest"))
                .on(unit.sameKeyAsSource("latest", "staged"))
                .where(eligible(unit))
                .and(isRepeated(unit, "staged").not())
                .and(hashdiff.isDistinctFrom(field("latest", Names.HASHDIFF)));
    }

    private static Condition isRepeated(Unit unit, String staged) {
        String column = Names.hashKey(unit.satellite().parent().name());
        return DSL.exists(DSL.selectOne()
                .from(table(repeated(unit)).as(name("repeated")))
                .where(field("repeated", column).eq(field(staged, column))));
    }

    /** The staged units that differ from their predecessor, of the keys without late rows. */
    private Select<?> inOrder(Unit unit, Table target) {
        List<SelectFieldOrAsterisk> ordered = new ArrayList<>();
        ordered.add(table("incoming").asterisk());
        ordered.add(DSL.lag(field("incoming", Names.HASHDIFF))
                .over(DSL.partitionBy(partition(unit, "incoming")).orderBy(stagedOrder(unit.source(), "incoming")))
                .as(name(PREVIOUS)));
        Select<?> incoming = unit.isRow() ? stagedRows(unit) : stagedSets(unit);
        List<CommonTableExpression<?>> expressions = new ArrayList<>();
        expressions.add(name("incoming").as(incoming));
        expressions.add(name("ordered").as(DSL.select(ordered).from(table("incoming"))));
        expressions.add(name("latest_date").as(latestDates(unit, target)));
        expressions.add(name("latest").as(latestUnits(unit, target)));
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
                    .select(stagedColumns(unit, target))
                    .from(table("changed"))
                    .join(table(Stage.stage(unit.source())).as(name("staged")))
                    .on(field("staged", Stage.ROW).eq(field("changed", Stage.ROW)));
        }
        return DSL.with(expressions)
                .select(linksOfSet(unit, target, "staged", "staged"))
                .from(table("changed"))
                .join(table(Stage.stage(unit.source())).as(name("staged")))
                .on(unit.same("staged", "changed"))
                .groupBy(groupOfSet(unit, target, "staged", "staged"));
    }

    private Select<?> stagedRows(Unit unit) {
        Set<SelectFieldOrAsterisk> columns = new LinkedHashSet<>();
        columns.add(field("staged", Stage.ROW));
        unit.key()
                .forEach(column ->
                        columns.add(field("staged", unit.ofSource(column)).as(name(column))));
        stagedOrderColumns(unit.source()).forEach(column -> columns.add(field("staged", column)));
        columns.add(field("staged", Names.hashdiff(unit.satellite())).as(name(Names.HASHDIFF)));
        return DSL.select(List.copyOf(columns))
                .from(table(Stage.stage(unit.source())).as(name("staged")))
                .where(eligible(unit))
                .and(isRepeated(unit, "staged"));
    }

    private Select<?> stagedSets(Unit unit) {
        Set<Field<?>> grouped = new LinkedHashSet<>();
        unit.identity().forEach(column -> grouped.add(field("staged", column)));
        grouped.add(field("staged", Stage.DELIVERY_ORDER));
        grouped.add(field("staged", Names.hashdiff(unit.satellite())));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        unit.identity().stream()
                .filter(column -> !column.equals(Names.RECORD_NUMBER))
                .forEach(column -> columns.add(field("staged", column)));
        columns.add(field("staged", Stage.DELIVERY_ORDER));
        columns.add(DSL.min(field("staged", Names.RECORD_NUMBER)).as(name(Names.RECORD_NUMBER)));
        columns.add(DSL.min(field("staged", Names.ROW_NUMBER)).as(name(Names.ROW_NUMBER)));
        columns.add(field("staged", Names.hashdiff(unit.satellite())).as(name(Names.HASHDIFF)));
        return DSL.select(columns)
                .from(table(Stage.stage(unit.source())).as(name("staged")))
                .where(eligible(unit))
                .groupBy(grouped);
    }

    /** The key is known, and nothing of it is late. Where nothing is tracked, what is stored already is passed over. */
    private Condition eligible(Unit unit) {
        Condition known = DSL.noCondition();
        for (String column : unit.key()) {
            if (column.endsWith("_hk")) {
                known = known.and(DSL.condition("{0} <> {1}", field("staged", unit.ofSource(column)), keys.unknown()));
            }
        }
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

    private static Select<?> latestDates(Unit unit, Table target) {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(partition(unit, "stored"));
        columns.add(DSL.max(field("stored", Names.LOAD_DATE)).as(name(Names.LOAD_DATE)));
        return DSL.select(columns)
                .from(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                .whereExists(DSL.selectOne().from(table("incoming")).where(unit.sameKey("incoming", "stored")))
                .groupBy(partition(unit, "stored"));
    }

    /** The latest stored unit of each key: the last of those on its latest load date. */
    private static Select<?> latestUnits(Unit unit, Table target) {
        List<SelectFieldOrAsterisk> ranked = new ArrayList<>(partition(unit, "stored"));
        ranked.add(field("stored", Names.HASHDIFF));
        List<SortField<?>> order = new ArrayList<>();
        for (String column : Order.columns(unit.source())) {
            boolean ofDelivery = column.equals(Stage.PATH) || column.equals(Stage.CONTENT_VERSION);
            order.add(field(ofDelivery ? "delivery" : "stored", column).desc().nullsLast());
        }
        ranked.add(DSL.rowNumber()
                .over(DSL.partitionBy(partition(unit, "stored")).orderBy(order))
                .as(name("place")));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(partition(unit, "ranked"));
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
                .where(field("ranked", "place").eq(DSL.inline((Object) 1)));
    }

    /** The changes of the keys with late rows, from all that is tracked, that are not stored yet. */
    private Select<?> recomputed(Unit unit, Table target) {
        List<SelectFieldOrAsterisk> ordered = new ArrayList<>();
        ordered.add(table("tracked").asterisk());
        ordered.add(DSL.lag(field("tracked", Names.HASHDIFF))
                .over(DSL.partitionBy(partition(unit, "tracked")).orderBy(Order.ascending(unit.source(), "tracked")))
                .as(name(PREVIOUS)));
        Select<?> tracked = unit.isRow() ? trackedRows(unit) : trackedSets(unit);
        List<CommonTableExpression<?>> expressions = new ArrayList<>();
        expressions.add(name("tracked").as(tracked));
        expressions.add(name("ordered").as(DSL.select(ordered).from(table("tracked"))));
        expressions.add(name("missing")
                .as(DSL.select(table("ordered").asterisk())
                        .from(table("ordered"))
                        .where(field("ordered", Names.HASHDIFF).isDistinctFrom(field("ordered", PREVIOUS)))
                        .andNotExists(DSL.selectOne()
                                .from(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                                .where(unit.same("stored", "ordered")))));
        if (unit.isRow()) {
            expressions.add(name("known").as(knownPayloads(unit, target)));
            return DSL.with(expressions)
                    .select(missingColumns(unit, target))
                    .from(table("missing"))
                    .join(table("known"))
                    .on(unit.sameKey("known", "missing"))
                    .and(field("known", Names.HASHDIFF).eq(field("missing", Names.HASHDIFF)));
        }
        Link link = vault.link(unit.satellite().parent().name());
        return DSL.with(expressions)
                .select(linksOfSet(unit, target, "tracking", "link"))
                .from(table("missing"))
                .join(table(Table.RAW_VAULT, Names.tracking(unit.source())).as(name("tracking")))
                .on(field("tracking", Names.DELIVERY_ID).eq(field("missing", Names.DELIVERY_ID)))
                .join(table(Table.RAW_VAULT, Names.table(link)).as(name("link")))
                .on(field("link", Names.hashKey(link.name())).eq(field("tracking", Names.hashKey(link.name()))))
                .where(sameSet(unit))
                .groupBy(groupOfSet(unit, target, "tracking", "link"));
    }

    private Condition sameSet(Unit unit) {
        Condition condition = DSL.noCondition();
        for (String column : unit.identity()) {
            String relation = unit.key().contains(column) ? "link" : "tracking";
            condition = condition.and(field(relation, column).isNotDistinctFrom(field("missing", column)));
        }
        return condition;
    }

    private Select<?> trackedRows(Unit unit) {
        String key = unit.ofSource(unit.key().get(0));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        columns.add(field("tracking", key).as(name(unit.key().get(0))));
        columns.addAll(orderOfTracking(unit));
        columns.add(field("tracking", Names.hashdiff(unit.satellite())).as(name(Names.HASHDIFF)));
        return DSL.select(columns)
                .from(table(Stage.late(unit.satellite())).as(name("late")))
                .join(table(Table.RAW_VAULT, Names.tracking(unit.source())).as(name("tracking")))
                .on(field("tracking", key).eq(field("late", unit.key().get(0))))
                .leftJoin(table("audit", "delivery").as(name("delivery")))
                .on(field("delivery", Names.DELIVERY_ID).eq(field("tracking", Names.DELIVERY_ID)))
                .where(DSL.condition("{0} <> {1}", field("tracking", key), keys.unknown()))
                .and(field("tracking", Names.hashdiff(unit.satellite())).isNotNull());
    }

    private Select<?> trackedSets(Unit unit) {
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
                .join(table(Table.RAW_VAULT, Names.tracking(unit.source())).as(name("tracking")))
                .on(field("tracking", linkKey).eq(field("link", linkKey)))
                .leftJoin(table("audit", "delivery").as(name("delivery")))
                .on(field("delivery", Names.DELIVERY_ID).eq(field("tracking", Names.DELIVERY_ID)))
                .where(unit.keyIsKnown("link", keys.unknown()))
                .and(field("tracking", Names.hashdiff(unit.satellite())).isNotNull())
                .groupBy(grouped);
    }

    private static List<SelectFieldOrAsterisk> orderOfTracking(Unit unit) {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        Order.ownColumns(unit.source()).forEach(column -> columns.add(field("tracking", column)));
        columns.add(field("delivery", Stage.PATH));
        columns.add(field("delivery", Stage.CONTENT_VERSION));
        return columns;
    }

    /** One payload per key and hashdiff, from what is staged and what is stored: a hashdiff stands for its payload. */
    private Select<?> knownPayloads(Unit unit, Table target) {
        List<String> payload = payload(unit);
        List<SelectFieldOrAsterisk> staged = new ArrayList<>();
        staged.add(field("staged", unit.ofSource(unit.key().get(0)))
                .as(name(unit.key().get(0))));
        staged.add(field("staged", Names.hashdiff(unit.satellite())).as(name(Names.HASHDIFF)));
        payload.forEach(
                column -> staged.add(field("staged", Stage.columnOf(column)).as(name(column))));
        List<SelectFieldOrAsterisk> stored = new ArrayList<>(partition(unit, "stored"));
        stored.add(field("stored", Names.HASHDIFF));
        payload.forEach(column -> stored.add(field("stored", column)));
        Select<?> all = KeyLoads.unionAll(
                DSL.select(staged)
                        .from(table(Stage.stage(unit.source())).as(name("staged")))
                        .whereExists(
                                lateKey(unit, "staged", unit.ofSource(unit.key().get(0)))),
                DSL.select(stored)
                        .from(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                        .whereExists(lateKey(unit, "stored", unit.key().get(0))));
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(partition(unit, "payload"));
        columns.add(field("payload", Names.HASHDIFF));
        payload.forEach(
                column -> columns.add(DSL.anyValue(field("payload", column)).as(name(column))));
        List<Field<Object>> grouped = new ArrayList<>(partition(unit, "payload"));
        grouped.add(field("payload", Names.HASHDIFF));
        return DSL.select(columns).from(all.asTable(name("payload"))).groupBy(grouped);
    }

    private static Select<?> lateKey(Unit unit, String relation, String column) {
        return DSL.selectOne()
                .from(table(Stage.late(unit.satellite())).as(name("late")))
                .where(field("late", unit.key().get(0)).eq(field(relation, column)));
    }

    private List<String> payload(Unit unit) {
        return schema.payload((DescriptiveSatellite) unit.satellite());
    }

    private List<SelectFieldOrAsterisk> stagedColumns(Unit unit, Table target) {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            columns.add(
                    unit.key().contains(column) || column.equals(Names.HASHDIFF)
                            ? field("changed", column)
                            : constantOr(unit, column, field("staged", Stage.columnOf(column))));
        }
        return columns;
    }

    private List<SelectFieldOrAsterisk> missingColumns(Unit unit, Table target) {
        List<String> payload = payload(unit);
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            columns.add(constantOr(unit, column, field(payload.contains(column) ? "known" : "missing", column)));
        }
        return columns;
    }

    /** One row per link of a set, at the first record that names it. */
    private static List<SelectFieldOrAsterisk> linksOfSet(Unit unit, Table target, String rows, String link) {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            if (column.equals(Names.RECORD_NUMBER) || column.equals(Names.ROW_NUMBER)) {
                columns.add(DSL.min(field(rows, column)).as(name(column)));
            } else if (column.equals(Names.HASHDIFF)) {
                columns.add(field(rows, Names.hashdiff(unit.satellite())));
            } else {
                columns.add(constantOr(unit, column, field(unit.key().contains(column) ? link : rows, column)));
            }
        }
        return columns;
    }

    private static List<Field<?>> groupOfSet(Unit unit, Table target, String rows, String link) {
        List<Field<?>> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            boolean grouped = !Set.of(Names.ROW_NUMBER, Names.RECORD_SOURCE, Names.RUN_ID, Names.HASHDIFF)
                            .contains(column)
                    && (!column.equals(Names.RECORD_NUMBER) || unit.identity().contains(column));
            if (grouped) {
                columns.add(field(unit.key().contains(column) ? link : rows, column));
            }
        }
        columns.add(field(rows, Names.hashdiff(unit.satellite())));
        return columns;
    }

    private static Field<?> constantOr(Unit unit, String column, Field<?> otherwise) {
        if (column.equals(Names.RUN_ID)) {
            return Stage.runId();
        }
        if (column.equals(Names.RECORD_SOURCE)) {
            return DSL.inline(unit.source().recordSource());
        }
        return otherwise;
    }

    private static List<String> stagedOrderColumns(Source source) {
        List<String> columns = new ArrayList<>(List.of(Names.LOAD_DATE));
        if (source.sequenceColumn().isPresent()) {
            columns.add(Names.SEQUENCE);
        }
        columns.addAll(List.of(Stage.DELIVERY_ORDER, Names.RECORD_NUMBER, Names.ROW_NUMBER));
        return columns;
    }

    private static List<SortField<?>> stagedOrder(Source source, String alias) {
        return stagedOrderColumns(source).stream()
                .<SortField<?>>map(column -> Order.ascending(field(alias, column), column))
                .toList();
    }

    private static List<Field<Object>> partition(Unit unit, String alias) {
        return unit.key().stream().map(column -> field(alias, column)).toList();
    }
}

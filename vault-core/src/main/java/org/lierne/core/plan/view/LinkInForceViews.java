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
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Link;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Order;
import org.lierne.core.plan.Stage;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.StoredAs;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;

/** The rows of links that are in force: the latest per driving key. */
final class LinkInForceViews {

    private final Vault vault;
    private final VaultSchema schema;

    LinkInForceViews(Vault vault, VaultSchema schema) {
        this.vault = vault;
        this.schema = schema;
    }

    /** One row per link that is in force. */
    Select<?> of(Link link) {
        List<String> drivingKey = vault.drivingKeyOf(link).stream()
                .map(part -> Names.drivingKeyColumn(link, part))
                .toList();
        String key = Names.hashKey(link.name());
        List<SelectFieldOrAsterisk> columns =
                DeliveryOrder.fields("link", schema.table(Names.table(link)).columnNames());
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
                .select(DeliveryOrder.fields(
                        "ranked", schema.table(Names.table(link)).columnNames()))
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
                        .leftJoin(DeliveryOrder.delivery())
                        .on(field(DeliveryOrder.DELIVERY, Names.DELIVERY_ID).eq(field("tracking", Names.DELIVERY_ID))));
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
                .<SortField<?>>map(column -> field(DeliveryOrder.relationOf(column, "tracking"), column)
                        .desc()
                        .nullsLast())
                .toList();
    }
}

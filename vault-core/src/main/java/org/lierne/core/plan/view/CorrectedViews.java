package org.lierne.core.plan.view;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;

/** The views of what happened once, and may have been corrected since. */
final class CorrectedViews {

    private CorrectedViews() {}

    /** One row per event: what is said of it, and that no counter row takes back. */
    static Select<?> inForce(Table stored) {
        String key = stored.columnNames().get(0);
        Field<?> next = DSL.field("{0} + 1", Object.class, field("stored", Names.CORRECTION));
        return DSL.select(stored.columnNames().stream()
                        .map(column -> field("stored", column))
                        .toList())
                .from(table(Table.RAW_VAULT, stored.name()).as(name("stored")))
                .where(field("stored", Names.COUNTER).eq(DSL.inline((Object) 1)))
                .andNotExists(DSL.selectOne()
                        .from(table(Table.RAW_VAULT, stored.name()).as(name("taken_back")))
                        .where(field("taken_back", Names.COUNTER).eq(DSL.inline((Object) (-1))))
                        .and(field("taken_back", key).eq(field("stored", key)))
                        .and(DSL.condition("{0} = {1}", field("taken_back", Names.CORRECTION), next)));
    }
}

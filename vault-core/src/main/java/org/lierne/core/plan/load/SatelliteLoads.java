package org.lierne.core.plan.load;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Inserts;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.Unit;
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

    private final Vault vault;
    private final VaultSchema schema;
    private final Keys keys;
    private final Dialect dialect;
    private final DSLContext sql;

    SatelliteLoads(Vault vault, VaultSchema schema, Dialect dialect) {
        this.vault = vault;
        this.schema = schema;
        this.keys = new Keys(vault, schema, dialect);
        this.dialect = dialect;
        this.sql = dialect.sql();
    }

    List<Statement> of(Satellite satellite) {
        Unit unit = Unit.of(vault, satellite);
        Table target = schema.table(Names.table(satellite));
        ChangesInOrder inOrder = new ChangesInOrder(unit, target, keys);
        List<Statement> statements = new ArrayList<>();
        if (unit.source().tracked()) {
            statements.add(noteLateKeys(unit));
        }
        String qualified = Table.RAW_VAULT + "." + target.name();
        if (unit.isRow()) {
            statements.add(Statement.of(
                    "insert changes of keys in one row",
                    qualified,
                    sql.render(Inserts.into(target, inOrder.ofSingleRows()))));
            statements.add(new Statement(
                    "insert changes of keys in several rows",
                    qualified,
                    sql.render(Inserts.into(target, inOrder.inOrder())),
                    Optional.of(any(repeated(unit)))));
        } else {
            statements.add(
                    Statement.of("insert changes", qualified, sql.render(Inserts.into(target, inOrder.inOrder()))));
        }
        if (unit.source().tracked()) {
            statements.add(new Statement(
                    "insert changes that late rows reveal",
                    qualified,
                    sql.render(Inserts.into(
                            target, new ChangesByTracking(unit, target, vault, schema, keys).recomputed())),
                    Optional.of(any(Stage.late(satellite)))));
        }
        return statements;
    }

    static String repeated(Unit unit) {
        return Stage.repeated(unit.source(), unit.satellite().parent().name());
    }

    /** The query that tells whether a table has a row. */
    private String any(String table) {
        return sql.render(DSL.select(DSL.field(DSL.exists(DSL.selectOne().from(table(table))))));
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
        String text = Stage.create(dialect, Stage.late(unit.satellite()), late);
        return Statement.of("note keys with late rows", Stage.late(unit.satellite()), text);
    }
}

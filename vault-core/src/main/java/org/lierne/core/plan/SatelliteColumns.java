package org.lierne.core.plan;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;

/** The columns of satellite rows, whatever they are taken from. */
final class SatelliteColumns {

    private SatelliteColumns() {}

    /** One row per link of a set, at the first record that names it. */
    static List<SelectFieldOrAsterisk> linksOfSet(Unit unit, Table target, String rows, String link) {
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

    static List<Field<?>> groupOfSet(Unit unit, Table target, String rows, String link) {
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

    static Field<?> constantOr(Unit unit, String column, Field<?> otherwise) {
        if (column.equals(Names.RUN_ID)) {
            return Stage.runId();
        }
        if (column.equals(Names.RECORD_SOURCE)) {
            return DSL.inline(unit.source().recordSource());
        }
        return otherwise;
    }

    static List<Field<Object>> partition(Unit unit, String alias) {
        return unit.key().stream().map(column -> field(alias, column)).toList();
    }
}

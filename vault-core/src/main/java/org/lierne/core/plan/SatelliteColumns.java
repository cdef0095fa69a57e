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
public final class SatelliteColumns {

    private SatelliteColumns() {}

    /**
     * Where the columns of a set's members are found.
     *
     * @param rows the relation of the source's rows
     * @param keys the relation that holds the key
     * @param payload the relation that holds what a row says besides
     * @param set the hash of the set
     */
    public record Members(String rows, String keys, String payload, Field<?> set) {}

    /** One row per member of a set, a link or a row of a block, at the first record that names it. */
    public static List<SelectFieldOrAsterisk> membersOfSet(Unit unit, Table target, Members members) {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            if (column.equals(Names.RECORD_NUMBER) || column.equals(Names.ROW_NUMBER)) {
                columns.add(DSL.min(field(members.rows(), column)).as(name(column)));
            } else if (column.equals(Names.HASHDIFF)) {
                columns.add(field(members.rows(), Names.hashdiff(unit.satellite())));
            } else if (column.equals(Names.BLOCK_HASHDIFF)) {
                columns.add(members.set());
            } else if (unit.satellite().columns().contains(column)) {
                columns.add(DSL.anyValue(field(members.payload(), column)).as(name(column)));
            } else {
                columns.add(constantOr(unit, column, of(members, unit, column)));
            }
        }
        return columns;
    }

    private static Field<?> of(Members members, Unit unit, String column) {
        return field(unit.key().contains(column) ? members.keys() : members.rows(), unit.ofSource(column));
    }

    public static List<Field<?>> groupOfSet(Unit unit, Table target, Members members) {
        List<Field<?>> columns = new ArrayList<>();
        for (String column : target.columnNames()) {
            boolean grouped =
                    !Set.of(Names.ROW_NUMBER, Names.RECORD_SOURCE, Names.RUN_ID, Names.HASHDIFF, Names.BLOCK_HASHDIFF)
                                    .contains(column)
                            && !unit.satellite().columns().contains(column)
                            && (!column.equals(Names.RECORD_NUMBER)
                                    || unit.identity().contains(column));
            if (grouped) {
                columns.add(of(members, unit, column));
            }
        }
        columns.add(field(members.rows(), Names.hashdiff(unit.satellite())));
        if (unit.isBlock()) {
            columns.add(members.set());
        }
        return columns;
    }

    public static Field<?> constantOr(Unit unit, String column, Field<?> otherwise) {
        if (column.equals(Names.RUN_ID)) {
            return Stage.runId();
        }
        if (column.equals(Names.RECORD_SOURCE)
                && unit.source().recordSourceColumn().isEmpty()) {
            return DSL.inline(unit.source().recordSource());
        }
        return otherwise;
    }

    /** A column under the name that another relation gives it. */
    public static Field<?> named(String alias, String column, String name) {
        return column.equals(name) ? field(alias, column) : field(alias, column).as(name(name));
    }

    public static List<Field<Object>> partition(Unit unit, String alias) {
        return unit.key().stream().map(column -> field(alias, column)).toList();
    }
}

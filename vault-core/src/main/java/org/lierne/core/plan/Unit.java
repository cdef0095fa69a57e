package org.lierne.core.plan;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Link;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.Identifiers;

/**
 * What a satellite compares with its predecessor: a row, or all that one delivery names under a key. For an effectivity
 * satellite that is a set of links, for a multi-active one a block of rows. Each unit has one hashdiff, and one place in
 * the order of its key.
 *
 * @param satellite the satellite
 * @param source the source that feeds it
 * @param key the columns of the key within which units follow each other
 */
public record Unit(Satellite satellite, Source source, List<String> key) {

    public static Unit of(Vault vault, Satellite satellite) {
        Source source = vault.source(satellite.source());
        if (satellite instanceof EffectivitySatellite effectivity) {
            Link link = vault.link(effectivity.parent().name());
            return new Unit(
                    satellite,
                    source,
                    effectivity.drivingKey().stream()
                            .map(part -> Names.drivingKeyColumn(link, part))
                            .toList());
        }
        return new Unit(satellite, source, List.of(Names.parentKey(satellite)));
    }

    /** The column of the source's stage and tracking tables that holds a column of a unit, in the source's role. */
    public String ofSource(String column) {
        boolean ofParent = key.contains(column) && !(satellite instanceof EffectivitySatellite);
        return ofParent ? Names.hashKey(satellite.parent().name()) : column;
    }

    /** That a row of a relation has the same key as a row of the source's stage or tracking table. */
    public Condition sameKeyAsSource(String relation, String ofSource) {
        return key.stream()
                .map(column -> equal(
                        Identifiers.field(relation, column), Identifiers.field(ofSource, ofSource(column)), column))
                .reduce(DSL.noCondition(), Condition::and);
    }

    public boolean isRow() {
        return satellite instanceof DescriptiveSatellite;
    }

    public boolean isBlock() {
        return satellite instanceof MultiActiveSatellite;
    }

    /** The column of the satellite's table that holds what is compared. */
    public String compared() {
        return isBlock() ? Names.BLOCK_HASHDIFF : Names.HASHDIFF;
    }

    /** The column of the source's stage table that holds what is compared. */
    public String comparedOfSource() {
        return isBlock() ? Names.blockHashdiff(satellite) : Names.hashdiff(satellite);
    }

    /** The columns that all rows of one unit share and that tell it from the key's other units. */
    public List<String> identity() {
        List<String> columns = new ArrayList<>(key);
        if (isRow()) {
            columns.addAll(List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER));
            return columns;
        }
        columns.add(Names.LOAD_DATE);
        if (source.sequenceColumn().isPresent()) {
            columns.add(Names.SEQUENCE);
        }
        columns.add(Names.DELIVERY_ID);
        if (source.recordsFollow()) {
            columns.add(Names.RECORD_NUMBER);
        }
        return columns;
    }

    /** That rows of two relations belong to the same unit. */
    public Condition same(String left, String right) {
        return identity().stream()
                .map(column -> equal(Identifiers.field(left, column), Identifiers.field(right, column), column))
                .reduce(DSL.noCondition(), Condition::and);
    }

    /** That a row of the source's stage or tracking table belongs to the unit of a row of a relation. */
    public Condition sameOfSource(String ofSource, String relation) {
        return identity().stream()
                .map(column -> equal(
                        Identifiers.field(ofSource, ofSource(column)), Identifiers.field(relation, column), column))
                .reduce(DSL.noCondition(), Condition::and);
    }

    /** That rows of two relations have the same key. */
    public Condition sameKey(String left, String right) {
        return key.stream()
                .map(column -> equal(Identifiers.field(left, column), Identifiers.field(right, column), column))
                .reduce(DSL.noCondition(), Condition::and);
    }

    /** That the row of a relation has a key, rather than the unknown one. */
    public Condition keyIsKnown(String alias, Field<?> unknownKey) {
        return key.stream()
                .filter(column -> column.endsWith("_hk"))
                .map(column -> different(Identifiers.field(alias, column), unknownKey))
                .reduce(DSL.noCondition(), Condition::and);
    }

    /** Hash keys are never NULL; dependent child keys and sequences may be. */
    private static Condition equal(Field<Object> left, Field<Object> right, String column) {
        boolean nullable = !column.endsWith("_hk")
                && !List.of(Names.LOAD_DATE, Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER)
                        .contains(column);
        return nullable ? left.isNotDistinctFrom(right) : left.eq(right);
    }

    private static Condition different(Field<Object> left, Field<?> right) {
        return DSL.condition("{0} <> {1}", left, right);
    }
}

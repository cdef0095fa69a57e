package org.lierne.core.schema;

import static org.lierne.core.schema.CommonColumns.runId;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;

/**
 * The tables and columns that say what is there and what is gone: of a source that delivers everything, which files make
 * up a batch, which keys its rejects had, and what each batch was found fit for; and per satellite the changes of presence.
 */
final class PresenceTables {

    private PresenceTables() {}

    /** The tables of a source beside its tracking; none unless it delivers everything. */
    static List<Table> of(Vault vault, Source source) {
        if (source.full().isEmpty() || !source.tracked()) {
            return List.of();
        }
        return List.of(batch(source), seen(vault, source), judgement(source));
    }

    private static Table batch(Source source) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.required(Names.DELIVERY_ID, new ColumnType.Id()));
        columns.add(TableColumn.required(Names.PATH, ColumnType.of(DataType.VARCHAR)));
        columns.add(TableColumn.optional(Names.LOAD_DATE, ColumnType.of(DataType.TIMESTAMP)));
        columns.addAll(scope(source));
        columns.add(TableColumn.required(Names.UNREADABLE, ColumnType.of(DataType.BIGINT)));
        columns.add(runId());
        return table(Table.Kind.BATCH, Names.batch(source), source, columns);
    }

    private static Table seen(Vault vault, Source source) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.required(Names.LOAD_DATE, ColumnType.of(DataType.TIMESTAMP)));
        columns.addAll(scope(source));
        columns.add(TableColumn.required(Names.DELIVERY_ID, new ColumnType.Id()));
        columns.add(TableColumn.required(Names.RECORD_NUMBER, ColumnType.of(DataType.BIGINT)));
        // The scope may be part of what tells rows apart.
        rowKey(source).stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        vault.linksWithStatus(source)
                .forEach(link -> columns.add(TableColumn.optional(Names.hashKey(link.name()), new ColumnType.Hash())));
        columns.add(runId());
        return table(Table.Kind.BATCH, Names.seen(source), source, columns);
    }

    private static Table judgement(Source source) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.required(Names.LOAD_DATE, ColumnType.of(DataType.TIMESTAMP)));
        columns.addAll(scope(source));
        columns.add(TableColumn.required(Names.IS_WHOLE, ColumnType.of(DataType.BOOLEAN)));
        for (String count :
                List.of(Names.KEYS_PRESENT, Names.KEYS_KNOWN, Names.KEYS_MISSING, Names.UNREADABLE, Names.LEFT_OUT)) {
            columns.add(TableColumn.required(count, ColumnType.of(DataType.BIGINT)));
        }
        columns.add(runId());
        return table(Table.Kind.BATCH, Names.judgement(source), source, columns);
    }

    private static Table table(Table.Kind kind, String name, Source source, List<TableColumn> columns) {
        return new Table(kind, name, source.name(), source.name(), columns);
    }

    /** What a tracking row has of a source that says what is gone: the scope, what tells rows apart, the operation. */
    static List<TableColumn> ofTracking(Source source) {
        if (source.delivery() instanceof Delivery.Delta) {
            return List.of();
        }
        List<TableColumn> columns = new ArrayList<>(scope(source));
        rowKey(source).stream()
                .filter(column -> !column.name().endsWith("_hk"))
                .filter(column -> !columns.contains(column))
                .forEach(columns::add);
        if (source.changeRecords().isPresent()) {
            columns.add(TableColumn.optional(Names.OPERATION, ColumnType.of(DataType.VARCHAR)));
        }
        return columns;
    }

    /** The table of a status satellite. */
    static Table of(Vault vault, StatusSatellite satellite, List<TableColumn> order) {
        List<TableColumn> key = List.of(TableColumn.required(Names.parentKey(satellite), new ColumnType.Hash()));
        return presence(Table.Kind.STATUS, vault, satellite, Names.table(satellite), key, order);
    }

    /** The table of what the key of a relationship or a block went through; none if it cannot end. */
    static Stream<Table> of(Vault vault, Satellite satellite, List<TableColumn> key, List<TableColumn> order) {
        boolean ends = satellite instanceof EffectivitySatellite effectivity && vault.canEnd(effectivity)
                || satellite instanceof MultiActiveSatellite multiActive && vault.canEnd(multiActive);
        return ends
                ? Stream.of(presence(Table.Kind.PRESENCE, vault, satellite, Names.presence(satellite), key, order))
                : Stream.of();
    }

    private static Table presence(
            Table.Kind kind,
            Vault vault,
            Satellite satellite,
            String name,
            List<TableColumn> key,
            List<TableColumn> order) {
        Source source = vault.source(satellite.source());
        List<TableColumn> columns = new ArrayList<>(key);
        if (source.full().isPresent()) {
            order.stream()
                    .filter(column -> !column.name().equals(Names.SEQUENCE))
                    .forEach(columns::add);
            columns.addAll(scope(source));
        } else {
            columns.addAll(order);
            columns.add(TableColumn.optional(Names.OPERATION, ColumnType.of(DataType.VARCHAR)));
        }
        columns.add(TableColumn.required(Names.IS_DELETED, ColumnType.of(DataType.BOOLEAN)));
        columns.add(TableColumn.required(Names.RECORD_SOURCE, ColumnType.of(DataType.VARCHAR)));
        columns.add(runId());
        String identity = satellite.parent().name() + " from " + source.name();
        return new Table(kind, name, satellite.name(), identity, columns);
    }

    private static List<TableColumn> scope(Source source) {
        return Names.scope(source).stream()
                .map(column -> TableColumn.optional(
                        column, ColumnType.of(source.column(column).type())))
                .toList();
    }

    private static List<TableColumn> rowKey(Source source) {
        return source.rowParts().stream()
                .map(part -> source.key(part).isPresent()
                        ? TableColumn.optional(Names.hashKey(part), new ColumnType.Hash())
                        : TableColumn.optional(
                                part, ColumnType.of(source.column(part).type())))
                .toList();
    }
}

package org.lierne.core.schema;

import static org.lierne.core.schema.CommonColumns.hash;
import static org.lierne.core.schema.CommonColumns.optionalHash;
import static org.lierne.core.schema.CommonColumns.order;
import static org.lierne.core.schema.CommonColumns.record;
import static org.lierne.core.schema.CommonColumns.runId;

import java.util.ArrayList;
import java.util.List;
import org.lierne.core.model.DataType;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;

/** The tables in which a vault remembers what was delivered, beside those that say what it means. */
final class TrackingTables {

    private TrackingTables() {}

    /** One row per row of each delivery: where it stands, and the hashes of what it says. */
    static Table tracking(Vault vault, Source source) {
        List<TableColumn> columns = new ArrayList<>(order(source));
        columns.add(runId());
        source.recordSourceColumn()
                .ifPresent(column ->
                        columns.add(TableColumn.optional(Names.RECORD_SOURCE, ColumnType.of(DataType.VARCHAR))));
        // Nullable, since rows that were tracked before a key or a satellite came have none.
        source.keys().forEach(key -> columns.add(optionalHash(Names.hashKey(key.name()))));
        vault.linksOf(source).forEach(link -> columns.add(optionalHash(Names.hashKey(link.name()))));
        // Not filled any more, and still read for what of them was in force.
        vault.retiredLinksOf(source).forEach(link -> columns.add(optionalHash(Names.hashKey(link.name()))));
        vault.referencesOf(source)
                .forEach(reference -> columns.add(optionalHash(Names.hashKey(Names.view(reference)))));
        vault.satellitesOf(source).stream()
                .filter(satellite ->
                        !(satellite instanceof NonHistorizedSatellite || satellite instanceof StatusSatellite))
                .forEach(satellite ->
                        columns.add(TableColumn.optional(Names.hashdiff(satellite), new ColumnType.Hash())));
        columns.addAll(PresenceTables.ofTracking(source));
        unhashed(vault, source).stream()
                .filter(name ->
                        columns.stream().noneMatch(column -> column.name().equals(name)))
                .forEach(name -> columns.add(TableColumn.optional(
                        name, ColumnType.of(source.column(name).type()))));
        return new Table(Table.Kind.TRACKING, Names.tracking(source), source.name(), source.name(), columns);
    }

    /** One row per row of a file that has more than the metadata knows: a JSON object of that. */
    static Table captured(Source source) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.required(Names.LOAD_DATE, ColumnType.of(DataType.TIMESTAMP)));
        columns.addAll(record());
        columns.add(runId());
        columns.add(TableColumn.required(Names.UNMAPPED, ColumnType.of(DataType.VARCHAR)));
        return new Table(Table.Kind.BATCH, Names.captured(source), source.name(), source.name(), columns);
    }

    /** One row per delivery and run that ended the tracking of rows of it: those before a load date, and how many. */
    static Table ended(Source source) {
        return new Table(
                Table.Kind.BATCH,
                Names.ended(source),
                source.name(),
                source.name(),
                List.of(
                        TableColumn.required(Names.DELIVERY_ID, new ColumnType.Id()),
                        TableColumn.required(Names.LOAD_DATE, ColumnType.of(DataType.TIMESTAMP)),
                        TableColumn.required(Names.ROWS_ENDED, ColumnType.of(DataType.BIGINT)),
                        runId()));
    }

    /** The columns that tracking rows hold themselves, since no hashdiff stands for them. */
    private static List<String> unhashed(Vault vault, Source source) {
        return vault.satellitesOf(source).stream()
                .flatMap(satellite -> satellite.hashdiff().without().stream())
                .distinct()
                .toList();
    }

    /** The earlier load dates of keys that came late. */
    static Table firstSeen(String name, String construct) {
        return new Table(
                Table.Kind.FIRST_SEEN,
                name,
                construct,
                construct,
                List.of(
                        hash(Names.hashKey(construct)),
                        TableColumn.required(Names.LOAD_DATE, ColumnType.of(DataType.TIMESTAMP)),
                        runId()));
    }
}

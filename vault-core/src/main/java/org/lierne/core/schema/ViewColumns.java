package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Link;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/** The columns of views that have others than the tables under them. */
public final class ViewColumns {

    /** Of a same-as link, how many masters a key has been found to have. */
    public static final String MASTERS = "masters";

    /** Of a hierarchical link, how many steps lie between a key and one above it. */
    public static final String DISTANCE = "distance";

    /** Of a hierarchical link, whether the way ends since it leads back to where it has been. */
    public static final String IS_IN_CIRCLE = "is_in_circle";

    /** Of a record tracking satellite, how many rows of the delivery had the key; 0 if only rejects had. */
    public static final String ROWS = "rows_tracked";

    private ViewColumns() {}

    /** The views that follow the ways that a link of a hub with itself makes, by name; none of another link. */
    public static Map<String, List<TableColumn>> ofPaths(Link link) {
        return switch (link.kind()) {
            case SAME_AS -> Map.of(Names.resolved(link), masters(link));
            case HIERARCHICAL -> Map.of(Names.ancestors(link), ancestors(link));
            case RELATIONSHIP, NON_HISTORIZED -> Map.of();
        };
    }

    private static List<TableColumn> masters(Link link) {
        return List.of(
                hash(link.connects().get(1).name()),
                hash(link.connects().get(0).name()),
                TableColumn.required(MASTERS, ColumnType.of(DataType.BIGINT)));
    }

    private static List<TableColumn> ancestors(Link link) {
        return List.of(
                hash(link.connects().get(0).name()),
                hash(link.connects().get(1).name()),
                TableColumn.required(DISTANCE, ColumnType.of(DataType.INTEGER)),
                TableColumn.required(IS_IN_CIRCLE, ColumnType.of(DataType.BOOLEAN)));
    }

    /** The views of a record tracking satellite: one row per key, load date and delivery. */
    public static List<TableColumn> seen(Vault vault, RecordTrackingSatellite satellite) {
        Source source = vault.source(satellite.source());
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.required(Names.parentKey(satellite), new ColumnType.Hash()));
        columns.add(TableColumn.required(Names.LOAD_DATE, ColumnType.of(DataType.TIMESTAMP)));
        Names.scope(source)
                .forEach(column -> columns.add(TableColumn.optional(
                        column, ColumnType.of(source.column(column).type()))));
        columns.add(TableColumn.required(Names.DELIVERY_ID, new ColumnType.Id()));
        columns.add(TableColumn.required(ROWS, ColumnType.of(DataType.BIGINT)));
        if (source.changeRecords().isPresent()) {
            columns.add(TableColumn.required(Names.IS_DELETED, ColumnType.of(DataType.BOOLEAN)));
        }
        columns.add(TableColumn.required(Names.RECORD_SOURCE, ColumnType.of(DataType.VARCHAR)));
        columns.add(TableColumn.required(Names.RUN_ID, ColumnType.of(DataType.BIGINT)));
        return columns;
    }

    private static TableColumn hash(String participant) {
        return TableColumn.required(Names.hashKey(participant), new ColumnType.Hash());
    }
}

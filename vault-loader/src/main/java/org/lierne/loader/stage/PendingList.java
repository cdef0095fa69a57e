package org.lierne.loader.stage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lierne.core.model.Column;
import org.lierne.core.model.Source;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.StagePlan;

/** The table that tells the engine which of the files it read belong to which delivery. */
final class PendingList {

    private final Source source;
    private final StagePlan plan;
    private final Session session;
    private final Map<PendingDelivery, String> files = new HashMap<>();
    private final Map<String, long[]> places;

    /**
     * @param byFile the delivery of each file that was read
     * @param places per file, the place of its first row
     */
    PendingList(
            Source source,
            StagePlan plan,
            Session session,
            Map<String, PendingDelivery> byFile,
            Map<String, long[]> places) {
        this.source = source;
        this.plan = plan;
        this.session = session;
        this.places = places;
        byFile.forEach((file, delivery) -> files.put(delivery, file));
    }

    /** Lists these deliveries and no others. @param deliveries in the order of their paths */
    void fill(List<PendingDelivery> deliveries) throws SQLException {
        session.execute("delete from " + Stage.pending(source));
        List<Column> pathColumns = plan.pathColumns();
        String marks = ", ?".repeat(7 + pathColumns.size()).substring(2);
        try (PreparedStatement insert =
                session.prepare("insert into " + Stage.pending(source) + " values (" + marks + ")")) {
            int order = 0;
            for (PendingDelivery delivery : deliveries) {
                order++;
                String file = files.get(delivery);
                insert.setObject(1, delivery.id());
                insert.setString(2, delivery.path());
                insert.setInt(3, delivery.contentVersion());
                insert.setInt(4, order);
                insert.setObject(5, session.loadDate(delivery).orElse(null));
                insert.setString(6, file);
                insert.setLong(7, places.getOrDefault(file, new long[2])[0]);
                int index = 8;
                for (Column column : pathColumns) {
                    insert.setString(index, delivery.pathColumns().get(column.name()));
                    index++;
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}

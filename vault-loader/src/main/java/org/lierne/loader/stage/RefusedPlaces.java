package org.lierne.loader.stage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;

/** Where records that the reader refused shift the numbers of the rows after them. */
final class RefusedPlaces {

    private final List<RefusedPlace> places = new ArrayList<>();

    /** That from a place in a file on, so many records before it were refused. */
    private record RefusedPlace(String file, long place, long before) {}

    boolean isEmpty() {
        return places.isEmpty();
    }

    /**
     * Notes the numbers of a file's refused records, ascending. The nth of them, of number r, stands before the row at
     * place r - 2 - (n - 1) and all after it.
     */
    void note(String file, List<Long> numbers) {
        for (int index = 0; index < numbers.size(); index++) {
            long place = numbers.get(index) - 2 - index;
            boolean nextIsAdjacent = index + 1 < numbers.size() && numbers.get(index + 1) - 2 - (index + 1) == place;
            if (!nextIsAdjacent) {
                places.add(new RefusedPlace(file, place, index + 1L));
            }
        }
    }

    /** Writes them to a temporary table. */
    void list(Session session, String table) throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        // There can be as many as records; a batch of inserts would run one statement for each.
        try (DuckDBAppender rows = session.connection().createAppender("temp", "main", table)) {
            for (RefusedPlace refused : places) {
                rows.beginRow();
                rows.append(refused.file());
                rows.append(refused.place());
                rows.append(refused.before());
                rows.endRow();
            }
        }
    }
}

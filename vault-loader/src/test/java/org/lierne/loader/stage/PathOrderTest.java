package org.lierne.loader.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathOrderTest {

    /** Rows of a run are ordered by the one, those of a history by the other. */
    @Test
    void pathsFollowEachOtherAsInTheEngine() throws SQLException {
        List<String> paths = new ArrayList<>(
                List.of("a.csv", "B.csv", "a/b.csv", "a-b.csv", "\u00e4.csv", "\uff5e.csv", "\ud83d\ude00.csv"));
        List<String> inEngine = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select path from (values ('" + String.join("'), ('", paths)
                        + "')) as paths(path) order by path")) {
            while (rows.next()) {
                inEngine.add(rows.getString(1));
            }
        }

        paths.sort(PendingDelivery.PATH_ORDER);

        assertThat(paths).isEqualTo(inEngine);
    }
}

package org.lierne.marts.project;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The rows of a query, each as its values with spaces between. */
final class Rows {

    private Rows() {}

    static List<String> rows(Path database, String query) throws SQLException {
        try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + database)) {
            return rows(reader, query);
        }
    }

    static List<String> rows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(rows.getObject(column)));
                }
                found.add(String.join(" ", values));
            }
            return found;
        }
    }
}

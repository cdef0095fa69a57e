package org.lierne.loader.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of a query as texts that a person reads: a timestamp at midnight is a date. */
final class Rows {

    private Rows() {}

    static List<List<String>> of(Connection connection, String query) {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<List<String>> rows = new ArrayList<>();
            while (found.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    cells.add(cell(found.getObject(column)));
                }
                rows.add(cells);
            }
            return rows;
        } catch (SQLException failed) {
            throw new AssertionError(query, failed);
        }
    }

    static String text(List<List<String>> rows) {
        return rows.stream().map(row -> String.join(" | ", row)).collect(Collectors.joining("\n"));
    }

    private static String cell(Object value) {
        if (value instanceof Timestamp timestamp) {
            LocalDateTime date = timestamp.toLocalDateTime();
            return date.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? date.toLocalDate().toString()
                    : date.toString();
        }
        return value == null ? "NULL" : value.toString();
    }
}

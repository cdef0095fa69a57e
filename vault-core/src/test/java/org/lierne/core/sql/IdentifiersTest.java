package org.lierne.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a column is called, it can be named wherever SQL names columns. */
final class IdentifiersTest {

    @Test
    void everyWordOfTheEngineCanBeTheNameOfAColumn() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            List<String> words = words(connection);
            List<String> refused = new ArrayList<>();
            for (String word : words) {
                String name = DuckDbDialect.INSTANCE.sql().render(Identifiers.name(word));
                if (!runs(
                        connection,
                        "with " + name + " as (select 1 " + name + ") select " + name + "." + name + ", " + name
                                + " from " + name)) {
                    refused.add(word);
                }
            }
            assertThat(words).contains("day", "order").hasSizeGreaterThan(300);
            assertThat(refused).isEmpty();
        }
    }

    private static List<String> words(Connection connection) throws SQLException {
        List<String> words = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct keyword_name from duckdb_keywords()")) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        return words;
    }

    /** A statement that is refused is closed. */
    private static boolean runs(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        } catch (SQLException refused) {
            return false;
        }
    }
}

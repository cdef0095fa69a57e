package org.lierne.core.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** A DuckDB in memory on which generated expressions are tried, many values at a time. */
public final class Engine implements AutoCloseable {

    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    private final Connection connection;

    private Engine(Connection connection) {
        this.connection = connection;
    }

    public static Engine start() {
        try {
            return new Engine(DriverManager.getConnection("jdbc:duckdb:"));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Rows of texts, each null or a text, as columns {@code c0}, {@code c1}, … of the table {@code given}. */
    public void given(List<? extends List<String>> rows) {
        try (Statement statement = connection.createStatement()) {
            StringBuilder columns = new StringBuilder("row_number integer");
            for (int column = 0; column < rows.get(0).size(); column++) {
                columns.append(", c").append(column).append(" varchar");
            }
            statement.execute("create or replace table given (" + columns + ")");
            try (DuckDBAppender appender =
                    connection.unwrap(DuckDBConnection.class).createAppender("main", "given")) {
                int number = 0;
                for (List<String> row : rows) {
                    appender.beginRow();
                    appender.append(number++);
                    for (String value : row) {
                        appender.append(value);
                    }
                    appender.endRow();
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The expressions over {@code given}, each cast to text, one list a row in the order given. */
    public List<List<String>> texts(List<? extends Field<?>> expressions) {
        List<Field<String>> casts = new ArrayList<>();
        for (Field<?> expression : expressions) {
            casts.add(DSL.field("cast({0} as varchar)", String.class, expression));
        }
        String sql = DIALECT.sql().renderInlined(DSL.select(casts).from("given").orderBy(DSL.field("row_number")));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= casts.size(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** The one value of an expression without a table. */
    public Object value(Field<?> expression) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(DIALECT.sql().renderInlined(DSL.select(expression)))) {
            result.next();
            return result.getObject(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static Field<String> column(int number) {
        return DSL.field(Identifiers.name("c" + number), String.class);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

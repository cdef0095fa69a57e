package org.lierne.loader.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowAppenderTest {

    private Warehouse warehouse;
    private DuckDBConnection connection;

    @BeforeEach
    void open() throws SQLException {
        warehouse = Warehouse.inMemory(WarehouseSettings.defaults());
        connection = warehouse.connection();
        execute("create schema audit");
        execute("create table audit.step (id uuid, name varchar, number integer, records bigint, seconds double,"
                + " moment timestamp)");
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void appendsWhatAColumnHolds() throws SQLException {
        UUID id = new UUID(1, 2);
        try (RowAppender rows = RowAppender.into(connection, "audit", "step")) {
            rows.row(id, "läuft", 1, 5_000_000_000L, 0.25, LocalDateTime.of(2026, 1, 31, 23, 59, 59, 123_456_000));
            rows.row(null, null, null, null, null, null);
        }
        assertThat(text("select string_agg(step::varchar, '; ' order by id nulls last) from audit.step"))
                .isEqualTo("{'id': 00000000-0000-0001-0000-000000000002, 'name': läuft, 'number': 1,"
                        + " 'records': 5000000000, 'seconds': 0.25, 'moment': '2026-01-31 23:59:59.123456'}; {'id': NULL,"
                        + " 'name': NULL, 'number': NULL, 'records': NULL, 'seconds': NULL, 'moment': NULL}");
    }

    @Test
    void isPartOfATransactionThatItIsTheFirstOf() throws SQLException {
        connection.setAutoCommit(false);
        try (RowAppender rows = RowAppender.into(connection, "audit", "step")) {
            rows.row(null, "taken back", null, null, null, null);
        }
        connection.rollback();
        connection.setAutoCommit(true);

        assertThat(text("select count(*)::varchar from audit.step")).isEqualTo("0");
    }

    @Test
    void refusesARowThatLacksAColumn() {
        assertThatThrownBy(() -> {
                    try (RowAppender rows = RowAppender.into(connection, "audit", "step")) {
                        rows.row(null, "too short");
                    }
                })
                .isInstanceOf(SQLException.class);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }
}

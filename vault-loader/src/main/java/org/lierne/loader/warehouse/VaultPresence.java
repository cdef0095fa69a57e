package org.lierne.loader.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.lierne.core.LierneException;

/** Whether a database holds a vault at all, asked before it is read, so that the engine need not complain of a table. */
public final class VaultPresence {

    private static final String IS_OF_LEDGER = "database_name = current_database() and schema_name = '"
            + MigrationHistory.SCHEMA + "' and table_name in ('" + MigrationHistory.TABLE + "', 'delivery')";

    private VaultPresence() {}

    /**
     * Returns if the database has been migrated, be it with or without what tells of its migrations.
     *
     * @throws LierneException {@code no_vault}, if it has not
     */
    public static void require(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (has(statement, "select 1 from duckdb_tables() where " + IS_OF_LEDGER)) {
                return;
            }
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "no_vault",
                    name(statement) + " holds no vault. Nothing was changed.",
                    "Run \"lierne migrate\" or \"lierne run\" first, or name another database.");
        }
    }

    private static boolean has(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    private static String name(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery(
                "select path from duckdb_databases() where database_name = current_database() and path is not null")) {
            return found.next() ? "\"" + Path.of(found.getString(1)).getFileName() + "\"" : "The database";
        }
    }
}

package org.lierne.loader.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write a database, which one of all that have it open in a process has at a time: two loads side by side would
 * each take what is pending for theirs. Another process is kept off by the engine. The right is an empty catalog in memory
 * that is attached to the engine, so that it holds whoever opened the database, and is gone with the process.
 */
public final class WriteClaim {

    private static final Logger LOG = LoggerFactory.getLogger(WriteClaim.class);

    private final Connection connection;
    private final String catalog;

    private WriteClaim(Connection connection, String catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    /**
     * Does work that writes a database, with the right to.
     *
     * @param connection to DuckDB, whose current catalog is the database
     * @throws LierneException {@code database_locked}, if somebody else in this process has it
     */
    public static <T> T with(Connection connection, Supplier<T> work) {
        WriteClaim claim = take(connection);
        try {
            return work.get();
        } finally {
            claim.giveBack();
        }
    }

    /**
     * Takes the right, which has to be given back whatever becomes of the work.
     *
     * @throws LierneException as {@link #with} does
     */
    public static WriteClaim take(Connection connection) {
        String database = "";
        Connection own = null;
        boolean taken = false;
        try {
            database = connection.getCatalog();
            // The transaction of who asks stays as it is.
            own = connection.unwrap(DuckDBConnection.class).duplicate();
            own.setAutoCommit(true);
            String catalog = "\"lierne_writes_" + database.replace("\"", "\"\"") + '"';
            execute(own, "attach ':memory:' as " + catalog);
            taken = true;
            return new WriteClaim(own, catalog);
        } catch (SQLException refused) {
            if (!String.valueOf(refused.getMessage()).contains("already")) {
                EngineFailure.refuse("Writing the database", "Nothing was changed.", refused);
            }
            throw new LierneException(
                    LierneException.Category.CANNOT_CONNECT,
                    "database_locked",
                    "The database \"" + database + "\" is being written by this process ("
                            + ProcessHandle.current().pid() + ") already. Nothing was changed.",
                    "Wait until that has ended; then do this again.",
                    refused);
        } finally {
            if (!taken) {
                closeQuietly(own);
            }
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException gone) {
            LOG.debug("A connection could not be closed", gone);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Gives the right back. */
    public void giveBack() {
        try {
            execute(connection, "detach database if exists " + catalog);
        } catch (SQLException gone) {
            // An engine that has given the database up has given up the claim, too.
            LOG.debug("The claim {} could not be given back", catalog, gone);
        } finally {
            closeQuietly(connection);
        }
    }
}

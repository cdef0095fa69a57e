package org.lierne.loader.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.lierne.core.LierneException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database that holds, or will hold, a vault. Not safe for use by several threads at once: a transaction is one
 * connection. Only {@link #interrupt} may be called from elsewhere.
 */
public final class Warehouse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

    /** The catalog of a database that is opened beside others. */
    private static final String BESIDE = "lierne_vault";

    private final DuckDBConnection connection;
    private final Optional<Path> file;

    private Warehouse(DuckDBConnection connection, Optional<Path> file) {
        this.connection = connection;
        this.file = file;
    }

    /**
     * Opens a database file for reading and writing; makes it, and the folders that it stands in, if it is not there.
     *
     * @throws LierneException if the file cannot be opened: {@code database_locked}, {@code database_not_writable},
     *     {@code not_a_database}, {@code database_corrupt}, {@code database_of_other_version}, {@code disk_full},
     *     {@code database_not_opened}
     */
    public static Warehouse open(Path file, WarehouseSettings settings) {
        Path absolute = file.toAbsolutePath().normalize();
        makeFolder(absolute);
        DatabaseFile.refuseOther(absolute);
        DatabaseFile.refuseReadOnly(absolute);
        Properties properties = properties(settings);
        Path spill =
                settings.temporaryFolder().orElseGet(() -> absolute.resolveSibling(absolute.getFileName() + ".tmp"));
        properties.setProperty("temp_directory", spill.toString());
        return new Warehouse(connectToFile(absolute, properties, true), Optional.of(absolute));
    }

    /**
     * Opens a database file for reading only. Several processes may do so at a time, while none writes.
     *
     * @throws LierneException as {@link #open} does, {@code database_not_readable}, and {@code database_missing} if there is no such
     *     file
     */
    public static Warehouse openToRead(Path file, WarehouseSettings settings) {
        Path absolute = existing(file);
        Properties properties = properties(settings);
        properties.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, "true");
        return new Warehouse(connectToFile(absolute, properties, false), Optional.of(absolute));
    }

    /**
     * Opens a database file for reading only, in an engine that may hold other catalogs beside it: its catalog is the one in
     * use. Several processes may do so at a time, while none writes.
     *
     * @throws LierneException as {@link #openToRead} does
     */
    public static Warehouse openBeside(Path file, WarehouseSettings settings) {
        Path absolute = existing(file);
        Properties properties = properties(settings);
        Path spill =
                settings.temporaryFolder().orElseGet(() -> absolute.resolveSibling(absolute.getFileName() + ".tmp"));
        properties.setProperty("temp_directory", spill.toString());
        // Rows are handed out as they are made, however many there are.
        properties.setProperty("jdbc_stream_results", "true");
        DuckDBConnection connection = connect("", absolute, properties, false);
        boolean attached = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute("attach '" + absolute.toString().replace("'", "''") + "' as " + BESIDE + " (read_only)");
            statement.execute("use " + BESIDE);
            attached = true;
            return new Warehouse(connection, Optional.of(absolute));
        } catch (SQLException failed) {
            throw OpenFailures.database(absolute, failed, false);
        } finally {
            if (!attached) {
                closeUnused(connection);
            }
        }
    }

    /** A database that lives as long as it is open. */
    public static Warehouse inMemory(WarehouseSettings settings) {
        return new Warehouse(connect("", Path.of("memory"), properties(settings), true), Optional.empty());
    }

    /**
     * Uses the database of a host program. Its settings stay as they are, and closing the warehouse leaves the
     * connection open. Statements of Lierne run on a connection of its own to the same database.
     *
     * @param connection to DuckDB
     * @throws LierneException if the connection is none to DuckDB: {@code not_duckdb}
     */
    public static Warehouse on(Connection connection) {
        try {
            DuckDBConnection host = connection.unwrap(DuckDBConnection.class);
            DuckDBConnection own = host.duplicate().unwrap(DuckDBConnection.class);
            // A duplicate is as its original is; in an unfinished transaction it would not see what others commit.
            own.setAutoCommit(true);
            return new Warehouse(own, Optional.empty());
        } catch (SQLException notDuckDb) {
            throw new LierneException(
                    LierneException.Category.USAGE,
                    "not_duckdb",
                    "The connection given is not an open connection to DuckDB. Nothing was changed.",
                    "Open it by the driver \"DuckDBDriver\".",
                    notDuckDb);
        }
    }

    /**
     * Keeps the engine of a database that was opened from a file to these folders, and to the one that it spills to, for
     * good; SQL of metadata then reaches nothing else. The engine of a host, and one in memory, stay as they are.
     *
     * @param folders such as the landing folder and the archive, and for writing the one that the database stands in
     * @param files that are written beside them, such as an export
     * @return this
     * @throws LierneException {@code not_confined}
     */
    public Warehouse confinedTo(List<Path> folders, List<Path> files) {
        if (file.isEmpty()) {
            return this;
        }
        try {
            Confinement.confine(connection, folders, files);
            return this;
        } catch (SQLException failed) {
            close();
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "not_confined",
                    "The engine could not be kept to the folders that it needs: " + EngineFailure.firstLine(failed)
                            + ". Nothing was changed.",
                    null,
                    failed);
        }
    }

    /** The one connection that loads run on. It stays this warehouse's: do not close it. */
    public DuckDBConnection connection() {
        return connection;
    }

    /** Hands out further connections to the same database, each to be closed by who asked for it. */
    public DataSource dataSource() {
        return new DuplicatingDataSource(connection);
    }

    /** The database file; empty for one in memory, or of a host. */
    public Optional<Path> file() {
        return file;
    }

    /**
     * Breaks off the statement that runs now, if one does: it fails as interrupted, and its transaction with it. Any thread may
     * ask.
     */
    public void interrupt() {
        try (Statement any = connection.createStatement()) {
            any.cancel();
        } catch (SQLException closed) {
            LOG.debug("Nothing is to be interrupted", closed);
        }
    }

    /** Closes the connection, which for a file writes all that is committed into it. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "database_not_closed",
                    "The database could not be closed: " + failed.getMessage()
                            + ". What was committed is kept, and is read back when it is opened again.",
                    null,
                    failed);
        }
    }

    private static Path existing(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        DatabaseFile.refuseOther(absolute);
        if (!Files.exists(absolute)) {
            throw new LierneException(
                    LierneException.Category.CANNOT_CONNECT,
                    "database_missing",
                    "There is no database \"" + absolute + "\".",
                    "Run \"lierne run\" to make it, or name another file.");
        }
        return absolute;
    }

    private static Properties properties(WarehouseSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("memory_limit", settings.memoryLimitBytes() + "B");
        properties.setProperty("threads", Integer.toString(settings.threads()));
        properties.setProperty("preserve_insertion_order", "true");
        DatabaseFile.loadNothing(properties);
        return properties;
    }

    private static void makeFolder(Path file) {
        Path folder = file.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException failed) {
            throw OpenFailures.folderNotMade(file, failed);
        }
    }

    /**
     * The engine answers the path of a data file (csv, json, parquet) with a database in memory that has a view of it.
     * It is asked, rather than the file read: closing the file would give up a lock that this process has on it.
     */
    private static DuckDBConnection connectToFile(Path file, Properties properties, boolean toWrite) {
        DuckDBConnection connection = connect(file.toString(), file, properties, toWrite);
        boolean isDatabase = false;
        try {
            isDatabase = hasFile(connection);
            if (isDatabase) {
                return connection;
            }
            throw OpenFailures.notADatabase(file, "It was left as it is.");
        } catch (SQLException failed) {
            throw OpenFailures.database(file, failed, toWrite);
        } finally {
            if (!isDatabase) {
                closeUnused(connection);
            }
        }
    }

    private static boolean hasFile(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from duckdb_databases()"
                        + " where database_name = current_database() and path is not null")) {
            row.next();
            return row.getInt(1) == 1;
        }
    }

    private static void closeUnused(DuckDBConnection connection) {
        try {
            connection.close();
        } catch (SQLException alsoFailed) {
            // Why the file was not opened is what is told; nothing was written to it.
            LOG.debug("A connection that is not used could not be closed", alsoFailed);
        }
    }

    private static DuckDBConnection connect(String name, Path file, Properties properties, boolean toWrite) {
        try {
            return DriverManager.getConnection("jdbc:duckdb:" + name, properties)
                    .unwrap(DuckDBConnection.class);
        } catch (SQLException failed) {
            throw OpenFailures.database(file, failed, toWrite);
        }
    }
}

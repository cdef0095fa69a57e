package org.lierne.cli.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.ResultWriter;
import org.lierne.core.FileFailure;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.loader.warehouse.Confinement;
import org.lierne.loader.warehouse.DatabaseFile;

/**
 * A database file opened for reading only: no statement can change it, reach another file or the network, or lift these
 * limits. Not safe for several threads.
 */
public final class ReadOnlyDatabase implements AutoCloseable {

    private static final Pattern LOCK_OWNER = Pattern.compile("\\(PID (\\d+)\\)");
    private static final List<String> SEARCHED = List.of("mart", "business_vault", "raw_vault", "audit", "main");
    private static final int ROWS_BETWEEN_CHECKS = 1000;

    /** What a streaming connection says of any failure on the way, whatever it is. */
    private static final String NAMELESS_FAILURE = "Invalid result set";

    private final Connection connection;

    private ReadOnlyDatabase(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the file.
     *
     * @param hintIfMissing what to do where there is no such file
     * @throws LierneException of category {@code CANNOT_CONNECT}
     */
    public static ReadOnlyDatabase open(Path file, EngineLimits limits, String hintIfMissing) {
        DatabaseFile.refuseOther(file);
        if (!Files.exists(file)) {
            throw new LierneException(
                    Category.CANNOT_CONNECT,
                    "database_missing",
                    "There is no database \"" + file + "\".",
                    hintIfMissing);
        }
        Properties properties = new Properties();
        properties.setProperty("access_mode", "READ_ONLY");
        properties.setProperty("jdbc_stream_results", "true");
        DatabaseFile.loadNothing(properties);
        limits.memory().ifPresent(memory -> properties.setProperty("memory_limit", memory));
        limits.threads().ifPresent(threads -> properties.setProperty("threads", threads.toString()));
        try {
            return confined(DriverManager.getConnection("jdbc:duckdb:" + file.toRealPath(), properties));
        } catch (SQLException refused) {
            throw cannotOpen(file, refused);
        } catch (IOException unreadable) {
            throw new LierneException(
                    Category.CANNOT_CONNECT,
                    "database_not_opened",
                    "The database \"" + file + "\" cannot be read: " + FileFailure.words(unreadable) + ".",
                    null,
                    unreadable);
        }
    }

    /**
     * Confines a connection of our own, so that queries of others may run on it. Its engine is confined with it, for good.
     *
     * @param connection is closed with what is returned
     * @throws LierneException of category {@code FAILED}
     */
    public static ReadOnlyDatabase over(Connection connection) {
        try {
            return confined(connection);
        } catch (SQLException refused) {
            throw new LierneException(
                    Category.FAILED,
                    "database_not_opened",
                    "The database cannot be confined: "
                            + EngineMessage.parse(String.valueOf(refused.getMessage()))
                                    .sentence(),
                    null,
                    refused);
        }
    }

    private static LierneException cannotOpen(Path file, SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        Matcher owner = LOCK_OWNER.matcher(message);
        if (owner.find()) {
            return new LierneException(
                    Category.CANNOT_CONNECT,
                    "database_locked",
                    "The database \"" + file + "\" is being written by process " + owner.group(1) + ".",
                    "Wait until it has ended. The published marts can be read meanwhile: lierne query without --vault.",
                    refused);
        }
        return DatabaseFile.notOpenedToRead(file, refused);
    }

    private static ReadOnlyDatabase confined(Connection connection) throws SQLException {
        ReadOnlyDatabase database = new ReadOnlyDatabase(connection);
        boolean confined = false;
        try {
            database.confine();
            confined = true;
            return database;
        } finally {
            if (!confined) {
                database.close();
            }
        }
    }

    private void confine() throws SQLException {
        List<String> schemas = new ArrayList<>();
        for (List<@Nullable Object> row :
                rows("select schema_name from information_schema.schemata where catalog_name = current_database()")) {
            schemas.add(String.valueOf(row.get(0)));
        }
        List<String> path = SEARCHED.stream().filter(schemas::contains).toList();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path = '" + String.join(",", path) + "'");
        }
        if (!Boolean.TRUE.equals(
                rows("select current_setting('lock_configuration')").get(0).get(0))) {
            Confinement.confine(connection, List.of(), List.of());
        }
    }

    /**
     * Writes the rows of one SELECT as the engine makes them.
     *
     * @return how many rows there were
     * @throws LierneException of category {@code USAGE} if the text is not one SELECT or names what there is not, of
     *     category {@code FAILED} if the engine fails on the way
     */
    public long query(String select, ResultWriter writer, Enough enough) {
        refuseAllButOneSelect(select);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select)) {
            int columns = rows.getMetaData().getColumnCount();
            writer.begin(EngineValues.columns(rows.getMetaData()));
            long count = 0;
            while (rows.next()) {
                writer.row(EngineValues.row(rows, columns));
                count++;
                if (count % ROWS_BETWEEN_CHECKS == 0 && enough.isEnough()) {
                    return count;
                }
            }
            writer.end();
            return count;
        } catch (SQLException refused) {
            throw refusal(EngineMessage.parse(reason(select, refused)), refused);
        }
    }

    /** Runs a failed query once more to learn why, its rows thrown away. */
    private String reason(String select, SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (!message.contains(NAMELESS_FAILURE)) {
            return message;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("explain analyze\n" + select);
            return message;
        } catch (SQLException named) {
            return String.valueOf(named.getMessage());
        }
    }

    /** Says when nobody reads the rows any more. */
    @FunctionalInterface
    public interface Enough {
        boolean isEnough();
    }

    /** The rows of a statement of our own, with its parameters bound. */
    public List<List<@Nullable Object>> rows(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setObject(index + 1, parameters[index]);
            }
            List<List<@Nullable Object>> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    all.add(EngineValues.row(rows, columns));
                }
            }
            return all;
        } catch (SQLException refused) {
            throw refusal(EngineMessage.parse(String.valueOf(refused.getMessage())), refused);
        }
    }

    /** Tables and views, as {@code schema.name}. */
    public List<String> tables() {
        return rows("select table_schema || '.' || table_name from information_schema.tables"
                        + " where table_catalog = current_database() order by all")
                .stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    private void refuseAllButOneSelect(String text) {
        List<@Nullable Object> parsed = rows(
                        "select parsed ->> 'error_type', parsed ->> 'error_message', parsed ->> 'position',"
                                + " json_array_length(parsed, '$.statements')"
                                + " from (select json_serialize_sql(?::varchar) as parsed)",
                        text)
                .get(0);
        Object errorType = parsed.get(0);
        if (errorType == null) {
            if (parsed.get(3) instanceof Number count && count.longValue() == 1) {
                return;
            }
            throw notOneSelect("The text holds several statements, or none; \"query\" takes one SELECT.");
        }
        if (!errorType.equals("parser")) {
            throw notOneSelect("\"query\" only reads: it takes one SELECT, and this is none.");
        }
        String message = String.valueOf(parsed.get(1));
        Object position = parsed.get(2);
        throw refusal(
                position == null
                        ? EngineMessage.parse("Parser Error: " + message)
                        : EngineMessage.atPosition(message, text, Integer.parseInt(position.toString())),
                null);
    }

    private static LierneException notOneSelect(String message) {
        return new LierneException(
                Category.USAGE, "not_a_select", message + " Nothing was run.", "Example: lierne query \"select 1\".");
    }

    private LierneException refusal(EngineMessage message, @Nullable SQLException cause) {
        StringBuilder text = new StringBuilder("The engine refused the query: ").append(message.sentence());
        message.excerpt()
                .ifPresent(lines -> text.append("\n\n").append(lines.indent(2).stripTrailing()));
        List<String> notes = new ArrayList<>(message.notes());
        if (message.isUnknownTable()) {
            List<String> tables = tables();
            notes.add(tables.isEmpty() ? "There are no tables yet." : "There is: " + String.join(", ", tables) + ".");
        }
        Optional<String> hint = notes.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", notes));
        return new LierneException(
                message.blamesTheStatement() ? Category.USAGE : Category.FAILED,
                "query_refused",
                text.toString(),
                hint.orElse(null),
                cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // Nothing was written, so nothing can be lost by a connection that does not close.
        }
    }
}

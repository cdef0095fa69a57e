package org.lierne.marts.publish;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.lierne.core.model.ChurnRateMart;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.HistoricValueMart;
import org.lierne.core.model.Mart;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Identifiers;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.publish.MartReport.BuiltMart;

/**
 * One build of all marts into a new file, on a connection of its own to the vault's engine, so that the host's
 * connection keeps its catalog and its transaction. While it goes on, two more catalogs are attached: the new file, and
 * a scratch one in memory, in which {@code raw_vault}, {@code business_vault} and {@code mart} are what the queries read.
 */
final class MartBuild implements AutoCloseable {

    private static final Map<Class<? extends Mart>, String> KINDS = Map.of(
            DimensionMart.class, "dimension",
            FactMart.class, "fact",
            TransactionsMart.class, "transactions",
            RfmMart.class, "rfm",
            HistoricValueMart.class, "historic_value",
            ChurnRateMart.class, "churn_rate",
            SqlMart.class, "sql");

    private static final Set<String> SCHEMAS = Set.of("raw_vault", "business_vault", "mart");

    private final Connection connection;
    private final String vaultCatalog;
    private final String scratch;
    private final String target;
    private final RunListener listener;

    MartBuild(Connection host, long runId, RunListener listener) throws SQLException {
        this.connection = host.unwrap(DuckDBConnection.class).duplicate();
        connection.setAutoCommit(true);
        this.vaultCatalog = host.getCatalog();
        this.scratch = "lierne_build_" + runId;
        this.target = "lierne_marts_" + runId;
        this.listener = listener;
    }

    /** Builds into a file that does not exist yet. After {@link #close()} the file is whole. */
    List<BuiltMart> build(Path file, long runId, String vaultName, List<MartQuery> queries, Instant builtAt)
            throws SQLException {
        if (SCHEMAS.contains(vaultCatalog.toLowerCase(Locale.ROOT))) {
            throw new SQLException("the vault's database is attached as \"" + vaultCatalog
                    + "\", which is also a schema's name; give its file another name");
        }
        attach(file);
        List<BuiltMart> built = new ArrayList<>();
        for (MartQuery query : queries) {
            built.add(build(query, built.size() + 1, queries.size()));
        }
        describe(runId, vaultName, queries, built, builtAt);
        execute("checkpoint " + name(target));
        return built;
    }

    private void attach(Path file) throws SQLException {
        detach();
        execute("attach '" + file.toString().replace("'", "''") + "' as " + name(target));
        execute("attach ':memory:' as " + name(scratch));
        execute("create schema " + name(target, "mart"));
        for (String schema : SCHEMAS) {
            execute("create schema " + name(scratch, schema));
        }
        for (String[] table : tablesOfTheVault()) {
            execute("create view " + name(scratch, table[0], table[1]) + " as select * from "
                    + name(vaultCatalog, table[0], table[1]));
        }
        execute("use " + name(scratch));
    }

    private List<String[]> tablesOfTheVault() throws SQLException {
        String tables = "select table_schema, table_name from information_schema.tables"
                + " where table_catalog = ? and table_schema in ('raw_vault', 'business_vault')";
        try (PreparedStatement statement = connection.prepareStatement(tables)) {
            statement.setString(1, vaultCatalog);
            List<String[]> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new String[] {rows.getString(1), rows.getString(2)});
                }
            }
            return found;
        }
    }

    private BuiltMart build(MartQuery query, int index, int total) throws SQLException {
        String object = "mart." + query.name();
        listener.on(new RunEvent.StepStarted(RunEvent.Phase.MARTS, object, index, total));
        long start = System.nanoTime();
        String table = name(target, "mart", query.name());
        try {
            execute("create table " + table + " as\n" + query.sql());
            execute("create view " + name(scratch, "mart", query.name()) + " as select * from " + table);
            if (!query.mart().description().isBlank()) {
                execute("comment on table " + table + " is '"
                        + query.mart().description().replace("'", "''") + "'");
            }
        } catch (SQLException refused) {
            throw new SQLException("mart \"" + query.name() + "\": " + refused.getMessage(), refused);
        }
        long rows = count(table);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        listener.on(new RunEvent.StepFinished(RunEvent.Phase.MARTS, object, rows, took));
        return new BuiltMart(query.name(), rows, took);
    }

    /** What a person who opens the file wants to know first: whose marts these are, and as of when. */
    private void describe(long runId, String vaultName, List<MartQuery> queries, List<BuiltMart> built, Instant builtAt)
            throws SQLException {
        execute("create table " + name(target, "main", "lierne_run")
                + " (run_id bigint, vault varchar, built_at timestamp)");
        execute("create table " + name(target, "main", "lierne_mart")
                + " (mart varchar, kind varchar, description varchar, row_count bigint)");
        String run = "insert into " + name(target, "main", "lierne_run") + " values (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(run)) {
            insert.setLong(1, runId);
            insert.setString(2, vaultName);
            insert.setObject(3, LocalDateTime.ofInstant(builtAt, ZoneOffset.UTC));
            insert.executeUpdate();
        }
        String mart = "insert into " + name(target, "main", "lierne_mart") + " values (?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(mart)) {
            for (int each = 0; each < queries.size(); each++) {
                insert.setString(1, queries.get(each).name());
                insert.setString(2, kind(queries.get(each).mart()));
                insert.setString(3, queries.get(each).mart().description());
                insert.setLong(4, built.get(each).rows());
                insert.executeUpdate();
            }
        }
    }

    private static String kind(Mart mart) {
        return KINDS.getOrDefault(mart.getClass(), "");
    }

    /** Detaches both catalogs, which writes the file out. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            detach();
        }
    }

    private void detach() throws SQLException {
        execute("use " + name(vaultCatalog));
        execute("detach database if exists " + name(scratch));
        execute("detach database if exists " + name(target));
    }

    private long count(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String name(String... parts) {
        return DuckDbDialect.INSTANCE.sql().render(Identifiers.name(parts));
    }
}

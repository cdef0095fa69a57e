package org.lierne.marts.mart;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.model.Mart;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.warehouse.Confinement;

/** Finds out before anything runs whether the marts of a vault can be built. */
public final class MartCheck {

    private static final Pattern LINE = Pattern.compile("(?m)^LINE (\\d+): ");

    /** Over no rows, a query takes milliseconds; one that does not end must not be waited for. */
    private static final int MOST_SECONDS = 30;

    private MartCheck() {}

    /** What is wrong with the marts of a vault that has no recorded migrations; empty if nothing is. */
    public static List<MartProblem> check(Vault vault) {
        return check(vault, VaultSchema.of(vault));
    }

    /** What is wrong with the marts of a vault; empty if nothing is. Every query is run over empty tables. */
    public static List<MartProblem> check(Vault vault, VaultSchema schema) {
        MartQueries.Compiled compiled = MartQueries.compile(vault, schema);
        List<MartProblem> problems = new ArrayList<>(compiled.problems());
        if (compiled.queries().isEmpty()) {
            return List.copyOf(problems);
        }
        try (Connection connection = Confinement.engine()) {
            EmptyVault empty = new EmptyVault(vault, schema);
            empty.create(connection);
            List<String> broken = new ArrayList<>();
            for (MartQuery query : compiled.queries()) {
                if (query.reads().stream().anyMatch(broken::contains)) {
                    broken.add(query.name());
                    continue;
                }
                Map<String, String> probes = compiled.probes().getOrDefault(query.name(), Map.of());
                String create = "create table " + Sql.column(MartQueries.MART, query.name()) + " as\n" + query.sql();
                if (query.computation().isPresent()) {
                    empty.create(connection, query.name(), query.computation().get());
                }
                Optional<String> refusal = refusal(connection, create);
                if (refusal.isPresent()) {
                    problems.add(
                            query.mart() instanceof SqlMart sql
                                    ? new MartProblem(
                                            sql.name(), "query", said(refusal.get()), line(sql, refusal.get()))
                                    : problem(connection, query.mart(), refusal.get(), probes));
                    broken.add(query.name());
                    continue;
                }
                if (query.mart() instanceof TransactionsMart) {
                    problems.addAll(sumsWithoutNumbers(connection, query.name()));
                }
                for (String field : List.of("date", "at", "starts", "ends")) {
                    if (probes.containsKey(field)) {
                        problems.addAll(dateWithoutDay(connection, query.name(), field, probes.get(field)));
                    }
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The marts cannot be checked: " + failure.getMessage(), failure);
        }
        return List.copyOf(problems);
    }

    private static MartProblem problem(Connection connection, Mart mart, String refusal, Map<String, String> probes)
            throws SQLException {
        for (Map.Entry<String, String> probe : probes.entrySet()) {
            Optional<String> refused = refusal(connection, probe.getValue());
            if (refused.isPresent()) {
                return refused.get().contains("must appear in the GROUP BY clause")
                        ? new MartProblem(
                                mart.name(),
                                probe.getKey(),
                                "It aggregates rows, but it is computed for each row by itself.",
                                "Take the aggregate into a mart of kind sql that reads this one.")
                        : new MartProblem(mart.name(), probe.getKey(), said(refused.get()));
            }
        }
        return new MartProblem(mart.name(), "kind", said(refusal));
    }

    /** The engine goes on with candidates by the dozen, and with SQL that the metadata's author has not written. */
    private static String said(String refusal) {
        String message = refusal.split("\n+(LINE |\\s*Candidate functions)")[0].strip();
        return "The engine refuses it: " + message.replaceAll("\\s*\n\\s*", " ");
    }

    /** Where in the author's own query; empty if the engine does not tell. */
    private static String line(SqlMart mart, String refusal) {
        Matcher told = LINE.matcher(refusal);
        List<String> lines = mart.query().strip().lines().toList();
        // The query begins below the line that creates its table.
        int line = told.find() ? Integer.parseInt(told.group(1)) - 1 : 0;
        if (line < 1 || line > lines.size()) {
            return "";
        }
        return "Line " + line + " of the query: " + lines.get(line - 1).strip();
    }

    /** What analyses add up must be numbers. */
    private static List<MartProblem> sumsWithoutNumbers(Connection connection, String mart) throws SQLException {
        String columns = "select column_name, data_type from duckdb_columns()"
                + " where schema_name = ? and table_name = ? and column_name in ('amount', 'returned', 'margin')"
                + " and numeric_precision is null";
        List<MartProblem> problems = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(columns)) {
            statement.setString(1, MartQueries.MART);
            statement.setString(2, mart);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    problems.add(new MartProblem(
                            mart,
                            found.getString(1),
                            "It is of type " + found.getString(2).toLowerCase(Locale.ROOT) + "; it must be a number."));
                }
            }
        }
        return problems;
    }

    /** The engine would find out with the first row. */
    private static List<MartProblem> dateWithoutDay(Connection connection, String mart, String field, String probe)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(probe)) {
            String type =
                    none.getMetaData().getColumnTypeName(none.getMetaData().getColumnCount());
            if (type.equals("DATE") || type.startsWith("TIMESTAMP")) {
                return List.of();
            }
            return List.of(new MartProblem(
                    mart,
                    field,
                    "It is of type " + type.toLowerCase(Locale.ROOT) + "; it must be a date or a timestamp."));
        }
    }

    private static Optional<String> refusal(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(MOST_SECONDS);
            statement.execute(sql);
            return Optional.empty();
        } catch (SQLException refused) {
            String message = String.valueOf(refused.getMessage());
            return Optional.of(
                    message.startsWith("INTERRUPT")
                            ? "it does not end within " + MOST_SECONDS + " seconds, over tables without rows."
                            : message);
        }
    }
}

package org.lierne.marts.mart;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.Mart;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;

/** Finds out before anything runs whether the marts of a vault can be built. */
public final class MartCheck {

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
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            new EmptyVault(vault, schema).create(connection);
            List<String> broken = new ArrayList<>();
            for (MartQuery query : compiled.queries()) {
                if (query.reads().stream().anyMatch(broken::contains)) {
                    broken.add(query.name());
                    continue;
                }
                problem(connection, query).ifPresent(problem -> {
                    problems.add(problem);
                    broken.add(query.name());
                });
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The marts cannot be checked: " + failure.getMessage(), failure);
        }
        return List.copyOf(problems);
    }

    private static Optional<MartProblem> problem(Connection connection, MartQuery query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table " + MartQueries.MART + "." + Sql.quoted(query.name()) + " as\n" + query.sql());
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(new MartProblem(query.name(), field(query.mart()), sentence(refused)));
        }
    }

    /** The field from which a query that compiles can still be wrong. */
    private static String field(Mart mart) {
        if (mart instanceof SqlMart) {
            return "query";
        }
        if (mart instanceof TransactionsMart) {
            return "date, amount, margin or where";
        }
        if (mart instanceof RfmMart) {
            return "of";
        }
        return mart instanceof DimensionMart ? "through" : "kind";
    }

    private static String sentence(SQLException refused) {
        return "The engine refuses it: " + String.valueOf(refused.getMessage()).strip();
    }
}

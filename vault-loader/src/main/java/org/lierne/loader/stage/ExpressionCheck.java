package org.lierne.loader.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.Column;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.warehouse.Confinement;

/**
 * Finds out before anything runs whether the SQL and the regular expressions in sources and hubs can run: each must be
 * one scalar expression over the columns of its row, and the statement that stages a source must bind over empty
 * tables. Done in an engine of its own that holds nothing.
 */
public final class ExpressionCheck {

    /** Over no rows, a statement takes milliseconds; one that does not end must not be waited for. */
    private static final int MOST_SECONDS = 30;

    private final Vault vault;
    private final VaultSchema schema;
    private final List<ExpressionFinding> findings = new ArrayList<>();

    private ExpressionCheck(Vault vault, VaultSchema schema) {
        this.vault = vault;
        this.schema = schema;
    }

    /**
     * Checks a vault.
     *
     * @param schema the tables as they are, or will be
     * @return what is wrong, source by source in the order of the metadata; empty if nothing is
     */
    public static List<ExpressionFinding> check(Vault vault, VaultSchema schema) {
        ExpressionCheck check = new ExpressionCheck(vault, schema);
        if (vault.sources().stream().noneMatch(check::hasExpressions)) {
            return List.of();
        }
        try {
            Path folder = Files.createTempDirectory("lierne-check-");
            try (Connection engine = Confinement.engine(folder)) {
                check.checkAll(engine, folder);
            } finally {
                Files.deleteIfExists(folder);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The expressions cannot be checked: " + failure.getMessage(), failure);
        } catch (IOException failure) {
            throw new UncheckedIOException("no temporary folder could be made, or removed", failure);
        }
        return List.copyOf(check.findings);
    }

    private boolean hasExpressions(Source source) {
        return source.where().isPresent()
                || source.columns().stream()
                        .anyMatch(column -> column.origin() instanceof Column.Origin.Expression
                                || !column.reading().cleaning().replace().isEmpty()
                                || column.checks().matches().isPresent())
                || source.keys().stream()
                        .flatMap(key -> vault.hub(key.hub()).key().stream())
                        .anyMatch(part -> !part.cleaning().replace().isEmpty());
    }

    private void checkAll(Connection engine, Path folder) throws SQLException {
        for (Hub hub : vault.hubs()) {
            for (KeyColumn part : hub.key()) {
                checkPatterns(
                        engine,
                        part.cleaning(),
                        "hubs." + hub.name() + ".key." + part.name(),
                        "The key column \"" + part.name() + "\" of hub \"" + hub.name() + "\"");
            }
        }
        boolean hubsAreFine = findings.isEmpty();
        for (Source source : vault.sources()) {
            if (hasExpressions(source)) {
                checkSource(engine, folder, source, hubsAreFine);
            }
        }
    }

    /** @param whole whether to try the whole statement too, if each piece is fine */
    private void checkSource(Connection engine, Path folder, Source source, boolean whole) throws SQLException {
        int before = findings.size();
        for (Column column : source.columns()) {
            String path = "sources." + source.name() + ".columns." + column.name();
            String named = "The column \"" + column.name() + "\" of source \"" + source.name() + "\"";
            checkPatterns(engine, column.reading().cleaning(), path, named);
            Optional<String> matches = column.checks().matches();
            if (matches.isPresent()) {
                checkPattern(engine, matches.get(), path + ".matches", named);
            }
        }
        SourceExpressions expressions = new SourceExpressions(engine, folder, source);
        findings.addAll(expressions.check());
        if (whole && findings.size() == before) {
            expressions
                    .refusalOfStaging(vault, schema)
                    .ifPresent(reason -> findings.add(new ExpressionFinding(
                            "source_not_stageable",
                            "sources." + source.name(),
                            "The rows of source \"" + source.name() + "\" cannot be made: " + reason)));
        }
    }

    private void checkPatterns(Connection engine, Cleaning cleaning, String path, String named) throws SQLException {
        for (Map.Entry<String, String> replacement : cleaning.replace().entrySet()) {
            run(engine, "select regexp_replace('', ?, ?, 'g')", replacement.getKey(), replacement.getValue())
                    .ifPresent(reason -> refusePattern(path + ".replace", named, replacement.getKey(), reason));
        }
    }

    private void checkPattern(Connection engine, String pattern, String path, String named) throws SQLException {
        run(engine, "select regexp_full_match('', ?)", pattern)
                .ifPresent(reason -> refusePattern(path, named, pattern, reason));
    }

    private void refusePattern(String path, String named, String pattern, String reason) {
        findings.add(new ExpressionFinding(
                "pattern_invalid",
                path,
                named + " has the regular expression \"" + pattern + "\", which RE2 does not understand: " + reason));
    }

    /** Runs a query with texts for its parameters, and says why it fails, if it does. */
    private static Optional<String> run(Connection engine, String query, String... texts) throws SQLException {
        try (PreparedStatement statement = engine.prepareStatement(query)) {
            for (int index = 0; index < texts.length; index++) {
                statement.setString(index + 1, texts[index]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Optional.empty();
            }
        } catch (SQLException refused) {
            return Optional.of(reason(refused));
        }
    }

    /** Runs a statement, and says why the engine refuses it, if it does. */
    static Optional<String> refusal(Connection engine, String sql) throws SQLException {
        try (Statement statement = engine.createStatement()) {
            statement.setQueryTimeout(MOST_SECONDS);
            statement.execute(sql);
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(reason(refused));
        }
    }

    /** The engine goes on with candidates by the dozen, and with SQL that the metadata's author has not written. */
    private static String reason(SQLException refused) {
        if (String.valueOf(refused.getMessage()).startsWith("INTERRUPT")) {
            return "it does not end within " + MOST_SECONDS + " seconds, over no rows at all";
        }
        return String.valueOf(refused.getMessage())
                .split("\n+(LINE |\\s*Candidate )")[0]
                .strip();
    }
}

package org.lierne.loader.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.Column;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.stage.ReadGroup;
import org.lierne.core.plan.stage.StagePlan;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Identifiers;
import org.lierne.loader.delivery.LineEnd;
import org.lierne.loader.delivery.ReaderOptions;
import org.lierne.loader.parsing.ColumnReference;
import org.lierne.loader.parsing.InvalidSqlException;
import org.lierne.loader.parsing.SqlParser;

/** Checks the SQL of one source, in an engine that holds nothing. */
final class SourceExpressions {

    private static final String NOTHING = "nothing";

    private final Dialect dialect = DuckDbDialect.INSTANCE;

    private final Connection engine;
    private final Path folder;
    private final Source source;
    private final List<ExpressionFinding> findings = new ArrayList<>();

    /** @param folder the one that the engine may read and write */
    SourceExpressions(Connection engine, Path folder, Source source) {
        this.engine = engine;
        this.folder = folder;
        this.source = source;
    }

    /** Each expression by itself: what it may hold, the columns it names, and that the engine takes it. */
    List<ExpressionFinding> check() throws SQLException {
        Set<String> known = new LinkedHashSet<>();
        for (Column column : source.columns()) {
            if (!(column.origin() instanceof Column.Origin.Expression)) {
                known.add(column.name());
            }
        }
        if (known.size() == source.columns().size() && source.where().isEmpty()) {
            return findings;
        }
        try (SqlParser parser = new SqlParser()) {
            for (Column column : source.columns()) {
                if (column.origin() instanceof Column.Origin.Expression expression) {
                    String named =
                            "The expression of column \"" + column.name() + "\" of source \"" + source.name() + "\"";
                    String path = "sources." + source.name() + ".columns." + column.name() + ".sql";
                    checkExpression(parser, expression.sql(), known, path, named);
                    known.add(column.name());
                }
            }
            if (source.where().isPresent()) {
                checkWhere(parser, source.where().get(), known);
            }
        }
        return findings;
    }

    private void checkWhere(SqlParser parser, String where, Set<String> known) throws SQLException {
        String path = "sources." + source.name() + ".where";
        String named = "The condition \"where\" of source \"" + source.name() + "\"";
        if (!checkExpression(parser, where, known, path, named)) {
            return;
        }
        String type = typeOf(where, known);
        if (!type.equals("BOOLEAN")) {
            find("expression_not_boolean", path, named + " must be true or false; it is of type " + type + ".");
        }
    }

    private boolean checkExpression(SqlParser parser, String text, Set<String> known, String path, String named)
            throws SQLException {
        try {
            for (ColumnReference column : parser.expression(text).columns()) {
                if (known.stream().noneMatch(name -> name.equalsIgnoreCase(column.text()))) {
                    find(
                            "expression_unknown_column",
                            path,
                            named + " names \"" + column.text() + "\". It may name the columns that the source reads,"
                                    + " and those computed before: " + String.join(", ", known) + ".");
                    return false;
                }
            }
        } catch (InvalidSqlException invalid) {
            find("expression_invalid", path, named + " cannot stand there. " + invalid.getMessage());
            return false;
        }
        Optional<String> refused = ExpressionCheck.refusal(engine, evaluation(text, known));
        refused.ifPresent(reason -> find("expression_refused", path, named + " is refused by the engine: " + reason));
        return refused.isEmpty();
    }

    private String typeOf(String expression, Set<String> known) throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(evaluation(expression, known))) {
            return rows.getMetaData().getColumnTypeName(rows.getMetaData().getColumnCount());
        }
    }

    /** As staging does it, over no rows. */
    private String evaluation(String expression, Set<String> known) {
        String columns = known.stream()
                .map(name ->
                        "cast(null as " + dialect.types().of(source.column(name).type()) + ") as " + quoted(name))
                .collect(Collectors.joining(", "));
        return "select *, (" + expression + "\n) as _value from (select "
                + (columns.isEmpty() ? "null as _nothing" : columns) + ") as a_row where false";
    }

    private void find(String code, String path, String message) {
        findings.add(new ExpressionFinding(code, path, message));
    }

    /** Why the statement that stages the source cannot run, if so. */
    Optional<String> refusalOfStaging(Vault vault, VaultSchema schema) throws SQLException {
        StagePlan plan = new StagePlan(vault, schema, dialect, source);
        List<String> fields = source.columns().stream()
                .filter(column -> column.origin() instanceof Column.Origin.Field)
                .map(Column::name)
                .toList();
        Path header = nothingToRead(fields);
        try {
            Map<String, String> pathColumns = new HashMap<>();
            source.columns().forEach(column -> pathColumns.put(column.name(), ""));
            ReadGroup group = new ReadGroup(
                    1,
                    List.of(new ReadGroup.File(header.toString(), header.toString(), pathColumns)),
                    fields.stream().map(Optional::of).toList(),
                    fields.stream()
                            .map(field -> new ReadGroup.TypedField(List.of(NOTHING), "VARCHAR"))
                            .toList(),
                    readerOptions());
            List<String> statements = List.of(
                    plan.pending().sql(),
                    plan.refused().sql(),
                    plan.read(group).sql(),
                    plan.stage(List.of(group), true).sql());
            for (String statement : statements) {
                Optional<String> refused = ExpressionCheck.refusal(engine, statement);
                if (refused.isPresent()) {
                    return refused;
                }
            }
            return Optional.empty();
        } finally {
            header.toFile().delete();
        }
    }

    private String readerOptions() {
        if (source.format() instanceof CsvFormat csv) {
            return ReaderOptions.of(csv, LineEnd.LF, false);
        }
        return source.format() instanceof JsonFormat ? ReaderOptions.ofRows(0, false) : ReaderOptions.ofParquet();
    }

    /** A file without records, for the statements to read. */
    private Path nothingToRead(List<String> fields) throws SQLException {
        try {
            Path file = Files.createTempFile(folder, "lierne-", ".none");
            if (source.format() instanceof CsvFormat csv) {
                Files.writeString(file, String.join(String.valueOf(csv.delimiter()), fields) + "\n");
            } else if (source.format() instanceof ParquetFormat) {
                try (Statement statement = engine.createStatement()) {
                    statement.execute("copy (select '' as " + NOTHING + " where false) to '"
                            + file.toString().replace("'", "''") + "' (format parquet)");
                }
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException("no temporary file could be written", failure);
        }
    }

    private String quoted(String name) {
        return dialect.sql().render(Identifiers.field(name));
    }
}

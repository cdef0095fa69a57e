package org.lierne.marts.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lierne.core.FileFailure;
import org.lierne.core.LierneException;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Identifiers;
import org.lierne.loader.warehouse.EngineFailure;

/**
 * A mart written to a file for other programs, by the engine: rows in the order of the table. In csv and json, hash keys are
 * plain hexadecimal; in Parquet every column keeps its type.
 */
public final class MartExport {

    /** What the file is. */
    public enum Format {
        /** RFC 4180 with a header: NULL is an empty field, the empty text {@code ""}. */
        CSV("format csv, header"),
        /** Typed columns, compressed by zstd. */
        PARQUET("format parquet, compression zstd"),
        /** One array with an object per row; a double that JSON has no number for is a text. */
        JSON("format json, array");

        private final String options;

        Format(String options) {
            this.options = options;
        }
    }

    /** What becomes of texts in csv that a spreadsheet would run: they begin with = + - @, plain or wide, a tab or a line end. */
    public enum Formulas {
        /** An apostrophe goes before them, as which a spreadsheet shows them as text. */
        QUOTE,
        /** They stay as they are. */
        KEEP,
        /** Nothing is written if there is any. */
        REFUSE
    }

    /**
     * What was written.
     *
     * @param formulas how many texts, and names of columns, begin like formulas; always 0 but in csv
     */
    public record Exported(Path file, long rows, long formulas) {}

    /** The wide forms are taken for the plain ones by spreadsheets in East Asia. */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r\\n＝＋－＠]");

    private final Connection connection;

    /** @param connection to DuckDB, whose current catalog has the marts in its schema {@code mart} */
    public MartExport(Connection connection) {
        this.connection = connection;
    }

    /**
     * Writes a mart.
     *
     * @param file is replaced, in one move, once the export is whole
     * @throws LierneException {@code unknown_mart}, {@code formulas_found}, {@code file_not_written}, {@code export_failed}
     */
    public Exported write(String mart, Format format, Formulas formulas, Path file) {
        Path unfinished = unfinished(file);
        try {
            List<Column> columns = columns(mart);
            long found = format == Format.CSV ? formulas(mart, columns) : 0;
            if (found > 0 && formulas == Formulas.REFUSE) {
                throw new LierneException(
                        LierneException.Category.FAILED,
                        "formulas_found",
                        "In mart \"" + mart + "\", " + found + (found == 1 ? " text begins" : " texts begin")
                                + " like a formula, which a spreadsheet would run. Nothing was written.",
                        "Have an apostrophe put before them (quote), or write them as they are (keep).");
            }
            String selected = columns.stream()
                    .map(column -> column.written(format, formulas))
                    .collect(Collectors.joining(", "));
            long rows = copy("copy (select " + selected + " from " + table(mart) + ") to '"
                    + unfinished.toString().replace("'", "''") + "' (" + format.options + ")");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Exported(file, rows, found);
        } catch (SQLException failed) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "export_failed",
                    "The mart \"" + mart + "\" could not be written to \"" + file + "\": "
                            + EngineFailure.sentence(failed) + " A file of that name is as it was.",
                    null,
                    failed);
        } catch (IOException failed) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "file_not_written",
                    "The file \"" + file + "\" could not be written: " + FileFailure.words(failed)
                            + ". Nothing was changed.",
                    "Name a file in a folder that is there, with room in it.",
                    failed);
        } finally {
            discard(unfinished);
        }
    }

    /** What an export to a file writes, for an engine that is kept to some files. */
    public static List<Path> filesOf(Path file) {
        return List.of(file, unfinished(file));
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".writing");
    }

    private static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException left) {
            // The next export replaces it.
        }
    }

    private record Column(String name, String type) {
        boolean isText() {
            return type.equals("VARCHAR");
        }

        String quoted() {
            return MartExport.quoted(name);
        }

        String isFormula() {
            return "regexp_matches(" + quoted() + ", '" + FORMULA + "')";
        }

        boolean isNamedLikeFormula() {
            return FORMULA.matcher(name).find();
        }

        String written(Format format, Formulas formulas) {
            boolean isDisarmed = format == Format.CSV && formulas == Formulas.QUOTE && isNamedLikeFormula();
            return value(format, formulas) + " as " + MartExport.quoted(isDisarmed ? "'" + name : name);
        }

        private String value(Format format, Formulas formulas) {
            if (format != Format.PARQUET && type.equals("UUID")) {
                return "replace(cast(" + quoted() + " as varchar), '-', '')";
            }
            if (format != Format.PARQUET && type.equals("BLOB")) {
                return "lower(hex(" + quoted() + "))";
            }
            if (format == Format.JSON && (type.equals("DOUBLE") || type.equals("FLOAT"))) {
                // JSON has no number for what is none, or infinite.
                return "case when isfinite(" + quoted() + ") then to_json(" + quoted() + ") else to_json(cast("
                        + quoted() + " as varchar)) end";
            }
            if (format == Format.CSV && isText() && formulas == Formulas.QUOTE) {
                return "case when " + isFormula() + " then '''' || " + quoted() + " else " + quoted() + " end";
            }
            return quoted();
        }
    }

    private List<Column> columns(String mart) throws SQLException {
        if (!marts().contains(mart.toLowerCase(Locale.ROOT))) {
            throw new LierneException(
                    LierneException.Category.USAGE,
                    "unknown_mart",
                    "There is no mart \"" + mart + "\".",
                    "There is: " + String.join(", ", marts()) + ".");
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + table(mart) + " limit 0")) {
            ResultSetMetaData data = rows.getMetaData();
            List<Column> columns = new ArrayList<>();
            for (int place = 1; place <= data.getColumnCount(); place++) {
                columns.add(new Column(data.getColumnLabel(place), data.getColumnTypeName(place)));
            }
            return columns;
        }
    }

    private List<String> marts() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select table_name from information_schema.tables"
                        + " where table_catalog = current_database() and table_schema = 'mart' order by 1")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private long formulas(String mart, List<Column> columns) throws SQLException {
        String counts = columns.stream()
                .filter(Column::isText)
                .map(column -> "count(*) filter (" + column.isFormula() + ")")
                .collect(Collectors.joining(" + "));
        long names = columns.stream().filter(Column::isNamedLikeFormula).count();
        if (counts.isEmpty()) {
            return names;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + counts + " from " + table(mart))) {
            rows.next();
            return names + rows.getLong(1);
        }
    }

    private long copy(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    private static String table(String mart) {
        return DuckDbDialect.INSTANCE.sql().render(Identifiers.name("mart", mart.toLowerCase(Locale.ROOT)));
    }

    private static String quoted(String name) {
        return DuckDbDialect.INSTANCE.sql().render(Identifiers.name(name));
    }
}

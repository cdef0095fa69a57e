package org.lierne.marts.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.TransactionsMart;
import org.lierne.loader.warehouse.RowAppender;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.mart.Descriptions;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.meaning.ColumnMeaning;
import org.lierne.marts.meaning.Meaning;

/**
 * What a person wants to know of the marts of a catalog, beside them: as comments of tables and columns, which other tools
 * show, and as tables of the schema {@code main}: {@code lierne_mart} (a row per mart), {@code lierne_column} (a row per
 * column), {@code lierne_picture} (what shows a mart at a glance), {@code lierne_warning} (what its data could not tell) and {@code
 * lierne_fit} (what fits of models found).
 */
final class MartNotes {

    private static final String FITS = "lierne_fit";

    private final Scratch scratch;
    private final String target;
    private final Descriptions descriptions;

    /** By mart, what its transactions cannot tell, or those that it reads. */
    private final Map<String, List<String>> ofTransactions = new HashMap<>();

    MartNotes(Scratch scratch, String target, Descriptions descriptions) {
        this.scratch = scratch;
        this.target = target;
        this.descriptions = descriptions;
    }

    /** Makes the tables, where they are not there yet. */
    void begin() throws SQLException {
        create(
                "lierne_mart",
                "mart varchar, kind varchar, description varchar, row_count bigint, row_is varchar, source varchar");
        create(
                "lierne_column",
                "mart varchar, column_name varchar, unit varchar, meaning varchar, is_sensitive boolean");
        create("lierne_picture", "mart varchar, picture varchar");
        create("lierne_warning", "mart varchar, warning varchar");
        create(
                FITS,
                "mart varchar, record_source varchar, position integer, name varchar, \"value\" double, standard_error"
                        + " double, sentence varchar");
    }

    private void create(String table, String columns) throws SQLException {
        scratch.execute("create table if not exists " + Scratch.name(target, "main", table) + " (" + columns + ")");
    }

    /**
     * Notes all that is known of a mart that is built.
     *
     * @param found what the fit behind it found
     * @return what transactions cannot tell, if the mart is such
     */
    List<String> note(MartQuery query, long rows, Optional<Fit> found) throws SQLException {
        String mart = query.name();
        String table = Scratch.name(target, "mart", mart);
        Meaning meaning = descriptions.complete(query.mart(), query.meaning(), columns(table));
        List<String> warnings = found.stream()
                .flatMap(fit -> fit.notes().stream())
                .map(Fit.Note::sentence)
                .collect(Collectors.toCollection(ArrayList::new));
        if (!meaning.warnings().isEmpty()) {
            warnings.addAll(strings(meaning.warnings()));
        }
        boolean isTransactions = query.mart() instanceof TransactionsMart;
        List<String> inherited = isTransactions
                ? warnings.stream()
                        .map(warning -> "Of " + query.name() + ": " + warning)
                        .toList()
                : inherited(query);
        ofTransactions.put(mart, inherited);
        if (!isTransactions) {
            warnings.addAll(inherited);
        }
        // One transaction, for each that writes a file waits for it.
        scratch.execute("begin transaction");
        boolean whole = false;
        try {
            comment("table " + table, tableComment(query, meaning));
            for (ColumnMeaning column : meaning.columns()) {
                comment("column " + table + "." + Scratch.name(column.column()), column.comment());
            }
            insert(
                    "lierne_mart",
                    List.of(values(
                            mart,
                            query.mart().kind(),
                            query.mart().description(),
                            Long.toString(rows),
                            meaning.row(),
                            meaning.source())));
            insert(
                    "lierne_column",
                    meaning.columns().stream()
                            .map(column -> values(
                                    mart,
                                    column.column(),
                                    column.unit(),
                                    column.meaning(),
                                    Boolean.toString(column.isSensitive())))
                            .toList());
            insert(
                    "lierne_picture",
                    meaning.pictures().stream()
                            .map(picture -> values(mart, picture.words()))
                            .toList());
            insert(
                    "lierne_warning",
                    warnings.stream().map(warning -> values(mart, warning)).toList());
            scratch.execute("commit");
            whole = true;
        } finally {
            if (!whole) {
                scratch.execute("rollback");
            }
        }
        if (found.isPresent()) {
            note(mart, found.get());
        }
        return isTransactions ? warnings : List.of();
    }

    /** What a fit found: a row per figure and per note. */
    private void note(String mart, Fit fit) throws SQLException {
        try (RowAppender rows = RowAppender.into(scratch.connection(), target, "main", FITS)) {
            int position = 0;
            for (Fit.Measure measure : fit.measures()) {
                rows.row(
                        mart,
                        fit.method(),
                        ++position,
                        measure.name(),
                        number(measure.value()),
                        number(measure.standardError()),
                        null);
            }
            for (Fit.Note note : fit.notes()) {
                rows.row(mart, fit.method(), ++position, note.code(), null, null, note.sentence());
            }
        }
    }

    private static @Nullable Double number(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }

    /** Who looks at an analysis only is to know what is amiss with what it is made from. */
    private List<String> inherited(MartQuery query) {
        return query.reads().stream()
                .flatMap(read -> ofTransactions.getOrDefault(read, List.of()).stream())
                .distinct()
                .toList();
    }

    private static String tableComment(MartQuery query, Meaning meaning) {
        List<String> parts = new ArrayList<>(List.of(query.mart().description(), meaning.row()));
        if (!meaning.source().isEmpty()) {
            parts.add("Source: " + meaning.source());
        }
        return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining(" "));
    }

    private void comment(String object, String text) throws SQLException {
        if (!text.isBlank()) {
            scratch.execute("comment on " + object + " is " + literal(text));
        }
    }

    private void insert(String table, List<String> rows) throws SQLException {
        if (!rows.isEmpty()) {
            scratch.execute(
                    "insert into " + Scratch.name(target, "main", table) + " values " + String.join(", ", rows));
        }
    }

    private static String values(String... values) {
        return IntStream.range(0, values.length)
                .mapToObj(index -> literal(values[index]))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private List<String> columns(String table) throws SQLException {
        return strings("select column_name from (describe " + table + ")");
    }

    private List<String> strings(String sql) throws SQLException {
        try (Statement statement = scratch.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}

package org.lierne.core.metadata;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.FormatReader.ColumnDefaults;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.Column;
import org.lierne.core.model.Column.Origin;
import org.lierne.core.model.DataType;
import org.lierne.core.model.DataType.Kind;
import org.lierne.core.model.Reading;

/** Reads the columns of a source. */
final class ColumnReader {

    private static final List<String> ORIGINS = List.of("from", "sql", "value", "row_number_within");

    private static final List<String> READING = List.of(
            "formats",
            "timezone",
            "locale",
            "symbols",
            "null_values",
            "map",
            "replace",
            "default",
            "case",
            "trim",
            "yes_words",
            "no_words");

    private static final Map<String, Set<Kind>> ONLY_FOR = Map.of(
            "formats", Set.of(Kind.DATE, Kind.TIMESTAMP),
            "timezone", Set.of(Kind.TIMESTAMP),
            "locale", Set.of(Kind.DATE, Kind.TIMESTAMP),
            "symbols", Set.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE),
            "yes_words", Set.of(Kind.BOOLEAN),
            "no_words", Set.of(Kind.BOOLEAN),
            "min", Set.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE),
            "max", Set.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE),
            "length", Set.of(Kind.VARCHAR),
            "matches", Set.of(Kind.VARCHAR));

    private final String source;
    private final ColumnDefaults defaults;
    private final Set<String> pathColumns;
    private final Diagnostics diagnostics;
    private final Scalars scalars;

    ColumnReader(String source, ColumnDefaults defaults, Set<String> pathColumns, Diagnostics diagnostics) {
        this.source = source;
        this.defaults = defaults;
        this.pathColumns = pathColumns;
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    /** A column, and whether its type is what was written rather than a stand-in. */
    record Read(Column column, boolean typeKnown) {}

    Read read(Entry entry) {
        Text name = entry.key();
        String what = "column \"" + name.text() + "\" of " + source;
        Names.checkColumn(name, diagnostics);
        Fields fields = Fields.read(Language.COLUMN, what, name.position(), entry.value(), diagnostics);
        Origin origin = origin(fields, name.text());
        Optional<DataType> type = type(fields, origin);
        type.ifPresent(known -> checkFits(fields, known));
        Optional<NamedType> named = fields.text("type").map(Text::text).flatMap(NamedType::find);
        named.ifPresent(given -> checkSaidOnce(fields, given));
        Column column = new Column(
                name.text(),
                fields.description(),
                type.orElse(DataType.VARCHAR),
                origin,
                reading(fields, type.orElse(DataType.VARCHAR), named),
                new ChecksReader(diagnostics).read(fields, type, named),
                fields.text("was").map(Text::text));
        return new Read(column, type.isPresent());
    }

    private Optional<DataType> type(Fields fields, Origin origin) {
        DataType standard = origin instanceof Origin.RowNumberWithin ? DataType.BIGINT : DataType.VARCHAR;
        if (!fields.has("type")) {
            // A key that was refused may have been meant to be the type.
            return fields.hasRefused() ? Optional.empty() : Optional.of(standard);
        }
        Optional<DataType> type = fields.text("type").flatMap(text -> scalars.columnType(text, fields.what()));
        boolean counts = origin instanceof Origin.RowNumberWithin;
        if (counts
                && type.isPresent()
                && type.get().kind() != Kind.INTEGER
                && type.get().kind() != Kind.BIGINT) {
            diagnostics.error(
                    "wrong_type",
                    fields.at("type"),
                    "A row number is a bigint or an integer, but " + fields.what() + " says " + type.get() + ".");
        }
        if (origin instanceof Origin.Expression
                && type.filter(DataType.JSON::equals).isPresent()) {
            diagnostics.error(
                    "computed_is_not_read",
                    fields.at("type"),
                    Fields.sentence(fields.what()) + " is computed, so there is no text to be read as json.",
                    "Take varchar.");
        }
        return type;
    }

    private Origin origin(Fields fields, String name) {
        List<String> given = ORIGINS.stream().filter(fields::has).toList();
        boolean fromPath = pathColumns.contains(name);
        if (given.size() + (fromPath ? 1 : 0) > 1) {
            String first = fromPath ? "the path in \"files\"" : "\"" + given.get(0) + "\"";
            String second = given.get(fromPath ? 0 : 1);
            diagnostics.error(
                    "several_origins",
                    fields.at(second),
                    Fields.sentence(fields.what()) + " has two origins, " + first + " and \"" + second + "\".",
                    "Keep one of the two.");
        }
        Origin origin = written(fields, name, fromPath);
        if (fields.has("optional") && !(origin instanceof Origin.Field)) {
            diagnostics.error(
                    "optional_is_of_files",
                    fields.at("optional"),
                    Fields.sentence(fields.what()) + " is not read from the file's fields, so no file can lack it.",
                    "Take out \"optional\".");
        }
        boolean computed = origin instanceof Origin.Expression || origin instanceof Origin.RowNumberWithin;
        READING.stream()
                .filter(key -> computed && fields.has(key))
                .forEach(key -> diagnostics.error(
                        "computed_is_not_read",
                        fields.at(key),
                        Fields.sentence(fields.what()) + " is computed, so \"" + key + "\" has nothing to read.",
                        "Say it in the expression, or on the columns that it uses."));
        return origin;
    }

    private Origin written(Fields fields, String name, boolean fromPath) {
        if (fromPath) {
            return new Origin.Path();
        }
        Optional<Text> sql = fields.text("sql");
        if (sql.isPresent()) {
            scalars.checkSql(sql.get(), fields.what());
            return new Origin.Expression(sql.get().text());
        }
        if (fields.text("value").isPresent()) {
            return new Origin.Value(fields.text("value", ""));
        }
        if (!fields.strings("row_number_within").isEmpty()) {
            return new Origin.RowNumberWithin(fields.strings("row_number_within"));
        }
        return new Origin.Field(
                fields.text("from", name), fields.text("optional", "false").equals("true"));
    }

    private void checkSaidOnce(Fields fields, NamedType named) {
        for (String key : List.of("case", "matches")) {
            if (fields.has(key)) {
                diagnostics.error(
                        "contradiction",
                        fields.at(key),
                        "\"" + key + "\" of " + fields.what() + " is what its type, " + named.word()
                                + ", says already.",
                        "Take it out, or make the column a varchar.");
            }
        }
    }

    private void checkFits(Fields fields, DataType type) {
        ONLY_FOR.forEach((key, kinds) -> {
            if (fields.has(key) && !kinds.contains(type.kind())) {
                diagnostics.error(
                        "does_not_fit_type",
                        fields.at(key),
                        "\"" + key + "\" means nothing for " + fields.what() + ", which is a " + type + ".",
                        "It is for " + describe(kinds) + " columns.");
            }
        });
    }

    private static String describe(Set<Kind> kinds) {
        if (kinds.size() > 2) {
            return "number";
        }
        return String.join(
                " and ",
                kinds.stream()
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
    }

    private Reading reading(Fields fields, DataType type, Optional<NamedType> named) {
        List<String> formats =
                new DateFormats(diagnostics).check(fields.texts("formats"), "\"formats\" of " + fields.what());
        List<String> standard = type.kind() == Kind.DATE
                ? defaults.dates()
                : type.kind() == Kind.TIMESTAMP ? defaults.timestamps() : List.of();
        return new Reading(
                fields.has("formats") ? formats : standard,
                fields.text("timezone").flatMap(scalars::zone).orElse(defaults.timezone()),
                fields.text("locale").flatMap(scalars::locale),
                fields.strings("symbols"),
                fields.strings("null_values"),
                named.map(given -> given.mapWith(fields.textByName("map"))).orElse(fields.textByName("map")),
                cleaning(fields, named),
                fields.text("default").map(Text::text),
                defaults.decimalSeparator(),
                defaults.thousandsSeparator(),
                fields.strings("yes_words"),
                fields.strings("no_words"));
    }

    private Cleaning cleaning(Fields fields, Optional<NamedType> named) {
        Cleaning own = HubReader.cleaning(fields, scalars);
        return named.map(given -> new Cleaning(true, own.replace(), Optional.of(given.textCase())))
                .orElse(own);
    }
}

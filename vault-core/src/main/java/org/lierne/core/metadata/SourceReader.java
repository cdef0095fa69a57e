package org.lierne.core.metadata;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lierne.core.metadata.FormatReader.ColumnDefaults;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Column;
import org.lierne.core.model.DataType;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.FileFormat;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.model.Source;
import org.lierne.core.model.StagedTable;

/** Reads sources. */
final class SourceReader {

    private final Registry<SourceDraft> sources;
    private final SourceKeysReader keysReader;
    private final ZoneId timezone;
    private final Source.OnFailure onFailure;
    private final Diagnostics diagnostics;
    private final Scalars scalars;

    SourceReader(
            Registry<SourceDraft> sources,
            SourceKeysReader keysReader,
            ZoneId timezone,
            Source.OnFailure onFailure,
            Diagnostics diagnostics) {
        this.sources = sources;
        this.keysReader = keysReader;
        this.timezone = timezone;
        this.onFailure = onFailure;
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    void read(Declaration declaration) {
        String name = declaration.name().text();
        Fields fields = Fields.read(
                Language.SOURCE,
                "source \"" + name + "\"",
                declaration.name().position(),
                declaration.value(),
                diagnostics);
        Fields format = fields.map("format", Language.FORMAT);
        Optional<FileType> givenType = format.text("type").map(Text::text).flatMap(FileType::named);
        StagedTableReader tableReader = new StagedTableReader(diagnostics);
        Optional<StagedTable> table = tableReader.read(fields);
        Optional<FilePattern> files = fields.text("files")
                .flatMap(text -> new FilePatternReader(diagnostics).read(text, name, givenType.isPresent()))
                .or(() -> table.map(StagedTableReader::paths));
        checkHasFiles(fields);
        FileType type = givenType
                .or(() -> fields.text("files").map(Text::text).flatMap(FileType::ofPath))
                .orElse(FileType.CSV);
        FormatReader formats = new FormatReader(diagnostics);
        // What stands in a table as a timestamp is taken as it is.
        ZoneId zone =
                fields.text("timezone").flatMap(scalars::zone).orElse(fields.has("table") ? ZoneOffset.UTC : timezone);
        ColumnDefaults defaults = formats.columnDefaults(format, zone);
        fields.text("where").ifPresent(where -> scalars.checkSql(where, "\"where\" of " + fields.what()));

        Set<String> unsure = new HashSet<>();
        List<Column> columns = columns(fields, defaults, unsure);
        FileFormat fileFormat = formats.read(format, type, fields.text("rows"), fields.what());
        Source bare = source(fields, name, files, table, fileFormat, columns);
        boolean columnsUnsure = !fields.has("columns") || fields.isRefused("columns");
        SourceDraft columnsOnly = new SourceDraft(bare, fields, unsure, columnsUnsure, Set.of(), true, track(fields));
        SourceDraft draft = keysReader.read(columnsOnly);
        checkColumnReferences(draft);
        new DeliveryKindReader(diagnostics).check(draft);
        tableReader.checkOrder(draft);
        checkHeaders(draft, type);
        sources.add(name, draft);
    }

    /** Rows that come from elsewhere have been refused as not supported; that files are missing then goes without saying. */
    private void checkHasFiles(Fields fields) {
        if (Stream.of("files", "table", "query", "extract").noneMatch(fields::has)) {
            diagnostics.error(
                    "missing_key",
                    fields.position(),
                    Fields.sentence(fields.what()) + " lacks the key \"files\".",
                    "Say which files are its deliveries: files: orders/*.csv; or whose rows: table: staging.orders.");
        }
    }

    private List<Column> columns(Fields fields, ColumnDefaults defaults, Set<String> unsure) {
        Set<String> pathColumns =
                fields.text("files").map(FilePatternReader::columns).orElse(Set.of());
        ColumnReader reader = new ColumnReader(fields.what(), defaults, pathColumns, diagnostics);
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Entry entry : fields.entries("columns")) {
            if (!names.add(entry.key().text())) {
                diagnostics.error(
                        "duplicate_name",
                        entry.key().position(),
                        "The columns of " + fields.what() + " name \""
                                + entry.key().text() + "\" twice.");
                continue;
            }
            ColumnReader.Read read = reader.read(entry);
            columns.add(read.column());
            if (!read.typeKnown()) {
                unsure.add(read.column().name());
            }
        }
        for (String column : pathColumns) {
            if (!names.contains(column) && fields.value("columns").isPresent() && !column.equals("load_date")) {
                diagnostics.error(
                        "unknown_column",
                        fields.text("files").orElseThrow().position(),
                        "\"files\" of " + fields.what() + " fills the column \"" + column
                                + "\", which is not declared.",
                        Suggestions.closest(column, names)
                                .map(meant -> "Did you mean \"{" + meant + "}\"?")
                                .orElse("Add it to \"columns\", or write * instead."));
            }
        }
        return columns;
    }

    private Source source(
            Fields fields,
            String name,
            Optional<FilePattern> files,
            Optional<StagedTable> table,
            FileFormat format,
            List<Column> columns) {
        String recordSource =
                fields.text("system").map(system -> system.text() + "." + name).orElse(name);
        Source.NewColumn newColumn = Source.NewColumn.valueOf(fields.map("schema_changes", Language.SCHEMA_CHANGES)
                .text("new_column", format.hasHeader() ? "fail" : "ignore")
                .toUpperCase(Locale.ROOT));
        if (newColumn == Source.NewColumn.CAPTURE && format instanceof ParquetFormat) {
            diagnostics.error(
                    "capture_of_parquet",
                    fields.at("schema_changes"),
                    "What " + fields.what()
                            + " says in unknown columns cannot be captured: its files are Parquet, whose"
                            + " values have types that a text does not keep.",
                    "Take \"fail\" or \"ignore\".");
        }
        Optional<String> recordSourceColumn =
                recordSource(fields).text("column").map(Text::text);
        Set<String> required = new LinkedHashSet<>(fields.strings("required"));
        recordSourceColumn.ifPresent(required::add);
        return new Source(
                name,
                fields.description(),
                fields.text("record_source", recordSource),
                files.orElseGet(() -> new FilePattern("", List.of())),
                format,
                new DeliveryKindReader(diagnostics).read(fields),
                List.of(),
                fields.strings("one_row_per"),
                new DeliveryKindReader(diagnostics).sequence(fields),
                loadDate(fields, files),
                fields.text("date_only", "start").equals("end"),
                columns,
                required,
                new LinkedHashSet<>(fields.strings("sensitive")),
                new LinkedHashSet<>(fields.strings("ignore")),
                false,
                fields.text("where").map(Text::text),
                newColumn,
                table,
                recordSourceColumn,
                fields.text("was").map(Text::text),
                trackingEnds(fields),
                fields.text("on_failure")
                        .map(text -> Source.OnFailure.valueOf(text.text().toUpperCase(Locale.ROOT)))
                        .orElse(onFailure));
    }

    private Optional<Source.TrackingEnds> trackingEnds(Fields fields) {
        if (!hasTrackMap(fields)) {
            return Optional.empty();
        }
        Fields track = fields.map("track", Language.TRACK);
        return track.text("keep")
                .flatMap(text -> Periods.read(text, "keep", track.what(), diagnostics))
                .map(Source.TrackingEnds::new);
    }

    private static boolean hasTrackMap(Fields fields) {
        return fields.value("track").filter(Value.Entries.class::isInstance).isPresent();
    }

    /** Where each row's record source stands; without anything where all rows have the same. */
    private Fields recordSource(Fields fields) {
        boolean ofRow = fields.value("record_source")
                .filter(Value.Entries.class::isInstance)
                .isPresent();
        return ofRow
                ? fields.map("record_source", Language.RECORD_SOURCE)
                : Fields.none(fields.what(), fields.position(), diagnostics);
    }

    private Source.LoadDateRule loadDate(Fields fields, Optional<FilePattern> files) {
        Optional<Text> column = fields.map("load_date", Language.LOAD_DATE).text("column");
        boolean inPath = files.filter(FilePattern::hasLoadDate).isPresent();
        if (column.isPresent() && inPath) {
            diagnostics.error(
                    "two_load_dates",
                    fields.at("load_date"),
                    "The load date of " + fields.what() + " comes from a column and from the path.",
                    "Take out \"load_date\", or write * in \"files\".");
        }
        if (column.isPresent()) {
            return new Source.LoadDateRule.FromColumn(column.get().text());
        }
        return inPath ? new Source.LoadDateRule.FromPath() : new Source.LoadDateRule.RunStart();
    }

    private Optional<Boolean> track(Fields fields) {
        if (hasTrackMap(fields)) {
            return Optional.of(true);
        }
        return fields.text("track").map(text -> text.text().equals("true"));
    }

    private void checkColumnReferences(SourceDraft draft) {
        Fields fields = draft.fields();
        List<String> none = List.of();
        Stream.of("required", "sensitive").forEach(key -> checkColumns(draft, key, fields.texts(key), none));
        checkColumns(draft, "sequence", fields.texts("sequence"), List.of(Source.RECORD_NUMBER));
        draft.source()
                .recordSourceColumn()
                .ifPresent(column -> fields.value("record_source")
                        .map(Fields::entries)
                        .ifPresent(map -> checkColumns(
                                draft,
                                "record_source",
                                map.stream()
                                        .flatMap(each -> Fields.texts(each.value()).stream())
                                        .toList(),
                                none)));
        List<Text> loadDate = fields.map("load_date", Language.LOAD_DATE).texts("column");
        checkColumns(draft, "load_date", loadDate, none);
        for (Text column : loadDate) {
            Optional<DataType> type = draft.typeOf(column.text());
            if (type.isPresent()
                    && type.get().kind() != DataType.Kind.DATE
                    && type.get().kind() != DataType.Kind.TIMESTAMP) {
                diagnostics.error(
                        "wrong_type",
                        column.position(),
                        "The load date of " + fields.what() + " comes from \"" + column.text() + "\", which is a "
                                + type.get() + ".",
                        "Declare the column as date or timestamp, with its formats.");
            }
        }
        List<String> rowKeys = new ArrayList<>(draft.keyNames());
        rowKeys.addAll(List.of(Source.RECORD_NUMBER, Source.OCCURRENCE));
        checkColumns(draft, "one_row_per", draft.keysUnsure() ? List.of() : fields.texts("one_row_per"), rowKeys);
        for (Entry entry : fields.entries("columns")) {
            if (entry.value() instanceof Value.Entries map) {
                map.find("row_number_within")
                        .ifPresent(
                                within -> checkColumns(draft, "row_number_within", Fields.texts(within.value()), none));
            }
        }
    }

    private void checkColumns(SourceDraft draft, String key, List<Text> references, List<String> more) {
        for (Text reference : references) {
            if (draft.mayHaveColumn(reference.text()) || more.contains(reference.text())) {
                continue;
            }
            List<String> allowed = new ArrayList<>(more);
            allowed.addAll(draft.columnNames());
            diagnostics.error(
                    "unknown_column",
                    reference.position(),
                    "\"" + key + "\" of " + draft.fields().what() + " names \"" + reference.text()
                            + "\", which is none of its columns.",
                    draft.keyNames().contains(reference.text())
                            ? "It is a key; \"null_key\" of its hub says whether it may be missing."
                            : Suggestions.hint(reference.text(), allowed));
        }
    }

    /** Headers and paths match by letters and digits only, so two that agree in these cannot be told apart. */
    private void checkHeaders(SourceDraft draft, FileType type) {
        Map<String, String> seen = new HashMap<>();
        for (Column column : draft.source().columns()) {
            if (!(column.origin() instanceof Column.Origin.Field field)) {
                continue;
            }
            Position at = position(draft, column.name());
            String normal = type == FileType.CSV
                    ? field.header().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "")
                    : field.path().normal();
            if (field.optional() && type.isJson()) {
                diagnostics.error(
                        "does_not_fit_format",
                        at,
                        "\"optional\" means nothing for the column \"" + column.name() + "\" of "
                                + draft.fields().what() + ", whose files are " + type + ".",
                        "In json any name may be absent; list the column under \"required\" if it may not.");
            }
            Optional<String> mistake = pathMistake(field.header(), type);
            if (mistake.isPresent()) {
                diagnostics.error(
                        "wrong_value",
                        at,
                        "The column \"" + column.name() + "\" of "
                                + draft.fields().what() + " cannot be found by \"" + field.header() + "\".",
                        mistake.get());
                continue;
            }
            if (normal.isEmpty() || (type != FileType.CSV && hasBlankStep(field.path()))) {
                diagnostics.error(
                        "header",
                        at,
                        "The header \"" + field.header() + "\" has neither letters nor digits to find it by.");
                continue;
            }
            String first = seen.putIfAbsent(normal, column.name());
            if (first != null) {
                diagnostics.error(
                        "header",
                        at,
                        "The columns \"" + first + "\" and \"" + column.name() + "\" of "
                                + draft.fields().what()
                                + " have the same header: headers match by letters and digits only.",
                        "Say with \"from\" which header each has.");
            }
        }
    }

    /** What would be looked for by its letters, and never be found, though another spelling may be right. */
    private static Optional<String> pathMistake(String path, FileType type) {
        if (type == FileType.CSV) {
            return path.startsWith("$.")
                    ? Optional.of("A way that begins with $. is for json; of csv, \"from\" names the header.")
                    : Optional.empty();
        }
        if (path.matches(".*\\[[0-9*]*].*")) {
            return Optional.of("No element of an array is reached by its number: \"rows\" makes a row of each.");
        }
        return type.isJson() && path.startsWith("$") && !path.startsWith("$.")
                ? Optional.of("From the line or document on it is \"$." + path.substring(1) + "\".")
                : Optional.empty();
    }

    private static boolean hasBlankStep(FieldPath path) {
        return path.steps().stream().anyMatch(String::isBlank);
    }

    private static Position position(SourceDraft draft, String column) {
        return draft.fields().entries("columns").stream()
                .filter(entry -> entry.key().text().equals(column))
                .map(entry -> entry.key().position())
                .findFirst()
                .orElse(draft.fields().position());
    }
}

package org.lierne.core.metadata;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.FileFormat;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.ParquetFormat;

/** Reads {@code format}: how bytes become records, and what columns have for a default. */
final class FormatReader {

    /** What the columns of a source are read with unless they say otherwise. */
    record ColumnDefaults(
            List<String> dates,
            List<String> timestamps,
            char decimalSeparator,
            Optional<Character> thousandsSeparator,
            ZoneId timezone) {}

    private static final List<String> CSV_ONLY = List.of("delimiter", "quote", "escape", "encoding");

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(|B|KB|MB|GB)", Pattern.CASE_INSENSITIVE);

    private final Diagnostics diagnostics;
    private final Scalars scalars;

    FormatReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    /**
     * What a source's files are.
     *
     * @param what the source, for messages
     * @param rows the way to the rows of a record, as written
     */
    FileFormat read(Fields format, FileType type, Optional<Text> rows, String what) {
        if (type != FileType.CSV) {
            refuse(format, CSV_ONLY, type, what);
        }
        if (type == FileType.PARQUET) {
            refuse(format, List.of("max_record_size"), type, what);
        }
        if (rows.isPresent() && !type.isJson()) {
            diagnostics.error(
                    "does_not_fit_format",
                    rows.get().position(),
                    "\"rows\" means nothing for " + what + ", whose files are " + type + ".",
                    "It makes rows of nested json; take it out.");
        }
        return switch (type) {
            case CSV -> csv(format);
            case PARQUET -> new ParquetFormat();
            case NDJSON, JSON ->
                new JsonFormat(
                        type == FileType.NDJSON, rows.map(this::steps).orElse(List.of()), maxRecordBytes(format));
        };
    }

    private void refuse(Fields format, List<String> keys, FileType type, String what) {
        keys.stream()
                .filter(format::has)
                .forEach(key -> diagnostics.error(
                        "does_not_fit_format",
                        format.at(key),
                        "\"" + key + "\" means nothing for " + what + ", whose files are " + type + ".",
                        CSV_ONLY.contains(key) ? "It is for csv files; take it out." : "Take it out."));
    }

    private List<String> steps(Text rows) {
        List<String> steps = FieldPath.of(rows.text()).steps();
        if (steps.stream().anyMatch(String::isBlank)) {
            diagnostics.error(
                    "wrong_value",
                    rows.position(),
                    "\"rows\" should be names with points between them, but is \"" + rows.text() + "\".",
                    "Write it like orders.lines.");
        }
        return steps;
    }

    private CsvFormat csv(Fields format) {
        CsvFormat standard = CsvFormat.DEFAULT;
        char quote = character(format, "quote", standard.quote());
        char delimiter = character(format, "delimiter", standard.delimiter());
        if (delimiter == quote) {
            diagnostics.error(
                    "wrong_value",
                    format.at("delimiter"),
                    "The delimiter and the quote of " + format.what() + " are the same character.");
        }
        return new CsvFormat(
                delimiter,
                quote,
                character(format, "escape", format.has("quote") ? quote : standard.escape()),
                CsvFormat.Encoding.valueOf(format.text("encoding", "utf-8")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                maxRecordBytes(format));
    }

    private int maxRecordBytes(Fields format) {
        return format.text("max_record_size").flatMap(this::bytes).orElse(CsvFormat.DEFAULT_MAX_RECORD_BYTES);
    }

    ColumnDefaults columnDefaults(Fields format, ZoneId timezone) {
        DateFormats formats = new DateFormats(diagnostics);
        char decimal = character(format, "decimal_separator", '.');
        Optional<Character> thousands = format.text("thousands_separator")
                .flatMap(text -> scalars.character(text, "\"thousands_separator\" of " + format.what()));
        if (thousands.filter(separator -> separator == decimal).isPresent()) {
            diagnostics.error(
                    "wrong_value",
                    format.at("thousands_separator"),
                    "The decimal and the thousands separator of " + format.what() + " are the same character.",
                    decimal == '.' ? "The decimal separator is . unless declared." : "");
        }
        return new ColumnDefaults(
                formats.check(format.texts("dates"), "\"dates\" of " + format.what()),
                formats.check(format.texts("timestamps"), "\"timestamps\" of " + format.what()),
                decimal,
                thousands,
                timezone);
    }

    private char character(Fields format, String key, char otherwise) {
        return format.text(key)
                .flatMap(text -> scalars.character(text, "\"" + key + "\" of " + format.what()))
                .orElse(otherwise);
    }

    private Optional<Integer> bytes(Text text) {
        Matcher size = SIZE.matcher(text.text().strip());
        if (size.matches()) {
            long unit = switch (size.group(2).toUpperCase(Locale.ROOT)) {
                case "KB" -> 1L << 10;
                case "MB" -> 1L << 20;
                case "GB" -> 1L << 30;
                default -> 1L;
            };
            long bytes = Long.parseLong(size.group(1)) * unit;
            if (bytes > 0 && bytes < 1L << 30) {
                return Optional.of((int) bytes);
            }
        }
        diagnostics.error(
                "wrong_value",
                text.position(),
                "\"max_record_size\" should be a number of bytes below 1 GB, but is \"" + text.text() + "\".",
                "Write it like 8 MB.");
        return Optional.empty();
    }
}

package org.lierne.core.metadata;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.CsvFormat;

/** Reads {@code format}: how bytes become records, and what columns have for a default. */
final class FormatReader {

    /** What the columns of a source are read with unless they say otherwise. */
    record ColumnDefaults(
            List<String> dates,
            List<String> timestamps,
            char decimalSeparator,
            Optional<Character> thousandsSeparator,
            ZoneId timezone) {}

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(|B|KB|MB|GB)", Pattern.CASE_INSENSITIVE);

    private final Diagnostics diagnostics;
    private final Scalars scalars;

    FormatReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    CsvFormat csv(Fields format) {
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
                format.text("max_record_size").flatMap(this::bytes).orElse(standard.maxRecordBytes()));
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

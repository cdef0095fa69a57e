package org.lierne.loader.delivery;

import java.util.ArrayList;
import java.util.List;
import org.lierne.core.model.CsvFormat;

/** The fields of one well-formed record, as the engine reads them. */
final class RecordFields {

    private RecordFields() {}

    /** The fields of a record's text, its line end left out. */
    static List<String> of(String text, CsvFormat format) {
        List<String> fields = new ArrayList<>();
        int position = 0;
        while (true) {
            StringBuilder field = new StringBuilder();
            position = field(text, position, format, field);
            fields.add(field.toString());
            if (position >= text.length()) {
                return fields;
            }
            position++;
        }
    }

    private static int field(String text, int from, CsvFormat format, StringBuilder field) {
        int position = from;
        while (position < text.length() && text.charAt(position) == ' ' && format.delimiter() != ' ') {
            position++;
        }
        if (position < text.length() && text.charAt(position) == format.quote()) {
            int afterQuote = quoted(text, position + 1, format, field);
            return delimiterFrom(text, afterQuote, format);
        }
        int end = delimiterFrom(text, from, format);
        field.append(text, from, end);
        return end;
    }

    private static int quoted(String text, int from, CsvFormat format, StringBuilder field) {
        int position = from;
        while (position < text.length()) {
            char current = text.charAt(position);
            boolean followed = position + 1 < text.length();
            boolean escapes = current == format.escape()
                    && followed
                    && (current != format.quote() || text.charAt(position + 1) == format.quote());
            if (escapes) {
                field.append(text.charAt(position + 1));
                position += 2;
            } else if (current == format.quote()) {
                return position + 1;
            } else {
                field.append(current);
                position++;
            }
        }
        return position;
    }

    private static int delimiterFrom(String text, int from, CsvFormat format) {
        int found = text.indexOf(format.delimiter(), from);
        return found < 0 ? text.length() : found;
    }
}

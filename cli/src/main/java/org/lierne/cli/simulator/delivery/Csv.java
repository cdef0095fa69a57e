package org.lierne.cli.simulator.delivery;

import org.jspecify.annotations.Nullable;

/** Lines of comma or otherwise separated values. A field is quoted only where it must be. */
public final class Csv {

    private final char delimiter;

    public Csv(char delimiter) {
        this.delimiter = delimiter;
    }

    /** A record with the end of its line; null is an empty field. */
    public String line(@Nullable Object... fields) {
        StringBuilder line = new StringBuilder(120);
        for (int index = 0; index < fields.length; index++) {
            if (index > 0) {
                line.append(delimiter);
            }
            Object field = fields[index];
            if (field != null) {
                append(line, field.toString());
            }
        }
        return line.append('\n').toString();
    }

    private void append(StringBuilder line, String field) {
        boolean plain = true;
        for (int index = 0; index < field.length() && plain; index++) {
            char each = field.charAt(index);
            plain = each != delimiter && each != '"' && each != '\n' && each != '\r';
        }
        if (plain) {
            line.append(field);
            return;
        }
        line.append('"').append(field.replace("\"", "\"\"")).append('"');
    }
}

package org.lierne.cli.console;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as RFC 4180, lines ended by LF. NULL is an empty field, an empty text is {@code ""}. */
final class CsvWriter implements ResultWriter {

    private final PrintWriter out;

    CsvWriter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<ResultColumn> columns) {
        row(columns.stream().map(ResultColumn::name).toList());
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        for (int index = 0; index < values.size(); index++) {
            if (index > 0) {
                out.write(',');
            }
            Object value = values.get(index);
            if (value != null) {
                out.write(field(ValueText.of(value)));
            }
        }
        out.write('\n');
    }

    @Override
    public void end() {
        out.flush();
    }

    private static String field(String text) {
        boolean plain = !text.isEmpty()
                && text.chars().noneMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

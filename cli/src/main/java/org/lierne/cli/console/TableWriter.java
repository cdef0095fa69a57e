package org.lierne.cli.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as aligned columns. Widths are settled by the first thousand rows, so that a result of any length takes little
 * memory. Long cells are cut on a terminal only: what goes into a file is whole.
 */
public final class TableWriter implements ResultWriter {

    /** Tells NULL from an empty text. */
    public static final String NULL_SIGN = "∅";

    private static final int SETTLED_AFTER = 1000;
    private static final int LEAST_CELL = 12;
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final Style style;
    private final int limit;
    private final String nullSign;
    private final String indent;

    private List<ResultColumn> columns = List.of();
    private final List<List<String>> waiting = new ArrayList<>();
    private int[] widths = {};
    private boolean settled;

    private TableWriter(PrintWriter out, Style style, int limit, String nullSign, String indent) {
        this.out = out;
        this.style = style;
        this.limit = limit;
        this.nullSign = nullSign;
        this.indent = indent;
    }

    /** A table on standard output. */
    public static TableWriter of(Console console, String nullSign) {
        return indented(console, nullSign, "");
    }

    /** A table on standard output, each line after some blanks. */
    public static TableWriter indented(Console console, String nullSign, String indent) {
        int limit = console.terminal().out() ? console.terminal().width() : Integer.MAX_VALUE;
        return new TableWriter(console.out(), console.outStyle(), limit, nullSign, indent);
    }

    @Override
    public void begin(List<ResultColumn> resultColumns) {
        columns = List.copyOf(resultColumns);
    }

    @Override
    public void row(List<? extends @Nullable Object> values) {
        List<String> cells = new ArrayList<>(values.size());
        for (Object value : values) {
            cells.add(value == null ? nullSign : DisplayText.printable(ValueText.of(value)));
        }
        if (settled) {
            line(cells);
            return;
        }
        waiting.add(cells);
        if (waiting.size() == SETTLED_AFTER) {
            settle();
        }
    }

    @Override
    public void end() {
        settle();
        out.flush();
    }

    private void settle() {
        if (settled) {
            return;
        }
        settled = true;
        widths = naturalWidths();
        narrow();
        List<String> names = columns.stream()
                .map(column -> DisplayText.printable(column.name()))
                .toList();
        out.println(style.title(text(names)));
        StringBuilder rule = new StringBuilder(indent);
        for (int index = 0; index < widths.length; index++) {
            rule.append(index == 0 ? "" : GAP).append("─".repeat(widths[index]));
        }
        out.println(style.quiet(rule.toString()));
        waiting.forEach(this::line);
        waiting.clear();
    }

    private int[] naturalWidths() {
        int[] natural = new int[columns.size()];
        for (int index = 0; index < natural.length; index++) {
            natural[index] = Math.max(1, DisplayText.width(columns.get(index).name()));
            for (List<String> row : waiting) {
                natural[index] = Math.max(natural[index], DisplayText.width(row.get(index)));
            }
        }
        return natural;
    }

    /** Takes from the widest text column, again and again, until the table fits or nothing more can be taken. */
    private void narrow() {
        if (limit == Integer.MAX_VALUE) {
            return;
        }
        int excess = indent.length() - limit - GAP.length();
        for (int width : widths) {
            excess += width + GAP.length();
        }
        while (excess > 0) {
            int widest = widestText();
            if (widest < 0) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }

    private int widestText() {
        int widest = -1;
        for (int index = 0; index < widths.length; index++) {
            boolean candidate = !columns.get(index).numeric() && widths[index] > LEAST_CELL;
            if (candidate && (widest < 0 || widths[index] > widths[widest])) {
                widest = index;
            }
        }
        return widest;
    }

    private void line(List<String> cells) {
        out.println(text(cells));
    }

    private String text(List<String> cells) {
        StringBuilder line = new StringBuilder(indent);
        for (int index = 0; index < widths.length; index++) {
            ResultColumn column = columns.get(index);
            String cell =
                    limit == Integer.MAX_VALUE ? cells.get(index) : DisplayText.fit(cells.get(index), widths[index]);
            line.append(index == 0 ? "" : GAP).append(DisplayText.pad(cell, widths[index], column.numeric()));
        }
        return line.toString().stripTrailing();
    }
}

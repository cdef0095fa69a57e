package org.lierne.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is written for people: sections of indented lines and small tables, none wider than the terminal. */
public final class Page {

    private static final String INDENT = "  ";
    private static final String GAP = "  ";
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int WIDEST_BAR = 24;
    private static final int LEAST_BAR = 6;
    private static final int LEAST_TEXT = 8;

    private final Console console;
    private final Style style;
    private final int width;
    private boolean begun = true;

    public Page(Console console) {
        this.console = console;
        this.style = console.outStyle();
        this.width = console.terminal().out() ? console.terminal().width() : Terminal.DEFAULT_WIDTH;
    }

    /**
     * A cell that is drawn, in what room is left.
     *
     * @param share of the longest bar, from 0 to 1
     */
    public record Bar(double share) {}

    /** How many columns a line may take. */
    public int width() {
        return width;
    }

    /** Begins one of the large parts. */
    public void part(String title) {
        int rule = Math.min(width, Terminal.DEFAULT_WIDTH) - title.length() - 4;
        begun = false;
        console.data("");
        console.data(style.title("━━ " + title + " " + "━".repeat(Math.max(2, rule))));
    }

    /** Begins a section, after an empty line unless a large part has just begun. */
    public void section(String title) {
        if (begun) {
            console.data("");
        }
        begun = true;
        console.data(style.title(fit(title, 0)));
    }

    /** A line of text, cut where the terminal ends. */
    public void line(String text) {
        console.data(INDENT + fit(DisplayText.printable(text), INDENT.length()));
    }

    /** A line of less weight. */
    public void note(String text) {
        console.data(INDENT + style.quiet(fit(DisplayText.printable(text), INDENT.length())));
    }

    /** A line that is kept whole, however wide it is. */
    public void whole(String text) {
        console.data(INDENT + DisplayText.printable(text));
    }

    /** A command, to be pasted: kept whole. */
    public void command(String text) {
        console.data(INDENT + style.accent(text));
    }

    /** Parts of a line, of which those that find no room at its end are left out. */
    public void parts(List<String> parts) {
        StringBuilder line = new StringBuilder();
        int taken = INDENT.length();
        for (String part : parts) {
            taken += DisplayText.width(COLOUR.matcher(part).replaceAll(""));
            if (taken > width) {
                break;
            }
            line.append(part);
        }
        console.data(INDENT + line);
    }

    /**
     * Rows under quiet headings. Where the terminal is narrow, the one column of {@link Bar}s gives way first, then what
     * is longest of the texts.
     */
    public void table(List<ResultColumn> columns, List<? extends List<? extends @Nullable Object>> rows) {
        int[] widths = naturalWidths(columns, rows);
        int bars = columnOfBars(rows);
        int room = Math.min(width, Terminal.DEFAULT_WIDTH) - INDENT.length();
        if (bars >= 0) {
            widths[bars] = 0;
            int left = room - total(widths) - GAP.length();
            widths[bars] = left < LEAST_BAR ? 0 : Math.min(WIDEST_BAR, left);
        }
        narrow(columns, widths, room);
        note(aligned(columns.stream().map(ResultColumn::name).toList(), columns, widths));
        for (List<? extends @Nullable Object> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int index = 0; index < widths.length; index++) {
                cells.add(row.get(index) instanceof Bar bar ? drawn(bar, widths[index]) : text(row.get(index)));
            }
            line(aligned(cells, columns, widths));
        }
    }

    private static int columnOfBars(List<? extends List<? extends @Nullable Object>> rows) {
        for (List<? extends @Nullable Object> row : rows) {
            for (int index = 0; index < row.size(); index++) {
                if (row.get(index) instanceof Bar) {
                    return index;
                }
            }
        }
        return -1;
    }

    private static int[] naturalWidths(
            List<ResultColumn> columns, List<? extends List<? extends @Nullable Object>> rows) {
        int[] widths = new int[columns.size()];
        for (int index = 0; index < widths.length; index++) {
            widths[index] = DisplayText.width(columns.get(index).name());
            for (List<? extends @Nullable Object> row : rows) {
                widths[index] = Math.max(widths[index], DisplayText.width(text(row.get(index))));
            }
        }
        return widths;
    }

    /** With the gaps between the columns that are shown. */
    private static int total(int[] widths) {
        int total = -GAP.length();
        for (int each : widths) {
            total += each == 0 ? 0 : each + GAP.length();
        }
        return total;
    }

    private static void narrow(List<ResultColumn> columns, int[] widths, int room) {
        while (total(widths) > room) {
            int widest = -1;
            for (int index = 0; index < widths.length; index++) {
                boolean candidate = !columns.get(index).numeric() && widths[index] > LEAST_TEXT;
                if (candidate && (widest < 0 || widths[index] > widths[widest])) {
                    widest = index;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static String text(@Nullable Object cell) {
        return cell == null || cell instanceof Bar ? "" : DisplayText.printable(ValueText.of(cell));
    }

    private static String aligned(List<String> cells, List<ResultColumn> columns, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int index = 0; index < widths.length; index++) {
            if (widths[index] > 0) {
                String cell = DisplayText.fit(cells.get(index), widths[index]);
                padded.add(
                        DisplayText.pad(cell, widths[index], columns.get(index).numeric()));
            }
        }
        return String.join(GAP, padded);
    }

    /** An eighth of a column is the finest step. */
    private static String drawn(Bar bar, int room) {
        int eighths = (int) Math.round(Math.min(1, Math.max(0, bar.share())) * room * 8);
        String rest = eighths % 8 == 0 ? "" : String.valueOf((char) ('█' + 8 - eighths % 8));
        return "█".repeat(eighths / 8) + rest;
    }

    private String fit(String text, int before) {
        return width == Integer.MAX_VALUE
                ? text.stripTrailing()
                : DisplayText.fit(text.stripTrailing(), width - before);
    }

    /** Hands what was written so far to the stream. */
    public void flush() {
        console.out().flush();
    }

    /** A number from a row; 0 for NULL. */
    public static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    /** A value from a row as text; empty for NULL. */
    public static String textOf(@Nullable Object value) {
        return value == null ? "" : Objects.toString(value);
    }
}

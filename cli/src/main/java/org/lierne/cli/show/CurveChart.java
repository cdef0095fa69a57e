package org.lierne.cli.show;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.Style;
import org.lierne.marts.meaning.Picture;

/**
 * Lines over a number or a date. One line is drawn in dots, eight to a character; several are told apart by their signs, for a
 * terminal may have no colours.
 */
final class CurveChart {

    private static final int HEIGHT = 12;
    private static final int MOST_GROUPS = 5;
    private static final char[] SIGNS = {'●', '○', '■', '□', '▲'};
    private static final int DOTS_WIDE = 2;
    private static final int DOTS_HIGH = 4;

    /** Which bit of a Braille character is the dot in this column and row. */
    private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

    private static final char NO_DOTS = '\u2800';

    private final Page page;
    private final ShownMart mart;
    private final Style style;

    CurveChart(Page page, ShownMart mart, Style style) {
        this.page = page;
        this.mart = mart;
        this.style = style;
    }

    /** Points by group, from left to right. */
    private record Points(double[] over, double[] value) {}

    void draw(Picture.Curve curve, ShownColumn value) {
        ShownColumn over = mart.column(curve.over()).orElseThrow();
        int steps = 2 * page.width();
        Map<String, Points> groups = points(curve, value, over, steps);
        if (groups.isEmpty()) {
            page.note("There are no points to draw.");
            return;
        }
        double left = groups.values().stream()
                .flatMapToDouble(each -> Arrays.stream(each.over()))
                .min()
                .orElse(0);
        double right = groups.values().stream()
                .flatMapToDouble(each -> Arrays.stream(each.over()))
                .max()
                .orElse(1);
        double top = groups.values().stream()
                .flatMapToDouble(each -> Arrays.stream(each.value()))
                .max()
                .orElse(1);
        double bottom = Math.min(
                0,
                groups.values().stream()
                        .flatMapToDouble(each -> Arrays.stream(each.value()))
                        .min()
                        .orElse(0));
        top = value.isShare() && top <= 1 && top > 0.5 ? 1 : top;
        if (top <= bottom) {
            top = bottom + 1;
        }
        String high = Numbers.of(top, value);
        String low = Numbers.of(bottom, value);
        int margin = Math.max(DisplayText.width(high), DisplayText.width(low));
        int width = Math.max(10, Math.min(page.width(), 100) - margin - 4);
        Canvas canvas = new Canvas(width, left, right, bottom, top);
        int sign = 0;
        for (Points points : groups.values()) {
            canvas.draw(points, groups.size() == 1 ? Optional.empty() : Optional.of(SIGNS[sign++]));
        }
        for (int row = 0; row < HEIGHT; row++) {
            String label = row == 0 ? high : row == HEIGHT - 1 ? low : "";
            page.parts(List.of(
                    DisplayText.pad(label, margin, true) + " " + (row == HEIGHT - 1 ? "└" : "│"),
                    style.accent(canvas.row(row))));
        }
        String from = axis(over, left);
        String to = axis(over, right);
        page.note(" ".repeat(margin + 2)
                + from
                + " ".repeat(Math.max(1, width - DisplayText.width(from) - DisplayText.width(to)))
                + to);
        legend(curve, groups);
    }

    private void legend(Picture.Curve curve, Map<String, Points> groups) {
        if (groups.size() == 1) {
            return;
        }
        int sign = 0;
        for (String group : groups.keySet()) {
            page.line(SIGNS[sign++] + " " + group);
        }
        if (groups.size() == MOST_GROUPS) {
            long all = count(curve);
            if (all > MOST_GROUPS) {
                page.note("The " + MOST_GROUPS + " of " + all + " groups that have the most rows are drawn.");
            }
        }
    }

    private static String axis(ShownColumn over, double place) {
        if (over.isMoment()) {
            return LocalDate.ofEpochDay((long) place).toString();
        }
        return over.name() + " " + Numbers.of(place, over);
    }

    /** At most so many points of each of the largest groups: the mean of those that would stand in one place. */
    private Map<String, Points> points(Picture.Curve curve, ShownColumn value, ShownColumn over, int steps) {
        String place = over.isMoment() ? "epoch(cast(" + over.sql() + " as timestamp)) / 86400.0" : over.sql();
        String group = group(curve);
        String largest = "select \"group\" from points group by 1 order by count(*) desc, 1 limit " + MOST_GROUPS;
        Map<String, List<double[]>> found = new LinkedHashMap<>();
        mart.database()
                .rows("with points as (select coalesce(regexp_replace(cast(" + group
                        + " as varchar), ' 00:00:00$', ''), '(none)') as \"group\", cast("
                        + place + " as double) as place, cast(" + value.sql() + " as double) as height from "
                        + mart.table() + "), bounds as (select min(place) as low, max(place) as high from points)"
                        + " select \"group\", avg(place), avg(height) from points cross join bounds"
                        + " where isfinite(place) and isfinite(height) and \"group\" in (" + largest + ")"
                        + " group by \"group\", case when high > low then floor((place - low) / (high - low) * "
                        + steps + ") else 0 end order by 1, 2")
                .forEach(row -> found.computeIfAbsent(ShownMart.text(row.get(0)), any -> new ArrayList<>())
                        .add(point(row)));
        Map<String, Points> groups = new LinkedHashMap<>();
        found.forEach((name, each) -> groups.put(
                name,
                new Points(
                        each.stream().mapToDouble(point -> point[0]).toArray(),
                        each.stream().mapToDouble(point -> point[1]).toArray())));
        return groups;
    }

    private String group(Picture.Curve curve) {
        return curve.group().flatMap(mart::column).map(ShownColumn::sql).orElse("''");
    }

    private long count(Picture.Curve curve) {
        return (long) Page.number(mart.database()
                .rows("select count(distinct coalesce(cast(" + group(curve) + " as varchar), '')) from " + mart.table())
                .get(0)
                .get(0));
    }

    private static double[] point(List<@Nullable Object> row) {
        return new double[] {Page.number(row.get(1)), Page.number(row.get(2))};
    }

    /** Characters that are drawn on. */
    private static final class Canvas {

        private final char[][] cells;
        private final int width;
        private final double left;
        private final double right;
        private final double bottom;
        private final double top;

        Canvas(int width, double left, double right, double bottom, double top) {
            this.cells = new char[HEIGHT][width];
            this.width = width;
            this.left = left;
            this.right = right > left ? right : left + 1;
            this.bottom = bottom;
            this.top = top;
            for (char[] row : cells) {
                Arrays.fill(row, ' ');
            }
        }

        String row(int row) {
            return new String(cells[row]).stripTrailing();
        }

        /** A straight line from point to point. */
        void draw(Points points, Optional<Character> sign) {
            int columns = width * DOTS_WIDE;
            int before = -1;
            for (int each = 0; each < points.over().length; each++) {
                int from = column(points.over()[each], columns);
                int to = each + 1 < points.over().length ? column(points.over()[each + 1], columns) : from;
                double height = points.value()[each];
                double next = each + 1 < points.value().length ? points.value()[each + 1] : height;
                for (int column = from; column <= to; column++) {
                    double share = to == from ? 0 : (double) (column - from) / (to - from);
                    int row = row(height + share * (next - height));
                    // A steep line has dots between those of its columns.
                    int step = before < row ? -1 : 1;
                    for (int between = row; before >= 0 && between != before; between += step) {
                        dot(column, between, sign);
                    }
                    dot(column, row, sign);
                    before = row;
                }
            }
        }

        private int column(double place, int columns) {
            return (int) Math.round((place - left) / (right - left) * (columns - 1));
        }

        private int row(double height) {
            int rows = HEIGHT * DOTS_HIGH;
            int row = (int) Math.round((top - height) / (top - bottom) * (rows - 1));
            return Math.max(0, Math.min(rows - 1, row));
        }

        private void dot(int column, int row, Optional<Character> sign) {
            char[] line = cells[row / DOTS_HIGH];
            int cell = column / DOTS_WIDE;
            if (sign.isPresent()) {
                line[cell] = line[cell] == ' ' ? sign.get() : line[cell];
                return;
            }
            int bits = line[cell] == ' ' ? 0 : line[cell] - NO_DOTS;
            line[cell] = (char) (NO_DOTS + (bits | DOTS[column % DOTS_WIDE][row % DOTS_HIGH]));
        }
    }
}

package org.lierne.cli.show;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.Page;
import org.lierne.marts.meaning.Picture;

/** A table of shades: the darker the sign, the more; beside it the number. */
final class HeatMap {

    private static final String SHADES = " ░▒▓█";
    private static final int MOST_ROWS = 24;
    private static final int LEAST_CELL = 4;

    private final Page page;
    private final ShownMart mart;

    HeatMap(Page page, ShownMart mart) {
        this.page = page;
        this.mart = mart;
    }

    void draw(Picture.Heat heat, ShownColumn value) {
        ShownColumn rows = mart.column(heat.rows()).orElseThrow();
        ShownColumn columns = mart.column(heat.columns()).orElseThrow();
        Map<String, Map<Object, Double>> cells = new LinkedHashMap<>();
        TreeSet<Object> heads = new TreeSet<>(HeatMap::compare);
        mart.database()
                .rows("select " + rows.sql() + ", " + columns.sql() + ", cast(any_value(" + value.sql()
                        + ") as double) from " + mart.table() + " where " + columns.sql() + " is not null and "
                        + heat.where()
                                .map(where -> ShownColumn.quoted(where) + " and ")
                                .orElse("")
                        + rows.sql() + " in (select distinct " + rows.sql() + " from " + mart.table()
                        + " order by 1 desc limit " + MOST_ROWS + ") group by 1, 2 order by 1, 2")
                .forEach(row -> note(cells, heads, row));
        if (cells.isEmpty()) {
            page.note("There is nothing to shade.");
            return;
        }
        double most = cells.values().stream()
                .flatMap(row -> row.values().stream())
                .filter(each -> !value.isShare() || each < 1)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        int label = cells.keySet().stream().mapToInt(DisplayText::width).max().orElse(0);
        label = Math.max(label, DisplayText.width(rows.name()));
        int cell = heads.stream()
                .mapToInt(head -> DisplayText.width(Numbers.cell(head)) + 1)
                .max()
                .orElse(LEAST_CELL);
        for (Map<Object, Double> row : cells.values()) {
            for (Double each : row.values()) {
                cell = Math.max(cell, DisplayText.width(number(each, value)) + 1);
            }
        }
        cell = Math.max(cell, LEAST_CELL);
        int room = Math.max(1, (page.width() - 2 - label) / (cell + 1));
        List<Object> shown = new ArrayList<>(heads).subList(0, Math.min(room, heads.size()));
        StringBuilder head = new StringBuilder(DisplayText.pad(rows.name(), label, false));
        for (Object each : shown) {
            head.append(' ').append(DisplayText.pad(Numbers.cell(each), cell, true));
        }
        page.note(head.toString());
        for (Map.Entry<String, Map<Object, Double>> row : cells.entrySet()) {
            StringBuilder line = new StringBuilder(DisplayText.pad(row.getKey(), label, false));
            for (Object each : shown) {
                Double amount = row.getValue().get(each);
                line.append(' ').append(amount == null ? " ".repeat(cell) : shaded(amount, most, value, cell));
            }
            page.line(line.toString());
        }
        tellWhatIsLeftOut(shown, heads, columns);
    }

    private void tellWhatIsLeftOut(List<Object> shown, TreeSet<Object> heads, ShownColumn columns) {
        if (shown.size() < heads.size()) {
            page.note("The first " + shown.size() + " of " + Amounts.count(heads.size()) + " by " + columns.name()
                    + "; a wider terminal shows more.");
        }
    }

    private static void note(
            Map<String, Map<Object, Double>> cells, TreeSet<Object> heads, List<@Nullable Object> row) {
        Object column = row.get(1);
        if (column == null) {
            return;
        }
        heads.add(column);
        Map<Object, Double> line = cells.computeIfAbsent(Numbers.cell(row.get(0)), any -> new LinkedHashMap<>());
        if (row.get(2) instanceof Number amount) {
            line.put(column, amount.doubleValue());
        }
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        return one instanceof Comparable<?> && one.getClass() == other.getClass()
                ? ((Comparable<Object>) one).compareTo(other)
                : one.toString().compareTo(other.toString());
    }

    private static String shaded(double amount, double most, ShownColumn value, int cell) {
        double share = most <= 0 ? 0 : Math.max(0, Math.min(1, amount / most));
        int shade = (int) Math.ceil(share * (SHADES.length() - 1));
        return SHADES.charAt(shade) + DisplayText.pad(number(amount, value), cell - 1, true);
    }

    private static String number(double amount, ShownColumn value) {
        return value.isShare() ? Math.round(100 * amount) + "%" : Numbers.rounded(amount);
    }
}

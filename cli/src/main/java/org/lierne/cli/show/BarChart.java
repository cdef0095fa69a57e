package org.lierne.cli.show;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.ResultColumn;
import org.lierne.marts.meaning.Picture;

/** Bars: rows counted by value, or a value of each row. */
final class BarChart {

    private static final int MOST_VALUES = 20;
    private static final int MOST_ROWS = 24;

    private final Page page;
    private final ShownMart mart;

    BarChart(Page page, ShownMart mart) {
        this.page = page;
        this.mart = mart;
    }

    void draw(Picture.Bars bars, ShownColumn value) {
        if (bars.label().isPresent()) {
            mart.column(bars.label().get()).ifPresent(label -> values(value, label));
            return;
        }
        count(value);
    }

    private void count(ShownColumn value) {
        List<List<@Nullable Object>> counts = mart.database()
                .rows("select " + value.sql() + ", count(*) from " + mart.table() + " group by 1 order by 2 desc, 1");
        double most = counts.isEmpty() ? 1 : Page.number(counts.get(0).get(1));
        List<List<Object>> rows = new ArrayList<>();
        long others = 0;
        for (List<@Nullable Object> row : counts) {
            long count = (long) Page.number(row.get(1));
            if (rows.size() == MOST_VALUES) {
                others += count;
                continue;
            }
            rows.add(List.of(
                    row.get(0) == null ? "(none)" : Numbers.cell(row.get(0)),
                    Amounts.count(count),
                    Numbers.percent((double) count / mart.rows()),
                    new Page.Bar(count / most)));
        }
        if (others > 0) {
            rows.add(List.of(
                    Amounts.count(counts.size() - MOST_VALUES) + " others",
                    Amounts.count(others),
                    Numbers.percent((double) others / mart.rows()),
                    new Page.Bar(0)));
        }
        page.table(
                List.of(
                        ResultColumn.text(""),
                        ResultColumn.number("rows"),
                        ResultColumn.number("share"),
                        ResultColumn.text("")),
                rows);
    }

    /** The latest rows; bars begin at zero, and what is below it has none. */
    private void values(ShownColumn value, ShownColumn label) {
        List<List<@Nullable Object>> found = mart.database()
                .rows("select * from (select " + label.sql() + ", " + value.sql() + " from " + mart.table()
                        + " order by 1 desc limit " + MOST_ROWS + ") order by 1");
        double most =
                found.stream().mapToDouble(row -> Page.number(row.get(1))).max().orElse(0);
        List<List<Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> row : found) {
            rows.add(List.of(
                    Numbers.cell(row.get(0)),
                    row.get(1) == null ? "" : Numbers.of(row.get(1), value),
                    new Page.Bar(most <= 0 ? 0 : Page.number(row.get(1)) / most)));
        }
        page.table(
                List.of(ResultColumn.text(label.name()), ResultColumn.number(value.name()), ResultColumn.text("")),
                rows);
        if (mart.rows() > found.size()) {
            page.note("The latest " + found.size() + " of " + Amounts.count(mart.rows()) + ".");
        }
    }
}

package org.lierne.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.ResultColumn;

/** How numbers are spread: quantiles and histograms, counted by the engine. */
final class Distributions {

    /** Above, exact quantiles would cost more than they tell. */
    private static final long MOST_EXACT = 1_000_000;

    private static final int SPARKS = 16;
    private static final int MOST_COLUMNS = 12;

    private final Page page;
    private final ShownMart mart;

    Distributions(Page page, ShownMart mart) {
        this.page = page;
        this.mart = mart;
    }

    /** Quantiles of a column, and a bar for each of some groups of round bounds. */
    void draw(ShownColumn column) {
        Spread spread = spread(column);
        if (spread.count() == 0) {
            page.note("Every row lacks a value.");
            return;
        }
        page.line("5 % of rows have at most " + Numbers.of(spread.low(), column) + ", half at most "
                + Numbers.of(spread.middle(), column) + ", 95 % at most " + Numbers.of(spread.high(), column) + ".");
        page.note("Mean " + Numbers.of(spread.mean(), column) + ", from " + Numbers.of(spread.least(), column) + " to "
                + Numbers.of(spread.most(), column)
                + (spread.missing() == 0 ? "" : ", " + Amounts.count(spread.missing()) + " without a value")
                + (isExact() ? "" : "; quantiles are approximate") + ".");
        List<Double> edges = Edges.of(spread.least(), spread.middle(), spread.high(), spread.most(), spread.isWhole());
        if (edges.isEmpty()) {
            return;
        }
        double[] counts = counts(column, edges);
        double most = IntStream.range(0, counts.length)
                .mapToDouble(each -> counts[each])
                .max()
                .orElse(1);
        List<List<Object>> rows = new ArrayList<>();
        for (int group = 0; group < counts.length; group++) {
            rows.add(List.of(
                    group == 0 ? "" : Numbers.of(edges.get(group - 1), column),
                    group == counts.length - 1 ? "and more" : "to under " + Numbers.of(edges.get(group), column),
                    Amounts.count((long) counts[group]),
                    Numbers.percent(counts[group] / spread.count()),
                    new Page.Bar(most == 0 ? 0 : counts[group] / most)));
        }
        page.table(
                List.of(
                        ResultColumn.number("from"),
                        ResultColumn.text(""),
                        ResultColumn.number("rows"),
                        ResultColumn.number("share"),
                        ResultColumn.text("")),
                rows);
    }

    /** A line for each column that is measured: quantiles, and a small histogram between the 1st and the 99th percentile. */
    void summarize(List<ShownColumn> columns) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ShownColumn column : columns.subList(0, Math.min(MOST_COLUMNS, columns.size()))) {
            Spread spread = spread(column);
            // One value is not spread.
            if (spread.count() > 0 && spread.least() < spread.most()) {
                rows.add(List.of(
                        column.name(),
                        Numbers.of(spread.least(), column),
                        Numbers.of(spread.low(), column),
                        Numbers.of(spread.middle(), column),
                        Numbers.of(spread.high(), column),
                        Numbers.of(spread.most(), column),
                        Numbers.sparkline(sparks(column, spread))));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        page.section(isExact() ? "How numbers are spread" : "How numbers are spread, about");
        page.table(
                List.of(
                        ResultColumn.text(""),
                        ResultColumn.number("least"),
                        ResultColumn.number("5 %"),
                        ResultColumn.number("median"),
                        ResultColumn.number("95 %"),
                        ResultColumn.number("most"),
                        ResultColumn.text("")),
                rows);
    }

    private record Spread(
            long count,
            long missing,
            double least,
            double low,
            double middle,
            double high,
            double most,
            double mean,
            boolean isWhole,
            double first,
            double last) {}

    private boolean isExact() {
        return mart.rows() <= MOST_EXACT;
    }

    private Spread spread(ShownColumn column) {
        String value = "cast(" + column.sql() + " as double)";
        String quantiles = isExact() ? "quantile_cont(value, %s)" : "approx_quantile(value, %s)";
        List<@Nullable Object> row = mart.database()
                .rows("select count(value), count(*) - count(value), min(value), " + quantiles.formatted(0.05) + ", "
                        + quantiles.formatted(0.5) + ", " + quantiles.formatted(0.95)
                        + ", max(value), avg(value), coalesce(bool_and(value = floor(value)), false), "
                        + quantiles.formatted(0.01) + ", " + quantiles.formatted(0.99)
                        + " from (select case when isfinite("
                        + value + ") then " + value + " end as value from " + mart.table() + ")")
                .get(0);
        return new Spread(
                (long) Page.number(row.get(0)),
                (long) Page.number(row.get(1)),
                Page.number(row.get(2)),
                Page.number(row.get(3)),
                Page.number(row.get(4)),
                Page.number(row.get(5)),
                Page.number(row.get(6)),
                Page.number(row.get(7)),
                Boolean.TRUE.equals(row.get(8)),
                Page.number(row.get(9)),
                Page.number(row.get(10)));
    }

    private double[] sparks(ShownColumn column, Spread spread) {
        double width = (spread.last() - spread.first()) / SPARKS;
        if (!(width > 0)) {
            return new double[0];
        }
        List<Double> edges = IntStream.range(1, SPARKS)
                .mapToObj(each -> spread.first() + each * width)
                .toList();
        return counts(column, edges);
    }

    /** How many values lie below the first edge, at or above it and below the second, and so on. */
    private double[] counts(ShownColumn column, List<Double> edges) {
        String list = edges.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
        double[] counts = new double[edges.size() + 1];
        mart.database()
                .rows("select len(list_filter(" + list
                        + "::double[], lambda edge: value >= edge)), count(*) from (select"
                        + " cast(" + column.sql() + " as double) as value from " + mart.table()
                        + ") where isfinite(value) group by 1")
                .forEach(row -> counts[(int) Page.number(row.get(0))] = Page.number(row.get(1)));
        return counts;
    }
}

package org.lierne.cli.demo.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.demo.Findings;

/** What the shop's owner wants to see: revenue, customers, what they are worth, have been and may be, and how many are lost. */
final class OwnersPage {

    private OwnersPage() {}

    static void show(Page page, Findings findings) {
        page.part("For the owner");
        months(page, findings);
        segments(page, findings);
        worth(page, findings);
        toCome(page, findings);
    }

    private static void months(Page page, Findings findings) {
        page.section("Month by month: revenue and its trend, customers won and lost");
        List<List<@Nullable Object>> months = findings.marts(OwnersPage.class, "months.sql");
        double most = largest(months, 2);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        boolean censored = false;
        for (List<@Nullable Object> month : months) {
            boolean fullWindow = Boolean.TRUE.equals(month.get(9));
            boolean over = Boolean.TRUE.equals(month.get(10));
            censored |= !fullWindow;
            rows.add(row(
                    month.get(0),
                    count(month.get(1)),
                    amount(month.get(2)),
                    over ? signed(month.get(3)) : "not over",
                    new Page.Bar(Page.number(month.get(2)) / most),
                    count(month.get(4)),
                    count(month.get(5)),
                    count(month.get(6)),
                    count(month.get(7)),
                    over ? percent(month.get(8)) : "",
                    fullWindow ? "" : "*"));
        }
        page.table(
                List.of(
                        ResultColumn.text("month"),
                        ResultColumn.number("orders"),
                        ResultColumn.number("revenue EUR"),
                        ResultColumn.number("trend"),
                        ResultColumn.text(""),
                        ResultColumn.number("active"),
                        ResultColumn.number("new"),
                        ResultColumn.number("back"),
                        ResultColumn.number("lost"),
                        ResultColumn.number("churn"),
                        ResultColumn.text("")),
                rows);
        page.note("Active: bought in the 90 days before it. Lost: has not bought for 90 days.");
        if (censored) {
            page.note("* The data begin less than 90 days before: who bought earlier looks new.");
        }
    }

    private static void segments(Page page, Findings findings) {
        page.section("Customers by recency, frequency and money");
        List<List<@Nullable Object>> segments = findings.marts(OwnersPage.class, "segments.sql");
        double most = largest(segments, 4);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> segment : segments) {
            rows.add(row(
                    segment.get(0),
                    count(segment.get(1)),
                    count(segment.get(2)),
                    decimal(segment.get(3)),
                    percent(segment.get(4)),
                    new Page.Bar(Page.number(segment.get(4)) / most)));
        }
        page.table(
                List.of(
                        ResultColumn.text("segment"),
                        ResultColumn.number("customers"),
                        ResultColumn.number("days since last"),
                        ResultColumn.number("orders each"),
                        ResultColumn.number("of revenue"),
                        ResultColumn.text("")),
                rows);
    }

    private static void worth(Page page, Findings findings) {
        page.section("What customers are worth: fifths of them by net revenue");
        List<List<@Nullable Object>> fifths = findings.marts(OwnersPage.class, "worth.sql");
        double most = largest(fifths, 3);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> fifth : fifths) {
            rows.add(row(
                    fifth.get(0),
                    decimal(fifth.get(1)),
                    amount(fifth.get(2)),
                    percent(fifth.get(3)),
                    percent(fifth.get(4)),
                    percent(fifth.get(5)),
                    new Page.Bar(Page.number(fifth.get(3)) / most)));
        }
        page.table(
                List.of(
                        ResultColumn.text("customers"),
                        ResultColumn.number("orders each"),
                        ResultColumn.number("net EUR"),
                        ResultColumn.number("of all"),
                        ResultColumn.number("margin"),
                        ResultColumn.number("returned"),
                        ResultColumn.text("")),
                rows);
        List<String> best = findings.marts(OwnersPage.class, "most_worth.sql").stream()
                .map(customer -> customer.get(0) + " (" + amount(customer.get(1)) + ")")
                .toList();
        page.line("Worth most: " + String.join(", ", best));
    }

    /** The customer who is worth most; empty while nobody has bought anything. */
    static Optional<String> mostWorth(Findings findings) {
        return findings.marts(OwnersPage.class, "most_worth.sql").stream()
                .findFirst()
                .map(customer -> String.valueOf(customer.get(0)));
    }

    /** What models say of some customers; nothing, where there were too few to fit any. */
    private static void toCome(Page page, Findings findings) {
        List<List<@Nullable Object>> customers = findings.marts(OwnersPage.class, "to_come.sql");
        if (customers.isEmpty()) {
            return;
        }
        page.section("From whom most is expected within a year, and whether they may be lost");
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Object window = null;
        for (List<@Nullable Object> customer : customers) {
            window = window == null ? customer.get(7) : window;
            rows.add(row(
                    customer.get(0),
                    count(customer.get(1)),
                    amount(customer.get(2)),
                    percent(customer.get(3)),
                    decimal(customer.get(4)),
                    amount(customer.get(5)),
                    percent(customer.get(6))));
        }
        page.table(
                List.of(
                        ResultColumn.text("customer"),
                        ResultColumn.number("orders"),
                        ResultColumn.number("net EUR"),
                        ResultColumn.number("still there"),
                        ResultColumn.number("to come"),
                        ResultColumn.number("expected EUR"),
                        ResultColumn.number("at risk")),
                rows);
        if (window != null) {
            page.note("At risk: how probable it is that nothing is bought for " + count(window) + " days.");
        }
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        List<@Nullable Object> row = new ArrayList<>();
        for (@Nullable Object cell : cells) {
            row.add(cell);
        }
        return row;
    }

    private static double largest(List<List<@Nullable Object>> rows, int column) {
        return Math.max(
                1e-9,
                rows.stream()
                        .mapToDouble(row -> Page.number(row.get(column)))
                        .max()
                        .orElse(0));
    }

    private static String count(@Nullable Object value) {
        return value == null ? "" : String.format(Locale.ROOT, "%,.0f", Page.number(value));
    }

    private static String decimal(@Nullable Object value) {
        return value == null ? "" : String.format(Locale.ROOT, "%,.1f", Page.number(value));
    }

    private static String amount(@Nullable Object value) {
        return value == null ? "" : String.format(Locale.ROOT, "%,.2f", Page.number(value));
    }

    private static String percent(@Nullable Object value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.1f %%", Page.number(value));
    }

    private static String signed(@Nullable Object value) {
        return value == null ? "" : String.format(Locale.ROOT, "%+.1f %%", Page.number(value));
    }
}

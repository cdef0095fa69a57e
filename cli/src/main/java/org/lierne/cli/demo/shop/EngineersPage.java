package org.lierne.cli.demo.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.demo.Findings;
import org.lierne.cli.demo.Reasons;
import org.lierne.cli.demo.VaultTables;

/** What a data engineer wants to see: what came in, what was refused, what is known since when, and what is kept. */
final class EngineersPage {

    private static final int REASONS = 4;
    private static final int WIDEST_CHANGE = 44;

    private EngineersPage() {}

    static void show(Page page, Findings findings) {
        page.part("For the data engineer");
        sources(page, findings);
        Reasons.show(page, findings, REASONS);
        customer(page, findings);
        late(page, findings);
        VaultTables.show(page, findings);
    }

    private static void sources(Page page, Findings findings) {
        page.section("Where it came from: records = accepted + filtered + rejected");
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> source : findings.vault(EngineersPage.class, "sources.sql")) {
            List<@Nullable Object> cells = new ArrayList<>(source.subList(0, 2));
            for (Object count : source.subList(2, source.size())) {
                cells.add(Amounts.count(Math.round(Page.number(count))));
            }
            rows.add(cells);
        }
        page.table(
                List.of(
                        ResultColumn.text("source"),
                        ResultColumn.text("read from"),
                        ResultColumn.number("files"),
                        ResultColumn.number("records"),
                        ResultColumn.number("accepted"),
                        ResultColumn.number("filtered"),
                        ResultColumn.number("rejected")),
                rows);
    }

    /** What one record changed in one satellite of a customer: values, and names of those that are masked. */
    private record Change(String since, String satellite, String origin, List<String> values, List<String> masked) {

        String text() {
            List<String> all = new ArrayList<>(values);
            if (!masked.isEmpty()) {
                all.add(String.join(", ", masked) + " (masked)");
            }
            return DisplayText.fit(String.join(", ", all), WIDEST_CHANGE);
        }
    }

    private static void customer(Page page, Findings findings) {
        List<List<@Nullable Object>> rows = findings.vault(EngineersPage.class, "customer.sql");
        if (rows.isEmpty()) {
            return;
        }
        page.section("Customer " + rows.get(0).get(0) + " over time, as "
                + rows.get(0).get(11) + " told it; nothing is overwritten");
        Map<String, Change> changes = new LinkedHashMap<>();
        for (List<@Nullable Object> row : rows) {
            boolean late = Boolean.TRUE.equals(row.get(10));
            String origin = "run " + row.get(7) + "  " + Page.textOf(row.get(8)).replaceFirst("^.*/", "") + ":"
                    + row.get(9) + (late ? ", late" : "");
            Change change = changes.computeIfAbsent(
                    row.get(1) + origin + row.get(12),
                    key -> new Change(
                            Page.textOf(row.get(1)),
                            Page.textOf(row.get(12)),
                            origin,
                            new ArrayList<>(),
                            new ArrayList<>()));
            String attribute = Objects.toString(row.get(4));
            if (findings.masking().masksColumn(Objects.toString(row.get(3)), attribute)) {
                change.masked().add(attribute);
            } else {
                String value = Objects.toString(row.get(6), "none");
                change.values().add(Boolean.TRUE.equals(row.get(2)) ? value : attribute + " " + value);
            }
        }
        int width = changes.values().stream()
                .mapToInt(change -> DisplayText.width(change.text()))
                .max()
                .orElse(0);
        for (Change change : changes.values()) {
            page.line(change.since() + "  " + change.satellite() + "  " + DisplayText.pad(change.text(), width, false)
                    + "  " + change.origin());
        }
    }

    private static void late(Page page, Findings findings) {
        List<List<@Nullable Object>> states = findings.vault(EngineersPage.class, "late.sql");
        if (states.isEmpty()) {
            return;
        }
        page.section("A late file fell into its place in time: order "
                + states.get(0).get(0));
        for (List<@Nullable Object> state : states) {
            page.line(Page.textOf(state.get(1)) + "  " + DisplayText.pad(Page.textOf(state.get(2)), 10, false) + "run "
                    + state.get(3) + "  " + state.get(5)
                    + (Boolean.TRUE.equals(state.get(4)) ? "  learned after the next" : ""));
        }
    }
}

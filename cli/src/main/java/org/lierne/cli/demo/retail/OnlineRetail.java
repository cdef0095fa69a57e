package org.lierne.cli.demo.retail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.demo.Arrival;
import org.lierne.cli.demo.Calls;
import org.lierne.cli.demo.Demo;
import org.lierne.cli.demo.DemoFolder;
import org.lierne.cli.demo.Findings;
import org.lierne.cli.demo.Reasons;
import org.lierne.cli.demo.Suggestion;
import org.lierne.cli.demo.VaultTables;

/** Fourteen daily files of a real shop, in three batches. */
public final class OnlineRetail implements Demo {

    private static final int BATCHES = 3;

    /** Which of the days, from 0, comes late: one on which a product's description changed for a while. */
    private static final int HELD_BACK = 2;

    /** The day after the last that the example brings. */
    private static final String DAMAGED = "2010-12-17.csv.gz";

    @Override
    public String example() {
        return "online_retail";
    }

    @Override
    public String title() {
        return "A real shop's deliveries become a vault";
    }

    @Override
    public List<String> introduction() {
        return List.of(
                "Online Retail: daily files of a UK gift shop, December 2010, in three batches",
                "(UCI Machine Learning Repository, CC BY 4.0).");
    }

    @Override
    public List<Batch> batches(DemoFolder folder) {
        Path landing = folder.example().resolve("landing");
        List<Path> punctual = new ArrayList<>(shipped(landing));
        Optional<Path> late =
                punctual.size() > HELD_BACK + 1 ? Optional.of(punctual.remove(HELD_BACK)) : Optional.empty();
        return IntStream.rangeClosed(1, BATCHES)
                .<Batch>mapToObj(batch -> () -> {
                    int from = firstOf(batch, punctual.size());
                    int to = firstOf(batch + 1, punctual.size());
                    List<Path> arrived = punctual.subList(from, to);
                    arrived.forEach(file -> folder.land(landing.resolve(file), file));
                    if (batch < BATCHES) {
                        return new Arrival(span(arrived), arrived.size(), List.of());
                    }
                    List<Arrival.Remark> remarks = new ArrayList<>();
                    late.ifPresent(file -> {
                        folder.land(landing.resolve(file), file);
                        remarks.add(new Arrival.Remark(day(file), "held back until now: a file that comes late"));
                    });
                    damage(folder.placeOf(Path.of(DAMAGED)));
                    remarks.add(new Arrival.Remark(
                            day(Path.of(DAMAGED)),
                            "damaged on purpose: made by this demo, all else is the shop's own"));
                    return new Arrival(span(arrived), arrived.size() + remarks.size(), remarks);
                })
                .toList();
    }

    /** Rounded up, so that the earlier batches are the larger ones. */
    private static int firstOf(int batch, int size) {
        return (size * (batch - 1) + BATCHES - 1) / BATCHES;
    }

    private static String span(List<Path> days) {
        return days.isEmpty() ? "no day" : Arrival.span(day(days.get(0)), day(days.get(days.size() - 1)));
    }

    private static String day(Path file) {
        return file.toString().replaceFirst("\\.csv(\\.gz)?$", "");
    }

    private static void damage(Path file) {
        try (InputStream text = OnlineRetail.class.getResourceAsStream("damaged.csv");
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            Objects.requireNonNull(text, "damaged.csv is missing from the jar").transferTo(out);
        } catch (IOException unwritable) {
            throw DemoFolder.failed("write", file, unwritable);
        }
    }

    private static List<Path> shipped(Path landing) {
        try (Stream<Path> files = Files.walk(landing)) {
            return files.filter(Files::isRegularFile)
                    .map(landing::relativize)
                    .filter(path -> path.toString().matches(".*\\.csv(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw DemoFolder.failed("read", landing, unreadable);
        }
    }

    @Override
    public List<Suggestion> show(Page page, Findings findings) {
        Reasons.show(page, findings, 5);
        VaultTables.show(page, findings);
        Optional<String> product = timeline(page, findings);
        segments(page, findings);
        return suggestions(findings.calls(), product);
    }

    /** Shows one product that changed; returns its code. */
    private static Optional<String> timeline(Page page, Findings findings) {
        List<List<@Nullable Object>> versions = findings.vault(OnlineRetail.class, "changed_product.sql");
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        String code = Objects.toString(versions.get(0).get(0));
        page.section("A product whose description changed: " + code);
        int width = versions.stream()
                .mapToInt(version -> Objects.toString(version.get(3)).length())
                .max()
                .orElse(0);
        for (List<@Nullable Object> version : versions) {
            Object until = version.get(2);
            boolean late = Boolean.TRUE.equals(version.get(5));
            page.line(version.get(1) + " … "
                    + DisplayText.pad(until == null ? "today" : until.toString(), 12, false)
                    + DisplayText.pad(DisplayText.printable(Objects.toString(version.get(3))), width + 2, false)
                    + "run " + version.get(4) + (late ? ", learned late" : ""));
        }
        if (versions.stream().anyMatch(version -> Boolean.TRUE.equals(version.get(5)))) {
            page.note("The history is as if every file had come in time.");
        }
        return Optional.of(code);
    }

    private static void segments(Page page, Findings findings) {
        page.section("Customers by recency, frequency and money");
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> row : findings.marts(OnlineRetail.class, "segments.sql")) {
            double percent = Page.number(row.get(2));
            List<@Nullable Object> cells = new ArrayList<>(row.subList(0, 2));
            cells.add(row.get(2) + " %");
            cells.add(new Page.Bar(percent / 100));
            rows.add(cells);
        }
        page.table(
                List.of(
                        ResultColumn.text("segment"),
                        ResultColumn.number("customers"),
                        ResultColumn.number("revenue"),
                        ResultColumn.text("")),
                rows);
    }

    private static List<Suggestion> suggestions(Calls calls, Optional<String> product) {
        List<Suggestion> suggestions = new ArrayList<>();
        suggestions.add(calls.suggest(
                "Ask the marts", "query", "\"select * from mart.customer_rfm order by monetary desc limit 10\""));
        product.ifPresent(code -> suggestions.add(calls.suggest(
                "Ask the vault",
                "query --vault",
                "\"select * from raw_vault.sat_product_description_history join "
                        + "raw_vault.hub_product using (product_hk) where stock_code = '" + code + "'\"")));
        suggestions.add(new Suggestion(
                "See what ran, and one run step by step",
                List.of(calls.line("runs", ""), calls.line("runs", String.valueOf(BATCHES)))));
        suggestions.add(calls.suggest("See what was refused, with the records as they came", "rejects", ""));
        suggestions.add(calls.suggest("Load again: nothing is added", "run", ""));
        suggestions.add(calls.suggest("See the SQL of a table", "sql", "sat_product_description"));
        return suggestions;
    }
}

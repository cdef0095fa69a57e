package org.lierne.cli.demo.shop;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.ShellText;
import org.lierne.cli.demo.Arrival;
import org.lierne.cli.demo.Calls;
import org.lierne.cli.demo.Demo;
import org.lierne.cli.demo.DemoFolder;
import org.lierne.cli.demo.Findings;
import org.lierne.cli.demo.Suggestion;
import org.lierne.cli.simulator.Simulation;
import org.lierne.cli.simulator.SimulationFolder;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.world.Settings;

/** The simulated shop: its days pass, with a run after each of some periods. */
public final class Shop implements Demo {

    /** Days that are simulated and left to the reader to deliver. */
    public static final int DAYS_TO_COME = 7;

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);

    private final int customers;
    private final int days;
    private final long seed;

    /** @param days how many days pass */
    public Shop(int customers, int days, long seed) {
        this.customers = customers;
        this.days = days;
        this.seed = seed;
    }

    @Override
    public String example() {
        return "shop";
    }

    @Override
    public String title() {
        return "A shop whose systems do not agree with each other becomes a vault";
    }

    @Override
    public List<String> introduction() {
        return List.of(
                "Simulated: " + Amounts.count(customers, "customer", "customers") + ", "
                        + Amounts.count(days, "day", "days") + " from " + FROM + ", seed " + seed + ".",
                "Files come late or corrected, records are broken, people are there twice.");
    }

    @Override
    public List<Batch> batches(DemoFolder folder) {
        SimulationFolder simulated = simulated(folder.target());
        simulate(simulated);
        Schedule schedule = Schedule.read(simulated.truth().resolve("deliveries.csv"));
        List<Batch> batches = new ArrayList<>();
        for (Period period : Period.of(FROM, days)) {
            batches.add(() -> land(folder, simulated, period, schedule));
        }
        return batches;
    }

    private static SimulationFolder simulated(Path folder) {
        return new SimulationFolder(folder.resolve(DemoFolder.SIMULATED));
    }

    private void simulate(SimulationFolder simulated) {
        simulated.prepare(true);
        try {
            new Simulation(new Settings(customers, FROM, days + DAYS_TO_COME, new Seed(seed)))
                    .write(simulated, day -> {});
        } catch (UncheckedIOException unwritable) {
            throw DemoFolder.failed("write", simulated.path(), Objects.requireNonNull(unwritable.getCause()));
        }
    }

    private static Arrival land(DemoFolder folder, SimulationFolder simulated, Period period, Schedule schedule) {
        int files = 0;
        for (LocalDate day = period.first(); !day.isAfter(period.last()); day = day.plusDays(1)) {
            files += folder.landAll(simulated.arrivals().resolve(day.toString()));
        }
        List<String> late = schedule.late(period);
        List<Arrival.Remark> remarks = late.isEmpty()
                ? List.of()
                : List.of(new Arrival.Remark(
                        late.get(0),
                        late.size() == 1
                                ? "of a day before, late or corrected"
                                : "and " + (late.size() - 1) + " more of days before, late or corrected"));
        return new Arrival(Arrival.span(period.first().toString(), period.last().toString()), files, remarks);
    }

    @Override
    public List<Suggestion> show(Page page, Findings findings) {
        OwnersPage.show(page, findings);
        EngineersPage.show(page, findings);
        return suggestions(findings.calls(), OwnersPage.mostWorth(findings));
    }

    /** @param best who is worth most; empty while nobody has bought anything */
    private List<Suggestion> suggestions(Calls calls, Optional<String> best) {
        Path folder = calls.project();
        Path tomorrow = simulated(folder).arrivals().resolve(FROM.plusDays(days).toString());
        List<Suggestion> suggestions = new ArrayList<>(List.of(
                new Suggestion(
                        "Let the next day pass; six more wait beside it",
                        List.of(
                                "cp -r " + ShellText.quoted(tomorrow + "/.") + " "
                                        + ShellText.quoted(folder.resolve("landing") + "/"),
                                calls.line("run", ""))),
                new Suggestion(
                        "Look: a mart for people, a prediction and how good it is, any question",
                        List.of(
                                calls.line("marts show", "customer_value"),
                                calls.line("marts show", "churn_risk"),
                                calls.line(
                                        "query",
                                        "\"select * from mart.customer_value order by net_amount desc limit 10\""))),
                new Suggestion(
                        "See what was refused, as it came, and one run step by step",
                        List.of(calls.line("rejects", "--limit 20"), calls.line("runs", "2")))));
        best.ifPresent(customer -> suggestions.addAll(List.of(
                new Suggestion(
                        "Ask back: what a figure rests on, and what was known on a day of the past",
                        List.of(
                                calls.line("trace", "--mart customer_value --where customer_id=" + customer),
                                calls.line("marts show", "customer_rfm --as-of " + FROM.plusDays(days * 3L / 4)))),
                new Suggestion(
                        "Take out: a mart as a file, and (as a trial) a person who asks to be forgotten",
                        List.of(
                                calls.line(
                                        "marts export",
                                        "customer_value --format csv --to "
                                                + ShellText.quoted(folder.resolve("customer_value.csv")
                                                        .toString())),
                                calls.line("forget", "customer " + customer + " --dry-run"))))));
        return suggestions;
    }
}

package org.lierne.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.benchmark.AnalysisBenchmark;
import org.lierne.cli.benchmark.Benchmark;
import org.lierne.cli.benchmark.LayoutBenchmark;
import org.lierne.cli.benchmark.SnapshotBenchmark;
import org.lierne.cli.benchmark.SnapshotSize;
import org.lierne.cli.benchmark.TraceBenchmark;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.OutputFormat;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.TableWriter;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.loader.warehouse.WarehouseSettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lierne benchmark}. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measures loading on this machine, against its floor.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description =
                "Makes order lines, loads them as every load is done, and holds the time against one statement that "
                        + "reads the same file into a table, in turns and with the same threads and memory; and verify, also with "
                        + "--rebuild, against the load. Then it makes a "
                        + "history of ten versions per line and measures how long it takes to find out what changed. With "
                        + "--pit, a point-in-time table is built and brought along instead, and held against other ways to "
                        + "make its rows. With --trace, keys are traced in a vault of some fifty million rows. With --analyses, marts of customers are "
                        + "computed, and once more as known at the run. With --layout, one "
                        + "satellite is stored in several orders and asked. The work is done in a temporary folder, which is removed.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne benchmark --lines 5000000")
final class BenchmarkCommand implements Callable<Integer> {

    private static final List<ResultColumn> COLUMNS =
            List.of(ResultColumn.text("measure"), ResultColumn.number("seconds"), ResultColumn.number("times_floor"));
    private static final List<ResultColumn> COLUMNS_WITH_PROCESSOR = List.of(
            ResultColumn.text("measure"),
            ResultColumn.number("seconds"),
            ResultColumn.number("processor"),
            ResultColumn.number("times_floor"));

    // Defaults of options in groups, of which the help cannot tell them itself.
    private static final long KEYS = 1_000_000;
    private static final int SNAPSHOTS = 12;
    private static final int SATELLITES = 7;
    private static final int VERSIONS = 10;
    private static final long CUSTOMERS = 1_000_000;
    private static final long ROWS = 5_000_000;

    private final Invocation invocation;

    @Option(names = "--lines", paramLabel = "N", description = "How many order lines. Default: ${DEFAULT-VALUE}.")
    private long lines = 5_000_000;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "How often each load is measured; the median counts. Default: ${DEFAULT-VALUE}.")
    private int repetitions = 3;

    @ArgGroup(exclusive = false)
    private @Nullable PointInTimeOptions pointInTime;

    /** What makes it a benchmark of a point-in-time table. */
    private static final class PointInTimeOptions {

        @Option(names = "--pit", required = true, description = "Measure a point-in-time table instead of loads.")
        private boolean pit;

        @Option(names = "--keys", paramLabel = "N", description = "How many keys it has. Default: " + KEYS + ".")
        private long keys = KEYS;

        @Option(names = "--snapshots", paramLabel = "N", description = "How many dates. Default: " + SNAPSHOTS + ".")
        private int snapshots = SNAPSHOTS;

        @Option(names = "--satellites", paramLabel = "N", description = "How many. Default: " + SATELLITES + ".")
        private int satellites = SATELLITES;

        @Option(
                names = "--versions",
                paramLabel = "N",
                description = "How many rows of each key each satellite has. Default: " + VERSIONS + ".")
        private int versions = VERSIONS;
    }

    @ArgGroup(exclusive = false)
    private @Nullable TraceOptions trace;

    /** What makes it a benchmark of traces. */
    private static final class TraceOptions {

        @Option(names = "--trace", required = true, description = "Measure traces of single keys instead of loads.")
        private boolean trace;

        @Option(
                names = "--customers",
                paramLabel = "N",
                description = "How many customers there are; each has some fifty rows. Default: " + CUSTOMERS + ".")
        private long customers = CUSTOMERS;
    }

    @ArgGroup(exclusive = false)
    private @Nullable AnalysisOptions analyses;

    /** What makes it a benchmark of analyses. */
    private static final class AnalysisOptions {

        @Option(
                names = "--analyses",
                required = true,
                description = "Measure the analyses of customers instead of loads.")
        private boolean analyses;

        @Option(
                names = "--buyers",
                paramLabel = "N",
                description = "How many customers there are; each has some ten orders. Default: " + CUSTOMERS + ".")
        private long buyers = CUSTOMERS;
    }

    @ArgGroup(exclusive = false)
    private @Nullable LayoutOptions layout;

    /** What makes it a benchmark of how rows are stored. */
    private static final class LayoutOptions {

        @Option(
                names = "--layout",
                required = true,
                description = "Measure the order of rows, the size of row groups and an index instead of loads; in"
                        + " processor seconds.")
        private boolean layout;

        @Option(
                names = "--rows",
                paramLabel = "N",
                description = "How many rows the satellite has; each key has ten. Default: " + ROWS + ".")
        private long rows = ROWS;
    }

    @Option(names = "--directory", paramLabel = "DIR", description = "The folder to make the temporary folder in.")
    private @Nullable Path directory;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    BenchmarkCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws IOException {
        Console console = invocation.console();
        WarehouseSettings settings = invocation.operations().settings(engine.limits());
        console.say("Threads: " + settings.threads() + ", engine memory: " + settings.memoryLimitBytes() / 1_000_000
                + " MB, Java " + Runtime.version().feature());
        Path folder = directory == null
                ? Files.createTempDirectory("lierne-benchmark-")
                : Files.createTempDirectory(directory, "lierne-benchmark-");
        try {
            write(measures(folder, settings));
        } finally {
            remove(folder);
        }
        return ExitCode.DONE.number();
    }

    private List<Benchmark.Measure> measures(Path folder, WarehouseSettings settings) {
        Console console = invocation.console();
        if (trace != null) {
            return new TraceBenchmark(folder, settings, console::say).run(trace.customers);
        }
        if (analyses != null) {
            return new AnalysisBenchmark(folder, settings, console::say).run(analyses.buyers);
        }
        if (layout != null) {
            return new LayoutBenchmark(folder, settings, console::say).run(layout.rows);
        }
        return pointInTime == null
                ? new Benchmark(folder, settings, console::say).run(lines, repetitions)
                : new SnapshotBenchmark(folder, settings, console::say).run(size(pointInTime));
    }

    private static SnapshotSize size(PointInTimeOptions options) {
        try {
            return new SnapshotSize(options.keys, options.snapshots, options.satellites, options.versions);
        } catch (IllegalArgumentException tooSmall) {
            throw new LierneException(Category.USAGE, "bad_size", String.valueOf(tooSmall.getMessage()), null);
        }
    }

    private void write(List<Benchmark.Measure> measures) {
        Console console = invocation.console();
        ResultWriter writer =
                output.format() == OutputFormat.TABLE ? TableWriter.of(console, "") : console.rows(output.format());
        boolean withProcessor =
                measures.stream().anyMatch(measure -> measure.processor().isPresent());
        writer.begin(withProcessor ? COLUMNS_WITH_PROCESSOR : COLUMNS);
        for (Benchmark.Measure measure : measures) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(measure.name());
            row.add(rounded(measure.seconds()));
            if (withProcessor) {
                row.add(rounded(measure.processor()));
            }
            row.add(rounded(measure.floors()));
            writer.row(row);
        }
        writer.end();
    }

    private static @Nullable BigDecimal rounded(Optional<Double> value) {
        return value.map(BenchmarkCommand::rounded).orElse(null);
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The temporary folder \"" + folder + "\" could not be removed.", failure);
        }
    }
}

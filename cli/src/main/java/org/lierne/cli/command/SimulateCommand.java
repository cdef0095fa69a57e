package org.lierne.cli.command;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.simulator.Simulation;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.world.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lierne simulate}. */
@Command(name = "simulate", mixinStandardHelpOptions = true, sortOptions = false)
final class SimulateCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(names = "--customers", paramLabel = "N")
    private int customers = 2_000;

    @Option(names = "--from", paramLabel = "DATE")
    private LocalDate from = LocalDate.of(2024, 1, 1);

    @Option(names = "--days", paramLabel = "N")
    private int days = 182;

    @Option(names = "--seed", paramLabel = "S")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "DIR", required = true)
    private Path out = Path.of("simulated");

    SimulateCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(customers, from, days, new Seed(seed));
        new Simulation(settings)
                .write(out, day -> {})
                .forEach((source, total) -> invocation.console().data(source + " " + total));
        return ExitCode.DONE.number();
    }
}

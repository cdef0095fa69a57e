package org.lierne.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lierne run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Migrates, loads what is pending, computes the marts and publishes them.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = "Does everything that keeps a warehouse up to date, and may be run as often as you like: where "
                + "nothing is pending, nothing is added. Readers of the published marts are never blocked. The exit code "
                + "is 6 if deliveries were left out; the others are loaded then, and the next run tries those again.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne run --project my_vault --landing /data/arrived")
final class RunCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private LoadOptions options = new LoadOptions();

    RunCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return new ToldRun(invocation, options).perform(invocation.operations()::run);
    }
}

package org.lierne.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lierne load}. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Loads what is pending into the vault.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = "Reads the files in the landing folder that are not loaded yet and loads all of them in one "
                + "transaction: all of it or none. Loading the same file again adds nothing. The database must have been "
                + "migrated; \"lierne run\" does that too, and computes and publishes the marts.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne load --project my_vault --landing /data/arrived")
final class LoadCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private LoadOptions options = new LoadOptions();

    LoadCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return new ToldRun(invocation, options)
                .perform((request, listener) ->
                        Operations.Ran.withoutMarts(invocation.operations().load(request, listener)));
    }
}

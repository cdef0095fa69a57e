package org.lierne.cli.command;

import org.lierne.cli.console.OutputFormat;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code lierne} itself: what all commands have, and help where none is named. */
@Command(
        name = "lierne",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Builds and runs Data Vault 2.0 warehouses from metadata.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "lierne COMMAND [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Hubs, links, satellites, sources and marts are described in YAML, in a project's folder. Lierne turns that "
                    + "into a DuckDB database and loads the files that arrive in the landing folder."
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  lierne demo                          A shop's half year becomes a vault.",
            "  lierne check --project my_vault      Is the metadata valid?",
            "  lierne run --project my_vault        Load what is pending, and publish the marts.",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 3 invalid metadata, 5 cannot connect or locked, 6 done in part,",
            "or found by verify."
        })
public final class RootCommand implements Runnable {

    private final Invocation invocation;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    private RootCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The commands, ready to parse. */
    public static CommandLine commandLine(Invocation invocation) {
        CommandLine root = new CommandLine(new RootCommand(invocation));
        root.addSubcommand(new CheckCommand(invocation))
                .addSubcommand(new MigrateCommand(invocation))
                .addSubcommand(new SqlCommand(invocation))
                .addSubcommand(new LoadCommand(invocation))
                .addSubcommand(new RunCommand(invocation))
                .addSubcommand(new RunsCommand(invocation))
                .addSubcommand(new DeliveriesCommand(invocation))
                .addSubcommand(new CommandLine(new RejectsCommand(invocation))
                        .addSubcommand(new RejectsReplayCommand(invocation)))
                .addSubcommand(new TraceCommand(invocation))
                .addSubcommand(new ForgetCommand(invocation))
                .addSubcommand(new VerifyCommand(invocation))
                .addSubcommand(new QueryCommand(invocation))
                .addSubcommand(new CommandLine(new MartsCommand(invocation))
                        .addSubcommand(new ShowCommand(invocation))
                        .addSubcommand(new ExportCommand(invocation)))
                .addSubcommand(new DemoCommand(invocation))
                .addSubcommand(new SimulateCommand(invocation))
                .addSubcommand(new BenchmarkCommand(invocation));
        root.registerConverter(OutputFormat.class, RootCommand::outputFormat);
        return root;
    }

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Tell every step, and the cause of a failure.")
    private void verbose(boolean value) {
        invocation.setVerbose(value);
    }

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "Use no colours; the variable NO_COLOR does the same.")
    private void withoutColour(boolean value) {
        // Looked at before parsing; declared here for the help and so that it is accepted.
    }

    @Override
    public void run() {
        spec.commandLine().usage(invocation.console().out());
    }

    private static OutputFormat outputFormat(String text) {
        for (OutputFormat format : OutputFormat.values()) {
            if (format.toString().equalsIgnoreCase(text)) {
                return format;
            }
        }
        throw new CommandLine.TypeConversionException("expected table, csv or json but was \"" + text + "\"");
    }
}

package org.lierne.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.TableWriter;
import org.lierne.core.LierneException;
import org.lierne.loader.erasure.ErasureReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lierne forget}. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Takes a person out of the vault and of all files that belong to it.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = {
            "The key becomes a random one wherever it stands, and so do the hashes that are made of it; sensitive columns of "
                    + "every record that names the key become empty, in whatever table they are. So it is in the vault, the "
                    + "ledger, refused records and the copies of deliveries; published marts are taken out, and published "
                    + "anew; the database file is written anew, so that nothing is left in it. If the key is delivered again, "
                    + "its records are kept out. Who asked, when, why and how much is recorded, and nothing of what was erased. "
                    + "It cannot be undone. docs/erasure.md tells more."
        },
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lierne forget customer C-1001 --dry-run --project my_vault",
            "  lierne forget customer C-1001 --reason \"request 17 of 3 March\" --project my_vault"
        })
final class ForgetCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "HUB", description = "A hub, as in the metadata.")
    private String hub = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY", description = "The parts of its business key.")
    private List<String> key = List.of();

    @Option(
            names = "--hash-key",
            paramLabel = "HEX",
            description = "The hash key in hexadecimal digits, instead of the business key.")
    private @Nullable String hash;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why: it is recorded, so it must not hold the key.")
    private String reason = "";

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "Who asked for it. Default: the user who runs the command.")
    private String requestedBy = System.getProperty("user.name", "");

    @Option(
            names = "--with-same",
            description = "Erase the keys too that same-as links say are the same; else they are listed.")
    private boolean withSame;

    @Option(names = "--dry-run", description = "Tell what would be erased, and erase nothing.")
    private boolean dryRun;

    @Option(
            names = "--lift",
            description =
                    "Let a key that was erased come back, if it is delivered again. What was erased stays erased.")
    private boolean lift;

    @Option(
            names = {"-l", "--landing"},
            paramLabel = "DIR",
            description = "The folder where deliveries arrive, which is only named. Default: landing in the project.")
    private @Nullable Path landing;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ForgetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if ((hash == null) == key.isEmpty()) {
            throw new LierneException(
                    LierneException.Category.USAGE,
                    "no_key",
                    "It takes a hub and one key: its parts, or --hash-key.",
                    "Example: lierne forget customer C-1001 --dry-run");
        }
        Path project = database.project().directory();
        RunRequest request = new RunRequest(
                project,
                database.database(),
                landing == null ? project.resolve("landing") : landing,
                Optional.empty(),
                database.limits(),
                database.asArguments());
        Operations.Forgetting wanted =
                new Operations.Forgetting(hub, key, Optional.ofNullable(hash), reason, requestedBy, withSame, dryRun);
        if (lift) {
            return lift(request, wanted);
        }
        ErasureReport report = invocation.operations().forget(request, wanted);
        write(report);
        tell(report);
        return (report.left().isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE).number();
    }

    private int lift(RunRequest request, Operations.Forgetting wanted) {
        boolean wasForgotten = invocation.operations().lift(request, wanted);
        invocation
                .console()
                .say(
                        !wasForgotten
                                ? "This key is not among those that were erased: there is nothing to lift."
                                : dryRun
                                        ? "This key would be loaded again if it is delivered; nothing was changed."
                                        : "This key is loaded again if it is delivered from now on. What was erased, and what"
                                                + " was kept out so far, stays so.");
        return ExitCode.DONE.number();
    }

    private void write(ErasureReport report) {
        Console console = invocation.console();
        if (output.isTable() && report.counts().isEmpty()) {
            return;
        }
        ResultWriter writer = output.isTable() ? TableWriter.of(console, "") : console.rows(output.format());
        writer.begin(List.of(ResultColumn.text("what"), ResultColumn.text("name"), ResultColumn.number("items")));
        report.counts().forEach(count -> writer.row(count.kind(), count.name(), count.items()));
        writer.end();
    }

    private void tell(ErasureReport report) {
        Console console = invocation.console();
        if (report.resumed()) {
            console.say("An erasure that had been interrupted is ended: files that held what it erased are gone.");
        } else {
            console.say(Amounts.count(report.records(), "record", "records") + " of deliveries "
                    + (report.records() == 1 ? "names" : "name") + " the key"
                    + (report.isTrial() ? "; nothing was erased." : "."));
        }
        if (!report.isTrial() && report.erasure().isPresent() && report.run().isPresent()) {
            console.say("Recorded as erasure " + report.erasure().getAsLong() + ", run "
                    + report.run().getAsLong() + ". If the key is delivered again, it is kept out.");
        }
        if (!report.same().isEmpty()) {
            console.say("Same-as links say that these are the same, and they "
                    + (report.isTrial() ? "would stay" : "stay") + " (--with-same): "
                    + String.join("; ", report.same()));
        }
        report.left().forEach(sentence -> console.say("Left: " + sentence));
        console.say("Not Lierne's, and to be looked after by yourself:");
        report.outside().forEach(what -> console.say("  - " + what));
    }
}

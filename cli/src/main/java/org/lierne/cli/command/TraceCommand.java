package org.lierne.cli.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.query.Masking;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.core.model.Vault;
import org.lierne.core.trace.Span;
import org.lierne.loader.trace.TraceRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lierne trace}. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Tells all that the vault ever stored on one key, and where it came from.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = {
            "One line for each thing that happened to the key, in the order in which it came to hold: hub, satellites of all "
                    + "kinds, links that it takes part in with the other keys, deletions, refused records; with the file, the "
                    + "record (the header is 1) and the run. Deliveries that said nothing new are counted. Sensitive columns "
                    + "are masked. Nothing is written; docs/trace.md tells more."
        },
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lierne trace customer C-1001 --project my_vault",
            "  lierne trace order_line 7 A 1 --source --project my_vault",
            "  lierne trace --mart dim_customer --where customer_id=C-1001 --project my_vault"
        })
final class TraceCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "A hub, link or reference table, as in the metadata.")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "KEY",
            description = "The parts of its business key; of a link those of all that it connects, in their order.")
    private List<String> key = List.of();

    @Option(
            names = "--hash-key",
            paramLabel = "HEX",
            description = "The hash key in hexadecimal digits, instead of the business key.")
    private @Nullable String hash;

    @Option(
            names = "--mart",
            paramLabel = "MART",
            description = "Instead of a key: what rows of this published mart rest on.")
    private @Nullable String mart;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description = "With --mart: which rows; may be given several times, and all are to hold.")
    private List<String> conditions = List.of();

    @Option(names = "--all", description = "List deliveries that said nothing new, too.")
    private boolean all;

    @Option(names = "--source", description = "Show each raw record, from the archive.")
    private boolean records;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "Only what this table stores; may be given several times.")
    private List<String> tables = List.of();

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "Only load dates since then: 2024-01-31, or \"2024-01-31 10:00:00\".")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "Only load dates up to then; a day without a time means its end.")
    private @Nullable String to;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The latest so many events. Default: " + TraceRequest.DEFAULT_LIMIT + ".")
    private int limit = TraceRequest.DEFAULT_LIMIT;

    @Option(names = "--show-sensitive", description = "Show values of sensitive columns, and records that hold them.")
    private boolean showSensitive;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    TraceCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw usage("bad_limit", "--limit is " + limit + ".", "Show at least one event: --limit 1");
        }
        Operations.VaultInUse vault = new Operations.VaultInUse(
                database.project().directory(), database.database(), database.limits(), database.asArguments());
        if (mart != null) {
            requireNoKey();
            return traceMart(vault, mart);
        }
        if (name.isEmpty() || !conditions.isEmpty() || (hash == null) == key.isEmpty()) {
            throw usage(
                    "no_key",
                    "It takes a name and one key: its parts, or --hash-key; or --mart and --where.",
                    "Examples: lierne trace customer C-1001, lierne trace --mart dim_customer --where customer_id=C-1001");
        }
        Operations.Traced traced = invocation.operations().trace(vault, request(Set.copyOf(tables)), records);
        output(traced.vault()).write(traced.timeline());
        return ExitCode.DONE.number();
    }

    private TraceRequest request(Set<String> wanted) {
        return new TraceRequest(
                name,
                key,
                Optional.ofNullable(hash),
                wanted,
                new Span(Moments.since("--from", from), Moments.until("--to", to), limit),
                all,
                Optional.empty());
    }

    private TraceOutput output(Vault vault) {
        Masking masking = showSensitive ? Masking.NOTHING : Masking.of(Optional.of(vault));
        return new TraceOutput(invocation.console(), output, masking, showSensitive, records);
    }

    private void requireNoKey() {
        if (!name.isEmpty() || hash != null || !tables.isEmpty() || conditions.isEmpty()) {
            throw usage(
                    "options_apart",
                    "With --mart, the rows are said by --where, and the keys and tables follow from them.",
                    "Example: lierne trace --mart dim_customer --where customer_id=C-1001");
        }
    }

    private int traceMart(Operations.VaultInUse vault, String named) {
        List<Map<String, @Nullable Object>> rows = MartRows.read(named, conditions, database);
        Operations.TracedMart traced = invocation.operations().trace(vault, named, rows, request(Set.of()), records);
        invocation
                .console()
                .say(Amounts.count(rows.size(), "row", "rows") + " of mart " + named + ", which reads "
                        + String.join(", ", traced.trace().reads()) + ".");
        output(traced.vault()).write(traced.trace().keys());
        traced.trace().notes().forEach(invocation.console()::say);
        return ExitCode.DONE.number();
    }

    private static LierneException usage(String code, String message, String hint) {
        return new LierneException(Category.USAGE, code, message, hint);
    }
}

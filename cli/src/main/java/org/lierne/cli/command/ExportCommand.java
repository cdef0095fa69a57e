package org.lierne.cli.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.marts.publish.MartExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lierne marts export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Writes a mart to a csv, Parquet or json file.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description = "Writes the mart as it was published last, or, with --as-of or --as-known-at, as it was.",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne marts export dim_customer --format parquet --to customers.parquet --as-known-at 12")
final class ExportCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The mart.")
    private String mart = "";

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "csv, parquet or json.")
    private String format = "";

    @Option(
            names = "--to",
            paramLabel = "FILE",
            required = true,
            description = "The file; it is replaced if it is there.")
    private Path to = Path.of("");

    @Option(
            names = "--formulas",
            paramLabel = "WHAT",
            description = "What becomes in csv of texts that begin like a formula (= + - @, tab, carriage return):"
                    + " quote puts an apostrophe before them, keep writes them as they are, refuse writes no file."
                    + " Default: quote.")
    private String formulas = "quote";

    @Mixin
    private PastOptions past = new PastOptions();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    ExportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        MartExport.Formulas treated = choice(MartExport.Formulas.class, "--formulas", formulas);
        MartExport.Exported written = invocation
                .operations()
                .export(
                        database.inUse(),
                        past.asOf(),
                        mart,
                        choice(MartExport.Format.class, "--format", format),
                        treated,
                        database.notTheVault(to));
        invocation
                .console()
                .say("Wrote " + Amounts.count(written.rows(), "row", "rows") + " of " + mart + " to \"" + written.file()
                        + "\".");
        if (written.formulas() > 0) {
            String texts = Amounts.count(written.formulas(), "text begins", "texts begin") + " like a formula";
            invocation
                    .console()
                    .say(
                            treated == MartExport.Formulas.QUOTE
                                    ? texts
                                            + ", and got an apostrophe in front; --formulas keep writes them as they are."
                                    : texts + ", and a spreadsheet may run them.");
        }
        return ExitCode.DONE.number();
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String option, String word) {
        E[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(each -> each.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new LierneException(
                        Category.USAGE,
                        "bad_choice",
                        option + " is \"" + word + "\".",
                        "It is one of "
                                + Arrays.stream(all)
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}

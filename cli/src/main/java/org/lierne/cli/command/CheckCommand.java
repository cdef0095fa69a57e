package org.lierne.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.OutputFormat;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.cli.console.Style;
import org.lierne.core.metadata.Diagnostic;
import org.lierne.core.metadata.Position;
import org.lierne.core.metadata.Severity;
import org.lierne.core.model.Vault;
import org.lierne.marts.project.CheckedProject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lierne check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Says whether the metadata is valid.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description =
                "Reads all files of the project and tells everything that is wrong with them, each with its place, "
                        + "what is allowed there, and what was probably meant. No database is opened. The exit code is 3 if there "
                        + "are errors; warnings alone leave it at 0.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne check --project metadata/online_retail")
final class CheckCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    CheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        CheckedProject checked = invocation.operations().check(project.directory());
        long errors = count(checked.diagnostics(), Severity.ERROR);
        if (output.isTable()) {
            print(checked);
        } else {
            write(checked.diagnostics(), output.format());
        }
        return (errors > 0 ? ExitCode.INVALID_METADATA : ExitCode.DONE).number();
    }

    private void print(CheckedProject checked) {
        Console console = invocation.console();
        Style style = console.outStyle();
        for (Diagnostic diagnostic : checked.diagnostics()) {
            console.data(coloured(diagnostic, style));
            console.data("");
        }
        long errors = count(checked.diagnostics(), Severity.ERROR);
        long warnings = count(checked.diagnostics(), Severity.WARNING);
        if (errors > 0) {
            console.data(style.error(Amounts.count(errors, "error", "errors")) + ", "
                    + Amounts.count(warnings, "warning", "warnings") + ".");
            return;
        }
        checked.vault().map(CheckCommand::valid).ifPresent(sentence -> console.data(style.good(sentence)));
        if (warnings > 0) {
            console.data(style.warning(Amounts.count(warnings, "warning", "warnings")) + ".");
        }
    }

    private static String coloured(Diagnostic diagnostic, Style style) {
        String mark = diagnostic.severity() == Severity.ERROR ? "error[" : "warning[";
        String word = mark + diagnostic.code() + "]";
        String colour = diagnostic.severity() == Severity.ERROR ? style.error(word) : style.warning(word);
        return diagnostic.render().replace(word, colour);
    }

    private static String valid(Vault vault) {
        String parts = Stream.of(
                        part(vault.sources(), "source", "sources"),
                        part(vault.hubs(), "hub", "hubs"),
                        part(vault.links(), "link", "links"),
                        part(vault.satellites(), "satellite", "satellites"),
                        part(vault.references(), "reference", "references"),
                        part(vault.businessVault().pointInTime(), "point-in-time table", "point-in-time tables"),
                        part(vault.businessVault().bridges(), "bridge", "bridges"),
                        part(vault.businessVault().snapshots(), "rule of snapshots", "rules of snapshots"),
                        part(vault.marts(), "mart", "marts"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return "The metadata of vault \"" + vault.name() + "\" is valid: " + parts + ".";
    }

    private static Optional<String> part(List<?> things, String one, String many) {
        return things.isEmpty() ? Optional.empty() : Optional.of(Amounts.count(things.size(), one, many));
    }

    private void write(List<Diagnostic> diagnostics, OutputFormat format) {
        ResultWriter writer = invocation.console().rows(format);
        writer.begin(List.of(
                ResultColumn.text("severity"),
                ResultColumn.text("code"),
                ResultColumn.text("file"),
                ResultColumn.number("line"),
                ResultColumn.number("column"),
                ResultColumn.text("message"),
                ResultColumn.text("hint")));
        for (Diagnostic diagnostic : diagnostics) {
            Optional<Position> position = diagnostic.position();
            writer.row(
                    diagnostic.severity().name().toLowerCase(Locale.ROOT),
                    diagnostic.code(),
                    position.map(at -> at.file().toString().replace('\\', '/')).orElse(null),
                    position.map(Position::line).orElse(null),
                    position.map(Position::column).orElse(null),
                    diagnostic.message(),
                    diagnostic.hint().orElse(null));
        }
        writer.end();
    }

    private static long count(List<Diagnostic> diagnostics, Severity severity) {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == severity)
                .count();
    }
}

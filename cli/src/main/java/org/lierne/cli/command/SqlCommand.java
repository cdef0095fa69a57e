package org.lierne.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lierne sql}. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Prints the SQL that makes and fills the vault.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description =
                "Prints the statements that the metadata means, tables first, then loads, in the order in which they "
                        + "run. No database is opened.",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne sql sat_product_description --project metadata/online_retail")
final class SqlCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "OBJECT", description = "Only the statements of this table or view.")
    private @Nullable String object;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    SqlCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        List<Operations.Statement> all = invocation.operations().sql(project.directory());
        List<Operations.Statement> asked = all.stream()
                .filter(statement -> object == null || named(statement, object))
                .toList();
        if (asked.isEmpty() && object != null) {
            throw unknown(object, all);
        }
        if (output.isTable()) {
            asked.forEach(this::print);
        } else {
            write(asked);
        }
        return ExitCode.DONE.number();
    }

    private static boolean named(Operations.Statement statement, String name) {
        return statement.object().equals(name) || statement.object().endsWith("." + name);
    }

    private void print(Operations.Statement statement) {
        invocation
                .console()
                .data(invocation.console().outStyle().quiet("-- " + statement.object() + ": " + statement.purpose()));
        String sql = statement.sql().strip();
        invocation.console().data(sql.endsWith(";") ? sql + "\n" : sql + ";\n");
    }

    private void write(List<Operations.Statement> statements) {
        ResultWriter writer = invocation.console().rows(output.format());
        writer.begin(List.of(ResultColumn.text("object"), ResultColumn.text("purpose"), ResultColumn.text("sql")));
        statements.forEach(statement -> writer.row(statement.object(), statement.purpose(), statement.sql()));
        writer.end();
    }

    private static LierneException unknown(String name, List<Operations.Statement> all) {
        String known = all.stream().map(Operations.Statement::object).distinct().collect(Collectors.joining(", "));
        return new LierneException(
                Category.USAGE,
                "unknown_object",
                "The vault has no table or view \"" + name + "\".",
                "There is: " + known + ".");
    }
}

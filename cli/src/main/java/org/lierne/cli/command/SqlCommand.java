package org.lierne.cli.command;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.ExitCode;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.ResultWriter;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.core.metadata.Suggestions;
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
                        + "run; of one object, those too that make what they read of the run's own. No database is "
                        + "opened.",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lierne sql sat_product_description --project metadata/online_retail")
final class SqlCommand implements Callable<Integer> {

    private static final Pattern NO_WORD = Pattern.compile("\\W+");

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "OBJECT", description = "Only the statements of this table, view or mart.")
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
        List<Operations.Statement> asked = object == null ? all : of(object, all);
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

    /** The statements of an object, and those before them that make the run's own tables which they read. */
    private static List<Operations.Statement> of(String name, List<Operations.Statement> all) {
        Deque<Operations.Statement> asked = new ArrayDeque<>();
        Set<String> read = new HashSet<>();
        for (int index = all.size() - 1; index >= 0; index--) {
            Operations.Statement statement = all.get(index);
            // Of several that make one table, the last before its reader is meant; it may read what it makes anew.
            if (named(statement, name) || statement.isOfRun() && read.remove(statement.object())) {
                asked.addFirst(statement);
                List<String> words = List.of(NO_WORD.split(statement.sql()));
                read.addAll(words);
                if (Collections.frequency(words, statement.object()) == 1) {
                    read.remove(statement.object());
                }
            }
        }
        return List.copyOf(asked);
    }

    private static boolean named(Operations.Statement statement, String name) {
        return statement.object().equals(name) || statement.object().endsWith("." + name);
    }

    private void print(Operations.Statement statement) {
        invocation
                .console()
                .data(invocation.console().outStyle().quiet("-- " + statement.object() + ": " + statement.purpose()));
        String sql = statement.sql().strip();
        invocation.console().exact(sql.endsWith(";") ? sql + "\n" : sql + ";\n");
    }

    private void write(List<Operations.Statement> statements) {
        ResultWriter writer = invocation.console().rows(output.format());
        writer.begin(List.of(ResultColumn.text("object"), ResultColumn.text("purpose"), ResultColumn.text("sql")));
        statements.forEach(statement -> writer.row(statement.object(), statement.purpose(), statement.sql()));
        writer.end();
    }

    private LierneException unknown(String name, List<Operations.Statement> all) {
        Set<String> known = new LinkedHashSet<>();
        for (Operations.Statement statement : all) {
            known.add(statement.object().substring(statement.object().lastIndexOf('.') + 1));
        }
        String meant = Suggestions.closest(name.substring(name.lastIndexOf('.') + 1), known)
                .map(each -> "Did you mean \"" + each + "\"? ")
                .orElse("");
        return new LierneException(
                Category.USAGE,
                "unknown_object",
                "The vault has no table, view or mart \"" + name + "\".",
                meant + "See them all with: lierne sql" + project.asArgument());
    }
}

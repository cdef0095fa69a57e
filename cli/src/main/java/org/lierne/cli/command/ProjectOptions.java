package org.lierne.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lierne.cli.console.ShellText;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import picocli.CommandLine.Option;

/** Which vault is meant. */
final class ProjectOptions {

    static final String VAULT_FILE = "vault.yml";

    @Option(
            names = {"-p", "--project"},
            paramLabel = "DIR",
            description = "The folder of the project, where vault.yml is. Default: the current folder.")
    private Path directory = Path.of("");

    /** The project's folder. */
    Path directory() {
        if (!Files.isRegularFile(directory.resolve(VAULT_FILE))) {
            String shown = directory.toString().isEmpty() ? "The current folder" : "\"" + directory + "\"";
            throw new LierneException(
                    Category.USAGE,
                    "no_project",
                    shown + " is no project: there is no " + VAULT_FILE + " in it.",
                    "Name the project's folder with --project DIR, or try \"lierne demo\" for a vault to start from.");
        }
        return directory;
    }

    /** The folder as it is to be typed again. */
    String asArgument() {
        return directory.toString().isEmpty() ? "" : " --project " + ShellText.quoted(directory.toString());
    }
}

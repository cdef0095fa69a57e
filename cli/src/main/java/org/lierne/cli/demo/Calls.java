package org.lierne.cli.demo;

import java.nio.file.Path;
import java.util.List;
import org.lierne.cli.console.ShellText;

/**
 * How Lierne is called here, as lines for a shell.
 *
 * @param command how it was started
 * @param project the demo's folder
 */
public record Calls(String command, Path project) {

    /**
     * @param verb a command with its options
     * @param rest arguments as the shell wants them; empty for none
     */
    public String line(String verb, String rest) {
        String start = ShellText.quoted(command) + " " + verb + " --project " + ShellText.quoted(project.toString());
        return rest.isEmpty() ? start : start + " " + rest;
    }

    /** One line, and what it is for. */
    public Suggestion suggest(String purpose, String verb, String rest) {
        return new Suggestion(purpose, List.of(line(verb, rest)));
    }
}

package org.lierne.cli.demo;

import java.util.List;

/**
 * What could be tried next.
 *
 * @param commands lines for a shell, to be pasted
 */
public record Suggestion(String purpose, List<String> commands) {

    public Suggestion {
        commands = List.copyOf(commands);
    }
}

package org.lierne.cli.console;

/**
 * What is at the far end of the streams.
 *
 * @param in whether a person can be asked
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param colour whether colours are wanted where there is a terminal
 * @param width columns of the terminal
 */
public record Terminal(boolean in, boolean out, boolean err, boolean colour, int width) {

    /** The width where none is known. */
    public static final int DEFAULT_WIDTH = 100;

    /** Files and pipes on all sides. */
    public static final Terminal NONE = new Terminal(false, false, false, false, DEFAULT_WIDTH);

    private static final int LEAST_WIDTH = 40;

    public Terminal {
        width = Math.max(width, LEAST_WIDTH);
    }

    Terminal withoutColour() {
        return new Terminal(in, out, err, false, width);
    }
}

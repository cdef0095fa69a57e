package org.lierne.cli.console;

/** Words as a shell is to be given them. */
public final class ShellText {

    private ShellText() {}

    /** In quotes where the shell would take it apart or read it otherwise. */
    public static String quoted(String word) {
        return word.matches("[\\w./+:@%,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

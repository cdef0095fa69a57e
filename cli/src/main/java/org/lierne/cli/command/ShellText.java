package org.lierne.cli.command;

/** Words as a shell is to be given them. */
final class ShellText {

    private ShellText() {}

    /** In quotes where the shell would take it apart or read it otherwise. */
    static String quoted(String word) {
        return word.matches("[\\w./+:@%,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

package org.lierne.cli.command;

import org.lierne.cli.console.Console;

/** What every command of one invocation shares. */
public final class Invocation {

    private final Console console;
    private final Operations operations;
    private boolean verbose;

    public Invocation(Console console, Operations operations) {
        this.console = console;
        this.operations = operations;
    }

    public Console console() {
        return console;
    }

    Operations operations() {
        return operations;
    }

    /** Whether every step and the causes of failures are told. */
    public boolean verbose() {
        return verbose;
    }

    void setVerbose(boolean verbose) {
        this.verbose = verbose;
    }

    /** Lets the libraries log what they do, too; it counts only before the first of them has asked for a logger. */
    public void beVerboseIfAsked() {
        if (verbose) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
    }
}

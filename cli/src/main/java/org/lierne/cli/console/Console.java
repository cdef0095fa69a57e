package org.lierne.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;

/** The streams of one invocation. Data goes to {@link #out()}, talk to {@link #err()}. Not safe for several threads. */
public final class Console {

    private final PrintWriter out;
    private final PrintWriter err;
    private final BufferedReader in;
    private final Terminal terminal;

    public Console(Writer out, Writer err, Reader in, Terminal terminal) {
        this(new PrintWriter(out, false), new PrintWriter(err, true), new BufferedReader(in), terminal);
    }

    private Console(PrintWriter out, PrintWriter err, BufferedReader in, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.in = in;
        this.terminal = terminal;
    }

    /** The same streams, without colours. */
    public Console withoutColour() {
        return new Console(out, err, in, terminal.withoutColour());
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    public Terminal terminal() {
        return terminal;
    }

    public Style outStyle() {
        return new Style(terminal.out() && terminal.colour());
    }

    public Style errStyle() {
        return new Style(terminal.err() && terminal.colour());
    }

    /** Writes a line of data, or several. What steers a terminal in it is made visible, but for our own colours. */
    public void data(String line) {
        out.println(outStyle().visible(line));
    }

    /** Writes a line of data for a program: not a character is changed. */
    public void exact(String line) {
        out.println(line);
    }

    /** Writes a line of talk, or several, after what was written as data before it; made visible like data. */
    public void say(String line) {
        out.flush();
        err.println(errStyle().visible(line));
        err.flush();
    }

    /** A writer of rows to standard output in that format. */
    public ResultWriter rows(OutputFormat format) {
        return switch (format) {
            case TABLE -> TableWriter.of(this, TableWriter.NULL_SIGN);
            case CSV -> new CsvWriter(out);
            case JSON -> new JsonWriter(out);
        };
    }

    /** Whether there is a person who can be asked. */
    public boolean canAsk() {
        return terminal.in() && terminal.err();
    }

    /** Asks on standard error; anything but y or yes is a no. */
    public boolean confirm(String question) {
        out.flush();
        err.print(errStyle().visible(question) + " [y/N] ");
        err.flush();
        try {
            String answer = in.readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The answer could not be read from standard input.", unreadable);
        }
    }

    /** Tells a failure in full, for who asked for it. */
    public void tell(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        say(trace.toString().stripTrailing().replace("\t", "    "));
    }

    /** Hands everything written so far to the streams. */
    public void flush() {
        out.flush();
        err.flush();
    }

    /** Whether what was written as data could not be delivered, as when the reader of a pipe has gone. */
    public boolean outIsBroken() {
        return out.checkError();
    }
}

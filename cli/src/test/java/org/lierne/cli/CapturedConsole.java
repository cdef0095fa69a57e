package org.lierne.cli;

import java.io.StringReader;
import java.io.StringWriter;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.Terminal;

/** A console whose streams are texts. */
public final class CapturedConsole {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console;

    private CapturedConsole(String input, Terminal terminal) {
        console = new Console(out, err, new StringReader(input), terminal);
    }

    /** Files and pipes on all sides. */
    public static CapturedConsole piped() {
        return new CapturedConsole("", Terminal.NONE);
    }

    public static CapturedConsole on(Terminal terminal) {
        return new CapturedConsole("", terminal);
    }

    /** A person at a terminal who types this. */
    public static CapturedConsole answering(String input) {
        return new CapturedConsole(input, new Terminal(true, true, true, false, 100));
    }

    public Console console() {
        return console;
    }

    public String out() {
        console.flush();
        return out.toString();
    }

    public String err() {
        console.flush();
        return err.toString();
    }
}

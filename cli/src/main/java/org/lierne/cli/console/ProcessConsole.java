package org.lierne.cli.console;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The console of this process: the one place that touches the standard streams. */
public final class ProcessConsole {

    /** Holds the digits of those standard streams that are terminals; the launcher sets it. */
    static final String TERMINAL_VARIABLE = "LIERNE_TTY";

    static final String WIDTH_VARIABLE = "LIERNE_COLUMNS";

    private static final int BUFFER = 1 << 16;

    private ProcessConsole() {}

    /** UTF-8 on both sides, whatever the locale: csv and json are read by programs. */
    public static Console open() {
        return new Console(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                new InputStreamReader(System.in, Charset.defaultCharset()),
                terminal(System.getenv()));
    }

    /** Reads the environment; a JVM cannot tell a terminal from a pipe alike on all its versions. */
    static Terminal terminal(Map<String, String> environment) {
        String terminals = environment.getOrDefault(TERMINAL_VARIABLE, "");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                terminals.contains("0"),
                terminals.contains("1"),
                terminals.contains("2") && !dumb,
                !noColour && !dumb,
                width(environment.getOrDefault(WIDTH_VARIABLE, "")));
    }

    private static int width(String text) {
        return text.matches("[1-9]\\d{0,4}") ? Integer.parseInt(text) : Terminal.DEFAULT_WIDTH;
    }

    /** Not by System.out, which keeps it to itself when the reader of a pipe has gone. */
    private static Writer utf8(FileDescriptor descriptor) {
        OutputStreamWriter writer = new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8);
        return new BufferedWriter(writer, BUFFER);
    }
}

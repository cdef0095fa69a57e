package org.lierne.cli.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours of one stream, by what they mean. Without a terminal every text stays as it is. */
public final class Style {

    /** The colours below: whatever else steers a terminal comes from data. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[(?:[012]|3[1236])m");

    private final boolean coloured;

    Style(boolean coloured) {
        this.coloured = coloured;
    }

    public String title(String text) {
        return wrap("1", text);
    }

    public String quiet(String text) {
        return wrap("2", text);
    }

    public String good(String text) {
        return wrap("32", text);
    }

    public String warning(String text) {
        return wrap("33", text);
    }

    public String error(String text) {
        return wrap("31", text);
    }

    public String accent(String text) {
        return wrap("36", text);
    }

    private String wrap(String code, String text) {
        return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /**
     * The text as it may be written: its lines as they are, and every other control character as a visible sign, but for
     * the colours of this style, so that data can at most be coloured.
     */
    String visible(String text) {
        String[] lines = text.split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            lines[line] = coloured ? colouredLine(lines[line]) : DisplayText.printable(lines[line]);
        }
        return String.join("\n", lines);
    }

    private static String colouredLine(String line) {
        Matcher colour = COLOUR.matcher(line);
        StringBuilder visible = new StringBuilder();
        int done = 0;
        while (colour.find()) {
            visible.append(DisplayText.printable(line.substring(done, colour.start())))
                    .append(colour.group());
            done = colour.end();
        }
        return visible.append(DisplayText.printable(line.substring(done))).toString();
    }
}

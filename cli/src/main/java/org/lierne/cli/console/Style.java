package org.lierne.cli.console;

/** Colours of one stream, by what they mean. Without a terminal every text stays as it is. */
public final class Style {

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
}

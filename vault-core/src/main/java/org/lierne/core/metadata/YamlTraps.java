package org.lierne.core.metadata;

/** What YAML reads differently from what a person means. */
final class YamlTraps {

    static final String QUOTE_BRACES = "A value that begins with { or contains ${…} inside { } wants quotes.";

    private YamlTraps() {}

    /** Whether a text ends inside parentheses. */
    static boolean isCut(String text) {
        long opened = text.chars().filter(character -> character == '(').count();
        long closed = text.chars().filter(character -> character == ')').count();
        return opened > closed;
    }

    /** Whether a text ends inside parentheses or a quoted word. */
    static boolean isUnfinished(String text) {
        return isCut(text)
                || text.chars().filter(character -> character == '\'').count() % 2 == 1;
    }

    /** What probably led to a syntax error. */
    static String hint(Position at, String problem) {
        String line = at.sourceLine();
        if (problem.contains("TAB") || problem.contains("\\t") || line.matches(" *\t.*")) {
            return "Indent with blanks; YAML allows no tabs there.";
        }
        String value = line.replaceFirst("^[^:]*:\\s*", "").stripLeading();
        if (line.contains("${") || value.startsWith("{")) {
            return QUOTE_BRACES;
        }
        if (value.startsWith("*") || value.startsWith("&") || value.startsWith("%") || value.startsWith("@")) {
            return "A value that begins with " + value.charAt(0) + " wants quotes.";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "A value that contains \": \" wants quotes; otherwise look at the indentation of this line and the one"
                    + " before.";
        }
        return "Look at the indentation, quotes and brackets of this line and the one before.";
    }
}

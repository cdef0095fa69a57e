package org.lierne.loader.rebuild;

import com.google.re2j.Pattern;

/** White space and cases of Unicode, character by character: a folded text has as many characters as before. */
final class Letters {

    private static final Pattern WHITE_SPACE_AT_ENDS =
            Pattern.compile("\\A[\\t-\\r\\x{85}\\p{Z}]+|[\\t-\\r\\x{85}\\p{Z}]+\\z");

    private static final int SHARP_S = 0xDF;
    private static final int CAPITAL_SHARP_S = 0x1E9E;

    private Letters() {}

    /** Without Unicode's white space at both ends. */
    static String trimmed(String text) {
        return WHITE_SPACE_AT_ENDS.matcher(text).replaceAll("");
    }

    /** Without blanks at both ends. */
    static String withoutBlanks(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    static String upper(String text) {
        StringBuilder upper = new StringBuilder(text.length());
        text.codePoints()
                .map(letter -> letter == SHARP_S ? CAPITAL_SHARP_S : Character.toUpperCase(letter))
                .forEach(upper::appendCodePoint);
        return upper.toString();
    }

    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }
}

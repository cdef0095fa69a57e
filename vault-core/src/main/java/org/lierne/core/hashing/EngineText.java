package org.lierne.core.hashing;

/** What SQL's {@code trim} and DuckDB's {@code upper} make of a text. */
final class EngineText {

    private static final int SHARP_S = 'ß';
    private static final int CAPITAL_SHARP_S = 'ẞ';

    private EngineText() {}

    /** The text without spaces at its ends; other white space stays. */
    static String withoutSpaces(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && text.charAt(begin) == ' ') {
            begin++;
        }
        while (end > begin && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(begin, end);
    }

    /** Each character by its own upper case, so that none becomes two: {@code ﬁ} stays, and {@code ß} is {@code ẞ}. */
    static String upperCase(String text) {
        StringBuilder upper = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> character == SHARP_S ? CAPITAL_SHARP_S : Character.toUpperCase(character))
                .forEach(upper::appendCodePoint);
        return upper.toString();
    }
}

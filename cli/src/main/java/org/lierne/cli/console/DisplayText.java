package org.lierne.cli.console;

/** Texts as a terminal shows them: how wide they are, and how they fit. */
public final class DisplayText {

    /** First and last code points that take two columns (Unicode's East Asian Width: wide, fullwidth). */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x231A, 0x231B},
        {0x2E80, 0x303E},
        {0x3041, 0x33FF},
        {0x3400, 0x4DBF},
        {0x4E00, 0x9FFF},
        {0xA000, 0xA4CF},
        {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1F9FF},
        {0x1FA70, 0x1FAFF},
        {0x20000, 0x3FFFD},
    };

    private static final int FIRST_CONTROL_PICTURE = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;

    /** Separators of lines and paragraphs, and what embeds or overrides a direction. */
    private static final int FIRST_SEPARATOR = 0x2028;

    private static final int LAST_EMBEDDING = 0x202E;
    private static final int FIRST_ISOLATE = 0x2066;
    private static final int LAST_ISOLATE = 0x2069;

    private DisplayText() {}

    /** Columns that the text takes. */
    public static int width(String text) {
        return text.codePoints().map(DisplayText::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    /**
     * The text with each character that steers as a visible sign, so that data can neither break lines nor reorder what is
     * shown. Of the marks of direction those of a single character stay; they are part of texts in Arabic and Hebrew.
     */
    public static String printable(String text) {
        if (text.codePoints().noneMatch(DisplayText::isSteering)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().map(DisplayText::picture).forEach(visible::appendCodePoint);
        return visible.toString();
    }

    private static int picture(int codePoint) {
        if (codePoint < ' ') {
            return FIRST_CONTROL_PICTURE + codePoint;
        }
        if (codePoint == 0x7F) {
            return PICTURE_OF_DELETE;
        }
        return isSteering(codePoint) ? 0xFFFD : codePoint;
    }

    private static boolean isSteering(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint >= FIRST_SEPARATOR && codePoint <= LAST_EMBEDDING
                || codePoint >= FIRST_ISOLATE && codePoint <= LAST_ISOLATE;
    }

    /** The text, or its beginning and an ellipsis, in no more than that many columns. */
    public static String fit(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int taken = 0;
        for (int codePoint : text.codePoints().toArray()) {
            taken += width(codePoint);
            if (taken > columns - 1) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.append('…').toString();
    }

    /** The text with blanks after it, or before it, up to that many columns. */
    public static String pad(String text, int columns, boolean right) {
        String blanks = " ".repeat(Math.max(0, columns - width(text)));
        return right ? blanks + text : text + blanks;
    }
}

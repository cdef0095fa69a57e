package org.lierne.loader.json;

/**
 * RFC 8259 in UTF-8, strictly: no trailing commas, no comments, no NaN, no half surrogate pairs. How deep values are
 * nested costs a bit per level.
 */
final class JsonSyntax {

    private static final String TRUE = "true";
    private static final String FALSE = "false";
    private static final String NULL = "null";

    private long[] objects = new long[4];
    private byte[] bytes = {};
    private int end;
    private int fault;
    private String reason = "";

    /**
     * Whether bytes are one JSON value, with white space around it.
     *
     * <p>If not, {@link #fault} and {@link #reason} say where and why.
     */
    boolean isValid(byte[] text, int from, int to) {
        bytes = text;
        end = to;
        reason = "";
        int depth = 0;
        int at = blanks(from);
        while (true) {
            at = valueOrOpening(at);
            if (at < 0) {
                return false;
            }
            boolean opened = bytes[at - 1] == '{' || bytes[at - 1] == '[';
            if (opened && isOpening) {
                push(depth++, bytes[at - 1] == '{');
                at = blanks(at);
                if (at < end && bytes[at] == closing(depth)) {
                    at++;
                    depth--;
                } else {
                    at = inObject(depth) ? name(at) : at;
                    if (at < 0) {
                        return false;
                    }
                    continue;
                }
            }
            at = afterValue(at, depth);
            if (at < 0) {
                return false;
            }
            depth = depthAfter;
            if (depth == 0) {
                return at == end || wrong(at, "something follows the value");
            }
            at = inObject(depth) ? name(at) : at;
            if (at < 0) {
                return false;
            }
        }
    }

    private boolean isOpening;
    private int depthAfter;

    /** Passes a scalar, or the bracket that opens a container. */
    private int valueOrOpening(int at) {
        isOpening = false;
        if (at >= end) {
            return fail(at, "it ends where a value should be");
        }
        byte first = bytes[at];
        switch (first) {
            case '{', '[' -> {
                isOpening = true;
                return at + 1;
            }
            case '"' -> {
                return string(at);
            }
            case 't' -> {
                return word(at, TRUE);
            }
            case 'f' -> {
                return word(at, FALSE);
            }
            case 'n' -> {
                return word(at, NULL);
            }
            default -> {
                return number(at);
            }
        }
    }

    /** Passes closing brackets, and the comma before the next value. */
    private int afterValue(int from, int depthBefore) {
        int depth = depthBefore;
        int at = blanks(from);
        while (depth > 0) {
            if (at >= end) {
                return fail(at, "it ends within " + (inObject(depth) ? "an object" : "an array"));
            }
            if (bytes[at] == ',') {
                depthAfter = depth;
                return blanks(at + 1);
            }
            if (bytes[at] != closing(depth)) {
                return fail(at, "a comma or " + (inObject(depth) ? "}" : "]") + " is missing");
            }
            depth--;
            at = blanks(at + 1);
        }
        depthAfter = 0;
        return at;
    }

    /** Passes a member's name and the colon. */
    private int name(int at) {
        if (at >= end || bytes[at] != '"') {
            return fail(at, "a name in double quotes is missing");
        }
        int after = string(at);
        if (after < 0) {
            return after;
        }
        after = blanks(after);
        if (after >= end || bytes[after] != ':') {
            return fail(after, "a colon is missing");
        }
        return blanks(after + 1);
    }

    private int string(int opening) {
        int at = opening + 1;
        byte[] text = bytes;
        int to = end;
        while (at < to) {
            byte current = text[at];
            if (current >= 0x20 && current != '"' && current != '\\') {
                at++;
                continue;
            }
            if (current == '"') {
                return at + 1;
            }
            if (current == '\\') {
                at = escape(at);
            } else if (current >= 0) {
                return fail(at, "a control character stands in a text");
            } else {
                at = beyondAscii(at);
            }
            if (at < 0) {
                return at;
            }
        }
        return fail(at, "it ends within a text");
    }

    private int escape(int at) {
        if (at + 1 >= end) {
            return fail(at, "it ends within a text");
        }
        byte kind = bytes[at + 1];
        if (kind != 'u') {
            return "\"\\/bfnrt".indexOf(kind) >= 0 ? at + 2 : fail(at, "an escape is unknown");
        }
        int unit = unit(at);
        if (unit < 0) {
            return fail(at, "an escape is unknown");
        }
        if (Character.isHighSurrogate((char) unit)) {
            boolean paired = at + 7 < end && bytes[at + 6] == '\\' && bytes[at + 7] == 'u' && unit(at + 6) >= 0;
            return paired && Character.isLowSurrogate((char) unit(at + 6))
                    ? at + 12
                    : fail(at, "half a surrogate pair stands in a text");
        }
        return Character.isLowSurrogate((char) unit) ? fail(at, "half a surrogate pair stands in a text") : at + 6;
    }

    private int unit(int at) {
        return at + 6 <= end ? JsonTexts.unit(bytes, at + 2) : -1;
    }

    /** One character of two to four bytes, in its shortest form. */
    private int beyondAscii(int at) {
        int first = bytes[at] & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + length > end) {
            return fail(at, "it is not valid UTF-8");
        }
        int second = bytes[at + 1] & 0xff;
        boolean shortest = switch (first) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
        for (int index = 1; index < length; index++) {
            if ((bytes[at + index] & 0xc0) != 0x80) {
                return fail(at, "it is not valid UTF-8");
            }
        }
        return shortest ? at + length : fail(at, "it is not valid UTF-8");
    }

    private int word(int at, String word) {
        for (int index = 0; index < word.length(); index++) {
            if (at + index >= end || bytes[at + index] != word.charAt(index)) {
                return fail(at, "no value stands where one should be");
            }
        }
        return at + word.length();
    }

    private int number(int from) {
        int at = from;
        if (bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            int whole = digits(at);
            if (whole == at) {
                return fail(from, "no value stands where one should be");
            }
            at = whole;
        }
        if (at < end && bytes[at] == '.') {
            int fraction = digits(at + 1);
            if (fraction == at + 1) {
                return fail(at, "a number has no digits after its point");
            }
            at = fraction;
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            int sign = at + 1 < end && (bytes[at + 1] == '+' || bytes[at + 1] == '-') ? 1 : 0;
            int exponent = digits(at + 1 + sign);
            if (exponent == at + 1 + sign) {
                return fail(at, "a number has no digits in its exponent");
            }
            at = exponent;
        }
        return at;
    }

    private int digits(int from) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private int blanks(int from) {
        int at = from;
        while (at < end && JsonTexts.isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    private void push(int level, boolean isObject) {
        if (level >> 6 == objects.length) {
            objects = java.util.Arrays.copyOf(objects, objects.length * 2);
        }
        long bit = 1L << level;
        objects[level >> 6] = isObject ? objects[level >> 6] | bit : objects[level >> 6] & ~bit;
    }

    private boolean inObject(int depth) {
        return (objects[depth - 1 >> 6] >>> depth - 1 & 1) == 1;
    }

    private byte closing(int depth) {
        return (byte) (inObject(depth) ? '}' : ']');
    }

    private boolean wrong(int at, String why) {
        fail(at, why);
        return false;
    }

    private int fail(int at, String why) {
        fault = at;
        reason = why;
        return -1;
    }

    /** Where the last text that was not valid goes wrong, in the array that was given. */
    int fault() {
        return fault;
    }

    /** Why, as a clause: {@code a colon is missing}. */
    String reason() {
        return reason;
    }
}

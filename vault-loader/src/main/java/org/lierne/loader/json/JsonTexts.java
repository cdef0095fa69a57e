package org.lierne.loader.json;

/** Pieces of JSON that is known to be valid: passing over them, and what their text means. */
final class JsonTexts {

    private JsonTexts() {}

    static boolean isBlank(byte each) {
        return each == ' ' || each == '\n' || each == '\r' || each == '\t';
    }

    static int blanks(byte[] bytes, int from) {
        int at = from;
        while (isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The place after the value that begins there. */
    static int afterValue(byte[] bytes, int from, int to) {
        byte first = bytes[from];
        if (first == '"') {
            return afterString(bytes, from);
        }
        if (first != '{' && first != '[') {
            int at = from;
            while (at < to && !isBlank(bytes[at]) && bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']') {
                at++;
            }
            return at;
        }
        int depth = 0;
        int at = from;
        do {
            switch (bytes[at]) {
                case '"' -> at = afterString(bytes, at) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // Scalars, and what stands between values.
                }
            }
            at++;
        } while (depth > 0);
        return at;
    }

    /** The place after the text that begins there with a quote. */
    static int afterString(byte[] bytes, int from) {
        int at = from + 1;
        while (true) {
            byte each = bytes[at];
            if (each == '"') {
                return at + 1;
            }
            at += each == '\\' ? 2 : 1;
        }
    }

    /** The UTF-16 unit of four hexadecimal digits; -1 if they are none. */
    static int unit(byte[] bytes, int from) {
        int unit = 0;
        for (int index = from; index < from + 4; index++) {
            int digit = bytes[index] < 0 ? -1 : Character.digit(bytes[index], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** Appends what an escape stands for, in UTF-8; returns the place after it. */
    static int unescape(byte[] bytes, int at, Buffer target) {
        byte kind = bytes[at + 1];
        if (kind != 'u') {
            target.write(
                    switch (kind) {
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        default -> kind;
                    });
            return at + 2;
        }
        int character = unit(bytes, at + 2);
        int after = at + 6;
        if (Character.isHighSurrogate((char) character)) {
            character = Character.toCodePoint((char) character, (char) unit(bytes, after + 2));
            after += 6;
        }
        append(character, target);
        return after;
    }

    private static void append(int character, Buffer target) {
        if (character < 0x80) {
            target.write(character);
            return;
        }
        if (character < 0x800) {
            target.write(0xc0 | character >> 6);
        } else {
            if (character < 0x10000) {
                target.write(0xe0 | character >> 12);
            } else {
                target.write(0xf0 | character >> 18);
                target.write(0x80 | character >> 12 & 0x3f);
            }
            target.write(0x80 | character >> 6 & 0x3f);
        }
        target.write(0x80 | character & 0x3f);
    }

    /** The text between two places within quotes. */
    static String decoded(byte[] bytes, int from, int to) {
        Buffer text = new Buffer();
        int at = from;
        while (at < to) {
            if (bytes[at] == '\\') {
                at = unescape(bytes, at, text);
            } else {
                text.write(bytes[at++]);
            }
        }
        return text.text();
    }
}

package org.lierne.loader.rebuild;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plain reader of JSON (RFC 8259, to the letter): a value at a time, whose numbers and nested texts stay as written. */
final class PlainJson {

    /** A text that is no JSON. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /** What a value is. */
    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        WORD
    }

    /**
     * A value.
     *
     * @param text as written, without white space between its parts
     * @param string what a string says; else the text
     * @param names of an object's members, in order; repeated ones too
     * @param values of an object's members, or an array's elements
     */
    record Value(Kind kind, String text, String string, List<String> names, List<Value> values) {

        boolean isNull() {
            return kind == Kind.WORD && text.equals("null");
        }

        /** What a column reads of it. */
        @Nullable
        String read() {
            return isNull() ? null : kind == Kind.STRING ? string : text;
        }
    }

    private static final int END = -1;
    private static final int DEEPEST = 2_000;

    private final Reader input;
    private final StringBuilder written = new StringBuilder();
    private int next;
    private int depth;

    PlainJson(Reader input) throws IOException {
        this.input = input;
        this.next = input.read();
    }

    /** The value that stands next. */
    Value value() throws IOException, Malformed {
        skipWhiteSpace();
        int from = written.length();
        return switch (next) {
            case '{' -> object(from);
            case '[' -> array(from);
            case '"' -> {
                String string = string();
                yield new Value(Kind.STRING, written.substring(from), string, List.of(), List.of());
            }
            default -> next == '-' || isDigit() ? number(from) : word(from);
        };
    }

    /** Whether nothing but white space follows. */
    boolean atEnd() throws IOException {
        skipWhiteSpace();
        return next == END;
    }

    /** The character that stands next, white space passed over; -1 at the end. */
    int peek() throws IOException {
        skipWhiteSpace();
        return next;
    }

    /** Passes over a character that must stand next. */
    void pass(char expected) throws IOException, Malformed {
        skipWhiteSpace();
        expect(expected);
    }

    /** Reads the name of a member, and the colon behind it. */
    String name() throws IOException, Malformed {
        skipWhiteSpace();
        if (next != '"') {
            throw unexpected();
        }
        String name = string();
        pass(':');
        return name;
    }

    /** How much is held of what has been read, to go back to by {@link #forget}. */
    int held() {
        return written.length();
    }

    /** Forgets what has been read since: its values keep their texts. */
    void forget(int held) {
        written.setLength(held);
    }

    private Value object(int from) throws IOException, Malformed {
        descend();
        expect('{');
        List<String> names = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        if (peek() != '}') {
            do {
                names.add(name());
                values.add(value());
            } while (passComma());
        }
        pass('}');
        depth--;
        String text = written.substring(from);
        return new Value(Kind.OBJECT, text, text, names, values);
    }

    private Value array(int from) throws IOException, Malformed {
        descend();
        expect('[');
        List<Value> values = new ArrayList<>();
        if (peek() != ']') {
            do {
                values.add(value());
            } while (passComma());
        }
        pass(']');
        depth--;
        String text = written.substring(from);
        return new Value(Kind.ARRAY, text, text, List.of(), values);
    }

    private void descend() throws Malformed {
        if (++depth > DEEPEST) {
            throw new Malformed("it is nested deeper than " + DEEPEST + " levels, which this reader does not follow");
        }
    }

    /** Passes over a comma, if one stands next. */
    boolean passComma() throws IOException {
        if (peek() != ',') {
            return false;
        }
        take();
        return true;
    }

    private String string() throws IOException, Malformed {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (next != '"') {
            if (next < ' ') {
                throw unexpected();
            }
            if (next == '\\') {
                take();
                string.append(escaped());
            } else {
                string.append((char) next);
                take();
            }
        }
        take();
        refuseHalves(string);
        return string.toString();
    }

    private char escaped() throws IOException, Malformed {
        int letter = next;
        take();
        return switch (letter) {
            case '"', '\\', '/' -> (char) letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int digit = 0; digit < 4; digit++) {
                    int value = next < 128 ? Character.digit(next, 16) : -1;
                    if (value < 0) {
                        throw unexpected();
                    }
                    code = code * 16 + value;
                    take();
                }
                yield (char) code;
            }
            default -> throw new Malformed("an escape is none of JSON's");
        };
    }

    private static void refuseHalves(CharSequence string) throws Malformed {
        for (int at = 0; at < string.length(); at++) {
            char unit = string.charAt(at);
            if (Character.isHighSurrogate(unit)
                    && at + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(unit)) {
                throw new Malformed("it has half a surrogate pair");
            }
        }
    }

    private Value number(int from) throws IOException, Malformed {
        if (next == '-') {
            take();
        }
        if (next == '0') {
            take();
        } else {
            digits();
        }
        if (next == '.') {
            take();
            digits();
        }
        if (next == 'e' || next == 'E') {
            take();
            if (next == '+' || next == '-') {
                take();
            }
            digits();
        }
        String text = written.substring(from);
        return new Value(Kind.NUMBER, text, text, List.of(), List.of());
    }

    private void digits() throws IOException, Malformed {
        if (!isDigit()) {
            throw unexpected();
        }
        while (isDigit()) {
            take();
        }
    }

    private boolean isDigit() {
        return next >= '0' && next <= '9';
    }

    private Value word(int from) throws IOException, Malformed {
        while (next >= 'a' && next <= 'z') {
            take();
        }
        String word = written.substring(from);
        if (!word.equals("null") && !word.equals("true") && !word.equals("false")) {
            throw unexpected();
        }
        return new Value(Kind.WORD, word, word, List.of(), List.of());
    }

    private void expect(char expected) throws IOException, Malformed {
        if (next != expected) {
            throw unexpected();
        }
        take();
    }

    private void take() throws IOException {
        written.append((char) next);
        next = input.read();
    }

    private void skipWhiteSpace() throws IOException {
        while (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
            next = input.read();
        }
    }

    private Malformed unexpected() {
        return new Malformed(next == END ? "it ends too early" : "\"" + (char) next + "\" is not expected");
    }
}

package org.lierne.loader.rebuild;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
     * @param string what a string says; else the empty text
     * @param names of an object's members, in order; repeated ones too
     * @param values of an object's members, or an array's elements
     * @param written the text that holds the value's, from one place to another
     */
    record Value(
            Kind kind, String string, List<String> names, List<Value> values, CharSequence written, int from, int to) {

        /** As written, without white space between its parts. */
        String text() {
            return written.subSequence(from, to).toString();
        }

        boolean isNull() {
            return kind == Kind.WORD && written.charAt(from) == 'n';
        }

        /** What a column reads of it. */
        @Nullable
        String read() {
            return isNull() ? null : kind == Kind.STRING ? string : text();
        }
    }

    /** An object or array that is being read. */
    private record Open(Kind kind, int from, List<String> names, List<Value> values) {}

    private static final int END = -1;

    private final Reader input;
    private final StringBuilder written = new StringBuilder();
    private int next;

    PlainJson(Reader input) throws IOException {
        this.input = input;
        this.next = input.read();
    }

    /** The value that stands next. Nothing recurses, so it may be nested as deeply as it likes. */
    Value value() throws IOException, Malformed {
        Deque<Open> open = new ArrayDeque<>();
        while (true) {
            skipWhiteSpace();
            if (next == '{' || next == '[') {
                Open inner = new Open(
                        next == '{' ? Kind.OBJECT : Kind.ARRAY, written.length(), new ArrayList<>(), new ArrayList<>());
                take();
                open.push(inner);
                if (peek() != closing(inner)) {
                    nameOf(inner);
                    continue;
                }
            } else {
                Value scalar = scalar();
                if (open.isEmpty()) {
                    return scalar;
                }
                open.element().values().add(scalar);
            }
            Value whole = closed(open);
            if (whole != null) {
                return whole;
            }
        }
    }

    /** Closes what ends here; the outermost value, if it does, or else NULL before the next value. */
    private @Nullable Value closed(Deque<Open> open) throws IOException, Malformed {
        while (true) {
            Open inner = open.element();
            boolean more = !inner.values().isEmpty() && passComma();
            if (more) {
                nameOf(inner);
                return null;
            }
            pass(closing(inner));
            open.pop();
            Value value =
                    new Value(inner.kind(), "", inner.names(), inner.values(), written, inner.from(), written.length());
            if (open.isEmpty()) {
                return value;
            }
            open.element().values().add(value);
        }
    }

    private static char closing(Open inner) {
        return inner.kind() == Kind.OBJECT ? '}' : ']';
    }

    private void nameOf(Open inner) throws IOException, Malformed {
        if (inner.kind() == Kind.OBJECT) {
            inner.names().add(name());
        }
    }

    private Value scalar() throws IOException, Malformed {
        int from = written.length();
        if (next == '"') {
            String string = string();
            return new Value(Kind.STRING, string, List.of(), List.of(), written, from, written.length());
        }
        Kind kind = next == '-' || isDigit() ? Kind.NUMBER : Kind.WORD;
        if (kind == Kind.NUMBER) {
            number();
        } else {
            word(from);
        }
        return new Value(kind, "", List.of(), List.of(), written, from, written.length());
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

    /** Forgets what has been read since, whose values lose their texts. */
    void forget(int held) {
        written.setLength(held);
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

    private void number() throws IOException, Malformed {
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

    private void word(int from) throws IOException, Malformed {
        while (next >= 'a' && next <= 'z') {
            take();
        }
        String word = written.substring(from);
        if (!word.equals("null") && !word.equals("true") && !word.equals("false")) {
            throw unexpected();
        }
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

package org.lierne.loader.erasure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lierne.core.model.FieldPath;

/** Takes values out of one record of valid JSON, and leaves its names, objects and arrays as they are. */
final class JsonEdit {

    private final String text;
    private final Function<List<String>, Optional<String>> edit;
    private final StringBuilder edited = new StringBuilder();
    private final Deque<Character> open = new ArrayDeque<>();
    private final List<String> path = new ArrayList<>();
    private int at;

    private JsonEdit(String text, Function<List<String>, Optional<String>> edit) {
        this.text = text;
        this.edit = edit;
    }

    /**
     * The record with other values.
     *
     * @param record a value
     * @param edit by the names that lead to a text, number or word through objects and arrays, in the form in which equal
     *     names are equal, the JSON that takes its place; empty if it stays
     */
    static String edited(String record, Function<List<String>, Optional<String>> edit) {
        return new JsonEdit(record, edit).edited();
    }

    private String edited() {
        while (at < text.length()) {
            char current = text.charAt(at);
            switch (current) {
                case '{', '[' -> {
                    open.push(current);
                    take();
                }
                case '}', ']' -> {
                    open.pop();
                    take();
                    valueEnds();
                }
                case ',', ' ', '\t', '\r', '\n' -> take();
                default -> {
                    if (current == '"' && isName()) {
                        name();
                    } else {
                        scalar();
                        valueEnds();
                    }
                }
            }
        }
        return edited.toString();
    }

    private boolean isName() {
        if (open.isEmpty() || open.peek() != '{') {
            return false;
        }
        int before = edited.length() - 1;
        while (before >= 0 && Character.isWhitespace(edited.charAt(before))) {
            before--;
        }
        return before >= 0 && edited.charAt(before) != ':';
    }

    /** A name, and the colon behind it: what follows stands under it. */
    private void name() {
        int begin = at;
        int end = stringEnd(at);
        path.add(FieldPath.essence(decoded(text.substring(begin + 1, end - 1))));
        edited.append(text, begin, end);
        at = end;
        while (text.charAt(at) != ':') {
            take();
        }
        take();
    }

    private void valueEnds() {
        if (!open.isEmpty() && open.peek() == '{') {
            path.remove(path.size() - 1);
        }
    }

    private void scalar() {
        int begin = at;
        int end = text.charAt(at) == '"' ? stringEnd(at) : wordEnd(at);
        edited.append(edit.apply(Collections.unmodifiableList(path)).orElse(text.substring(begin, end)));
        at = end;
    }

    private void take() {
        edited.append(text.charAt(at));
        at++;
    }

    private int stringEnd(int from) {
        int end = from + 1;
        while (text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < text.length() && ",]} \t\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String decoded(String written) {
        if (written.indexOf('\\') < 0) {
            return written;
        }
        StringBuilder decoded = new StringBuilder();
        for (int place = 0; place < written.length(); place++) {
            char letter = written.charAt(place);
            if (letter != '\\') {
                decoded.append(letter);
                continue;
            }
            place++;
            char escaped = written.charAt(place);
            if (escaped == 'u') {
                decoded.append((char) Integer.parseInt(written.substring(place + 1, place + 5), 16));
                place += 4;
            } else {
                decoded.append(
                        switch (escaped) {
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> escaped;
                        });
            }
        }
        return decoded.toString();
    }
}

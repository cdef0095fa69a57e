package org.lierne.loader.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.lierne.core.model.CsvFormat;

/** Takes fields out of one CSV record, and leaves the others as they are written. */
final class CsvEdit {

    private CsvEdit() {}

    /**
     * The record with other fields.
     *
     * @param fields how many fields the header has: a record that has fewer or more is not known to have any where they
     *     belong, and is emptied as a whole, so that it still has another number of fields
     * @param edit by the place of a field, from 0, the text that takes its place; empty if it stays
     */
    static String edited(String record, CsvFormat format, int fields, IntFunction<Optional<String>> edit) {
        List<String> raw = split(record, format);
        if (raw.size() != fields) {
            return fields > 1 ? ErasedText.WORD : ErasedText.WORD + format.delimiter() + ErasedText.WORD;
        }
        List<String> edited = new ArrayList<>();
        for (int place = 0; place < raw.size(); place++) {
            edited.add(edit.apply(place).orElse(raw.get(place)));
        }
        return String.join(String.valueOf(format.delimiter()), edited);
    }

    /** Fields as they are written, with their quotes. */
    private static List<String> split(String record, CsvFormat format) {
        List<String> fields = new ArrayList<>();
        int begin = 0;
        int at = 0;
        while (true) {
            at = fieldEnd(record, begin, format);
            fields.add(record.substring(begin, at));
            if (at >= record.length()) {
                return fields;
            }
            begin = at + 1;
        }
    }

    private static int fieldEnd(String record, int begin, CsvFormat format) {
        int at = begin;
        if (at < record.length() && record.charAt(at) == ' ' && format.delimiter() != ' ') {
            at++;
        }
        if (at >= record.length() || record.charAt(at) != format.quote()) {
            int end = record.indexOf(format.delimiter(), begin);
            return end < 0 ? record.length() : end;
        }
        at++;
        while (at < record.length()) {
            char current = record.charAt(at);
            boolean isFollowed = at + 1 < record.length();
            if (current == format.escape()
                    && isFollowed
                    && (current != format.quote() || record.charAt(at + 1) == format.quote())) {
                at += 2;
            } else if (current == format.quote()) {
                int end = record.indexOf(format.delimiter(), at);
                return end < 0 ? record.length() : end;
            } else {
                at++;
            }
        }
        return record.length();
    }
}

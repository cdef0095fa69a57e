package org.lierne.loader.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.JsonFormat;

/**
 * A file that is one document: it is taken apart while it is read, so it may be of any size. Only one record, and what
 * stands around the records, are held.
 */
record JsonDocument(JsonFormat format) implements JsonRecords {

    @Override
    public Summary read(InputStream decompressed, Consumer consumer) throws IOException {
        return new Pass(format, new ByteInput(decompressed), consumer).read();
    }

    private static final class Pass {

        private final List<String> rows;
        private final int maxBytes;
        private final ByteInput input;
        private final Consumer consumer;
        private final JsonSyntax syntax = new JsonSyntax();
        private final Buffer record = new Buffer();
        private final Buffer around = new Buffer();
        private int level = -1;
        private long number;
        private long longest;
        private boolean wantsMore = true;
        private long start;
        private int aroundBefore;
        private int aroundAfter;
        private long afterRecords;

        Pass(JsonFormat format, ByteInput input, Consumer consumer) {
            this.rows = format.rows();
            this.maxBytes = format.maxRecordBytes();
            this.input = input;
            this.consumer = consumer;
        }

        Summary read() throws IOException {
            blanks();
            start = input.offset();
            value(0);
            if (wantsMore) {
                blanks();
                if (input.peek() != ByteInput.END) {
                    throw invalid("something follows the document", 0);
                }
                checkAround();
                if (level < 0) {
                    throw new JsonProblem(
                            JsonProblem.Kind.NO_ROWS,
                            rows.isEmpty()
                                    ? "is neither an array nor an object, so it has no records"
                                    : "has no array \"" + String.join(".", rows)
                                            + "\", where \"rows\" expects its records; without it, nothing says that there are"
                                            + " none",
                            0,
                            -1);
                }
            }
            boolean within = level > 0;
            return new Summary(
                    input.offset(),
                    number,
                    0,
                    longest,
                    true,
                    new Surroundings(Math.max(0, level), within ? around.toByteArray() : new byte[0]));
        }

        /** Reads the value that so many names of {@code rows} lead to. */
        private void value(int depth) throws IOException {
            int first = input.peek();
            if (first == '{' && depth < rows.size()) {
                object(depth);
            } else if (first == '[' || first == '{') {
                if (level >= 0) {
                    throw invalid("\"" + rows.get(depth - 1) + "\", which \"rows\" names, is there twice", 0);
                }
                level = depth;
                if (first == '[') {
                    array();
                } else {
                    single();
                }
            } else {
                valueInto(around);
            }
        }

        /** An object where an array is expected is its only element, as those write it who know no arrays of one. */
        private void single() throws IOException {
            aroundBefore = around.size();
            element();
            around.write("{}");
            aroundAfter = around.size();
            afterRecords = input.offset();
        }

        private void array() throws IOException {
            take(around);
            aroundBefore = around.size();
            aroundAfter = aroundBefore;
            blanks();
            if (input.peek() != ']') {
                while (true) {
                    element();
                    if (!wantsMore) {
                        return;
                    }
                    blanks();
                    if (input.peek() != ',') {
                        break;
                    }
                    input.skip();
                    blanks();
                }
                if (input.peek() != ']') {
                    throw invalid("a comma or ] is missing after record " + number, number);
                }
            }
            afterRecords = input.offset();
            take(around);
        }

        /** Reads an object on the way to the records. */
        private void object(int depth) throws IOException {
            take(around);
            aroundBlanks();
            if (input.peek() == '}') {
                take(around);
                return;
            }
            while (true) {
                int from = around.size();
                if (input.peek() != '"') {
                    throw invalid("a name in double quotes is missing", 0);
                }
                string(around);
                String name = JsonTexts.decoded(around.bytes(), from + 1, around.size() - 1);
                aroundBlanks();
                if (input.peek() != ':') {
                    throw invalid("a colon is missing", 0);
                }
                take(around);
                aroundBlanks();
                if (FieldPath.essence(name).equals(FieldPath.essence(rows.get(depth)))) {
                    value(depth + 1);
                } else {
                    valueInto(around);
                }
                if (!wantsMore) {
                    return;
                }
                aroundBlanks();
                if (input.peek() != ',') {
                    break;
                }
                take(around);
                aroundBlanks();
            }
            if (input.peek() != '}') {
                throw invalid("a comma or } is missing", 0);
            }
            take(around);
        }

        private void element() throws IOException {
            record.reset();
            number++;
            long offset = input.offset();
            valueInto(record);
            longest = Math.max(longest, record.size());
            if (!syntax.isValid(record.bytes(), 0, record.size())) {
                throw invalidAt(syntax.reason(), offset + syntax.fault(), number);
            }
            wantsMore = consumer.take(number, offset, record.bytes(), 0, record.size());
        }

        /** Copies a value, whose brackets and quotes only are looked at. */
        private void valueInto(Buffer target) throws IOException {
            int depth = 0;
            do {
                int next = input.peek();
                switch (next) {
                    case ByteInput.END -> throw ended();
                    case '"' -> string(target);
                    case '{', '[' -> {
                        depth++;
                        take(target);
                    }
                    case '}', ']' -> {
                        if (depth == 0) {
                            throw invalid("no value stands where one should be", inRecord(target));
                        }
                        depth--;
                        take(target);
                    }
                    default -> {
                        if (depth == 0) {
                            scalar(target);
                        } else {
                            take(target);
                        }
                    }
                }
            } while (depth > 0);
        }

        private long inRecord(Buffer target) {
            return target == record ? number : 0;
        }

        private void scalar(Buffer target) throws IOException {
            int from = target.size();
            int next = input.peek();
            while (next != ByteInput.END && ",:]}\"{[ \t\r\n".indexOf(next) < 0) {
                take(target);
                next = input.peek();
            }
            if (target.size() == from) {
                throw invalid("no value stands where one should be", inRecord(target));
            }
        }

        private void string(Buffer target) throws IOException {
            take(target);
            while (true) {
                int next = input.peek();
                if (next == ByteInput.END) {
                    throw ended();
                }
                take(target);
                if (next == '"') {
                    return;
                }
                if (next == '\\') {
                    if (input.peek() == ByteInput.END) {
                        throw ended();
                    }
                    take(target);
                }
            }
        }

        private void take(Buffer target) throws IOException {
            target.write(input.peek());
            input.skip();
            refuseTooLong(target);
        }

        private void refuseTooLong(Buffer target) throws JsonProblem {
            if (target.size() > maxBytes) {
                long offset = input.offset() - target.size();
                boolean isRecord = target == record;
                throw new JsonProblem(
                        JsonProblem.Kind.TOO_LONG,
                        isRecord
                                ? "has a record longer than the " + maxBytes + " bytes allowed: record " + number
                                        + ", which begins at byte " + offset
                                        + "; say with \"rows\" where its records are, or raise format: max_record_size"
                                : "holds more than the " + maxBytes
                                        + " bytes allowed outside its records, as of byte " + input.offset()
                                        + "; raise format: max_record_size",
                        isRecord ? number : 0,
                        isRecord ? offset : input.offset());
            }
        }

        private void blanks() throws IOException {
            while (isBlank(input.peek())) {
                input.skip();
            }
        }

        private void aroundBlanks() throws IOException {
            while (isBlank(input.peek())) {
                take(around);
            }
        }

        private static boolean isBlank(int each) {
            return each >= 0 && JsonTexts.isBlank((byte) each);
        }

        /** Whether what stands around the records is JSON; its places in the file differ after them. */
        private void checkAround() throws JsonProblem {
            if (!syntax.isValid(around.bytes(), 0, around.size())) {
                int fault = syntax.fault();
                long offset = fault < aroundBefore || level < 0
                        ? start + fault
                        : afterRecords + Math.max(0, fault - aroundAfter);
                throw invalidAt(syntax.reason(), offset, 0);
            }
        }

        private JsonProblem ended() {
            return new JsonProblem(
                    JsonProblem.Kind.INVALID,
                    "is no valid JSON document: it ends at byte " + input.offset() + " in the middle"
                            + (number > 0 ? ", after record " + number + " began" : "")
                            + "; it may have been cut off, so have it sent again",
                    number,
                    input.offset());
        }

        private JsonProblem invalid(String what, long recordNumber) {
            return invalidAt(what, input.offset(), recordNumber);
        }

        private static JsonProblem invalidAt(String what, long offset, long recordNumber) {
            return new JsonProblem(
                    JsonProblem.Kind.INVALID,
                    "is no valid JSON document: " + what + ", at byte " + offset
                            + (recordNumber > 0 ? " in record " + recordNumber : ""),
                    recordNumber,
                    offset);
        }
    }
}

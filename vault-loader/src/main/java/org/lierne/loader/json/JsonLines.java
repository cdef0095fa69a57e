package org.lierne.loader.json;

import java.io.IOException;
import java.io.InputStream;

/** NDJSON: each line is a record. Lines end in LF; a CR before it is white space. */
record JsonLines(int maxRecordBytes) implements JsonRecords {

    @Override
    public Summary read(InputStream decompressed, Consumer consumer) throws IOException {
        ByteInput input = new ByteInput(decompressed);
        Buffer line = new Buffer();
        long number = 0;
        long records = 0;
        long longest = 0;
        boolean ended = true;
        boolean more = true;
        while (more && input.peek() != ByteInput.END) {
            line.reset();
            long offset = input.offset();
            ended = input.copyLine(line, maxRecordBytes);
            number++;
            int from = begin(line);
            int to = end(line, from);
            if (line.size() > maxRecordBytes) {
                throw new JsonProblem(
                        JsonProblem.Kind.TOO_LONG,
                        "has a line longer than the " + maxRecordBytes + " bytes allowed: line " + number
                                + ", which begins at byte " + offset
                                + "; if it is right, raise format: max_record_size",
                        number,
                        offset);
            }
            if (from < to) {
                records++;
                longest = Math.max(longest, to - from);
                more = consumer.take(number, offset + from, line.bytes(), from, to);
            }
        }
        return new Summary(input.offset(), records, number - records, longest, ended, Surroundings.NONE);
    }

    private static int begin(Buffer line) {
        int from = 0;
        while (from < line.size() && JsonTexts.isBlank(line.bytes()[from])) {
            from++;
        }
        return from;
    }

    private static int end(Buffer line, int from) {
        int to = line.size();
        while (to > from && JsonTexts.isBlank(line.bytes()[to - 1])) {
            to--;
        }
        return to;
    }
}

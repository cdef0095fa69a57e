package org.lierne.loader.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.CsvFormat;
import org.lierne.loader.delivery.ScanOutcome.Readable;

/** Counts the records of a CSV file, takes its header, and refuses what the engine would lose or choke on. */
record CsvContent(CsvFormat format) {

    DeliveryScan.ScannedContent read(InputStream text) throws IOException {
        RecordStream stream = new RecordStream(text, format);
        stream.capture(format.maxRecordBytes());
        List<String> header = header(stream);
        stream.capture(0);
        stream.blankLinesAreRecords(header.size() == 1);
        Lines content = new Lines(header, stream.lineEnd(), stream.length(), stream.end());
        while (stream.next()) {
            content.add(stream);
        }
        return content;
    }

    private List<String> header(RecordStream stream) throws IOException {
        if (!stream.next() || !stream.isRecord()) {
            throw headerProblem(
                    Reason.HEADER_EMPTY, "has no header: its first line is empty; the header must be the first line");
        }
        String text = headerText(stream);
        if (text.isBlank()) {
            throw headerProblem(
                    Reason.HEADER_EMPTY, "has no header: its first line is blank; the header must be the first line");
        }
        if (text.indexOf('\0') >= 0) {
            throw headerProblem(
                    Reason.HEADER_INVALID,
                    "has NUL bytes in its header; it is not CSV text, or in another encoding than " + encodingName()
                            + " (UTF-16 perhaps: say so under format: encoding)");
        }
        if (stream.structure().wrongQuotes() > 0) {
            throw headerProblem(Reason.HEADER_INVALID, "has a header field with characters after its closing quote");
        }
        List<String> fields = RecordFields.of(text, format);
        refuseHiddenLineEnd(stream, fields.get(0));
        refuseDuplicates(fields);
        return fields;
    }

    private String headerText(RecordStream stream) throws DeliveryProblem {
        try {
            return stream.charset(format.encoding())
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(stream.captured()))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw headerProblem(
                    Reason.INVALID_ENCODING,
                    "has a header that is not valid " + encodingName()
                            + "; if the file is in another encoding (Latin-1 perhaps), say so under format: encoding");
        }
    }

    /** After a byte order mark the engine takes an opening quote for a character, and the line end within for the header's. */
    private static void refuseHiddenLineEnd(RecordStream stream, String firstField) throws DeliveryProblem {
        if (stream.marked() && (firstField.indexOf('\n') >= 0 || firstField.indexOf('\r') >= 0)) {
            throw headerProblem(
                    Reason.HEADER_INVALID,
                    "begins with a byte order mark, and its first header field holds a line end; the engine cannot read"
                            + " both together, so remove one of them");
        }
    }

    private String encodingName() {
        return format.encoding().name().replace('_', '-');
    }

    private static void refuseDuplicates(List<String> fields) throws DeliveryProblem {
        Set<String> seen = new HashSet<>();
        for (String field : fields) {
            if (!field.isBlank() && !seen.add(field)) {
                throw headerProblem(Reason.HEADER_DUPLICATE, "has the header \"" + field + "\" twice");
            }
        }
    }

    private static DeliveryProblem headerProblem(Reason reason, String what) {
        return new DeliveryProblem(reason, what, 1, 0);
    }

    /** What is learnt line by line. */
    private static final class Lines implements DeliveryScan.ScannedContent {

        private final List<String> header;
        private final LineEnd lineEnd;
        private long longest;
        private long records;
        private long blankLines;
        private LineEnd lastLineEnd;
        private long end;
        private boolean inOneThread;

        Lines(List<String> header, LineEnd lineEnd, long longest, long end) {
            this.header = header;
            this.lineEnd = lineEnd;
            this.lastLineEnd = lineEnd;
            this.longest = longest;
            this.end = end;
        }

        void add(RecordStream stream) throws DeliveryProblem {
            lastLineEnd = stream.lineEnd();
            if (lastLineEnd != lineEnd && lastLineEnd != LineEnd.NONE) {
                throw new DeliveryProblem(
                        Reason.MIXED_LINE_ENDS,
                        "mixes line ends: its header ends in " + lineEnd + ", but record " + stream.records()
                                + ", which begins at byte " + stream.begin() + ", in " + lastLineEnd
                                + "; all must be the same outside quotes",
                        stream.records(),
                        stream.begin());
            }
            refuseWrongQuotes(stream);
            inOneThread |=
                    stream.structure().wrongQuotes() > 0 || stream.structure().lineEndInQuotes();
            if (stream.isRecord()) {
                records++;
            } else {
                blankLines++;
            }
            longest = Math.max(longest, stream.length());
            end = stream.end();
        }

        /** With two such fields in a record of too many, the engine makes a row of the record's end. */
        private void refuseWrongQuotes(RecordStream stream) throws DeliveryProblem {
            RecordSplitter structure = stream.structure();
            if (structure.wrongQuotes() > 1 && structure.fields() > header.size()) {
                throw new DeliveryProblem(
                        Reason.WRONG_QUOTES,
                        "has a record that cannot be taken apart: record " + stream.records()
                                + ", which begins at byte " + stream.begin() + ", has " + structure.wrongQuotes()
                                + " fields with characters after their closing quote, and " + structure.fields()
                                + " fields where the header has " + header.size()
                                + "; quotes within a quoted field must be escaped",
                        stream.records(),
                        stream.begin());
            }
        }

        @Override
        public Readable readable(Path file, String sha256, FileState state, Optional<Path> archived) {
            return new Readable(
                    file,
                    sha256,
                    state,
                    end,
                    header,
                    records,
                    blankLines,
                    longest,
                    lineEnd,
                    lastLineEnd != LineEnd.NONE,
                    inOneThread,
                    archived);
        }
    }
}

package org.lierne.loader.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.CsvFormat;
import org.lierne.loader.delivery.ScanOutcome.Readable;
import org.lierne.loader.delivery.ScanOutcome.Unreadable;

/**
 * Reads a delivery once, before the engine does: hashes it, counts its records, takes its header, copies it into the
 * archive, and refuses what the engine would lose or choke on. Memory is bounded by the format's longest record and
 * some buffers, whatever the file holds.
 */
public final class DeliveryScan {

    private final Path file;
    private final CsvFormat format;
    private final boolean compressed;

    private DeliveryScan(Path file, CsvFormat format) {
        this.file = file;
        this.format = format;
        this.compressed = compressed(file);
    }

    /** Whether a file is read as gzip: its name says so. */
    static boolean compressed(Path file) {
        return file.getFileName().toString().endsWith(".gz");
    }

    /**
     * Scans a file; a name ending in {@code .gz} means gzip.
     *
     * @param archive where to keep a copy of a readable file, if anywhere; an unreadable file is not kept
     * @return what was found; failures of the file are values, never exceptions
     */
    public static ScanOutcome scan(Path file, CsvFormat format, Optional<Archive> archive) {
        return new DeliveryScan(file, format).scan(archive);
    }

    private ScanOutcome scan(Optional<Archive> archive) {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                return Unreadable.whole(file, Reason.NOT_A_FILE, "is not a file but a folder or a device");
            }
            FileState before = FileState.of(file);
            if (before.size() == 0) {
                return Unreadable.whole(
                        file, Reason.EMPTY, "is empty: it has 0 bytes, not even a header; ask for it to be sent again");
            }
            if (archive.isEmpty()) {
                return read(before, Optional.empty());
            }
            return readAndArchive(before, archive.get());
        } catch (NoSuchFileException missing) {
            return Unreadable.whole(file, Reason.MISSING, "does not exist; it may have been moved after it was found");
        } catch (AccessDeniedException denied) {
            return Unreadable.whole(file, Reason.NO_PERMISSION, "may not be read; check its permissions");
        } catch (IOException failure) {
            return Unreadable.whole(file, Reason.READ_ERROR, "could not be read: " + failure.getMessage());
        }
    }

    private ScanOutcome readAndArchive(FileState before, Archive archive) throws IOException {
        Archive.Copy copy;
        try {
            copy = archive.begin(compressed);
        } catch (IOException failure) {
            return Unreadable.whole(
                    file,
                    Reason.ARCHIVE_ERROR,
                    "cannot be copied into the archive \"" + archive.folder() + "\": " + failure);
        }
        try (copy) {
            return read(before, Optional.of(copy));
        }
    }

    private ScanOutcome read(FileState before, Optional<Archive.Copy> copy) throws IOException {
        OutputStream output = copy.map(Archive.Copy::output).orElseGet(OutputStream::nullOutputStream);
        try (DeliveredBytes delivered = new DeliveredBytes(file, output)) {
            Content content;
            try {
                content = content(delivered);
            } catch (DeliveryProblem problem) {
                delivered.drainWithoutCopy();
                return Unreadable.of(file, problem, Optional.of(delivered.sha256Hex()));
            }
            String sha256 = delivered.sha256Hex();
            if (delivered.size() != before.size() || !FileState.of(file).equals(before)) {
                return Unreadable.changed(file, Optional.of(sha256));
            }
            return content.readable(file, sha256, before, copy.isEmpty() ? Optional.empty() : keep(copy.get(), sha256));
        } catch (DeliveryProblem archiveFailed) {
            return Unreadable.of(file, archiveFailed, Optional.empty());
        }
    }

    private static Optional<Path> keep(Archive.Copy copy, String sha256) throws DeliveryProblem {
        try {
            return Optional.of(copy.keep(sha256));
        } catch (IOException failure) {
            throw new DeliveryProblem(
                    Reason.ARCHIVE_ERROR, "cannot be copied into the archive: " + failure.getMessage(), 0, -1);
        }
    }

    private Content content(DeliveredBytes delivered) throws IOException {
        InputStream text = compressed ? new GzipBytes(delivered) : delivered;
        RecordStream stream = new RecordStream(text, format);
        stream.capture(format.maxRecordBytes());
        List<String> header = header(stream);
        stream.capture(0);
        stream.blankLinesAreRecords(header.size() == 1);
        Content content = new Content(header, stream.lineEnd(), stream.length(), stream.end());
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
                    "has NUL bytes in its header; it is not CSV text, or in another encoding than " + format.encoding()
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
                    "has a header that is not valid " + format.encoding()
                            + "; if the file is in another encoding (LATIN_1 perhaps), say so under format: encoding");
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
    private static final class Content {

        private final List<String> header;
        private final LineEnd lineEnd;
        private long longest;
        private long records;
        private long blankLines;
        private LineEnd lastLineEnd;
        private long end;
        private boolean inOneThread;

        Content(List<String> header, LineEnd lineEnd, long longest, long end) {
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

        /** Of several such fields in one record, the engine may make another record than was sent, without a word. */
        private void refuseWrongQuotes(RecordStream stream) throws DeliveryProblem {
            RecordSplitter structure = stream.structure();
            if (structure.wrongQuotes() > 1 && (structure.fields() > header.size() || structure.reopened())) {
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

        Readable readable(Path file, String sha256, FileState state, Optional<Path> archived) {
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

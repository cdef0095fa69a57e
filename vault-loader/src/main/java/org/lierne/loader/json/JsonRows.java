package org.lierne.loader.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.JsonFormat;

/** The rows that a file's records make, as CSV that an engine reads: record number, row number, one text per column. */
public final class JsonRows {

    /** Beside each other, a record's rows may take so many times what a record may. */
    private static final long WIDENING = 16;

    private final JsonFormat format;
    private final OutputStream target;
    private final long faultsKept;
    private final JsonSyntax syntax = new JsonSyntax();
    private final RowFinder finder;
    private final RowWriter writer;
    private final List<Fault> faults = new ArrayList<>();
    private long rows;
    private long bytes;
    private long unfit;
    private int level;

    /**
     * A record that makes no rows.
     *
     * @param record its number
     * @param code {@code invalid_json}, {@code not_an_object}, …
     * @param message why, as a clause
     */
    public record Fault(long record, String code, String message) {}

    /**
     * What was written.
     *
     * @param records how many records there are
     * @param rows how many rows were written
     * @param unfit how many records make no rows because of a fault
     * @param faults the first of these
     * @param bytes the size of what was written
     * @param longestRow the longest row's bytes
     * @param hasLineEnds whether a text holds a line end
     * @param unknown names of rows' members that no column reads, the first few
     */
    public record Written(
            long records,
            long rows,
            long unfit,
            List<Fault> faults,
            long bytes,
            long longestRow,
            boolean hasLineEnds,
            List<String> unknown) {
        public Written {
            faults = List.copyOf(faults);
            unknown = List.copyOf(unknown);
        }
    }

    /** The bytes of a file, decompressed, from its beginning. */
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }

    private JsonRows(
            JsonFormat format,
            List<FieldPath> columns,
            Set<String> ignored,
            boolean captures,
            OutputStream target,
            long faultsKept) {
        this.format = format;
        this.target = target;
        this.faultsKept = faultsKept;
        this.finder = new RowFinder(format.rows(), columns, ignored, captures);
        this.writer = new RowWriter(finder, columns.size(), WIDENING * format.maxRecordBytes());
    }

    /**
     * Writes the rows of a file.
     *
     * @param columns where each column is
     * @param ignored names of rows' members that are known to have no place
     * @param captures whether each row has, behind its columns, an object of what they do not read
     * @param faultsKept so many faults are described, the others only counted
     * @throws JsonProblem if the file cannot be taken apart
     */
    public static Written write(
            Opening file,
            JsonFormat format,
            List<FieldPath> columns,
            Set<String> ignored,
            boolean captures,
            OutputStream target,
            long faultsKept)
            throws IOException {
        return new JsonRows(format, columns, ignored, captures, target, faultsKept).write(file);
    }

    private Written write(Opening file) throws IOException {
        if (!format.lines()) {
            readSurroundings(file);
        }
        JsonRecords.Summary summary;
        try (InputStream decompressed = file.open()) {
            summary = JsonRecords.of(format).read(decompressed, this::take);
        }
        return new Written(
                summary.records(),
                rows,
                unfit,
                faults,
                bytes,
                writer.longest(),
                writer.hasLineEnds(),
                List.copyOf(finder.unknown()));
    }

    /** What stands around the records may follow them. */
    private void readSurroundings(Opening file) throws IOException {
        try (InputStream decompressed = file.open()) {
            JsonRecords.Surroundings around = JsonRecords.of(format)
                    .read(decompressed, (number, offset, text, from, to) -> true)
                    .surroundings();
            level = around.level();
            finder.surroundedBy(around);
        } catch (UnfitRecord unfitDocument) {
            throw new JsonProblem(JsonProblem.Kind.INVALID, "does not fit: " + unfitDocument.getMessage(), 0, -1);
        }
    }

    private boolean take(long number, long offset, byte[] text, int from, int to) throws IOException {
        if (!syntax.isValid(text, from, to)) {
            fault(
                    number,
                    "invalid_json",
                    "the record is no valid JSON: " + syntax.reason() + ", at its byte " + (syntax.fault() - from + 1));
            return true;
        }
        writer.begin(number);
        try {
            finder.find(text, from, to, level, writer::row);
        } catch (UnfitRecord fault) {
            fault(number, fault.code(), fault.getMessage());
            return true;
        }
        writer.rows().writeTo(target);
        bytes += writer.rows().size();
        rows += writer.rowsOfRecord();
        return true;
    }

    private void fault(long number, String code, String message) {
        unfit++;
        if (faults.size() < faultsKept) {
            faults.add(new Fault(number, code, message));
        }
    }
}

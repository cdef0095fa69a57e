package org.lierne.loader.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a {@link DeliveryScan} found. */
public sealed interface ScanOutcome {

    /** The file that was scanned. */
    Path file();

    /**
     * A file that the engine can read record by record.
     *
     * @param sha256 of the bytes as delivered, in lower-case hex
     * @param state size and time of the file when it was read
     * @param decompressedBytes the size of the CSV text; equal to the file's size if it is not compressed
     * @param header the header's fields, quotes and byte order mark removed
     * @param records how many records follow the header; blank lines count only where a record has a single field
     * @param blankLines how many blank lines were passed over
     * @param longestRecordBytes the longest record's bytes, its line end left out, the header included
     * @param lineEnd what ends the records
     * @param lastRecordEnds whether the last record has a line end; without one the file may have been cut off
     * @param inOneThread whether fields hold line ends or wrong quotes, so that the engine must not read pieces of the
     *     file at once: beginning in the middle, it mistakes where records begin, and rows are lost
     * @param archived the copy in the archive, if one was asked for
     */
    record Readable(
            Path file,
            String sha256,
            FileState state,
            long decompressedBytes,
            List<String> header,
            long records,
            long blankLines,
            long longestRecordBytes,
            LineEnd lineEnd,
            boolean lastRecordEnds,
            boolean inOneThread,
            Optional<Path> archived)
            implements ScanOutcome {

        public Readable {
            header = List.copyOf(header);
        }

        /** The same, with what a file says of itself in another place than its beginning. */
        public Readable withContent(List<String> columns, long rows) {
            return new Readable(
                    file,
                    sha256,
                    state,
                    decompressedBytes,
                    columns,
                    rows,
                    blankLines,
                    longestRecordBytes,
                    lineEnd,
                    lastRecordEnds,
                    inOneThread,
                    archived);
        }

        /** The same, of a file that is a copy of what was delivered with other bytes, such as compressed ones. */
        public Readable deliveredAs(String sha256OfDelivered) {
            return new Readable(
                    file,
                    sha256OfDelivered,
                    state,
                    decompressedBytes,
                    header,
                    records,
                    blankLines,
                    longestRecordBytes,
                    lineEnd,
                    lastRecordEnds,
                    inOneThread,
                    archived);
        }

        /** Whether the file has a header and nothing else: no failure, but worth a warning. */
        public boolean headerOnly() {
            return records == 0;
        }

        /** What is wrong if the file is no longer the one that was scanned; to be asked again after staging. */
        public Optional<Unreadable> changedSince() {
            try {
                if (FileState.of(file).equals(state)) {
                    return Optional.empty();
                }
            } catch (IOException gone) {
                return Optional.of(Unreadable.changed(file, Optional.of(sha256)));
            }
            return Optional.of(Unreadable.changed(file, Optional.of(sha256)));
        }
    }

    /**
     * A file that is refused as a whole.
     *
     * @param message a full sentence that names the file
     * @param recordNumber where reading stopped, the header being record 1; 0 if it is about the whole file
     * @param byteOffset where that is in the decompressed file (for gzip damage: in the file itself), from 0; -1 if
     *     nowhere
     * @param sha256 of the bytes as delivered, if they could be read to their end
     */
    record Unreadable(
            Path file, Reason reason, String message, long recordNumber, long byteOffset, Optional<String> sha256)
            implements ScanOutcome {

        static Unreadable of(Path file, DeliveryProblem problem, Optional<String> sha256) {
            return new Unreadable(
                    file,
                    problem.reason(),
                    "The file \"" + file + "\" " + problem.getMessage() + ". Nothing of it was loaded.",
                    problem.recordNumber(),
                    problem.byteOffset(),
                    sha256);
        }

        static Unreadable whole(Path file, Reason reason, String what) {
            return of(file, new DeliveryProblem(reason, what, 0, -1), Optional.empty());
        }

        /** Of a file that should hold what was delivered once. */
        public static Unreadable otherContent(Path file, String sha256) {
            return of(
                    file,
                    new DeliveryProblem(Reason.CHANGED, "does not hold any more what was delivered", 0, -1),
                    Optional.of(sha256));
        }

        static Unreadable changed(Path file, Optional<String> sha256) {
            return of(
                    file,
                    new DeliveryProblem(
                            Reason.CHANGED,
                            "changed while it was being read; deliver files under a name ending in \".part\" and"
                                    + " rename them when they are complete, then run again",
                            0,
                            -1),
                    sha256);
        }
    }
}

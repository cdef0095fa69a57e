package org.lierne.loader.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks at both ends of a Parquet file, which say what it is: one that is cut off lacks its end. What it holds stands in
 * its {@link ParquetFooters footer}.
 */
record ParquetContent(long bytes) implements DeliveryScan.ScannedContent {

    private static final String MARK = "PAR1";

    static ParquetContent of(InputStream file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        byte[] last = new byte[MARK.length()];
        String first = null;
        long bytes = 0;
        int count = file.readNBytes(buffer, 0, buffer.length);
        while (count > 0) {
            if (first == null) {
                first = new String(buffer, 0, Math.min(count, MARK.length()), StandardCharsets.ISO_8859_1);
            }
            for (int index = Math.max(0, count - last.length); index < count; index++) {
                System.arraycopy(last, 1, last, 0, last.length - 1);
                last[last.length - 1] = buffer[index];
            }
            bytes += count;
            count = file.readNBytes(buffer, 0, buffer.length);
        }
        if (!MARK.equals(first)) {
            throw new DeliveryProblem(
                    Reason.INVALID_PARQUET, "is not a Parquet file: it does not begin as these do", 0, 0);
        }
        if (!MARK.equals(new String(last, StandardCharsets.ISO_8859_1))) {
            throw new DeliveryProblem(
                    Reason.INVALID_PARQUET,
                    "is cut off: it ends at byte " + bytes + " without the mark of a Parquet file's end; have it sent"
                            + " again",
                    0,
                    bytes);
        }
        return new ParquetContent(bytes);
    }

    @Override
    public ScanOutcome.Readable readable(Path file, String sha256, FileState state, Optional<Path> archived) {
        return new ScanOutcome.Readable(
                file, sha256, state, bytes, List.of(), 0, 0, 0, LineEnd.LF, true, false, archived);
    }
}

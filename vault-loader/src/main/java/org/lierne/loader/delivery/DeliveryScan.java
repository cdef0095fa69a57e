package org.lierne.loader.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.lierne.core.FileFailure;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.FileFormat;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.ParquetFormat;
import org.lierne.loader.delivery.ScanOutcome.Readable;
import org.lierne.loader.delivery.ScanOutcome.Unreadable;

/**
 * Reads a delivery once, before the engine does: hashes it, counts its records, takes its header if it has one, copies it into the
 * archive, and refuses what the engine would lose or choke on. Memory is bounded by the format's longest record and
 * some buffers, whatever the file holds.
 */
public final class DeliveryScan {

    private final Path file;
    private final FileFormat format;
    private final boolean compressed;

    private DeliveryScan(Path file, FileFormat format) {
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
    public static ScanOutcome scan(Path file, FileFormat format, Optional<Archive> archive) {
        return new DeliveryScan(file, format).scan(archive);
    }

    private ScanOutcome scan(Optional<Archive> archive) {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                return Unreadable.whole(file, Reason.NOT_A_FILE, "is not a file but a folder or a device");
            }
            FileState before = FileState.of(file);
            if (before.size() == 0 && !mayBeEmpty()) {
                return Unreadable.whole(
                        file,
                        Reason.EMPTY,
                        "is empty: it has 0 bytes" + (format instanceof CsvFormat ? ", not even a header" : "")
                                + "; ask for it to be sent again");
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
            return Unreadable.whole(file, Reason.READ_ERROR, "could not be read: " + FileFailure.words(failure));
        }
    }

    /** No line is no record; but a header or a document is not nothing. */
    private boolean mayBeEmpty() {
        return format instanceof JsonFormat json && json.lines() && !compressed;
    }

    private ScanOutcome readAndArchive(FileState before, Archive archive) throws IOException {
        Archive.Copy copy;
        try {
            copy = archive.begin(compressed || format instanceof ParquetFormat);
        } catch (IOException failure) {
            return Unreadable.whole(
                    file, Reason.ARCHIVE_ERROR, "cannot be copied into the archive: " + FileFailure.words(failure));
        }
        try (copy) {
            return read(before, Optional.of(copy));
        }
    }

    private ScanOutcome read(FileState before, Optional<Archive.Copy> copy) throws IOException {
        OutputStream output = copy.map(Archive.Copy::output).orElseGet(OutputStream::nullOutputStream);
        try (DeliveredBytes delivered = new DeliveredBytes(file, output)) {
            ScannedContent content;
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
                    Reason.ARCHIVE_ERROR, "cannot be copied into the archive: " + FileFailure.words(failure), 0, -1);
        }
    }

    /** What was learnt of a file's content. */
    interface ScannedContent {
        Readable readable(Path file, String sha256, FileState state, Optional<Path> archived);
    }

    private ScannedContent content(DeliveredBytes delivered) throws IOException {
        InputStream text = compressed ? new GzipBytes(delivered) : delivered;
        if (format instanceof JsonFormat json) {
            return JsonContent.of(text, json);
        }
        return format instanceof CsvFormat csv ? new CsvContent(csv).read(text) : ParquetContent.of(text);
    }
}

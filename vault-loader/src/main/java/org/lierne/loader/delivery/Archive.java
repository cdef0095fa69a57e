package org.lierne.loader.delivery;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.model.Source;

/**
 * The folder that keeps every delivery of one source, compressed, under the SHA-256 of its bytes as delivered: {@code
 * <folder>/<source>/<first two digits>/<sha256>.csv.gz}. A file, once there, is never written again: what is erased of a delivery
 * leads to a file of another content, under that one's SHA-256.
 *
 * @param folder the archive's folder
 * @param source the source's name
 * @param extension what the names of its copies end in
 */
public record Archive(Path folder, String source, String extension) {

    /** An archive of CSV files. */
    public Archive(Path folder, String source) {
        this(folder, source, ".csv.gz");
    }

    /** The archive of a source's files; Parquet is compressed in itself. */
    public static Archive of(Path folder, Source source) {
        if (source.format() instanceof JsonFormat json) {
            return new Archive(folder, source.name(), json.lines() ? ".ndjson.gz" : ".json.gz");
        }
        return source.format() instanceof ParquetFormat
                ? new Archive(folder, source.name(), ".parquet")
                : new Archive(folder, source.name());
    }

    private static final int BUFFER_BYTES = 1 << 16;

    private static final String ARRIVING = "arriving-";
    private static final String UNFINISHED = ".tmp";

    /** Where content with that SHA-256 (lower-case hex) is or would be kept. */
    public Path pathOf(String sha256) {
        return folder.resolve(source).resolve(sha256.substring(0, 2)).resolve(sha256 + extension);
    }

    Copy begin(boolean alreadyCompressed) throws IOException {
        Path home = Files.createDirectories(folder.resolve(source));
        return new Copy(Files.createTempFile(home, ARRIVING, UNFINISHED), alreadyCompressed);
    }

    /** Removes the unfinished copies of processes that were killed; those that are being written are locked, and stay. */
    public void clear() throws IOException {
        Path home = folder.resolve(source);
        if (!Files.isDirectory(home)) {
            return;
        }
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(home, ARRIVING + "*" + UNFINISHED)) {
            for (Path copy : unfinished) {
                if (!isBeingWritten(copy)) {
                    Files.deleteIfExists(copy);
                }
            }
        }
    }

    private static boolean isBeingWritten(Path copy) throws IOException {
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException byThisProcess) {
            return true;
        } catch (NoSuchFileException finished) {
            return false;
        }
    }

    /** What writes the bytes of a copy. */
    @FunctionalInterface
    public interface Content {
        /** @param bytes decompressed, but of what is compressed in itself */
        void write(OutputStream bytes) throws IOException;
    }

    /**
     * Keeps another content than was delivered, under its own SHA-256: of the file itself if it was delivered compressed,
     * else of what it holds.
     *
     * @param wasCompressed whether it was delivered compressed, or is in itself
     * @param content writes what the copy is to hold
     * @return its SHA-256, in lower-case hex
     */
    public String keep(boolean wasCompressed, Content content) throws IOException {
        boolean compressesItself = !extension.endsWith(".gz");
        try (Copy copy = begin(compressesItself)) {
            MessageDigest digest = sha256();
            try (DigestOutputStream hashed = new DigestOutputStream(
                    new FilterOutputStream(copy.output()) {
                        @Override
                        public void write(byte[] bytes, int from, int length) throws IOException {
                            out.write(bytes, from, length);
                        }

                        @Override
                        public void close() throws IOException {
                            // Kept open: what is written is made permanent below.
                            flush();
                        }
                    },
                    digest)) {
                content.write(hashed);
            }
            if (!wasCompressed || compressesItself) {
                String sha256 = HexFormat.of().formatHex(digest.digest());
                copy.keep(sha256);
                return sha256;
            }
            copy.finish();
            String sha256 = HexFormat.of().formatHex(sha256(copy.temporary));
            copy.keep(sha256);
            return sha256;
        }
    }

    private static byte[] sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    /** A copy being written under a temporary name; closing it without {@link #keep} removes it. */
    final class Copy implements AutoCloseable {

        private final Path temporary;
        private final FileChannel channel;
        private final OutputStream output;

        private Copy(Path temporary, boolean alreadyCompressed) throws IOException {
            this.temporary = temporary;
            this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
            // Held until the channel is closed or the process has gone: so tells clear() the living from the dead.
            channel.lock();
            OutputStream plain = Channels.newOutputStream(channel);
            this.output = alreadyCompressed ? plain : new FastGzip(plain);
        }

        OutputStream output() {
            return output;
        }

        /** Ends what is compressed; nothing may be written after it. */
        void finish() throws IOException {
            if (output instanceof FastGzip gzip) {
                gzip.finish();
            }
        }

        /** Makes the copy permanent: forced to disk, then renamed. */
        Path keep(String sha256) throws IOException {
            Path place = pathOf(sha256);
            if (Files.exists(place)) {
                return place;
            }
            finish();
            channel.force(true);
            Path home = Files.createDirectories(place.getParent());
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
            forceFolder(home);
            return place;
        }

        private void forceFolder(Path home) throws IOException {
            try (FileChannel directory = FileChannel.open(home, StandardOpenOption.READ)) {
                directory.force(true);
            } catch (java.nio.file.AccessDeniedException notOnThisSystem) {
                // Windows cannot open folders; there the rename itself is journaled.
            }
        }

        @Override
        public void close() throws IOException {
            if (output instanceof FastGzip gzip) {
                gzip.release();
            }
            channel.close();
            Files.deleteIfExists(temporary);
        }
    }

    /** Level 1: three times as fast as the default for a few percent of size. */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream output) throws IOException {
            super(output, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }

        void release() {
            def.end();
        }
    }
}

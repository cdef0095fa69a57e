package org.lierne.loader.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.lierne.core.FileFailure;

/**
 * The bytes of a file as delivered, hashed and copied by a second thread while the caller reads them; hashing takes
 * about as long as finding the records. Two buffers alternate, so memory does not grow with the file.
 */
final class DeliveredBytes extends InputStream {

    private static final int BUFFER_BYTES = 1 << 20;

    private final InputStream file;
    private final OutputStream copy;
    private final MessageDigest digest = sha256();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(DeliveredBytes::daemon);
    private byte[] current = new byte[BUFFER_BYTES];
    private byte[] other = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long size;
    private boolean copying = true;
    private @Nullable Future<?> pending;

    DeliveredBytes(Path path, OutputStream copy) throws IOException {
        this.file = Files.newInputStream(path);
        this.copy = copy;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lierne-delivery-hash");
        thread.setDaemon(true);
        return thread;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    @Override
    public int read() throws IOException {
        return position == limit && !fill() ? -1 : current[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit && !fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    /** Hashes what is left of the file without copying it: what failed is still told apart by its content. */
    void drainWithoutCopy() throws IOException {
        awaitPending();
        copying = false;
        do {
            position = limit;
        } while (fill());
    }

    private boolean fill() throws IOException {
        byte[] free = other;
        int count = file.readNBytes(free, 0, BUFFER_BYTES);
        awaitPending();
        other = current;
        current = free;
        position = 0;
        limit = count;
        size += count;
        if (count == 0) {
            return false;
        }
        pending = worker.submit(() -> consume(free, count));
        return true;
    }

    private @Nullable Void consume(byte[] bytes, int count) throws DeliveryProblem {
        digest.update(bytes, 0, count);
        if (!copying) {
            return null;
        }
        try {
            copy.write(bytes, 0, count);
        } catch (IOException failure) {
            throw new DeliveryProblem(
                    Reason.ARCHIVE_ERROR, "cannot be copied into the archive: " + FileFailure.words(failure), 0, -1);
        }
        return null;
    }

    private void awaitPending() throws IOException {
        Future<?> awaited = pending;
        pending = null;
        if (awaited == null) {
            return;
        }
        try {
            awaited.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Reading was interrupted.", interrupted);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }

    /** The file's size; it must have been read to its end. */
    long size() {
        return size;
    }

    /** The SHA-256 of the file in lower-case hex; it must have been read to its end, and this called once. */
    String sha256Hex() throws IOException {
        awaitPending();
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        worker.shutdown();
        try (file) {
            awaitPending();
        }
    }
}

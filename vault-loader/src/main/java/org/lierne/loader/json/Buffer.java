package org.lierne.loader.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, and can be looked at without a copy. */
final class Buffer {

    private byte[] bytes = new byte[1 << 12];
    private int size;

    void write(int each) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) each;
    }

    void write(byte[] source, int from, int count) {
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length * 2));
        }
        System.arraycopy(source, from, bytes, size, count);
        size += count;
    }

    void write(String ascii) {
        for (int index = 0; index < ascii.length(); index++) {
            write(ascii.charAt(index));
        }
    }

    void reset() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** The bytes so far, from 0 to {@link #size}; another array once it grows. */
    byte[] bytes() {
        return bytes;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    String text() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    void writeTo(OutputStream target) throws IOException {
        target.write(bytes, 0, size);
    }
}

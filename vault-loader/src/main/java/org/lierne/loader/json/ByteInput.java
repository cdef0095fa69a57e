package org.lierne.loader.json;

import java.io.IOException;
import java.io.InputStream;

/** Bytes one after the other, with a look at the next one. A byte order mark at the beginning is passed over. */
final class ByteInput {

    static final int END = -1;

    private static final int BUFFER_BYTES = 1 << 18;

    private final InputStream input;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long bufferOffset;

    ByteInput(InputStream input) throws IOException {
        this.input = input;
        fill();
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            position = 3;
        }
    }

    private boolean fill() throws IOException {
        bufferOffset += limit;
        position = 0;
        limit = input.readNBytes(buffer, 0, BUFFER_BYTES);
        return limit > 0;
    }

    /** The next byte, from 0 to 255, which stays the next; {@link #END} if there is none. */
    int peek() throws IOException {
        return position == limit && !fill() ? END : buffer[position] & 0xff;
    }

    void skip() {
        position++;
    }

    /** Where the next byte stands, from 0. */
    long offset() {
        return bufferOffset + position;
    }

    /**
     * Copies bytes up to a line feed, which is passed over, or to the end.
     *
     * @param maxBytes after so many and one it stops
     * @return whether a line feed was found
     */
    boolean copyLine(Buffer target, int maxBytes) throws IOException {
        while (position < limit || fill()) {
            int from = position;
            int to = (int) Math.min(limit, from + (long) maxBytes + 1 - target.size());
            while (position < to && buffer[position] != '\n') {
                position++;
            }
            target.write(buffer, from, position - from);
            if (target.size() > maxBytes) {
                return false;
            }
            if (position < limit && buffer[position] == '\n') {
                position++;
                return true;
            }
        }
        return false;
    }
}

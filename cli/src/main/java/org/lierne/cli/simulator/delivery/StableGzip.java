package org.lierne.cli.simulator.delivery;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Gzip (RFC 1952) without time or name, of deflate blocks with fixed codes (RFC 1951, 3.2.6). The compressor is our own
 * since the JDK's is the zlib that it happens to be built or linked with, and those do not all give the same bytes.
 */
final class StableGzip extends FilterOutputStream {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
    private static final int WINDOW = 1 << 15;
    private static final int BLOCK = 1 << 16;
    private static final int HASHES = 1 << 15;
    private static final int LEAST = 4;
    private static final int MOST = 258;

    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] DISTANCE_BASE = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };
    private static final int[] LENGTH_CODE = codes(LENGTH_BASE, MOST + 1);
    private static final int[] DISTANCE_CODE = codes(DISTANCE_BASE, WINDOW + 1);

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[WINDOW + BLOCK];
    private final int[] latest = new int[HASHES];
    private final byte[] packed = new byte[BLOCK * 2 + 16];
    private int packedLength;
    private int start;
    private int end;
    private long size;
    private long bits;
    private int bitCount;
    private boolean closed;

    StableGzip(OutputStream out) {
        super(out);
        Arrays.fill(latest, -1);
        System.arraycopy(HEADER, 0, packed, 0, HEADER.length);
        packedLength = HEADER.length;
        put(1, 1);
        put(1, 2);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        checksum.update(bytes, offset, length);
        size += length;
        int from = offset;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, buffer.length - end);
            System.arraycopy(bytes, from, buffer, end, part);
            end += part;
            from += part;
            left -= part;
            if (end == buffer.length) {
                compress();
                slide();
            }
        }
    }

    /** Compresses what has come since, greedily: the latest place with the same four bytes, if any. */
    private void compress() throws IOException {
        int place = start;
        while (place < end) {
            int length = 0;
            int candidate = -1;
            if (place + LEAST <= end) {
                int hash = hash(place);
                candidate = latest[hash];
                latest[hash] = place;
                if (candidate >= 0 && place - candidate <= WINDOW) {
                    length = common(candidate, place);
                }
            }
            if (length < LEAST) {
                literal(buffer[place] & 0xff);
                place++;
                continue;
            }
            match(length, place - candidate);
            for (int inside = place + 1; inside < place + length && inside + LEAST <= end; inside++) {
                latest[hash(inside)] = inside;
            }
            place += length;
        }
        start = end;
        out.write(packed, 0, packedLength);
        packedLength = 0;
    }

    private void slide() {
        System.arraycopy(buffer, BLOCK, buffer, 0, WINDOW);
        start = WINDOW;
        end = WINDOW;
        for (int index = 0; index < HASHES; index++) {
            latest[index] = Math.max(latest[index] - BLOCK, -1);
        }
    }

    private int hash(int place) {
        int four = buffer[place] & 0xff
                | (buffer[place + 1] & 0xff) << 8
                | (buffer[place + 2] & 0xff) << 16
                | buffer[place + 3] << 24;
        return (four * 0x9e3779b1) >>> 17;
    }

    private int common(int first, int second) {
        int most = Math.min(MOST, end - second);
        int length = 0;
        while (length < most && buffer[first + length] == buffer[second + length]) {
            length++;
        }
        return length;
    }

    private void literal(int value) {
        if (value < 144) {
            code(0x30 + value, 8);
            return;
        }
        code(0x190 + value - 144, 9);
    }

    private void match(int length, int distance) {
        int lengthCode = LENGTH_CODE[length];
        if (lengthCode < 23) {
            code(lengthCode + 1, 7);
        } else {
            code(0xc0 + lengthCode - 23, 8);
        }
        put(length - LENGTH_BASE[lengthCode], LENGTH_BITS[lengthCode]);
        int distanceCode = DISTANCE_CODE[distance];
        code(distanceCode, 5);
        put(distance - DISTANCE_BASE[distanceCode], distanceCode < 2 ? 0 : distanceCode / 2 - 1);
    }

    /** Huffman codes go from their highest bit. */
    private void code(int value, int count) {
        put(Integer.reverse(value) >>> (32 - count), count);
    }

    private void put(int value, int count) {
        bits |= (long) value << bitCount;
        bitCount += count;
        if (bitCount >= 32) {
            WORDS.set(packed, packedLength, (int) bits);
            packedLength += 4;
            bits >>>= 32;
            bitCount -= 32;
        }
    }

    /** Writes what is left, to a whole byte. */
    private void flushBits() {
        while (bitCount > 0) {
            packed[packedLength++] = (byte) bits;
            bits >>>= 8;
            bitCount -= 8;
        }
        bits = 0;
        bitCount = 0;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        compress();
        code(0, 7);
        flushBits();
        put((int) (checksum.getValue() & 0xffff), 16);
        put((int) (checksum.getValue() >>> 16), 16);
        put((int) (size & 0xffff), 16);
        put((int) (size >>> 16 & 0xffff), 16);
        flushBits();
        out.write(packed, 0, packedLength);
        out.close();
    }

    private static int[] codes(int[] bases, int size) {
        int[] codes = new int[size];
        int code = 0;
        for (int value = bases[0]; value < size; value++) {
            while (code + 1 < bases.length && bases[code + 1] <= value) {
                code++;
            }
            codes[value] = code;
        }
        return codes;
    }
}

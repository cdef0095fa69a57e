package org.lierne.loader.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip (RFC 1952), one or several members, and refuses what the JDK's reader and the engine pass over:
 * a wrong checksum, a missing end, bytes after the last member.
 */
final class GzipBytes extends InputStream {

    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final InputStream input;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] compressed = new byte[1 << 16];
    private int position;
    private int limit;
    private long offset;
    private boolean inMember;
    private boolean atEnd;

    GzipBytes(InputStream input) {
        this.input = input;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!atEnd) {
            if (!inMember && !beginMember()) {
                return -1;
            }
            int count = inflate(target, from, length);
            if (count > 0) {
                return count;
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int from, int length) throws IOException {
        try {
            if (inflater.needsInput()) {
                if (position == limit && !fill()) {
                    throw truncated();
                }
                inflater.setInput(compressed, position, limit - position);
                position = limit;
            }
            int count = inflater.inflate(target, from, length);
            checksum.update(target, from, count);
            if (inflater.finished()) {
                endMember();
            }
            return count;
        } catch (DataFormatException damage) {
            throw invalid("its compressed data are damaged (" + damage.getMessage() + ")");
        }
    }

    private boolean beginMember() throws IOException {
        boolean first = offset == 0;
        if (position == limit && !fill()) {
            atEnd = true;
            return false;
        }
        if (unsignedByte() != 0x1f || unsignedByte() != 0x8b) {
            throw invalid(
                    first
                            ? "it does not begin as gzip files do, although its name ends in \".gz\""
                            : "other bytes follow its compressed data");
        }
        if (unsignedByte() != 8) {
            throw invalid("its compression method is not known");
        }
        int flags = unsignedByte();
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            skip(unsignedByte() | unsignedByte() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        checksum.reset();
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long expectedChecksum = unsignedInt();
        long expectedSize = unsignedInt();
        if (expectedChecksum != checksum.getValue() || expectedSize != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw invalid("its checksum does not match its content");
        }
        inMember = false;
    }

    private long unsignedInt() throws IOException {
        long low = unsignedByte() | unsignedByte() << 8;
        long high = unsignedByte() | unsignedByte() << 8;
        return low | high << 16;
    }

    private int unsignedByte() throws IOException {
        if (position == limit && !fill()) {
            throw truncated();
        }
        return compressed[position++] & 0xff;
    }

    private void skip(int count) throws IOException {
        for (int index = 0; index < count; index++) {
            unsignedByte();
        }
    }

    private void skipText() throws IOException {
        while (unsignedByte() != 0) {
            // A zero ends the text.
        }
    }

    private boolean fill() throws IOException {
        int count = Math.max(0, input.read(compressed, 0, compressed.length));
        position = 0;
        limit = count;
        offset += count;
        return count > 0;
    }

    private DeliveryProblem truncated() {
        return new DeliveryProblem(
                Reason.GZIP_TRUNCATED,
                "is cut off: its compressed data end at byte " + offset
                        + " before they are complete; ask for it to be sent again",
                0,
                offset);
    }

    private DeliveryProblem invalid(String what) {
        long place = offset - (limit - position);
        return new DeliveryProblem(
                Reason.GZIP_INVALID,
                "is not a valid gzip file: " + what + ", near byte " + place + "; ask for it to be sent again",
                0,
                place);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        input.close();
    }
}

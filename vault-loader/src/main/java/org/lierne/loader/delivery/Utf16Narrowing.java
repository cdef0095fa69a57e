package org.lierne.loader.delivery;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Turns UTF-16 units into single bytes that keep every ASCII character, which is all that record structure needs, and
 * refuses what is not UTF-16. A byte order mark decides the byte order; without one, the first unit does, for a header
 * nearly always begins with an ASCII character.
 */
final class Utf16Narrowing {

    private final byte other;
    private boolean started;
    private boolean marked;
    private boolean bigEndian;
    private boolean highSurrogateOpen;

    Utf16Narrowing(byte other) {
        this.other = other;
    }

    /**
     * Narrows {@code count} bytes of {@code wide}.
     *
     * @param offset where they stand in the file, for messages
     * @throws DeliveryProblem if half a character is found
     */
    void narrow(byte[] wide, int count, byte[] narrow, long offset, long recordNumber) throws DeliveryProblem {
        if (!started && count >= 2) {
            start(wide[0] & 0xff, wide[1] & 0xff);
        }
        for (int index = 0; index + 1 < count; index += 2) {
            int first = wide[index] & 0xff;
            int second = wide[index + 1] & 0xff;
            char unit = (char) (bigEndian ? first << 8 | second : second << 8 | first);
            if (highSurrogateOpen != Character.isLowSurrogate(unit)) {
                throw invalid("half a surrogate pair", recordNumber, offset + index);
            }
            highSurrogateOpen = Character.isHighSurrogate(unit);
            narrow[index / 2] = unit < 128 ? (byte) unit : other;
        }
        boolean endsFile = count < wide.length;
        if (endsFile && (count % 2 == 1 || highSurrogateOpen)) {
            throw invalid("half a character at its end", recordNumber, offset + count);
        }
    }

    private void start(int first, int second) {
        started = true;
        marked = first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE;
        bigEndian = first == 0xFE && second == 0xFF || first == 0;
    }

    private static DeliveryProblem invalid(String what, long recordNumber, long offset) {
        return new DeliveryProblem(
                Reason.INVALID_ENCODING,
                "is not valid UTF-16: there is " + what + " at byte " + offset + ", in or after record " + recordNumber
                        + "; if the file is in another encoding, say so under format: encoding",
                recordNumber,
                offset);
    }

    /** Whether the file began with a byte order mark. */
    boolean detectedMark() {
        return marked;
    }

    /** The encoding with its byte order. */
    Charset charset() {
        return bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }
}

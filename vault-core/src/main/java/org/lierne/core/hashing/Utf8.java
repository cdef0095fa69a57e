package org.lierne.core.hashing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts as the bytes that are hashed. */
final class Utf8 {

    private Utf8() {}

    /** @throws IllegalArgumentException if the text has a surrogate without its other half, which no encoding holds */
    static byte[] bytes(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(encoded.array(), encoded.limit());
        } catch (CharacterCodingException unpairedSurrogate) {
            throw new IllegalArgumentException(
                    "The text \"" + text + "\" has half of a surrogate pair and cannot be hashed.", unpairedSurrogate);
        }
    }
}

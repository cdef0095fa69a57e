package org.lierne.core.hashing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Hashing;

/**
 * Hash keys and hashdiffs of profile {@code lierne} in Java, equal to those that the engines compute. Takes canonical
 * texts (see {@link CanonicalText}); null stands for NULL.
 *
 * <p>Several parts are joined as {@code <length in UTF-8 bytes>:<text>} each, NULL as {@code :} alone. That can be read
 * back from the left without doubt: the digits before a {@code :} say how many bytes follow it, and where there are none
 * the part is NULL. So different tuples have different texts, whatever characters they hold.
 *
 * <p>A hashdiff drops every {@code :} at its end, so that a column added last changes no hashdiff of rows where it is
 * NULL. That loses nothing else: reading the text with as many {@code :} behind it as are asked for gives back the
 * tuple, since a text's length tells how many of them it lacks, and all that come after are NULL.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class HashRecipe {

    private static final char NULL_TOKEN = ':';

    private final Hashing hashing;

    private HashRecipe(Hashing hashing) {
        this.hashing = hashing;
    }

    public static HashRecipe of(Hashing hashing) {
        return new HashRecipe(hashing);
    }

    /**
     * The text hashed for a key: of one part the text itself, of several all parts joined.
     *
     * @param parts the canonical texts of a hub's key columns, or, for a link, of all participants' key columns in the
     *     order of {@code connects}, then of the dependent child keys
     * @return empty if the only part is null: such a key is missing and has no hash
     */
    public Optional<String> keyText(List<? extends @Nullable String> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A key needs at least one part; none was given.");
        }
        return parts.size() == 1 ? Optional.ofNullable(parts.get(0)) : Optional.of(joined(parts));
    }

    /**
     * The text hashed for a hashdiff: all parts joined, without the NULLs at the end.
     *
     * @param payload the canonical texts of the payload columns in the table's column order
     */
    public String hashdiffText(List<? extends @Nullable String> payload) {
        String joined = joined(payload);
        int end = joined.length();
        while (end > 0 && joined.charAt(end - 1) == NULL_TOKEN) {
            end--;
        }
        return joined.substring(0, end);
    }

    /** The hash key in its stored form (a UUID, a {@code byte[]} or hexadecimal text); empty if the only part is null. */
    public Optional<Object> key(List<? extends @Nullable String> parts) {
        return keyText(parts).map(this::hash);
    }

    /** The hashdiff in its stored form (a UUID, a {@code byte[]} or hexadecimal text). */
    public Object hashdiff(List<? extends @Nullable String> payload) {
        return hash(hashdiffText(payload));
    }

    /** The digest of a text in its stored form (a UUID, a {@code byte[]} or hexadecimal text). */
    public Object hash(String text) {
        return stored(digest(text));
    }

    /**
     * The digest of the text's UTF-8 bytes.
     *
     * @throws IllegalArgumentException if the text has a surrogate without its other half, which no encoding holds
     */
    public byte[] digest(String text) {
        byte[] bytes = utf8(text);
        return switch (hashing.algorithm()) {
            case MD5 -> DigestUtils.md5(bytes);
            case SHA1 -> DigestUtils.sha1(bytes);
            case SHA256 -> DigestUtils.sha256(bytes);
        };
    }

    /** The digest in lower-case hexadecimal digits, whatever the stored form. */
    public String hex(String text) {
        return Hex.encodeHexString(digest(text));
    }

    /** The key of what is missing: all bytes 0, in the stored form. */
    public Object unknownKey() {
        return stored(new byte[hashing.algorithm().bytes()]);
    }

    /** The key of what is present but unreadable: all bytes 0xff, in the stored form. */
    public Object errorKey() {
        byte[] ones = new byte[hashing.algorithm().bytes()];
        Arrays.fill(ones, (byte) 0xff);
        return stored(ones);
    }

    /** A digest as a column keeps it: a String of hexadecimal digits; or md5 as UUID, the others as {@code byte[]}. */
    private Object stored(byte[] digest) {
        if (hashing.storage() == Hashing.Storage.HEX) {
            return Hex.encodeHexString(digest);
        }
        if (hashing.algorithm() != Hashing.Algorithm.MD5) {
            return digest;
        }
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String joined(List<? extends @Nullable String> parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            if (part == null) {
                joined.append(NULL_TOKEN);
            } else {
                joined.append(utf8(part).length).append(':').append(part);
            }
        }
        return joined.toString();
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(encoded.array(), encoded.limit());
        } catch (CharacterCodingException unpairedSurrogate) {
            throw new IllegalArgumentException(
                    "The text \"" + text + "\" has half of a surrogate pair and cannot be hashed.", unpairedSurrogate);
        }
    }
}

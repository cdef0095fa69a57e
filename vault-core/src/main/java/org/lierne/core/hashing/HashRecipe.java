package org.lierne.core.hashing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Hashing;

/**
 * Hash keys and hashdiffs in Java, equal to those that the engines compute. Takes canonical texts (see
 * {@link CanonicalText}); null stands for NULL. Which text is hashed for them is the profile's.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class HashRecipe {

    private final Hashing hashing;
    private final ProfileText profile;

    private HashRecipe(Hashing hashing) {
        this.hashing = hashing;
        this.profile = ProfileText.of(hashing.profile());
    }

    public static HashRecipe of(Hashing hashing) {
        return new HashRecipe(hashing);
    }

    /**
     * The text hashed for a key.
     *
     * @param parts the canonical texts of a hub's key columns, or, for a link, of all participants' key columns in the
     *     order of {@code connects}, then of the dependent child keys
     * @return empty if the key is missing: in profile {@code lierne} a key whose only part is null, in the others one
     *     that has nothing in any part
     */
    public Optional<String> keyText(List<? extends @Nullable String> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A key needs at least one part; none was given.");
        }
        return profile.key(parts);
    }

    /**
     * The text hashed for a hashdiff.
     *
     * @param payload the canonical texts of the hashed columns: in the table's column order, in profile
     *     {@code automate_dv} in that of their names
     * @return empty if the profile hashes no text for a row without any value, and takes the unknown key instead
     */
    public Optional<String> hashdiffText(List<? extends @Nullable String> payload) {
        return profile.hashdiff(payload);
    }

    /**
     * The hash key in its stored form (a UUID, a {@code byte[]} or hexadecimal text); empty if the key is missing and the
     * profile gives such a key no hash.
     */
    public Optional<Object> key(List<? extends @Nullable String> parts) {
        Optional<Object> key = keyText(parts).map(this::hash);
        return key.isEmpty() && profile.hashesNothingToZero() ? Optional.of(unknownKey()) : key;
    }

    /** The hashdiff in its stored form (a UUID, a {@code byte[]} or hexadecimal text). */
    public Object hashdiff(List<? extends @Nullable String> payload) {
        return hashdiffText(payload).map(this::hash).orElseGet(this::unknownKey);
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
        byte[] bytes = Utf8.bytes(text);
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

    /** A digest as a column keeps it. */
    private Object stored(byte[] digest) {
        if (hashing.storage() == Hashing.Storage.HEX) {
            return Hex.encodeHexString(digest, !hashing.inUpperCase());
        }
        if (!hashing.asUuid()) {
            return digest;
        }
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}

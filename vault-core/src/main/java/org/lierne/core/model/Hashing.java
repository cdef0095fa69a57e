package org.lierne.core.model;

/**
 * How keys and differences are hashed. Fixed for the life of a vault.
 *
 * @param profile which text is hashed
 * @param algorithm by which function
 * @param storage in which form the digest is kept
 */
public record Hashing(Profile profile, Algorithm algorithm, Storage storage) {

    /** Which text is hashed: normalisation, NULL, delimiting and the text of each type. Never changed once released. */
    public enum Profile {
        LIERNE
    }

    /** The digest. */
    public enum Algorithm {
        MD5(16),
        SHA1(20),
        SHA256(32);

        private final int bytes;

        Algorithm(int bytes) {
            this.bytes = bytes;
        }

        /** The digest's length. */
        public int bytes() {
            return bytes;
        }
    }

    /** The form in which a digest is kept. */
    public enum Storage {
        /** md5 as UUID, the others as BLOB. */
        BINARY,
        /** Lower-case hexadecimal text. */
        HEX
    }

    public static final Hashing DEFAULT = new Hashing(Profile.LIERNE, Algorithm.MD5, Storage.BINARY);
}

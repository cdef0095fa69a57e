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
        /** Our own: two keys that differ never have one text. */
        LIERNE,
        /** That of the dbt package AutomateDV, 0.11. */
        AUTOMATE_DV,
        /** That of the dbt package datavault4dbt, 2.0. */
        DATAVAULT4DBT;

        /**
         * Whether texts are cleaned before they are hashed, so that keys that differ may have one hash key, and a key
         * is missing only if all of its parts are.
         */
        public boolean folds() {
            return this != LIERNE;
        }
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
        /** md5 of profile {@code lierne} as UUID, all others as BLOB. */
        BINARY,
        /** Hexadecimal text: upper-case in profile {@code automate_dv}, else lower-case. */
        HEX
    }

    /** Whether digests are kept as UUID; the other packages know none, so what they have stored is a BLOB. */
    public boolean asUuid() {
        return storage == Storage.BINARY && algorithm == Algorithm.MD5 && profile == Profile.LIERNE;
    }

    /** Whether the hexadecimal digits of stored texts are upper-case. */
    public boolean inUpperCase() {
        return profile == Profile.AUTOMATE_DV;
    }

    public static final Hashing DEFAULT = new Hashing(Profile.LIERNE, Algorithm.MD5, Storage.BINARY);
}

package org.lierne.core.verify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a vault promises to whoever reads it. */
public enum Promise {
    /** Judged first, since what a table lacks cannot be read by other checks. */
    STRUCTURE("tables, columns, their types and views are as the metadata mean them"),
    UNIQUE_KEY("each key stands in one row"),
    HASH_KEY("hash keys are those of the business keys"),
    ORPHAN("what a row refers to is there");

    private final String sentence;

    Promise(String sentence) {
        this.sentence = sentence;
    }

    /** The stable code of what breaks it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is promised, as the rest of a sentence. */
    public String sentence() {
        return sentence;
    }

    public static Optional<Promise> ofCode(String code) {
        return Arrays.stream(values())
                .filter(promise -> promise.code().equals(code))
                .findFirst();
    }
}

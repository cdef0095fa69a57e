package org.lierne.core.verify.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a vault promises to whoever reads it. */
public enum Promise {
    /** Judged first, since what a table lacks cannot be read by other checks. */
    STRUCTURE("tables, columns, their types and views are as the metadata mean them"),
    REQUIRED("columns that every row must fill are filled"),
    UNIQUE_KEY("each key stands in one row"),
    HASH_KEY("hash keys are those of the business keys"),
    ORPHAN("what a row refers to is there"),
    ZERO_KEY("hubs have their rows for what is missing and what is unreadable, and satellites their ghost records"),
    HASHDIFF("hashdiffs are those of the payload, of the set or of the block"),
    ERASED("what was erased of a record is not there"),
    EQUAL_NEIGHBOURS("no change says what the one before it says, unless a late row came before it"),
    MISSING_CHANGE("each change that tracking shows is stored"),
    UNTRACKED_ROW("what is stored as a change was tracked so"),
    EVENT("what happened once is what was tracked, and is taken back as it was said"),
    VALIDITY("histories have neither gaps nor overlaps, and the last row of a key is current"),
    PRESENCE("keys came and went as batches and change records show"),
    FIRST_SEEN("hubs and links know when each key was first seen"),
    SNAPSHOT("snapshot dates are those that load dates and rules lead to"),
    POINT_IN_TIME("point-in-time tables have each key at each date, and lead to what held then"),
    BRIDGE("bridges have what was in force at each date"),
    RECORD_SOURCE("record sources are those of what brought each row"),
    LEDGER("runs, deliveries and counts of the ledger are those of the vault"),
    LATE_UNTRACKED("of sources without tracking, deliveries came in their order");

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

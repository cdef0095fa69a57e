package org.lierne.loader.json;

import java.io.IOException;

/** Why a file of JSON cannot be taken apart. */
public final class JsonProblem extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** It is no JSON. */
        INVALID,
        /** A record, or what stands around the records, is longer than allowed. */
        TOO_LONG,
        /** The way to the records leads nowhere. */
        NO_ROWS
    }

    private final Kind kind;
    private final long recordNumber;
    private final long byteOffset;

    JsonProblem(Kind kind, String what, long recordNumber, long byteOffset) {
        super(what);
        this.kind = kind;
        this.recordNumber = recordNumber;
        this.byteOffset = byteOffset;
    }

    public Kind kind() {
        return kind;
    }

    /** The record at which reading stopped, from 1; 0 if it is outside all records. */
    public long recordNumber() {
        return recordNumber;
    }

    /** Where it is in the decompressed file, from 0; -1 if nowhere. */
    public long byteOffset() {
        return byteOffset;
    }
}

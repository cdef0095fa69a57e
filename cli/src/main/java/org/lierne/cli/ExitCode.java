package org.lierne.cli;

import org.lierne.core.LierneException;

/** What the process says about itself when it ends. 4 is reserved. */
public enum ExitCode {
    /** Done, warnings and rejects under their limit included. */
    DONE(0),
    /** The work failed. */
    FAILED(1),
    /** What was asked for makes no sense, or needs a yes that was not given. */
    USAGE(2),
    /** The metadata is invalid, or a migration is refused. */
    INVALID_METADATA(3),
    /** The database cannot be opened, or somebody else holds it. */
    CANNOT_CONNECT(5),
    /** A run was done in part. */
    INCOMPLETE(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    static ExitCode of(LierneException failure) {
        return switch (failure.category()) {
            case FAILED -> FAILED;
            case USAGE -> USAGE;
            case INVALID_METADATA -> INVALID_METADATA;
            case CANNOT_CONNECT -> CANNOT_CONNECT;
            case INCOMPLETE -> INCOMPLETE;
        };
    }
}

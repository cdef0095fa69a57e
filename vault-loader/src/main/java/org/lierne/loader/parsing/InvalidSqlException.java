package org.lierne.loader.parsing;

/** A text that is not the SQL that may stand in its place. The message is a full sentence that says why. */
public final class InvalidSqlException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidSqlException(String message) {
        super(message);
    }
}

package org.lierne.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that Lierne could not do, said so that the person who asked for it can act on it. The message is whole
 * sentences: what failed, where, and what was left unchanged; the hint says what to do.
 */
public final class LierneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, for those who react to it by program. */
    public enum Category {
        /** Work failed. */
        FAILED,
        /** What was asked for makes no sense. */
        USAGE,
        /** The metadata is invalid, or a migration is refused. */
        INVALID_METADATA,
        /** The database cannot be opened, or somebody else holds it. */
        CANNOT_CONNECT,
        /** Work was done in part. */
        INCOMPLETE
    }

    private final Category category;
    private final String code;
    private final @Nullable String hint;

    /** @param code stable, in snake case: {@code database_locked} */
    public LierneException(Category category, String code, String message, @Nullable String hint) {
        this(category, code, message, hint, null);
    }

    /** @param code stable, in snake case: {@code database_locked} */
    public LierneException(
            Category category, String code, String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
        this.code = code;
        this.hint = hint;
    }

    public Category category() {
        return category;
    }

    /** What happened, as a stable word in snake case. */
    public String code() {
        return code;
    }

    /** What to do about it. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}

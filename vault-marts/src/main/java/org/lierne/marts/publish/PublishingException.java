package org.lierne.marts.publish;

/** Marts could not be built or published. The message says which and why; what was published before is unchanged. */
public final class PublishingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublishingException(String message, Throwable cause) {
        super(message, cause);
    }
}

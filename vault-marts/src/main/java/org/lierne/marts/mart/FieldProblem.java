package org.lierne.marts.mart;

/** What is wrong with one field of the mart that is being compiled. */
final class FieldProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    FieldProblem(String field, String message) {
        super(message);
        this.field = field;
    }

    MartProblem of(String mart) {
        return new MartProblem(mart, field, String.valueOf(getMessage()));
    }
}

package org.lierne.marts.mart;

/** What is wrong with one field of the mart that is being compiled. */
final class FieldProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String hint;

    FieldProblem(String field, String message) {
        this(field, message, "");
    }

    FieldProblem(String field, String message, String hint) {
        super(message);
        this.field = field;
        this.hint = hint;
    }

    /** That the mart which it is made from has a problem of its own, so that nothing more is to be said. */
    static FieldProblem ofAnother(String field) {
        return new FieldProblem(field, "");
    }

    boolean isOfAnother() {
        return String.valueOf(getMessage()).isEmpty();
    }

    MartProblem of(String mart) {
        return new MartProblem(mart, field, String.valueOf(getMessage()), hint);
    }
}

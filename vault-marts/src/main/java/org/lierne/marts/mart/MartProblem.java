package org.lierne.marts.mart;

/**
 * Something wrong with a mart's description.
 *
 * @param mart the mart's name
 * @param field the field of the mart, as the metadata calls it: {@code amount}, {@code through}, {@code query}, …
 * @param message a full sentence: what is wrong, and what is allowed
 * @param hint what was probably meant; may be empty
 */
public record MartProblem(String mart, String field, String message, String hint) {

    MartProblem(String mart, String field, String message) {
        this(mart, field, message, "");
    }
}

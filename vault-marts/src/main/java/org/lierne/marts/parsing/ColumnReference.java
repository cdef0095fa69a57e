package org.lierne.marts.parsing;

import java.util.List;

/**
 * A column as an expression names it.
 *
 * @param names the parts of its name: {@code [quantity]}, {@code [invoice_line_details, quantity]}
 * @param from where it begins in the expression's text
 * @param to where it ends there, exclusive
 */
public record ColumnReference(List<String> names, int from, int to) {

    public ColumnReference {
        names = List.copyOf(names);
    }

    /** As written without quotes: {@code invoice_line_details.quantity}. */
    public String text() {
        return String.join(".", names);
    }
}

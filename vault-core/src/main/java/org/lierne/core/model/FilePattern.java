package org.lierne.core.model;

import java.util.List;

/**
 * Which files under the landing folder are deliveries of a source, as a path pattern relative to it, and what their
 * paths say.
 *
 * @param text the pattern as written, {@code {source}} replaced: {@code orders/{country}_{load_date:yyyyMMdd}.csv.gz}
 */
public record FilePattern(String text, List<Part> parts) {

    /** A piece of the pattern. */
    public sealed interface Part {}

    /** Text that stands in the path as it is. */
    public record Literal(String text) implements Part {}

    /** {@code *}: any characters but a slash. */
    public record AnyCharacters() implements Part {}

    /** {@code {column}}: a non-empty text without a slash that fills the column of that name. */
    public record PathColumn(String column) implements Part {}

    /** {@code {load_date:FORMAT}}: the load date, in Java's date letters. */
    public record LoadDate(String format) implements Part {}

    public FilePattern {
        parts = List.copyOf(parts);
    }

    /** Whether the path holds the load date. */
    public boolean hasLoadDate() {
        return parts.stream().anyMatch(LoadDate.class::isInstance);
    }
}

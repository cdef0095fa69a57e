package org.lierne.marts.meaning;

import java.util.List;
import java.util.Optional;

/**
 * What a mart means.
 *
 * @param row what one row is, in a sentence; may be empty
 * @param source where the method is published; may be empty
 * @param pictures what shows the mart at a glance, first things first
 * @param columns what its columns mean; it may say more columns than the mart has, which depend on what it is made from
 * @param warnings a query over {@code mart}, with a row and a text for each thing that the data could not tell; may be empty
 */
public record Meaning(String row, String source, List<Picture> pictures, List<ColumnMeaning> columns, String warnings) {

    /** Of a mart of which nothing is said. */
    public static final Meaning NONE = new Meaning("", "", List.of(), List.of(), "");

    public Meaning {
        pictures = List.copyOf(pictures);
        columns = List.copyOf(columns);
    }

    /** What a column means; empty if nothing is said of it. */
    public Optional<ColumnMeaning> of(String column) {
        return columns.stream()
                .filter(each -> each.column().equalsIgnoreCase(column))
                .findFirst();
    }

    /** The same, with a query for what the data could not tell. */
    public Meaning withWarnings(String query) {
        return new Meaning(row, source, pictures, columns, query);
    }

    /** The same, with other columns. */
    public Meaning withColumns(List<ColumnMeaning> others) {
        return new Meaning(row, source, pictures, others, warnings);
    }
}

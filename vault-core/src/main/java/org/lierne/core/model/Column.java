package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A column of a source: where its value comes from, how the text is read, and what must hold for it.
 *
 * @param was the name that it had before
 */
public record Column(
        String name,
        String description,
        DataType type,
        Origin origin,
        Reading reading,
        Checks checks,
        Optional<String> was) {

    /** A column that never had another name. */
    public Column(String name, String description, DataType type, Origin origin, Reading reading, Checks checks) {
        this(name, description, type, origin, reading, checks, Optional.empty());
    }

    /** Where a column's value comes from. */
    public sealed interface Origin {
        /**
         * A field of the record.
         *
         * @param header the header's text, or the {@link FieldPath path} to it in nested data; matched to what is in
         *     the file by letters and digits only
         * @param optional whether a file may lack it; its rows then have nothing there
         */
        record Field(String header, boolean optional) implements Origin {

            /** Where it is in nested data. */
            public FieldPath path() {
                return FieldPath.of(header);
            }

            /** A field that every file has. */
            public Field(String header) {
                this(header, false);
            }
        }

        /** A {@code {column}} of the file pattern. */
        record Path() implements Origin {}

        /** A SQL expression over the other columns of the row. */
        record Expression(String sql) implements Origin {}

        /** The same text in every row. */
        record Value(String text) implements Origin {}

        /**
         * The row's place, from 1, among the rows of its delivery that agree in these columns, in the order of the
         * file; rejected and filtered rows have their place too.
         */
        record RowNumberWithin(List<String> columns) implements Origin {
            public RowNumberWithin {
                columns = List.copyOf(columns);
            }
        }
    }
}

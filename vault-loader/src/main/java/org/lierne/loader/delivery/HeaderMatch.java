package org.lierne.loader.delivery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lierne.core.model.Source;

/**
 * Which field of a record feeds which column: headers match by letters and digits only, whatever their case, so that
 * columns may stand in any order.
 */
public sealed interface HeaderMatch {

    /**
     * The header feeds every column that reads a field.
     *
     * @param width how many fields the header has
     * @param positions for each column of the source that reads a field of this header, in the source's order, the
     *     field's position from 0; a column that the header may lack and does is not there
     * @param passedOver headers that the metadata does not know, where a new column is passed over: worth a warning
     */
    record Fits(int width, Map<String, Integer> positions, List<String> passedOver) implements HeaderMatch {
        public Fits {
            positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
            passedOver = List.copyOf(passedOver);
        }
    }

    /**
     * The header does not fit the source, and the delivery waits.
     *
     * @param message full sentences: all that is wrong, and what to do
     * @param missing headers that columns read and the file lacks
     * @param unknown headers of the file that the metadata does not know
     * @param ambiguous headers of the file of which several match one column
     */
    record Misfits(String message, List<String> missing, List<String> unknown, List<String> ambiguous)
            implements HeaderMatch {
        public Misfits {
            missing = List.copyOf(missing);
            unknown = List.copyOf(unknown);
            ambiguous = List.copyOf(ambiguous);
        }
    }

    /** Matches a file's header, as {@link ScanOutcome.Readable#header()} has it, with a source. */
    static HeaderMatch of(Source source, List<String> header) {
        return new HeaderMatching(source, header).match();
    }
}

package org.lierne.core.model;

import java.util.List;

/** What a file of a source holds, and so what it means that something is not in it. */
public sealed interface Delivery {

    /** What is new or has changed; what is not in it is as it was. */
    record Delta() implements Delivery {}

    /**
     * Everything there is. Files of one load date, and of one scope, are a batch; what a batch lacks is gone.
     *
     * @param within the columns whose values are the scope; empty where a batch is everything
     * @param missingAtMost the share of the keys known before, from 0 to 1, that a batch may lack before nothing is
     *     taken to be gone
     */
    record Full(List<String> within, double missingAtMost) implements Delivery {

        /** More missing than this mean that the file is cut off rather than that so much is gone. */
        public static final double DEFAULT_MISSING_AT_MOST = 0.5;

        public Full {
            within = List.copyOf(within);
        }
    }

    /**
     * Change records: inserted, updated and deleted rows.
     *
     * @param operation the column that says what happened
     * @param deletes its texts that mean a deletion; never empty
     */
    record ChangeRecords(String operation, List<String> deletes) implements Delivery {
        public ChangeRecords {
            deletes = List.copyOf(deletes);
        }
    }
}

package org.lierne.core.model;

/** What becomes of a row of a link that lacks the key of a participant. A hub has no row of a missing key in any case. */
public enum NullKeys {
    /** The link's row is stored, and refers to the unknown key. */
    UNKNOWN,
    /**
     * The row states nothing of the link, nor of what describes it, as in the dbt package AutomateDV: it is counted, and
     * tracked without a key of the link.
     */
    SKIP
}

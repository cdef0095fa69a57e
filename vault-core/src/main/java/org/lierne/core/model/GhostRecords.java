package org.lierne.core.model;

/** Which rows stand in a satellite for what is missing, so that a table derived from it always finds one. */
public enum GhostRecords {
    /** One for the unknown key and one for the error key. */
    LIERNE("lierne"),
    /** One for the unknown key, as the dbt package AutomateDV makes it. */
    AUTOMATE_DV("AUTOMATE_DV_SYSTEM"),
    /** None. Hubs have their two zero keys all the same, which links refer to. */
    NONE("lierne");

    private final String recordSource;

    GhostRecords(String recordSource) {
        this.recordSource = recordSource;
    }

    /** The record source of the rows. */
    public String recordSource() {
        return recordSource;
    }
}

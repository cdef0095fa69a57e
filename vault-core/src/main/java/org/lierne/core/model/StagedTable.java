package org.lierne.core.model;

/** A table of the vault's database into which another tool puts the rows that are to be loaded. */
public record StagedTable(String schema, String name) {

    /** The table with its schema, as it is written in metadata. */
    public String qualified() {
        return schema + "." + name;
    }
}

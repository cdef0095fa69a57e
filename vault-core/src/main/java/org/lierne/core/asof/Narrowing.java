package org.lierne.core.asof;

import java.util.Map;

/**
 * Which rows of a past are left out because nobody looks at them: of each of some tables all but those whose key is among some. What is
 * said of the keys that stay is the same as without it, as long as nothing that is read compares rows of different keys.
 *
 * @param tables by the name of a table of the raw vault, which of its rows stay
 */
public record Narrowing(Map<String, Among> tables) {

    /** Leaves nothing out. */
    public static final Narrowing NONE = new Narrowing(Map.of());

    /**
     * Keys that stay.
     *
     * @param column of the table
     * @param keys a query of one column
     */
    public record Among(String column, String keys) {}

    public Narrowing {
        tables = Map.copyOf(tables);
    }
}

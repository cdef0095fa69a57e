package org.lierne.marts.meaning;

/**
 * What a column of a mart means.
 *
 * @param unit in a few words: {@code days}, {@code currency}, {@code 0 to 1}; empty where there is none
 * @param meaning how it is computed, in a sentence; may be empty
 * @param isSensitive whether its values are masked wherever a person looks
 */
public record ColumnMeaning(String column, String unit, String meaning, boolean isSensitive) {

    /** As tools that read the marts show it. */
    public String comment() {
        return unit.isEmpty() ? meaning : meaning + " [" + unit + "]";
    }

    ColumnMeaning named(String name) {
        return new ColumnMeaning(name, unit, meaning, isSensitive);
    }

    /** The same, to be masked. */
    public ColumnMeaning sensitive() {
        return new ColumnMeaning(column, unit, meaning, true);
    }
}

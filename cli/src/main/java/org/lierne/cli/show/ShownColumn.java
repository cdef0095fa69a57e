package org.lierne.cli.show;

/**
 * A column of a mart that is shown.
 *
 * @param type as the engine calls it
 * @param isNumber whether sums and quantiles of it mean something to the engine
 * @param unit may be empty
 * @param meaning in a sentence; may be empty
 * @param isSensitive whether its values are masked
 */
record ShownColumn(String name, String type, boolean isNumber, String unit, String meaning, boolean isSensitive) {

    /** Whether it is there to join by, and tells a person nothing. */
    boolean isHashKey() {
        return name.endsWith("_hk") || type.equals("UUID") || type.equals("BLOB");
    }

    /** Whether it is a part of a whole, shown as a percentage. */
    boolean isShare() {
        return unit.startsWith("0 to 1") || unit.startsWith("share");
    }

    boolean isMoment() {
        return type.equals("DATE") || type.startsWith("TIMESTAMP");
    }

    /** Whether it is measured, and so can be spread: neither a key nor a label, nor a place among others. */
    boolean isMeasured() {
        return isNumber
                && !isSensitive
                && !unit.equals("business key")
                && !unit.equals("label")
                && !unit.matches("1 to \\d+")
                && !name.equals("run_id");
    }

    /** For the engine. */
    String sql() {
        return quoted(name);
    }

    /** What of it may be seen, for the engine. */
    String seen(boolean showSensitive) {
        return isSensitive && !showSensitive
                ? "case when " + sql() + " is not null then '(masked)' end as " + sql()
                : sql();
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

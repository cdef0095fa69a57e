package org.lierne.core.sql;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.Reading;

/**
 * Dates and timestamps from text. Each way of writing them is tried in turn: a regular expression says whether the text
 * is written so, as DuckDB's own casts and {@code strptime} drop offsets and digits, and take one digit for two.
 */
final class DuckDbTimes {

    static final String EPOCH_SECONDS = "epoch_seconds";
    static final String EPOCH_MILLISECONDS = "epoch_milliseconds";
    static final String EPOCH_MICROSECONDS = "epoch_microseconds";

    /** Counts since 1970, by the digits that a fraction of the unit has at a microsecond. */
    private static final Map<String, Integer> EPOCHS =
            Map.of(EPOCH_SECONDS, 6, EPOCH_MILLISECONDS, 3, EPOCH_MICROSECONDS, 0);

    private static final String DAY = TimeFormat.YEAR + "-[0-9]{2}-[0-9]{2}";
    private static final String HOUR_AND_MINUTE = "([01][0-9]|2[0-3]):[0-9]{2}";
    private static final String TIME = HOUR_AND_MINUTE + "(:[0-9]{2}(\\.[0-9]{1,6}0*)?)?";
    private static final String MIDNIGHT = "00:00(:00(\\.0+)?)?";

    private static final String YEARS = "between timestamp '0001-01-01' and timestamp '9999-12-31 23:59:59.999999'";

    private DuckDbTimes() {}

    static Field<?> date(Field<String> text, Reading reading) {
        if (reading.formats().isEmpty()) {
            return DSL.field(
                    "case when {0} like '____-__-__' and cast(try_cast({0} as date) as varchar) = {0}"
                            + " and {0} >= '0001-01-01' then try_cast({0} as date)"
                            + " when regexp_full_match({0}, {1}) then try_cast(substr(trim({0}), 1, 10) as date) end",
                    SQLDataType.LOCALDATE, text, DSL.inline(" *" + DAY + "([T ]" + MIDNIGHT + ")? *"));
        }
        List<Field<?>> values = new ArrayList<>();
        for (String pattern : reading.formats()) {
            values.add(midnight(formatted(text, pattern, reading, ZoneId.of("UTC")), hasTime(pattern, reading)));
        }
        return firstOf(values);
    }

    static Field<?> timestamp(Field<String> text, Reading reading) {
        if (reading.formats().isEmpty()) {
            return firstOf(List.of(local(isoLocal(text), reading.timezone()), isoWithOffset(text)));
        }
        List<Field<?>> values = new ArrayList<>();
        for (String pattern : reading.formats()) {
            values.add(formatted(text, pattern, reading, reading.timezone()));
        }
        return firstOf(values);
    }

    private static Field<?> isoLocal(Field<String> text) {
        return DSL.field(
                "case when {0} like '____-__-__ __:%' and cast(try_cast({0} as timestamp) as varchar) = {0}"
                        + " and {0} >= '0001-01-01' then try_cast({0} as timestamp)"
                        + " when regexp_full_match({0}, {1}) then try_cast({0} as timestamp) end",
                SQLDataType.LOCALDATETIME, text, DSL.inline(" *" + DAY + "([T ]" + TIME + ")? *"));
    }

    private static Field<?> isoWithOffset(Field<String> text) {
        return withinYears(DSL.field(
                "case when regexp_full_match({0}, {1})"
                        + " then try_cast(regexp_replace(trim({0}), ' ([Z+-])', '\\1') as timestamptz)"
                        + " at time zone 'UTC' end",
                SQLDataType.LOCALDATETIME,
                text,
                DSL.inline(" *" + DAY + "[T ]" + TIME + " ?" + TimeFormat.OFFSET + " *")));
    }

    private static Field<?> formatted(Field<String> text, String pattern, Reading reading, ZoneId zone) {
        if (EPOCHS.containsKey(pattern)) {
            return epoch(text, EPOCHS.get(pattern));
        }
        TimeFormat format = TimeFormat.parse(pattern, reading.locale());
        if (!format.hasOffset()) {
            return local(parsed(text, format.expression(), format.format()), zone);
        }
        Field<?> withOffset = DSL.field(
                "{0} at time zone 'UTC'",
                SQLDataType.LOCALDATETIME, parsed(text, format.expression(), format.format()));
        Field<?> withLetter = parsed(text, format.expression(), format.format().replace("%z", "Z"));
        return withinYears(firstOf(List.of(withOffset, withLetter)));
    }

    private static Field<?> parsed(Field<String> text, String expression, String format) {
        return DSL.field(
                "case when regexp_full_match({0}, {1}) then try_strptime({0}, {2}) end",
                SQLDataType.LOCALDATETIME, text, DSL.inline(" *" + expression + " *"), DSL.inline(format));
    }

    /**
     * A count since 1970 of whole units of at most 18 digits in microseconds, so that nothing overflows: an error would
     * end the whole load.
     *
     * @param places how many digits a fraction of the unit has at a microsecond
     */
    private static Field<?> epoch(Field<String> text, int places) {
        return withinYears(DSL.field(
                "case when regexp_full_match({0}, {1})"
                        + " then make_timestamp(cast(cast({0} as decimal(24, 6)) * {2} as bigint)) end",
                SQLDataType.LOCALDATETIME,
                text,
                DSL.inline(" *[+-]?[0-9]{1," + (18 - places) + "}(\\.[0-9]{0," + places + "}0*)? *"),
                DSL.inline((int) Math.pow(10, places))));
    }

    /** A local time as UTC; NULL if the clocks of the zone skipped it, which the way back shows. */
    private static Field<?> local(Field<?> value, ZoneId zone) {
        if (zone.getRules().isFixedOffset()) {
            int seconds = zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds();
            return seconds == 0
                    ? value
                    : withinYears(
                            DSL.field("{0} - to_seconds({1})", SQLDataType.LOCALDATETIME, value, DSL.inline(seconds)));
        }
        Field<?> name = DSL.inline(zone.getId());
        return DSL.field(
                "case when {0} at time zone {1} at time zone {1} = {0} and {0} at time zone {1} at time zone 'UTC' "
                        + YEARS + " then {0} at time zone {1} at time zone 'UTC' end",
                SQLDataType.LOCALDATETIME,
                value,
                name);
    }

    private static Field<?> withinYears(Field<?> value) {
        return DSL.field("case when {0} " + YEARS + " then {0} end", SQLDataType.LOCALDATETIME, value);
    }

    private static boolean hasTime(String pattern, Reading reading) {
        return EPOCHS.containsKey(pattern)
                || TimeFormat.parse(pattern, reading.locale()).hasTime();
    }

    /** A timestamp as a date; NULL if that would drop a time of day. */
    private static Field<?> midnight(Field<?> value, boolean hasTime) {
        Field<?> date = DSL.field("cast({0} as date)", SQLDataType.LOCALDATE, value);
        return hasTime ? DSL.field("case when {0} = {1} then {0} end", SQLDataType.LOCALDATE, date, value) : date;
    }

    private static Field<?> firstOf(List<Field<?>> values) {
        return values.size() == 1 ? values.get(0) : DSL.field("coalesce({0})", Object.class, DSL.list(values));
    }
}

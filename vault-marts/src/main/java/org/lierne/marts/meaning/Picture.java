package org.lierne.marts.meaning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A picture of a mart, told in a few words that {@link #parse} reads back:
 *
 * <ul>
 *   <li>{@code bars of segment}: how many rows each value has;
 *   <li>{@code bars of churn_rate by month}: a bar per row, with its value;
 *   <li>{@code distribution of net_amount}: quantiles and a histogram;
 *   <li>{@code curve of survival over days}, {@code curve of survival over days by plan}: lines;
 *   <li>{@code heat of retention over cohort by period}: a row per first, a column per second, shaded by the value; {@code
 *       where is_latest} at its end takes the rows of which that column is true.
 * </ul>
 */
public sealed interface Picture {

    /** Rows counted by value, or a value per row. */
    record Bars(String value, Optional<String> label) implements Picture {}

    /** How a number is spread. */
    record Distribution(String value) implements Picture {}

    /** A line over a number or a date, or one per group. */
    record Curve(String value, String over, Optional<String> group) implements Picture {}

    /** A table of shades. */
    record Heat(String value, String rows, String columns, Optional<String> where) implements Picture {}

    /** The columns that it shows. */
    default List<String> shown() {
        if (this instanceof Bars bars) {
            return Stream.concat(Stream.of(bars.value()), bars.label().stream()).toList();
        }
        if (this instanceof Distribution distribution) {
            return List.of(distribution.value());
        }
        if (this instanceof Curve curve) {
            return Stream.concat(Stream.of(curve.value(), curve.over()), curve.group().stream())
                    .toList();
        }
        Heat heat = (Heat) this;
        return Stream.concat(Stream.of(heat.value(), heat.rows(), heat.columns()), heat.where().stream())
                .toList();
    }

    /** The words that {@link #parse} reads. */
    default String words() {
        if (this instanceof Bars bars) {
            return "bars of " + bars.value()
                    + bars.label().map(label -> " by " + label).orElse("");
        }
        if (this instanceof Distribution distribution) {
            return "distribution of " + distribution.value();
        }
        if (this instanceof Curve curve) {
            return "curve of " + curve.value() + " over " + curve.over()
                    + curve.group().map(group -> " by " + group).orElse("");
        }
        Heat heat = (Heat) this;
        return "heat of " + heat.value() + " over " + heat.rows() + " by " + heat.columns()
                + heat.where().map(where -> " where " + where).orElse("");
    }

    /** Returns the picture that is told; empty if it is none of those above. */
    static Optional<Picture> parse(String words) {
        Map<String, Function<MatchResult, Picture>> kinds = Map.of(
                "bars of (\\w+)(?: by (\\w+))?", found -> new Bars(found.group(1), Optional.ofNullable(found.group(2))),
                "distribution of (\\w+)", found -> new Distribution(found.group(1)),
                "curve of (\\w+) over (\\w+)(?: by (\\w+))?",
                        found -> new Curve(found.group(1), found.group(2), Optional.ofNullable(found.group(3))),
                "heat of (\\w+) over (\\w+) by (\\w+)(?: where (\\w+))?",
                        found -> new Heat(
                                found.group(1), found.group(2), found.group(3), Optional.ofNullable(found.group(4))));
        return kinds.entrySet().stream()
                .flatMap(kind -> {
                    Matcher matcher = Pattern.compile(kind.getKey()).matcher(words.strip());
                    return matcher.matches()
                            ? Stream.of(kind.getValue().apply(matcher.toMatchResult()))
                            : Stream.<Picture>empty();
                })
                .findFirst();
    }
}

package org.lierne.marts.computation;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a computation found out, beside its rows.
 *
 * @param method the method and its version, which is the record source of the rows: {@code bg_nbd 1}
 * @param measures parameters, figures of quality, counts, in the order in which they are shown
 * @param notes what the data could not tell, and what was done instead
 */
public record Fit(String method, List<Measure> measures, List<Note> notes) {

    public Fit {
        measures = List.copyOf(measures);
        notes = List.copyOf(notes);
    }

    /**
     * A figure.
     *
     * @param name in snake case, with the model before it where several were tried: {@code bg_nbd.alpha}
     * @param value finite, or empty where there is none
     * @param standardError finite, or empty where there is none
     */
    public record Measure(String name, OptionalDouble value, OptionalDouble standardError) {

        public Measure {
            boolean isNumber = Double.isFinite(value.orElse(0)) && Double.isFinite(standardError.orElse(0));
            if (!isNumber) {
                throw new IllegalArgumentException("\"" + name + "\" is no number: " + value + ", " + standardError);
            }
        }

        /** A figure without a standard error. */
        public static Measure of(String name, double value) {
            return new Measure(name, OptionalDouble.of(value), OptionalDouble.empty());
        }

        public static Measure of(String name, double value, double standardError) {
            return new Measure(name, OptionalDouble.of(value), OptionalDouble.of(standardError));
        }
    }

    /**
     * Something to know.
     *
     * @param code stable, in snake case: {@code too_few_customers}
     * @param sentence whole, for people
     */
    public record Note(String code, String sentence) {}
}

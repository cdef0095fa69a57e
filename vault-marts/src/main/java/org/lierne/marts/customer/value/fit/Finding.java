package org.lierne.marts.customer.value.fit;

import java.util.Locale;

/**
 * What a fit found that people should know of.
 *
 * @param code what it is, always the same for the same
 * @param sentence what it is here, in a sentence with its figures
 */
public record Finding(Code code, String sentence) {

    /** What can be found; {@code isFatal} tells whether nothing may be predicted by the fit. */
    public enum Code {
        /** There is nobody. */
        NO_CUSTOMERS(true),
        /** There are fewer than a fit takes. */
        TOO_FEW_CUSTOMERS(true),
        /** Nobody has bought twice. */
        NO_REPEAT_BUYERS(true),
        /** The data do not tell those who left from those who pause. */
        DEGENERATE(true),
        /** The maximum was not reached. */
        NOT_CONVERGED(true),
        /** The estimates depend on each other so that none has a standard error. */
        NO_STANDARD_ERRORS(false),
        /** No later period was there to choose between models by. */
        NO_HOLD_OUT(false),
        /** No model can tell who has left, so that in which nobody leaves was taken. */
        NOBODY_LEAVES(false),
        /** None of the models can be used. */
        NO_MODEL(true),
        /** Nobody who bought again has spent anything. */
        NO_SPEND(true),
        /** Customers whose mean spend is zero or less were left out. */
        SPEND_NOT_POSITIVE(false),
        /** All have spent the same, or each has always spent the same. */
        SPEND_WITHOUT_VARIATION(true),
        /** The distribution of mean spend over customers has no mean (q is at most 1). */
        SPEND_WITHOUT_MEAN(true),
        /** Those who buy more often spend more, or less, on a purchase. */
        SPEND_DEPENDS_ON_FREQUENCY(false);

        private final boolean isFatal;

        Code(boolean isFatal) {
            this.isFatal = isFatal;
        }

        /** As it is stored. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isFatal() {
            return isFatal;
        }
    }
}

package org.lierne.marts.customer.value.score;

/**
 * A figure for each customer, and where it may lie.
 *
 * @param value one per customer
 * @param low where the figure may lie at least, as far as the uncertainty of the parameters goes; empty if that is unknown
 * @param high likewise at most
 */
public record Prediction(double[] value, double[] low, double[] high) {

    static Prediction of(int customers, boolean hasInterval) {
        int size = hasInterval ? customers : 0;
        return new Prediction(new double[customers], new double[size], new double[size]);
    }

    /** Whether there are intervals. */
    public boolean hasInterval() {
        return low.length > 0;
    }
}

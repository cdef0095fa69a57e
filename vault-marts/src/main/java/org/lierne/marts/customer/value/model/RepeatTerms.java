package org.lierne.marts.customer.value.model;

import java.util.Arrays;

/**
 * What of the logarithm of the likelihood depends on x alone.
 *
 * @param value by x
 * @param gradient by parameter and x
 */
public record RepeatTerms(double[] value, double[][] gradient) {

    /** Gamma(r + x) / Gamma(r) * alpha^r, for x from 0 to the most. */
    static RepeatTerms ofArrivals(double r, double alpha, int parameters, int most) {
        double[] value = new double[most + 1];
        double[][] gradient = new double[parameters][most + 1];
        value[0] = r * Math.log(alpha);
        gradient[0][0] = Math.log(alpha);
        Arrays.fill(gradient[1], r / alpha);
        for (int x = 1; x <= most; x++) {
            value[x] = value[x - 1] + Math.log(r + x - 1);
            gradient[0][x] = gradient[0][x - 1] + 1 / (r + x - 1);
        }
        return new RepeatTerms(value, gradient);
    }
}

package org.lierne.marts.statistics;

import org.hipparchus.special.Gamma;

/** Tricomi's confluent hypergeometric function U(a, b, z), also written as Psi(a, b; z). */
public final class Tricomi {

    // The integrand is analytic within pi / 2 of the real line, so this step errs by exp(-pi * pi / step).
    private static final double STEP = 0.2;
    private static final double NEGLIGIBLE = 45;

    private Tricomi() {}

    /**
     * The logarithm of U(a, b, z), to about 12 digits.
     *
     * <p>From the integral 1 / Gamma(a) * integral of exp(-z t) t^(a - 1) (1 + t)^(b - a - 1) over t from 0 (Abramowitz and
     * Stegun, 13.2.5), once by parts so that a small a does no harm, and by the trapezoidal rule in log t, whose error falls
     * exponentially there (Trefethen and Weideman, "The Exponentially Convergent Trapezoidal Rule", 2014).
     *
     * @param a above 0
     * @param b at most a + 1, so that what is integrated is positive
     * @param z above 0
     */
    public static double log(double a, double b, double z) {
        double power = b - a - 1;
        if (!(a > 0 && power <= 0 && z > 0 && Double.isFinite(a + b + z))) {
            throw new IllegalArgumentException("U(" + a + ", " + b + ", " + z + ") is not among those computed here");
        }
        double peak = peak(a, power, z);
        double largest = logIntegrand(peak, a, power, z);
        double sum = 1;
        for (int direction = -1; direction <= 1; direction += 2) {
            for (int step = 1; ; step++) {
                double difference = logIntegrand(peak + direction * step * STEP, a, power, z) - largest;
                if (difference < -NEGLIGIBLE) {
                    break;
                }
                sum += Math.exp(difference);
            }
        }
        return largest + Math.log(sum * STEP) - Gamma.logGamma(a + 1);
    }

    /** Of t^(a + 1) (z - power / (1 + t)) exp(-z t) (1 + t)^power at t = exp(u): one t more, for dt = t du. */
    private static double logIntegrand(double u, double a, double power, double z) {
        double t = Math.exp(u);
        return (a + 1) * u + Math.log(z - power / (1 + t)) - z * t + power * Math.log1p(t);
    }

    /** About where the integrand is largest; the sum begins there. */
    private static double peak(double a, double power, double z) {
        // (a + 1) - z t + power t / (1 + t) = 0, a quadratic equation in t with one positive root.
        double linear = z - (a + 1) - power;
        double root = Math.sqrt(linear * linear + 4 * z * (a + 1));
        double t = linear > 0 ? 2 * (a + 1) / (linear + root) : (root - linear) / (2 * z);
        return Math.log(t);
    }
}

package org.lierne.marts.statistics;

/**
 * Gauss's hypergeometric function for the arguments that the Pareto/NBD model has: the third parameter is the first and
 * one, and the argument is at least 0 and below 1. Fader and Hardie bring the model's likelihood to such arguments ("A
 * Note on Deriving the Pareto/NBD Model and Related Expressions", 2005, section 3).
 */
public final class Hypergeometric {

    private static final double RELATIVE_ERROR = 2.3e-16;
    private static final int MOST_STEPS = 1_000_000;
    private static final double TINY = 1e-300;

    private Hypergeometric() {}

    /**
     * The logarithm of 2F1(a, b; a + 1; z), to about 13 digits.
     *
     * <p>By Euler's transformation it is (1 - z)^(1 - b) 2F1(1, a + 1 - b; a + 1; z) (Abramowitz and Stegun, 15.3.3), and that
     * is a continued fraction of Gauss (Lorentzen and Waadeland, "Continued Fractions with Applications", section VI.1),
     * evaluated by the method of Lentz. It needs some multiple of 1 / sqrt(1 - z) steps, the series of 1 / (1 - z).
     *
     * @param a above 0
     * @param b above 0, and below a + 1
     * @param z at least 0, below 1
     */
    public static double logOfSuccessor(double a, double b, double z) {
        if (!(a > 0 && b > 0 && b < a + 1 && z >= 0 && z < 1)) {
            throw new IllegalArgumentException(
                    "2F1(" + a + ", " + b + "; " + (a + 1) + "; " + z + ") is not among those that are computed here");
        }
        return (1 - b) * Math.log1p(-z) - Math.log(reciprocal(a + 1 - b, a + 1, z));
    }

    /** 1 / 2F1(1, b; c; z), which lies between 0 and 1 if b is not above c. */
    private static double reciprocal(double b, double c, double z) {
        double fraction = 1;
        double numerators = 1;
        double denominators = 0;
        for (int step = 1; step < MOST_STEPS; step++) {
            double coefficient = -coefficient(step, b, c) * z;
            denominators = 1 / notZero(1 + coefficient * denominators);
            numerators = notZero(1 + coefficient / numerators);
            double factor = numerators * denominators;
            fraction *= factor;
            if (Math.abs(factor - 1) < RELATIVE_ERROR) {
                break;
            }
        }
        return fraction;
    }

    private static double coefficient(int step, double b, double c) {
        int half = step / 2;
        if (step % 2 == 0) {
            return half * (c - b + half - 1) / ((c + step - 2) * (c + step - 1));
        }
        return step == 1 ? b / c : (b + half) * (c + half - 1) / ((c + step - 2) * (c + step - 1));
    }

    private static double notZero(double value) {
        return value == 0 ? TINY : value;
    }
}

package org.lierne.marts.customer.value.model;

/**
 * The probability of at least n arrivals within a time, for n from 1 on, at a rate that is gamma distributed: the negative
 * binomial distribution. Its derivatives by the gamma's shape and scale come along.
 */
final class Arrivals {

    private static final double LARGE = 1e100;

    private final double shape;
    private final double scale;
    private final double share;
    private final double logNone;
    private int number = 1;
    private double atLeast;
    private double byShape;
    // The probability of exactly one less, divided by a scale: with very many arrivals it begins below the least
    // double.
    private double fewer = 1;
    private double logScale;
    private double scaled;
    private double harmonic;

    /**
     * Begins at one arrival.
     *
     * @param shape of the rate
     * @param scale of the rate, in units of time
     */
    Arrivals(double shape, double scale, double time) {
        this.shape = shape;
        this.scale = scale;
        share = time / (scale + time);
        logNone = -Math.log1p(time / scale);
        logScale = shape * logNone;
        scaled = Math.exp(logScale);
        atLeast = -Math.expm1(logScale);
        byShape = -scaled * logNone;
    }

    int number() {
        return number;
    }

    double atLeast() {
        return atLeast;
    }

    double byShape() {
        return byShape;
    }

    double byScale() {
        return -exactly() * scaled * number / scale;
    }

    /** The probability of exactly so many, divided by the scale. */
    private double exactly() {
        return fewer * (shape + number - 1) / number * share;
    }

    /** About what the probability of one more is of that of so many; it falls towards a number below 1. */
    double ratio() {
        return (shape + number) / (number + 1) * share;
    }

    void next() {
        fewer = exactly();
        if (fewer > LARGE) {
            fewer /= LARGE;
            logScale += Math.log(LARGE);
            scaled = Math.exp(logScale);
        }
        double probability = fewer * scaled;
        atLeast = Math.max(0, atLeast - probability);
        harmonic += 1 / (shape + number - 1);
        byShape -= probability * (harmonic + logNone);
        number++;
    }
}

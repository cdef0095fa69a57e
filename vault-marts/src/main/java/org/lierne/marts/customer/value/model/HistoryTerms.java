package org.lierne.marts.customer.value.model;

import java.util.Arrays;

/**
 * What of a customer's likelihood depends on t_x and T. The likelihood is that of having bought so and being there at T, and
 * that of having bought so and having left since t_x; the second is written as odds against the first. To be filled again
 * and again; of one thread.
 */
public final class HistoryTerms {

    private static final int MOST_PARAMETERS = 4;

    private final double[] aliveGradient = new double[MOST_PARAMETERS];
    private final double[] oddsGradient = new double[MOST_PARAMETERS];
    private double logAlive;
    private double logOdds;

    /** Sets the first to that of arrivals at a gamma distributed rate: scale^-shape, r being of the shape, alpha of the scale. */
    void arrivals(double shape, double scale) {
        logAlive = -shape * Math.log(scale);
        Arrays.fill(aliveGradient, 0);
        aliveGradient[0] = -Math.log(scale);
        aliveGradient[1] = -shape / scale;
    }

    /** Multiplies the first by scale^-power. */
    void stays(int powerParameter, double power, int scaleParameter, double scale) {
        double logScale = Math.log(scale);
        logAlive -= power * logScale;
        aliveGradient[powerParameter] -= logScale;
        aliveGradient[scaleParameter] -= power / scale;
    }

    void odds(double logOdds, double first, double second, double third, double fourth) {
        this.logOdds = logOdds;
        oddsGradient[0] = first;
        oddsGradient[1] = second;
        oddsGradient[2] = third;
        oddsGradient[3] = fourth;
    }

    void cannotHaveLeft() {
        odds(Double.NEGATIVE_INFINITY, 0, 0, 0, 0);
    }

    /** The logarithm of the odds of having left; negative infinity if the customer cannot have left. */
    public double logOdds() {
        return logOdds;
    }

    /** The derivative of {@link #logOdds()} by a parameter. */
    public double logOddsBy(int parameter) {
        return oddsGradient[parameter];
    }

    public double probabilityAlive() {
        return 1 / (1 + Math.exp(logOdds));
    }

    /** The logarithm of both together, without what depends on x alone. */
    public double logLikelihood() {
        return logAlive + (logOdds > 0 ? logOdds + Math.log1p(Math.exp(-logOdds)) : Math.log1p(Math.exp(logOdds)));
    }

    /** The derivative of {@link #logLikelihood()} by a parameter. */
    public double logLikelihoodBy(int parameter) {
        return aliveGradient[parameter] + (1 - probabilityAlive()) * oddsGradient[parameter];
    }
}

package org.lierne.marts.customer.value.model;

import org.hipparchus.special.Gamma;

/**
 * The gamma-gamma model of spend: what a customer spends on a purchase is gamma distributed with shape p and a rate of their
 * own, which is gamma distributed (q, v). (Fader and Hardie, "The Gamma-Gamma Model of Monetary Value", 2013.)
 *
 * @param p above 0
 * @param q above 0; if it is at most 1, mean spend over customers has no mean
 * @param v above 0, in the currency of the data (gamma in the paper)
 */
public record GammaGamma(double p, double q, double v) {

    /** The logarithm of the density of a mean spend over x purchases (equation 1a). */
    public double logLikelihood(int x, double meanSpend) {
        double shape = p * x;
        return Gamma.logGamma(shape + q)
                - Gamma.logGamma(shape)
                - Gamma.logGamma(q)
                + q * Math.log(v)
                + (shape - 1) * Math.log(meanSpend)
                + shape * Math.log(x)
                - (shape + q) * Math.log(v + x * meanSpend);
    }

    /**
     * What the customer is expected to spend on a purchase (equation 5). Only where q is above 1.
     *
     * @param x repeat purchases; 0 gives the mean over customers
     * @param meanSpend on one of them; below zero it counts as zero
     */
    public double expectedSpend(int x, double meanSpend) {
        return p * (v + x * Math.max(0, meanSpend)) / (p * x + q - 1);
    }
}

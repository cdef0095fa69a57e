package org.lierne.marts.customer.churn;

/** How probable it is that a customer is lost, from features. */
interface ChurnModel {

    /**
     * What each feature adds to the logit of the probability, compared with {@link #base()}: the logit is the sum of all and
     * of that.
     *
     * @param row a customer's features
     * @param contributions is filled, by feature
     */
    void explain(double[] row, double[] contributions);

    /** The logit where no feature says anything. */
    double base();

    /** The probability, from 0 to 1, both excluded. */
    default double probability(double[] row) {
        double[] contributions = new double[row.length];
        explain(row, contributions);
        return probability(contributions, base());
    }

    /** The probability that contributions add up to. */
    default double probability(double[] contributions, double base) {
        double logit = base;
        for (double contribution : contributions) {
            logit += contribution;
        }
        return logistic(logit);
    }

    /** The probability of each customer. */
    default double[] probabilities(Examples examples) {
        double[] probabilities = new double[examples.size()];
        for (int customer = 0; customer < probabilities.length; customer++) {
            probabilities[customer] = probability(examples.row(customer));
        }
        return probabilities;
    }

    static double logistic(double logit) {
        // Nobody is lost or kept for certain, and what is written is to be between 0 and 1 in every digit.
        double bounded = Math.max(-30, Math.min(30, logit));
        return 1 / (1 + Math.exp(-bounded));
    }
}

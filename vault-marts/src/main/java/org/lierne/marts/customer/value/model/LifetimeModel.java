package org.lierne.marts.customer.value.model;

import java.util.OptionalDouble;

/**
 * A model of purchases with its parameters: a customer buys at random at a rate of their own, which is gamma distributed
 * (r, alpha), until they leave unseen. The models differ in how they leave. A customer is known by x, t_x and T
 * (repeat purchases, the time from the first purchase to the latest, and to the end of the data); a horizon is a length of time from T on, in the same unit. Immutable; safe for threads.
 */
public sealed interface LifetimeModel permits BetaGeometric, ParetoNbd, Nbd {

    LifetimeModelKind kind();

    /** The parameters in the order of {@link LifetimeModelKind#parameters()}. */
    double[] parameters();

    /** The logarithm of the density of the customer's purchases. */
    double logLikelihood(int x, double recency, double age);

    /** The probability that the customer had not left at the end of the data; above 0, at most 1. */
    default double probabilityAlive(int x, double recency, double age) {
        HistoryTerms terms = new HistoryTerms();
        fill(x, recency, age, terms);
        return terms.probabilityAlive();
    }

    /** How many purchases are expected of the customer within the horizon. */
    default double expectedPurchases(int x, double recency, double age, double horizon) {
        return probabilityAlive(x, recency, age)
                * expectedWhileAlive(
                        x, age, horizon, new double[kind().parameters().size()]);
    }

    /** The distribution of the number of purchases within the horizon of a customer who has not left at T. */
    PurchasesAhead ahead(int x, double age, double horizon);

    /** What of the likelihood depends on x alone, for each x from 0 to the most. */
    RepeatTerms repeatTerms(int most);

    /** What of the likelihood depends on the times, with its derivatives by the parameters. */
    void fill(int x, double recency, double age, HistoryTerms terms);

    /**
     * How many purchases are expected within the horizon if the customer has not left at T.
     *
     * @param gradient filled with the derivatives by the parameters
     */
    double expectedWhileAlive(int x, double age, double horizon, double[] gradient);

    /**
     * The expected number of all purchases still to come, each discounted continuously (DET); empty where it has no closed
     * form.
     *
     * @param rate of discount per unit of time, above 0
     */
    default OptionalDouble discountedResidualPurchases(int x, double recency, double age, double rate) {
        return OptionalDouble.empty();
    }
}

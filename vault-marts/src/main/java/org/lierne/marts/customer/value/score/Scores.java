package org.lierne.marts.customer.value.score;

/**
 * What is predicted of customers, in their order. Intervals are of 95 %.
 *
 * @param alive the probability of still being a customer, from 0 to 1
 * @param purchases expected within the horizon
 * @param fewest of the number of purchases itself, by the model with its parameters as they are: the 2.5 % quantile
 * @param most likewise, the 97.5 % quantile
 * @param spend expected on a purchase; empty if there is no model of spend
 * @param value of the purchases within the horizon, discounted; empty if there is no model of spend
 */
public record Scores(
        Prediction alive, Prediction purchases, int[] fewest, int[] most, double[] spend, Prediction value) {

    /** Whether there are spend and value. */
    public boolean hasValue() {
        return spend.length > 0;
    }
}

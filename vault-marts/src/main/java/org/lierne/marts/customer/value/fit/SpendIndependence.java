package org.lierne.marts.customer.value.fit;

import java.util.Locale;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Whether those who buy more often spend otherwise on a purchase; the gamma-gamma model takes it that they do not.
 *
 * @param correlation Pearson's, between repeat purchases and mean spend, over customers with a repeat purchase
 * @param pValue of Student's two-sided test that it is zero
 * @param customers how many it rests on
 */
public record SpendIndependence(double correlation, double pValue, long customers) {

    /** From this correlation on, if it is no accident, predictions of value are said to suffer. */
    public static final double NOTABLE = 0.2;

    private static final double SIGNIFICANT = 0.01;

    /** The test; empty if fewer than three customers, or no difference among them, leave nothing to correlate. */
    static Optional<SpendIndependence> of(SpendHistories histories) {
        double customers = histories.customers();
        double meanRepeats = 0;
        double meanSpend = 0;
        for (int group = 0; group < histories.groups(); group++) {
            meanRepeats += histories.weight(group) / customers * histories.repeats(group);
            meanSpend += histories.weight(group) / customers * histories.mean(group);
        }
        double repeats = 0;
        double spend = 0;
        double both = 0;
        for (int group = 0; group < histories.groups(); group++) {
            double x = histories.repeats(group) - meanRepeats;
            double z = histories.mean(group) - meanSpend;
            repeats += histories.weight(group) * x * x;
            spend += histories.weight(group) * z * z;
            both += histories.weight(group) * x * z;
        }
        double scale = Math.sqrt(repeats) * Math.sqrt(spend);
        if (customers < 3 || !(repeats > 1e-12 * customers) || !(spend > 1e-24 * customers * meanSpend * meanSpend)) {
            return Optional.empty();
        }
        double correlation = Math.max(-1, Math.min(1, both / scale));
        double degrees = customers - 2;
        double t = Math.abs(correlation) * Math.sqrt(degrees / Math.max(1e-300, 1 - correlation * correlation));
        double pValue = 2 * new TDistribution(degrees).cumulativeProbability(-t);
        return Optional.of(new SpendIndependence(correlation, pValue, histories.customers()));
    }

    /** Whether they depend on each other so much that predictions of value suffer. */
    public boolean isDependent() {
        return Math.abs(correlation) >= NOTABLE && pValue < SIGNIFICANT;
    }

    /** The result in a sentence. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "Over %d customers who bought again, the number of purchases and the mean spend have a correlation of %.2f"
                        + " (p = %.2g): %s",
                customers,
                correlation,
                pValue,
                isDependent()
                        ? "those who buy more often spend " + (correlation > 0 ? "more" : "less")
                                + " on a purchase, which the gamma-gamma model takes not to be so, so values are less certain"
                                + " than their intervals say."
                        : "little enough for the gamma-gamma model, which takes them to be independent.");
    }
}

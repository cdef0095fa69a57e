package org.lierne.marts.customer.value.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lierne.marts.customer.value.SimulatedCustomers;
import org.lierne.marts.customer.value.model.LifetimeModelKind;

/**
 * Customers drawn by what a model says, with known parameters; of the estimates' intervals of 95 % (on the logarithms of the
 * parameters) as many must hold the truth as 95 % of so many may, within four deviations of the binomial distribution.
 */
class RecoveryTest {

    private static final int CUSTOMERS = 4000;
    private static final double NORMAL = 1.96;

    @ParameterizedTest
    @EnumSource(LifetimeModelKind.class)
    void aFewSeeds(LifetimeModelKind kind) {
        holds(kind, 6);
    }

    @ParameterizedTest
    @EnumSource(LifetimeModelKind.class)
    @Tag("heavy")
    void manySeeds(LifetimeModelKind kind) {
        holds(kind, 200);
    }

    @Test
    void spendOfAFewSeeds() {
        spendHolds(6);
    }

    @Test
    @Tag("heavy")
    void spendOfManySeeds() {
        spendHolds(200);
    }

    private static double[] truth(LifetimeModelKind kind) {
        return switch (kind) {
            case BG_NBD -> new double[] {0.6, 9, 0.8, 2.4};
            case MBG_NBD -> new double[] {0.9, 9, 0.8, 1.8};
            case PARETO_NBD -> new double[] {0.7, 10, 0.8, 14};
            case NBD -> new double[] {0.8, 12};
        };
    }

    private static void holds(LifetimeModelKind kind, int seeds) {
        double[] truth = truth(kind);
        int[] held = new int[truth.length];
        for (int seed = 1; seed <= seeds; seed++) {
            PurchaseHistories histories = SimulatedCustomers.of(kind, truth, CUSTOMERS, 20, 80, 0, 0, seed)
                    .histories();
            count(LifetimeFit.of(kind, histories), truth, held);
        }
        report(kind.title(), seeds, held);
    }

    private static void spendHolds(int seeds) {
        double[] truth = {6.25, 3.74, 15.44};
        int[] held = new int[truth.length];
        for (int seed = 1; seed <= seeds; seed++) {
            SpendHistories spends = SimulatedCustomers.of(
                            LifetimeModelKind.NBD, new double[] {0.8, 12}, 1500, 20, 80, 0, 0, seed)
                    .spend(truth[0], truth[1], truth[2], 1000 + seed)
                    .spends();
            count(SpendFit.of(spends).fit(), truth, held);
        }
        report("gamma-gamma", seeds, held);
    }

    private static void count(Fit fit, double[] truth, int[] held) {
        assertThat(fit.findings()).isEmpty();
        for (int each = 0; each < truth.length; each++) {
            Estimate estimate = fit.estimates().get(each);
            double deviation = estimate.standardError().orElseThrow() / estimate.value();
            if (Math.abs(Math.log(estimate.value() / truth[each])) <= NORMAL * deviation) {
                held[each]++;
            }
        }
    }

    private static void report(String title, int seeds, int[] held) {
        double allowed = 4 * Math.sqrt(0.95 * 0.05 * seeds);
        String coverage = title + ": of " + seeds + " intervals of 95 % hold the truth: " + Arrays.toString(held);
        if (seeds > 100) {
            System.out.println(coverage);
        }
        assertThat(IntStream.of(held).allMatch(each -> Math.abs(each - 0.95 * seeds) <= allowed))
                .as(coverage)
                .isTrue();
    }
}

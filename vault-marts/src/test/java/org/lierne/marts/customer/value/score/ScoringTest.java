package org.lierne.marts.customer.value.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lierne.marts.customer.value.Cdnow;
import org.lierne.marts.customer.value.SimulatedCustomers;
import org.lierne.marts.customer.value.fit.Fit;
import org.lierne.marts.customer.value.fit.HoldOut;
import org.lierne.marts.customer.value.fit.LifetimeFit;
import org.lierne.marts.customer.value.fit.ModelChoice;
import org.lierne.marts.customer.value.fit.PurchaseHistories;
import org.lierne.marts.customer.value.fit.SpendFit;
import org.lierne.marts.customer.value.model.LifetimeModelKind;

class ScoringTest {

    private static final Horizon YEAR = new Horizon(52 / 12.0, 12, 0.01);

    /** What is predicted comes true, over all: customers who leave, drawn by the model, and what they did in the year after. */
    @ParameterizedTest
    @EnumSource(LifetimeModelKind.class)
    void predictionsComeTrue(LifetimeModelKind kind) {
        double[] truth = kind == LifetimeModelKind.NBD
                ? new double[] {0.8, 12}
                : kind == LifetimeModelKind.PARETO_NBD
                        ? new double[] {0.7, 10, 0.8, 14}
                        : new double[] {0.9, 9, 0.8, 2.2};
        SimulatedCustomers customers = SimulatedCustomers.of(kind, truth, 20_000, 20, 80, 0, YEAR.length(), 5)
                .spend(6, 4, 60, 6);
        Fit fit = LifetimeFit.of(kind, customers.histories());
        Fit spend = SpendFit.of(customers.spends()).fit();
        AtomicLong told = new AtomicLong();

        Scores scores = new Scoring(fit, Optional.of(spend), YEAR)
                .of(
                        customers.repeats,
                        customers.recency,
                        customers.age,
                        customers.meanSpend,
                        done -> told.accumulateAndGet(done, Math::max));

        double later = Arrays.stream(customers.later).sum();
        int alive = 0;
        int within = 0;
        for (int each = 0; each < 20_000; each++) {
            alive += customers.alive[each] ? 1 : 0;
            boolean holds =
                    customers.later[each] >= scores.fewest()[each] && customers.later[each] <= scores.most()[each];
            within += holds ? 1 : 0;
        }
        assertThat(Arrays.stream(scores.alive().value()).sum())
                .as("customers who have not left")
                .isCloseTo(alive, within(0.03 * alive));
        assertThat(Arrays.stream(scores.purchases().value()).sum())
                .as("purchases of the year after")
                .isCloseTo(later, within(0.04 * later));
        assertThat(within / 20_000.0)
                .as("share of customers whose purchases lie in their interval of 95 %; numbers are whole, so more do")
                .isBetween(0.95, 0.995);
        assertThat(scores.value().hasInterval()).isTrue();
        assertThat(told).hasValue(20_000);
    }

    /** The delta method against what it approximates: parameters drawn from the fitted normal distribution. */
    @Test
    void intervalsAreThoseOfDrawnParameters() {
        Fit fit = LifetimeFit.of(LifetimeModelKind.BG_NBD, Cdnow.histories());
        Scores scores = new Scoring(fit, Optional.empty(), YEAR)
                .of(new int[] {2}, new double[] {30.43}, new double[] {38.86}, new double[1], done -> {});
        RealMatrix root = new CholeskyDecomposition(
                        new Array2DRowRealMatrix(fit.covarianceMatrix().orElseThrow()), 1e-9, 1e-12)
                .getL();
        Random random = new Random(3);
        double[] drawn = new double[4000];
        for (int draw = 0; draw < drawn.length; draw++) {
            double[] moved = root.operate(
                    random.doubles(4).map(any -> random.nextGaussian()).toArray());
            double[] parameters = fit.parameters();
            for (int each = 0; each < moved.length; each++) {
                parameters[each] *= Math.exp(moved[each]);
            }
            drawn[draw] = LifetimeModelKind.BG_NBD.with(parameters).expectedPurchases(2, 30.43, 38.86, YEAR.length());
        }
        Arrays.sort(drawn);

        assertThat(scores.purchases().low()[0]).isCloseTo(drawn[100], within(0.03 * drawn[100]));
        assertThat(scores.purchases().high()[0]).isCloseTo(drawn[3900], within(0.03 * drawn[3900]));
    }

    @Test
    void scoresAreTheSameHoweverManyThreadsThereAre() throws Exception {
        SimulatedCustomers customers = SimulatedCustomers.of(
                        LifetimeModelKind.PARETO_NBD, new double[] {0.7, 10, 0.8, 14}, 9000, 20, 80, 0, 0, 8)
                .spend(6, 4, 60, 6);
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            Fit alone = one.submit(() -> LifetimeFit.of(LifetimeModelKind.PARETO_NBD, customers.histories()))
                    .get();
            assertThat(LifetimeFit.of(LifetimeModelKind.PARETO_NBD, customers.histories()))
                    .isEqualTo(alone);
        } finally {
            one.shutdown();
        }
    }

    /** The model that drew the customers tells best what they do later. */
    @Test
    void choosesByWhatCameLater() {
        double[] truth = {0.7, 10, 0.8, 14};
        PurchaseHistories.Builder before = PurchaseHistories.builder();
        PurchaseHistories.Builder after = PurchaseHistories.builder();
        SimulatedCustomers early = SimulatedCustomers.of(LifetimeModelKind.PARETO_NBD, truth, 12_000, 40, 80, 0, 0, 21);
        for (int each = 0; each < early.repeats.length; each++) {
            early.before(each, 30, before);
            after.add(early.repeats[each], early.recency[each], early.age[each], 1);
        }

        ModelChoice choice = ModelChoice.of(
                List.of(LifetimeModelKind.BG_NBD, LifetimeModelKind.MBG_NBD, LifetimeModelKind.PARETO_NBD),
                after.build(),
                Optional.of(new HoldOut(before.build(), after.build())),
                kind -> {});

        assertThat(choice.chosen().orElseThrow().model()).as(choice.sentence()).isEqualTo("pareto_nbd");
        assertThat(choice.findings()).isEmpty();
        assertThat(choice.fits()).allMatch(fit -> fit.holdOutLogLikelihood().isPresent());
    }

    @Test
    void refusesAFitThatIsNotUsable() {
        Fit nothing = LifetimeFit.of(
                LifetimeModelKind.BG_NBD, PurchaseHistories.builder().build());

        assertThatThrownBy(() -> new Scoring(nothing, Optional.empty(), YEAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Nothing can be predicted by a fit that is not usable.");
    }
}

package org.lierne.marts.customer.value.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lierne.marts.customer.value.SimulatedCustomers;
import org.lierne.marts.customer.value.model.LifetimeModelKind;
import org.lierne.marts.customer.value.score.Horizon;
import org.lierne.marts.customer.value.score.Prediction;
import org.lierne.marts.customer.value.score.Scores;
import org.lierne.marts.customer.value.score.Scoring;

/** Customers of whom little or nothing can be told: a sentence, and never a figure that is none. */
class OddHistoriesTest {

    private static final List<LifetimeModelKind> MODELS =
            List.of(LifetimeModelKind.BG_NBD, LifetimeModelKind.MBG_NBD, LifetimeModelKind.PARETO_NBD);

    @Test
    void nobody() {
        assertThat(choice(builder -> {}).sentence())
                .isEqualTo("No model of purchases can be used. There are no customers with a purchase.");
    }

    @Test
    void oneCustomer() {
        ModelChoice choice = choice(builder -> builder.add(3, 20, 30, 1));

        assertThat(choice.chosen()).isEmpty();
        assertThat(choice.sentence())
                .isEqualTo("No model of purchases can be used. There is 1 customer, who has bought again; a fit"
                        + " takes 30, of whom 10 have bought again.");
    }

    @Test
    void onePurchaseEach() {
        ModelChoice choice = choice(builder -> builder.add(0, 0, 30, 500).add(0, 0, 12, 300));

        assertThat(choice.fits()).allMatch(fit -> fit.has(Finding.Code.NO_REPEAT_BUYERS));
        assertThat(choice.sentence()).contains("None of the 800 customers has bought again");
    }

    @Test
    void allOfToday() {
        assertThat(choice(builder -> builder.add(0, 0, 0, 800)).fits())
                .allMatch(fit -> fit.has(Finding.Code.NO_REPEAT_BUYERS));
    }

    @Test
    void allAlike() {
        ModelChoice choice = choice(builder -> builder.add(4, 25, 30, 1000));

        predictsOnlyNumbers(choice);
    }

    @Test
    void allGoneLongAgo() {
        ModelChoice choice = choice(builder -> builder.add(0, 0, 1000, 600)
                .add(1, 3, 1000, 300)
                .add(2, 5, 1000, 200)
                .add(3, 9, 1000, 60)
                .add(5, 11, 1000, 20));

        predictsOnlyNumbers(choice);
        assertThat(choice.chosen()).isPresent();
        assertThat(score(choice.chosen().orElseThrow()).alive().value()[1])
                .as("three purchases, then nothing for 970 days")
                .isLessThan(0.01);
    }

    @Test
    void everyoneBuysToTheLastDay() {
        ModelChoice choice = choice(
                builder -> builder.add(10, 300, 300, 400).add(30, 280, 280, 300).add(20, 200, 200, 200));

        predictsOnlyNumbers(choice);
        assertThat(choice.findings()).extracting(Finding::code).contains(Finding.Code.NOBODY_LEAVES);
    }

    @Test
    void veryManyPurchases() {
        predictsOnlyNumbers(choice(builder -> {
            for (int each = 1; each < 200; each++) {
                builder.add(each * 50, 10 + 0.5 * each, 120, 3);
            }
        }));
    }

    @Test
    void manyOfOneDayBesideAFewOfYears() {
        predictsOnlyNumbers(choice(builder -> builder.add(0, 0, 0, 100_000)
                .add(0, 0, 1e-9, 5)
                .add(1, 0.5, 3000, 20)
                .add(40, 2900, 3000, 15)));
    }

    /** Customers who never leave: what the models of those who do run to is found, and said. */
    @ParameterizedTest
    @EnumSource(value = LifetimeModelKind.class, names = "NBD", mode = EnumSource.Mode.EXCLUDE)
    void nobodyLeaves(LifetimeModelKind kind) {
        PurchaseHistories histories = SimulatedCustomers.of(
                        LifetimeModelKind.NBD, new double[] {0.83, 69}, 4000, 1, 373, 1, 0, 11)
                .histories();

        Fit fit = LifetimeFit.of(kind, histories);

        assertThat(fit.isUsable()).isFalse();
        assertThat(fit.findings().get(0).code()).isEqualTo(Finding.Code.DEGENERATE);
        assertThat(fit.findings().get(0).sentence())
                .startsWith(kind.title()
                        + " is degenerate on these customers: as if nobody ever left, the log-likelihood is"
                        + " only ");
    }

    @Test
    void impossibleHistoriesAreRefused() {
        PurchaseHistories.Builder builder = PurchaseHistories.builder();

        assertThatThrownBy(() -> builder.add(2, 31, 30, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No 1 customers can have 2 repeat purchases up to 31.0 of an age of 30.0.");
        assertThatThrownBy(() -> builder.add(1, 0, 30, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(0, 0, Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void spendOfNobody() {
        assertThat(spend(builder -> {}).fit().findings())
                .extracting(Finding::code)
                .containsExactly(Finding.Code.NO_SPEND);
    }

    @Test
    void spendOfZeroAndLess() {
        SpendFit spend = spend(builder -> builder.add(2, 0, 40).add(1, -12.5, 7));

        assertThat(spend.fit().findings())
                .extracting(Finding::sentence)
                .containsExactly(
                        "47 customers who bought again have spent nothing or less on average; the model of spend leaves them"
                                + " out.",
                        "Nobody has bought again and spent anything, so there is no spend to model.");
    }

    @Test
    void spendThatIsAlwaysTheSame() {
        assertThat(spend(builder -> builder.add(1, 9.99, 50).add(2, 9.99, 30))
                        .fit()
                        .findings())
                .extracting(Finding::code)
                .containsExactly(Finding.Code.SPEND_WITHOUT_VARIATION);
    }

    @Test
    void spendOfWildDifferences() {
        SpendFit spend = spend(builder -> {
            for (int each = 1; each <= 60; each++) {
                builder.add(1 + each % 4, Math.pow(10, each % 13 - 4), 1);
            }
        });

        assertThat(spend.fit().has(Finding.Code.SPEND_WITHOUT_MEAN)).isTrue();
        assertThat(spend.fit().isUsable()).isFalse();
    }

    @Test
    void spendThatDependsOnFrequency() {
        SpendFit spend = spend(builder -> {
            for (int each = 1; each <= 400; each++) {
                builder.add(1 + each % 20, 10 * (1 + each % 20) + each % 7, 1);
            }
        });

        assertThat(spend.independence().orElseThrow().correlation()).isGreaterThan(0.9);
        assertThat(spend.fit().findings().get(0).code()).isEqualTo(Finding.Code.SPEND_DEPENDS_ON_FREQUENCY);
        assertThat(spend.fit().findings().get(0).sentence())
                .contains("those who buy more often spend more on a purchase");
    }

    /** By hand: of x = 1, 2, 3 and z = 2, 1, 4 the correlation is 2 / sqrt(2 * 14 / 3). */
    @Test
    void correlationOfThree() {
        SpendIndependence test = spend(
                        builder -> builder.add(1, 2, 1).add(2, 1, 1).add(3, 4, 1))
                .independence()
                .orElseThrow();

        assertThat(test.correlation()).isCloseTo(2 / Math.sqrt(2 * 14 / 3.0), within(1e-12));
        assertThat(test.pValue()).as("with one degree of freedom").isCloseTo(0.5456, within(5e-4));
    }

    @Test
    void spendIsModelledInWhateverUnit() {
        for (double unit : new double[] {1e-9, 1e12}) {
            SpendFit fit = spend(customers -> {
                for (int each = 1; each <= 60; each++) {
                    customers.add(1 + each % 4, unit * (10 + 3 * (each % 7)), 1);
                }
            });
            assertThat(fit.fit().parameters()).hasSize(3).doesNotContain(Double.NaN);
            assertThat(fit.fit().logLikelihood().orElseThrow()).isFinite();
        }
    }

    private static ModelChoice choice(Consumer<PurchaseHistories.Builder> customers) {
        PurchaseHistories.Builder builder = PurchaseHistories.builder();
        customers.accept(builder);
        return ModelChoice.of(MODELS, builder.build(), Optional.empty(), kind -> {});
    }

    private static SpendFit spend(Consumer<SpendHistories.Builder> customers) {
        SpendHistories.Builder builder = SpendHistories.builder();
        customers.accept(builder);
        return SpendFit.of(builder.build());
    }

    private static void predictsOnlyNumbers(ModelChoice choice) {
        for (Fit fit : choice.fits()) {
            assertThat(Arrays.stream(fit.parameters())).allMatch(Double::isFinite);
            fit.estimates()
                    .forEach(each -> each.standardError()
                            .ifPresent(error -> assertThat(error).isFinite().isNotNegative()));
            fit.logLikelihood().ifPresent(value -> assertThat(value).isFinite());
        }
        choice.chosen().ifPresent(OddHistoriesTest::score);
    }

    /** Scores customers of all sorts, and holds that each figure is one. */
    private static Scores score(Fit fit) {
        Scores scores = new Scoring(fit, Optional.empty(), new Horizon(30.4375, 12, 0.01))
                .of(
                        new int[] {0, 2, 500, 0, 3},
                        new double[] {0, 4, 990, 0, 1e-9},
                        new double[] {0, 1000, 1000, 5000, 1e-9},
                        new double[5],
                        done -> {});
        for (Prediction prediction : List.of(scores.alive(), scores.purchases())) {
            for (int each = 0; each < 5; each++) {
                assertThat(prediction.value()[each]).isFinite().isNotNegative();
                if (prediction.hasInterval()) {
                    assertThat(prediction.low()[each])
                            .isFinite()
                            .isLessThanOrEqualTo(prediction.value()[each]);
                    assertThat(prediction.high()[each])
                            .isFinite()
                            .isGreaterThanOrEqualTo(prediction.value()[each]);
                }
            }
        }
        assertThat(Arrays.stream(scores.alive().value())).allMatch(each -> each <= 1);
        return scores;
    }
}

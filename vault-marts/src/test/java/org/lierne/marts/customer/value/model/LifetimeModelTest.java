package org.lierne.marts.customer.value.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the formulas of each model have to do with each other, for any parameters and customers. */
class LifetimeModelTest {

    private static final int CASES = 300;

    @ParameterizedTest
    @EnumSource(LifetimeModelKind.class)
    void closedFormAndSumOfTermsAgree(LifetimeModelKind kind) {
        forEach(kind, (model, x, recency, age) -> {
            HistoryTerms terms = new HistoryTerms();
            model.fill(x, recency, age, terms);
            double sum = model.repeatTerms(x).value()[x] + terms.logLikelihood();

            assertThat(model.logLikelihood(x, recency, age)).isCloseTo(sum, within(3e-11 * Math.max(1, Math.abs(sum))));
        });
    }

    @ParameterizedTest
    @EnumSource(LifetimeModelKind.class)
    void derivativesAreThoseOfTheValues(LifetimeModelKind kind) {
        forEach(kind, (model, x, recency, age) -> {
            HistoryTerms terms = new HistoryTerms();
            model.fill(x, recency, age, terms);
            double[] byParameter = new double[kind.parameters().size()];
            model.expectedWhileAlive(x, age, 30, byParameter);
            RepeatTerms ofX = model.repeatTerms(x);
            for (int each = 0; each < byParameter.length; each++) {
                double[] parameters = model.parameters();
                double step = 1e-5 * parameters[each];
                parameters[each] += step;
                LifetimeModel above = kind.with(parameters);
                parameters[each] -= 2 * step;
                LifetimeModel below = kind.with(parameters);
                double likelihood =
                        (above.logLikelihood(x, recency, age) - below.logLikelihood(x, recency, age)) / (2 * step);
                double expected = (whileAlive(above, x, age) - whileAlive(below, x, age)) / (2 * step);
                double scale = Math.max(1, Math.abs(model.logLikelihood(x, recency, age))) / parameters[each];

                assertThat(ofX.gradient()[each][x] + terms.logLikelihoodBy(each))
                        .as("log-likelihood by %s", kind.parameters().get(each))
                        .isCloseTo(likelihood, within(1e-6 * Math.abs(likelihood) + 1e-7 * scale));
                assertThat(byParameter[each])
                        .as("expectation by %s", kind.parameters().get(each))
                        .isCloseTo(expected, within(1e-6 * Math.abs(expected) + 1e-7 * scale));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(LifetimeModelKind.class)
    void expectationIsTheSumOfTheChancesOfEachPurchase(LifetimeModelKind kind) {
        forEach(kind, (model, x, recency, age) -> {
            PurchasesAhead ahead = model.ahead(x, age, 30);
            double sum = 0;
            double previous = 1;
            for (int n = 1; n < 5000 && previous > 1e-14; n++) {
                double each = ahead.atLeast(n);
                assertThat(each).isBetween(0.0, previous + 1e-12);
                sum += each;
                previous = each;
            }

            assertThat(whileAlive(model, x, age)).isCloseTo(sum, within(1e-7 * Math.max(1, sum)));
        });
    }

    /** The chance of no purchase is below the least double for such a customer. */
    @ParameterizedTest
    @EnumSource(LifetimeModelKind.class)
    void veryManyPurchasesAreExpectedOfWhoHasMadeAsMany(LifetimeModelKind kind) {
        double[] parameters = {0.7, 10, 0.0008, 2.4};
        if (kind == LifetimeModelKind.PARETO_NBD) {
            parameters = new double[] {0.7, 10, 0.8, 1000};
        } else if (kind == LifetimeModelKind.NBD) {
            parameters = new double[] {0.7, 10};
        }
        LifetimeModel model = kind.with(parameters);
        PurchasesAhead ahead = model.ahead(1900, 2000, 1825);
        double sum = 0;
        for (int n = 1; n < 4000; n++) {
            sum += ahead.atLeast(n);
        }

        assertThat(whileAlive(model, 1900, 2000, 1825)).isCloseTo(sum, within(1e-5 * sum));
        assertThat(sum).isBetween(1000.0, 1900.0);
    }

    /** Fader, Hardie and Lee (2005), equation 10, and for MBG/NBD the same with one occasion to leave more. */
    @ParameterizedTest
    @EnumSource(
            value = LifetimeModelKind.class,
            names = {"BG_NBD", "MBG_NBD"})
    void expectationIsThePublishedFormula(LifetimeModelKind kind) {
        LifetimeModel model = kind.with(0.243, 4.414, 0.793, 2.426);
        double z = 39 / (4.414 + 38.86 + 39);
        for (int x = 0; x < 12; x++) {
            double stayed = 2.426 + x + (kind == LifetimeModelKind.MBG_NBD ? 1 : 0);
            double left = 0.793 + stayed - 1;
            double closed = left / (0.793 - 1) * (1 - Math.pow(1 - z, 0.243 + x) * series(0.243 + x, stayed, left, z));

            assertThat(whileAlive(model, x, 38.86, 39)).isCloseTo(closed, within(1e-12 * Math.max(1, closed)));
        }
    }

    @Test
    void bgNbdHasNoPoleWhereAIsOne() {
        double below = whileAlive(LifetimeModelKind.BG_NBD.with(0.243, 4.414, 1 - 1e-9, 2.426), 3, 38.86);
        double at = whileAlive(LifetimeModelKind.BG_NBD.with(0.243, 4.414, 1, 2.426), 3, 38.86);

        assertThat(at).isCloseTo(below, within(1e-8));
    }

    @Test
    void paretoNbdHasNoPoleWhereSIsOne() {
        double below = whileAlive(LifetimeModelKind.PARETO_NBD.with(0.5, 10, 1 - 1e-9, 12), 3, 38.86);
        double at = whileAlive(LifetimeModelKind.PARETO_NBD.with(0.5, 10, 1, 12), 3, 38.86);

        assertThat(at).isCloseTo(below, within(1e-8));
    }

    /** There the closed form would take for ever, and its argument rounds to 1. */
    @Test
    void paretoNbdHasALikelihoodHoweverUnlikeItsScalesAre() {
        for (double[] parameters : List.of(
                new double[] {0.9, 1e9, 0.5, 10}, new double[] {9e8, 9e8, 0.5, 1e-3}, new double[] {0.5, 10, 3e8, 1e10
                })) {
            assertThat(LifetimeModelKind.PARETO_NBD.with(parameters).logLikelihood(2, 30.43, 38.86))
                    .isFinite();
        }
        double closed = LifetimeModelKind.PARETO_NBD
                .with(0.5, 10, 0.6, 1e5 * (1 - 1e-12))
                .logLikelihood(2, 30.43, 38.86);
        double integral = LifetimeModelKind.PARETO_NBD
                .with(0.5, 10, 0.6, 1e5 * (1 + 1e-12))
                .logLikelihood(2, 30.43, 38.86);
        assertThat(integral).isCloseTo(closed, within(1e-9));
    }

    /** Discounted purchases as the sum over many short periods, which is what the closed form is the limit of. */
    @Test
    void discountedResidualPurchasesAreThoseOfAllTimes() {
        LifetimeModel model = LifetimeModelKind.PARETO_NBD.with(0.553, 10.578, 0.606, 11.669);
        double rate = 0.0027;
        double sum = 0;
        double before = 0;
        for (int week = 1; week <= 20_000; week++) {
            double until = model.expectedPurchases(7, 29.43, 38.86, week);
            sum += (until - before) * Math.exp(-rate * (week - 0.5));
            before = until;
        }

        assertThat(model.discountedResidualPurchases(7, 29.43, 38.86, rate).orElseThrow())
                .isCloseTo(sum, within(1e-5 * sum));
    }

    @Test
    void refusesParametersThatAreNone() {
        assertThatThrownBy(() -> LifetimeModelKind.BG_NBD.with(0.2, 4, Double.NaN, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A parameter of BG/NBD is NaN, not above 0.");
        assertThatThrownBy(() -> LifetimeModelKind.NBD.with(0.2, 4, 1, 2)).hasMessage("NBD has 2 parameters, not 4.");
    }

    private static double whileAlive(LifetimeModel model, int x, double age) {
        return whileAlive(model, x, age, 30);
    }

    private static double whileAlive(LifetimeModel model, int x, double age, double horizon) {
        return model.expectedWhileAlive(
                x, age, horizon, new double[model.kind().parameters().size()]);
    }

    private static double series(double a, double b, double c, double z) {
        double term = 1;
        double sum = 1;
        for (int n = 0; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            sum += term;
        }
        return sum;
    }

    private interface Case {
        void hold(LifetimeModel model, int x, double recency, double age);
    }

    /** Holds for random parameters, over four orders of magnitude, and random customers; the seed is printed on failure. */
    private static void forEach(LifetimeModelKind kind, Case holds) {
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] parameters = new double[kind.parameters().size()];
            for (int each = 0; each < parameters.length; each++) {
                double spread = Math.pow(10, random.nextDouble() * 2.5 - 1);
                parameters[each] = each == 1 || each == 3 && kind == LifetimeModelKind.PARETO_NBD ? 5 * spread : spread;
            }
            int x = random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(4);
            double age = random.nextInt(20) == 0 && x == 0 ? 0 : random.nextDouble() * 150 + 1;
            double recency = x == 0 ? 0 : age * (random.nextInt(5) == 0 ? 1 : random.nextDouble());
            LifetimeModel model = kind.with(parameters);
            try {
                holds.hold(model, x, recency, age);
            } catch (AssertionError wrong) {
                throw new AssertionError(
                        String.format(
                                Locale.ROOT,
                                "seed %d: %s %s, x %d, t_x %s, T %s",
                                seed,
                                kind,
                                Arrays.toString(parameters),
                                x,
                                recency,
                                age),
                        wrong);
            }
        }
    }

    @Test
    void gammaGammaSpendsWhatItExpects() {
        GammaGamma model = new GammaGamma(6.25, 3.74, 15.44);
        double mean = 6.25 * 15.44 / 2.74;

        assertThat(model.expectedSpend(0, 0)).isCloseTo(mean, within(1e-12));
        assertThat(model.expectedSpend(1_000_000, 80)).isCloseTo(80, within(1e-3));
        assertThat(model.expectedSpend(3, mean)).as("nothing is learnt").isCloseTo(mean, within(1e-12));
        double x = 2;
        double direct = Math.exp(Gamma.logGamma(6.25 * x + 3.74) - Gamma.logGamma(6.25 * x) - Gamma.logGamma(3.74))
                * Math.pow(15.44, 3.74)
                * Math.pow(30, 6.25 * x - 1)
                * Math.pow(x, 6.25 * x)
                / Math.pow(15.44 + x * 30, 6.25 * x + 3.74);
        assertThat(model.logLikelihood(2, 30)).isCloseTo(Math.log(direct), within(1e-11));
    }
}

package org.lierne.marts.customer.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lierne.marts.statistics.Auc;

class ChurnModelTest {

    /** Weights of 32 cars and whether they have a manual gearbox (R, data set mtcars; Motor Trend 1974). */
    private static final double[] WEIGHTS = {
        2.620, 2.875, 2.320, 3.215, 3.440, 3.460, 3.570, 3.190, 3.150, 3.440, 3.440, 4.070, 3.730, 3.780, 5.250, 5.424,
        5.345, 2.200, 1.615, 1.835, 2.465, 3.520, 3.435, 3.840, 3.845, 1.935, 2.140, 1.513, 3.170, 2.770, 3.570, 2.780
    };

    private static final String MANUAL = "11100000000000000111000001111111";

    /** R: {@code glm(am ~ wt, binomial, mtcars)}: wt -4.024 with a standard error of 1.436, intercept 12.040. */
    @Test
    void meetsTheRegressionOfR() {
        boolean[] manual = new boolean[WEIGHTS.length];
        for (int car = 0; car < manual.length; car++) {
            manual[car] = MANUAL.charAt(car) == '1';
        }
        LogisticRegression fit = LogisticRegression.fit(
                        new Examples(List.of("wt"), new double[][] {WEIGHTS}, manual), 0)
                .orElseThrow();

        assertThat(fit.coefficient(0) / fit.deviation(0)).isCloseTo(-4.024, within(0.0005));
        assertThat(fit.standardError(0) / fit.deviation(0))
                .as("R takes the weights of the step before the last, ours, at the maximum, give 1.43653")
                .isCloseTo(1.436, within(0.0006));
        double[] atZero = new double[1];
        fit.explain(new double[] {0}, atZero);
        assertThat(fit.base() + atZero[0]).isCloseTo(12.040, within(0.0005));
    }

    /** @param kind 0 for a linear world, 1 for one in which two features matter together only */
    private static Examples world(int size, int kind, long seed) {
        Random random = new Random(seed);
        double[][] features = new double[4][size];
        boolean[] lost = new boolean[size];
        for (int customer = 0; customer < size; customer++) {
            for (int feature = 0; feature < 3; feature++) {
                features[feature][customer] = random.nextGaussian();
            }
            features[3][customer] = 7;
            double a = features[0][customer];
            double b = features[1][customer];
            double logit = kind == 0 ? 1.5 * a - b + 0.3 : a * b > 0 ? 2 : -2;
            lost[customer] = random.nextDouble() < ChurnModel.logistic(logit);
        }
        return new Examples(List.of("a", "b", "noise", "constant"), features, lost);
    }

    private static double area(ChurnModel model, Examples examples) {
        return Auc.of(model.probabilities(examples), examples.lost())
                .orElseThrow()
                .area();
    }

    @Test
    void findsWhatIsLinearAndWhatIsNot() {
        Examples linear = world(4000, 0, 1);
        Examples crossed = world(4000, 1, 2);

        LogisticRegression regression = LogisticRegression.fit(linear, 1).orElseThrow();
        assertThat(regression.coefficient(0)).isCloseTo(1.5, within(3 * regression.standardError(0)));
        assertThat(regression.coefficient(1)).isCloseTo(-1, within(3 * regression.standardError(1)));
        assertThat(regression.coefficient(3)).as("of a constant").isZero();
        assertThat(area(BoostedTrees.fit(linear), world(4000, 0, 3)))
                .as("nearly as good as the regression, which knows the form")
                .isGreaterThan(area(regression, world(4000, 0, 3)) - 0.02);
        assertThat(area(LogisticRegression.fit(crossed, 1).orElseThrow(), world(4000, 1, 4)))
                .isLessThan(0.56);
        assertThat(area(BoostedTrees.fit(crossed), world(4000, 1, 4)))
                .as("the best possible is .88")
                .isGreaterThan(0.85);
    }

    @Test
    void contributionsAddUpToTheProbability() {
        Examples examples = world(600, 1, 5);
        for (ChurnModel model :
                List.of(LogisticRegression.fit(examples, 1).orElseThrow(), BoostedTrees.fit(examples))) {
            double[] contributions = new double[4];
            for (int customer = 0; customer < 50; customer++) {
                model.explain(examples.row(customer), contributions);
                assertThat(model.probability(contributions, model.base()))
                        .isCloseTo(model.probability(examples.row(customer)), within(1e-9));
                assertThat(contributions[3]).as("of a constant").isZero();
            }
        }
    }

    /** The mean over all orders in which features become known; the others are averaged by how many went each way. */
    @Test
    void contributionsOfATreeAreShapleysValues() {
        Examples examples = world(400, 1, 6);
        double[] gradients = new double[400];
        double[] hessians = new double[400];
        for (int customer = 0; customer < 400; customer++) {
            gradients[customer] = (examples.lost()[customer] ? 1 : 0) - 0.5;
            hessians[customer] = 0.25;
        }
        BoostedTree tree = BoostedTree.grow(Bins.of(examples.features()), gradients, hessians, 1, new double[400]);
        List<List<Integer>> orders = new ArrayList<>();
        orders(new ArrayList<>(List.of(0, 1, 2, 3)), 0, orders);

        for (int customer = 0; customer < 10; customer++) {
            double[] expected = new double[4];
            for (List<Integer> order : orders) {
                boolean[] known = new boolean[4];
                double before = tree.expected();
                for (int feature : order) {
                    known[feature] = true;
                    double after = tree.expectedOf(examples.row(customer), known);
                    expected[feature] += (after - before) / orders.size();
                    before = after;
                }
            }
            double[] contributions = new double[4];
            tree.explain(examples.row(customer), contributions);
            for (int feature = 0; feature < 4; feature++) {
                assertThat(contributions[feature]).isCloseTo(expected[feature], within(1e-12));
            }
        }
    }

    private static void orders(List<Integer> order, int from, List<List<Integer>> all) {
        if (from == order.size()) {
            all.add(List.copyOf(order));
            return;
        }
        for (int each = from; each < order.size(); each++) {
            Collections.swap(order, from, each);
            orders(order, from + 1, all);
            Collections.swap(order, from, each);
        }
    }

    @Test
    void givesTheSameTreesAgain() {
        Examples examples = world(500, 1, 8);
        assertThat(BoostedTrees.fit(examples).probabilities(examples))
                .isEqualTo(BoostedTrees.fit(examples).probabilities(examples));
    }

    @Test
    void isFiniteWhereAFeatureTellsAllOrNothing() {
        double[] telling = new double[100];
        boolean[] lost = new boolean[100];
        for (int customer = 0; customer < 100; customer++) {
            telling[customer] = customer;
            lost[customer] = customer >= 50;
        }
        Examples told = new Examples(List.of("telling"), new double[][] {telling}, lost);
        Examples alike = new Examples(List.of("alike"), new double[][] {new double[100]}, lost);

        for (ChurnModel model : List.of(LogisticRegression.fit(told, 1).orElseThrow(), BoostedTrees.fit(told))) {
            for (double probability : model.probabilities(told)) {
                assertThat(probability).isBetween(1e-14, 1 - 1e-14);
            }
            assertThat(area(model, told)).isEqualTo(1);
        }
        for (ChurnModel model : List.of(LogisticRegression.fit(alike, 1).orElseThrow(), BoostedTrees.fit(alike))) {
            assertThat(model.probability(new double[] {0})).isCloseTo(0.5, within(1e-9));
        }
    }
}

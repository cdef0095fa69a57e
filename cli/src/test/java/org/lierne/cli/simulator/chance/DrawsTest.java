package org.lierne.cli.simulator.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Draws have the means and the variances of theory, within four standard errors, and depend on nothing but their names. */
final class DrawsTest {

    private static final int COUNT = 200_000;

    @Test
    void distributionsHaveTheirMeansAndVariances() {
        assertMoments("uniform", Draws::uniform, 0.5, 1.0 / 12);
        assertMoments("exponential", draws -> draws.exponential(0.25), 4, 16);
        assertMoments("normal", Draws::normal, 0, 1);
        assertMoments("gamma, small shape", draws -> draws.gamma(0.9, 45), 0.9 / 45, 0.9 / 45 / 45);
        assertMoments("gamma, large shape", draws -> draws.gamma(6, 6), 1, 1.0 / 6);
        assertMoments("beta", draws -> draws.beta(0.9, 3.2), 0.9 / 4.1, 0.9 * 3.2 / (4.1 * 4.1 * 5.1));
        assertMoments("poisson, small", draws -> draws.poisson(0.9), 0.9, 0.9);
        assertMoments("poisson, large", draws -> draws.poisson(100), 100, 100);
        assertMoments("below", draws -> draws.below(6), 2.5, 35.0 / 12);
        assertMoments("weighted", draws -> draws.weighted(new double[] {1, 2, 4}), 1.25, 0.6875);
    }

    @Test
    void aDrawIsAFunctionOfSeedPurposeAndNumbers() {
        Seed seed = new Seed(7);
        long bits = seed.draws(Purpose.BASKET, 3, 4, 5).bits();
        assertThat(seed.draws(Purpose.BASKET, 3, 4, 5).bits()).isEqualTo(bits);
        assertThat(seed.draws(Purpose.ORDER, 3, 4, 5).bits()).isNotEqualTo(bits);
        assertThat(seed.draws(Purpose.BASKET, 4, 3, 5).bits()).isNotEqualTo(bits);
        assertThat(new Seed(8).draws(Purpose.BASKET, 3, 4, 5).bits()).isNotEqualTo(bits);
    }

    private static void assertMoments(String name, ToDoubleFunction<Draws> distribution, double mean, double variance) {
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        Seed seed = new Seed(1);
        for (int index = 0; index < COUNT; index++) {
            double distance = distribution.applyAsDouble(seed.draws(Purpose.PERSON, index)) - mean;
            sum += distance;
            squares += distance * distance;
            fourths += distance * distance * distance * distance;
        }
        double errorOfMean = Math.sqrt(variance / COUNT);
        double errorOfVariance = Math.sqrt((fourths / COUNT - variance * variance) / COUNT);
        assertThat(sum / COUNT).as("mean of %s, less %s", name, mean).isCloseTo(0, within(4 * errorOfMean));
        assertThat(squares / COUNT).as("variance of %s", name).isCloseTo(variance, within(4 * errorOfVariance));
    }
}

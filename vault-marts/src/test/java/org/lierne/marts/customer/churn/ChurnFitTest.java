package org.lierne.marts.customer.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.ChurnPredictionMart.Model;
import org.lierne.marts.computation.Fit;

/** What is said of a model that is no better than what anybody could say. */
class ChurnFitTest {

    private static final int CUSTOMERS = 400;

    /** @param strength by how much the feature tells who is lost, on the scale of logits */
    private static Examples world(double strength, long seed) {
        Random random = new Random(seed);
        double[][] features = new double[2][CUSTOMERS];
        boolean[] lost = new boolean[CUSTOMERS];
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            features[0][customer] = random.nextDouble();
            features[1][customer] = random.nextGaussian();
            lost[customer] = random.nextDouble() < ChurnModel.logistic(strength * features[1][customer]);
        }
        return new Examples(List.of("recency", "orders"), features, lost);
    }

    private static double[] asIsLost(Examples examples) {
        double[] probabilities = new double[examples.size()];
        for (int customer = 0; customer < probabilities.length; customer++) {
            probabilities[customer] = examples.lost()[customer] ? 0.9 : 0.1;
        }
        return probabilities;
    }

    private static List<String> codes(Examples earlier, Examples later, double[] lostByBuying) {
        return ChurnFit.of(earlier, later, Optional.of(lostByBuying), Optional.of(Model.LOGISTIC)).notes().stream()
                .map(Fit.Note::code)
                .toList();
    }

    @Test
    void saysNothingOfAModelThatTellsMore() {
        assertThat(codes(world(2, 1), world(2, 2), new double[CUSTOMERS])).isEmpty();
    }

    @Test
    void saysThatPurchasesAloneTellAsMuch() {
        Examples later = world(2, 2);

        assertThat(codes(world(2, 1), later, asIsLost(later))).containsExactly("no_better_than_p_alive");
    }

    @Test
    void saysThatProbabilitiesAreFarOff() {
        assertThat(codes(world(3, 1), world(-3, 2), new double[CUSTOMERS]))
                .as("the world has turned round")
                .contains("no_better_than_chance", "no_better_than_p_alive", "no_better_than_share", "calibration_off");
    }
}

package org.lierne.marts.customer.churn;

import java.util.Arrays;
import java.util.Optional;
import org.lierne.marts.statistics.Auc;
import org.lierne.marts.statistics.Calibration;

/**
 * How well a model that was fitted to earlier customers tells later ones.
 *
 * @param auc empty, if all of them were lost, or none
 */
record ValidatedModel(Optional<Auc> auc, Calibration calibration, double predicted) {

    static ValidatedModel of(ChurnModel model, Examples later) {
        return of(model.probabilities(later), later.lost());
    }

    static ValidatedModel of(double[] probabilities, boolean[] lost) {
        return new ValidatedModel(
                Auc.of(probabilities, lost),
                Calibration.of(probabilities, lost),
                Arrays.stream(probabilities).average().orElse(0));
    }
}

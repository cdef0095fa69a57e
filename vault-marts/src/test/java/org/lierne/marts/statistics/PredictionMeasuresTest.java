package org.lierne.marts.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PredictionMeasuresTest {

    /** Hanley and McNeil, Radiology 143, 1982, table I: 109 images rated from 1 to 5, area .893. */
    @Test
    void meetsThePublishedArea() {
        int[] normal = {33, 6, 6, 11, 2};
        int[] abnormal = {3, 2, 2, 11, 33};
        double[] ratings = new double[109];
        boolean[] happened = new boolean[109];
        int at = 0;
        for (int rating = 0; rating < 5; rating++) {
            for (int each = 0; each < normal[rating] + abnormal[rating]; each++) {
                ratings[at] = rating;
                happened[at++] = each >= normal[rating];
            }
        }

        assertThat(Auc.of(ratings, happened).orElseThrow().area()).isCloseTo(0.893, within(0.0005));
    }

    @Test
    void countsPairsAndTheirSpreadAsByDefinition() {
        Random random = new Random(3);
        int cases = 60;
        double[] scores = new double[cases];
        boolean[] happened = new boolean[cases];
        for (int each = 0; each < cases; each++) {
            scores[each] = random.nextInt(8);
            happened[each] = random.nextInt(9) < scores[each];
        }
        Auc auc = Auc.of(scores, happened).orElseThrow();

        double[] ofCase = new double[cases];
        double pairs = 0;
        int with = 0;
        for (int each = 0; each < cases; each++) {
            with += happened[each] ? 1 : 0;
            for (int other = 0; other < cases; other++) {
                if (happened[each] && !happened[other]) {
                    double higher = scores[each] > scores[other] ? 1 : scores[each] == scores[other] ? 0.5 : 0;
                    pairs += higher;
                    ofCase[each] += higher;
                    ofCase[other] += higher;
                }
            }
        }
        int without = cases - with;
        double area = pairs / with / without;
        double spreadWith = 0;
        double spreadWithout = 0;
        for (int each = 0; each < cases; each++) {
            double placement = ofCase[each] / (happened[each] ? without : with);
            double square = (placement - area) * (placement - area);
            spreadWith += happened[each] ? square / (with - 1) : 0;
            spreadWithout += happened[each] ? 0 : square / (without - 1);
        }
        assertThat(auc.area()).isCloseTo(area, within(1e-12));
        assertThat(auc.standardError().orElseThrow())
                .isCloseTo(Math.sqrt(spreadWith / with + spreadWithout / without), within(1e-12));
    }

    @Test
    void hasNoAreaWithoutBothOutcomes() {
        assertThat(Auc.of(new double[0], new boolean[0])).isEmpty();
        assertThat(Auc.of(new double[] {1, 2}, new boolean[] {true, true})).isEmpty();
        assertThat(Auc.of(new double[] {1, 2}, new boolean[] {false, true}))
                .contains(new Auc(1, java.util.Optional.empty()));
    }

    @Test
    void measuresProbabilitiesByTenths() {
        double[] probabilities = new double[20];
        boolean[] happened = new boolean[20];
        for (int each = 0; each < 20; each++) {
            probabilities[each] = each / 20.0;
            happened[each] = each >= 15;
        }
        Calibration calibration = Calibration.of(probabilities, happened);

        double squares = 0;
        for (int each = 0; each < 20; each++) {
            squares += Math.pow(each / 20.0 - (each >= 15 ? 1 : 0), 2);
        }
        assertThat(calibration.brier()).isCloseTo(squares / 20, within(1e-12));
        assertThat(calibration.brierOfTheShare()).isCloseTo(0.25 * 0.75, within(1e-12));
        assertThat(calibration.tenths()).hasSize(10);
        assertThat(calibration.tenths().get(0)).isEqualTo(new Calibration.Tenth(2, 0.925, 1, 4, 0.4));
        assertThat(calibration.tenths().get(2).observed()).isEqualTo(0.5);
        assertThat(calibration.tenths().get(9).captured()).isEqualTo(1);
        assertThat(Calibration.of(new double[] {0.5, 0.2, 0.1}, new boolean[3]).tenths())
                .hasSize(3)
                .allSatisfy(tenth -> assertThat(tenth.lift()).isEqualTo(1));
    }
}

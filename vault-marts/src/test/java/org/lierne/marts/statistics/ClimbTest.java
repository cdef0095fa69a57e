package org.lierne.marts.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClimbTest {

    /** Rosenbrock's valley, turned upside down: its top is at (1, 1). */
    private static final Objective VALLEY = (point, gradient) -> {
        double bend = point[1] - point[0] * point[0];
        gradient[0] = 2 * (1 - point[0]) + 400 * bend * point[0];
        gradient[1] = -200 * bend;
        return -(1 - point[0]) * (1 - point[0]) - 100 * bend * bend;
    };

    @Test
    void reachesTheTopOfABentRidge() {
        Maximum top = Climb.to(VALLEY, VALLEY, Climb.roughly(VALLEY, new double[] {-1.2, 1}));

        assertThat(top.point()[0]).isCloseTo(1, within(1e-9));
        assertThat(top.point()[1]).isCloseTo(1, within(1e-9));
        assertThat(top.shortfall()).isLessThan(1e-12);
        assertThat(top.information()[0][0]).as("minus the second derivative").isCloseTo(802, within(1e-3));
        assertThat(top.information()[0][1]).isCloseTo(-400, within(1e-3));
        assertThat(top.information()[1][1]).isCloseTo(200, within(1e-3));
    }

    @Test
    void needsFewEvaluationsWithTheCurvatureOfASample() {
        Objective parabola = (point, gradient) -> {
            gradient[0] = -2000 * (point[0] - 3);
            return -1000 * (point[0] - 3) * (point[0] - 3);
        };

        Maximum top = Climb.to(parabola, parabola, new double[] {2.5});

        assertThat(top.point()[0]).isCloseTo(3, within(1e-9));
        assertThat(top.evaluations()).isLessThanOrEqualTo(6);
    }

    @Test
    void saysThatThereIsNoTopWhereThereIsNone() {
        Objective slope = (point, gradient) -> {
            gradient[0] = 1;
            return point[0] <= 20 ? point[0] : Double.NEGATIVE_INFINITY;
        };

        Maximum end = Climb.to(slope, slope, new double[] {0});

        assertThat(end.shortfall()).isInfinite();
        assertThat(end.point()[0]).isBetween(0.0, 20.0);
    }

    @Test
    void climbsOutOfWhereTheObjectiveIsNoNumber() {
        Objective logarithm = (point, gradient) -> {
            gradient[0] = 1 / point[0] - 1;
            return Math.log(point[0]) - point[0];
        };

        double[] near = Climb.roughly(logarithm, new double[] {0.2});

        assertThat(near[0]).isCloseTo(1, within(1e-2));
        assertThat(Climb.to(logarithm, logarithm, near).point()[0]).isCloseTo(1, within(1e-9));
    }
}

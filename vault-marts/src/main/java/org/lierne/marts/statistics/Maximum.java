package org.lierne.marts.statistics;

/**
 * Where a climb ended.
 *
 * @param point its coordinates
 * @param value the value there
 * @param information minus the matrix of second derivatives there
 * @param shortfall by how much the value lies below the top of the parabola that fits there: half of gradient * inverse
 *     information * gradient; infinite if no parabola with a top fits
 * @param evaluations how often value and gradient of the whole objective were computed
 */
public record Maximum(double[] point, double value, double[][] information, double shortfall, int evaluations) {

    public Maximum {
        point = point.clone();
        information = Climb.copy(information);
    }
}

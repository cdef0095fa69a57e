package org.lierne.marts.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

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

    /**
     * The inverse of the information: the covariance of the coordinates, if the value is a log-likelihood.
     *
     * @param widest the largest standard deviation that makes sense
     * @return empty if along some direction the deviation would be larger, or there is no top
     */
    public Optional<double[][]> covariance(double widest) {
        EigenDecompositionSymmetric parts =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(information, false));
        boolean makesSense = Arrays.stream(parts.getEigenvalues()).allMatch(each -> each > 1 / (widest * widest));
        return makesSense ? Optional.of(Climb.inverse(parts).getData()) : Optional.empty();
    }
}

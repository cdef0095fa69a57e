package org.lierne.marts.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Climbs to a maximum of a likelihood. First roughly, without derivatives, by the simplex of Nelder and Mead (Hipparchus),
 * on an objective that may be made of a sample; then by the method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and
 * Wright, "Numerical Optimization", 2006, section 6.1), which begins with the curvature of the sample and so needs few
 * evaluations of the whole. Hipparchus has no quasi-Newton method that takes a gradient.
 */
public final class Climb {

    private static final int MOST_ROUGH_EVALUATIONS = 1500;
    private static final double ROUGH = 1e-6;
    private static final int MOST_STEPS = 80;
    private static final int MOST_HALVINGS = 30;
    private static final double SUFFICIENT = 1e-4;
    private static final double LONGEST_STEP = 3;
    private static final double SHORTFALL = 1e-10;
    // On a ridge without a top it would go on for ever, for next to nothing.
    private static final int MOST_SMALL_STEPS = 3;
    private static final double SMALL_GAIN = 1e-5;
    private static final double SMALL_LOSS = 1e-6;
    private static final double DIFFERENCE = 1e-4;
    private static final double LEAST_CURVATURE = 1e-9;

    private final Objective whole;
    private int evaluations;

    private Climb(Objective whole) {
        this.whole = whole;
    }

    /** A point near the maximum of a cheap objective. */
    public static double[] roughly(Objective cheap, double[] start) {
        double[] unused = new double[start.length];
        double[] best = start.clone();
        double[] bestValue = {cheap.value(start, unused)};
        ObjectiveFunction value = new ObjectiveFunction(point -> {
            double at = cheap.value(point, unused);
            if (at > bestValue[0] || Double.isNaN(bestValue[0])) {
                bestValue[0] = at;
                System.arraycopy(point, 0, best, 0, best.length);
            }
            return Double.isNaN(at) ? -Double.MAX_VALUE : Math.max(at, -Double.MAX_VALUE);
        });
        try {
            new SimplexOptimizer(ROUGH, ROUGH)
                    .optimize(
                            new MaxEval(MOST_ROUGH_EVALUATIONS),
                            value,
                            GoalType.MAXIMIZE,
                            new InitialGuess(start),
                            new NelderMeadSimplex(start.length, 0.5));
        } catch (MathIllegalStateException enough) {
            return best;
        }
        return best;
    }

    /**
     * The maximum of the whole objective.
     *
     * @param whole what is to be made largest
     * @param curvature an objective of about the same curvature that is cheap, such as that of a sample, scaled to the whole
     * @param start where to begin
     */
    public static Maximum to(Objective whole, Objective curvature, double[] start) {
        return new Climb(whole).climb(curvature, start);
    }

    private Maximum climb(Objective curvature, double[] start) {
        int dimension = start.length;
        RealMatrix inverse = positiveInverse(information(curvature, start));
        double[] point = start.clone();
        double[] gradient = new double[dimension];
        double value = evaluate(point, gradient);
        int small = 0;
        for (int step = 0; step < MOST_STEPS && small < MOST_SMALL_STEPS; step++) {
            double[] direction = inverse.operate(gradient);
            double slope = dot(direction, gradient);
            if (slope / 2 <= SHORTFALL) {
                break;
            }
            double longest = Arrays.stream(direction).map(Math::abs).max().orElse(0);
            double length = Math.min(1, LONGEST_STEP / longest);
            double[] next = new double[dimension];
            double[] nextGradient = new double[dimension];
            double nextValue = Double.NEGATIVE_INFINITY;
            int halvings = 0;
            for (; halvings < MOST_HALVINGS; halvings++) {
                for (int i = 0; i < dimension; i++) {
                    next[i] = point[i] + length * direction[i];
                }
                nextValue = evaluate(next, nextGradient);
                if (nextValue >= value + SUFFICIENT * length * slope - Math.ulp(value)) {
                    break;
                }
                length /= 2;
            }
            if (halvings == MOST_HALVINGS) {
                break;
            }
            small = nextValue - value < SMALL_GAIN ? small + 1 : 0;
            inverse = updated(inverse, minus(next, point), minus(gradient, nextGradient));
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return ended(point, value, gradient);
    }

    private Maximum ended(double[] point, double value, double[] gradient) {
        double[][] information = information(this::evaluate, point);
        EigenDecompositionSymmetric parts =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(information, false));
        if (!Arrays.stream(parts.getEigenvalues()).allMatch(each -> each > 0)) {
            return new Maximum(point, value, information, Double.POSITIVE_INFINITY, evaluations);
        }
        // The curvature is known now, so one step of Newton's is cheap, and gives the last digits.
        RealMatrix inverse = inverse(parts);
        double[] newton = inverse.operate(gradient);
        double[] next = new double[point.length];
        double[] nextGradient = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            next[i] = point[i] + newton[i];
        }
        double nextValue = evaluate(next, nextGradient);
        double shortfall = dot(newton, gradient) / 2;
        double nextShortfall = dot(inverse.operate(nextGradient), nextGradient) / 2;
        if (nextShortfall < shortfall && nextValue >= value - SMALL_LOSS) {
            return new Maximum(next, nextValue, information, nextShortfall, evaluations);
        }
        return new Maximum(point, value, information, shortfall, evaluations);
    }

    private double evaluate(double[] point, double[] gradient) {
        evaluations++;
        return whole.value(point, gradient);
    }

    /** Minus the second derivatives, by central differences of the gradient. */
    private static double[][] information(Objective objective, double[] point) {
        int dimension = point.length;
        double[][] second = new double[dimension][dimension];
        double[] above = new double[dimension];
        double[] below = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            double[] moved = point.clone();
            moved[i] = point[i] + DIFFERENCE;
            objective.value(moved, above);
            moved[i] = point[i] - DIFFERENCE;
            objective.value(moved, below);
            for (int j = 0; j < dimension; j++) {
                double each = -(above[j] - below[j]) / (2 * DIFFERENCE);
                second[i][j] = Double.isFinite(each) ? each : 0;
            }
        }
        double[][] symmetric = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                symmetric[i][j] = (second[i][j] + second[j][i]) / 2;
            }
        }
        return symmetric;
    }

    /** The inverse of the matrix with its eigenvalues made positive, so that every step leads up. */
    private static RealMatrix positiveInverse(double[][] information) {
        EigenDecompositionSymmetric parts =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(information, false));
        double largest =
                Arrays.stream(parts.getEigenvalues()).map(Math::abs).max().orElse(0);
        double least = Math.max(largest * LEAST_CURVATURE, Double.MIN_NORMAL);
        return inverse(parts, each -> Math.max(Math.abs(each), least));
    }

    static RealMatrix inverse(EigenDecompositionSymmetric parts) {
        return inverse(parts, each -> each);
    }

    /** By its parts, since Hipparchus's solver refuses what is nearly singular. */
    private static RealMatrix inverse(EigenDecompositionSymmetric parts, DoubleUnaryOperator eigenvalue) {
        double[] inverted = Arrays.stream(parts.getEigenvalues())
                .map(each -> 1 / eigenvalue.applyAsDouble(each))
                .toArray();
        RealMatrix vectors = parts.getV();
        return vectors.multiply(MatrixUtils.createRealDiagonalMatrix(inverted)).multiply(vectors.transpose());
    }

    /** The update of Broyden, Fletcher, Goldfarb and Shanno, left out where the function is not concave along the step. */
    private static RealMatrix updated(RealMatrix inverse, double[] step, double[] fallOfGradient) {
        double along = dot(step, fallOfGradient);
        if (!(along > 1e-14 * Math.sqrt(dot(step, step) * dot(fallOfGradient, fallOfGradient)))) {
            return inverse;
        }
        double[] scaled = inverse.operate(fallOfGradient);
        double factor = (1 + dot(fallOfGradient, scaled) / along) / along;
        double[][] updated = inverse.getData();
        for (int i = 0; i < step.length; i++) {
            for (int j = 0; j < step.length; j++) {
                updated[i][j] += factor * step[i] * step[j] - (scaled[i] * step[j] + step[i] * scaled[j]) / along;
            }
        }
        return new Array2DRowRealMatrix(updated, false);
    }

    private static double[] minus(double[] left, double[] right) {
        double[] difference = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            difference[i] = left[i] - right[i];
        }
        return difference;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }
}

package org.lierne.marts.statistics;

import java.util.Optional;

/** Systems of equations with a symmetric, positive definite matrix, by Cholesky's decomposition. */
public final class Symmetric {

    /** A pivot below this share of the greatest is taken for zero. */
    private static final double SINGULAR = 1e-12;

    private Symmetric() {}

    /** The solution of {@code matrix * x = right}; empty, if the matrix is not positive definite. Neither is changed. */
    public static Optional<double[]> solve(double[][] matrix, double[] right) {
        return decompose(matrix).map(lower -> substitute(lower, right));
    }

    /** The inverse; empty, if the matrix is not positive definite. */
    public static Optional<double[][]> invert(double[][] matrix) {
        return decompose(matrix).map(lower -> {
            double[][] inverse = new double[matrix.length][];
            for (int column = 0; column < matrix.length; column++) {
                double[] unit = new double[matrix.length];
                unit[column] = 1;
                inverse[column] = substitute(lower, unit);
            }
            return inverse;
        });
    }

    private static Optional<double[][]> decompose(double[][] matrix) {
        int size = matrix.length;
        double greatest = 0;
        for (int row = 0; row < size; row++) {
            greatest = Math.max(greatest, matrix[row][row]);
        }
        double[][] lower = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = matrix[row][column];
                for (int each = 0; each < column; each++) {
                    sum -= lower[row][each] * lower[column][each];
                }
                if (row != column) {
                    lower[row][column] = sum / lower[column][column];
                    continue;
                }
                // Negated, so that what is no number is refused, too.
                if (!(sum > SINGULAR * greatest)) {
                    return Optional.empty();
                }
                lower[row][row] = Math.sqrt(sum);
            }
        }
        return Optional.of(lower);
    }

    private static double[] substitute(double[][] lower, double[] right) {
        int size = lower.length;
        double[] solution = right.clone();
        for (int row = 0; row < size; row++) {
            for (int each = 0; each < row; each++) {
                solution[row] -= lower[row][each] * solution[each];
            }
            solution[row] /= lower[row][row];
        }
        for (int row = size - 1; row >= 0; row--) {
            for (int each = row + 1; each < size; each++) {
                solution[row] -= lower[each][row] * solution[each];
            }
            solution[row] /= lower[row][row];
        }
        return solution;
    }
}

package org.lierne.marts.customer.segment;

import java.util.Arrays;

/**
 * Pairs rows with columns so that the sum of their costs is least: the Hungarian method (H. W. Kuhn, "The Hungarian Method for the
 * Assignment Problem", 1955), by shortest augmenting paths.
 */
final class Matching {

    private Matching() {}

    /**
     * By row, the column that it is paired with.
     *
     * @param costs finite, as many rows as columns
     */
    static int[] of(double[][] costs) {
        int size = costs.length;
        double[] rows = new double[size + 1];
        double[] columns = new double[size + 1];
        int[] rowOf = new int[size + 1];
        for (int row = 1; row <= size; row++) {
            int[] before = new int[size + 1];
            double[] least = new double[size + 1];
            boolean[] seen = new boolean[size + 1];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            rowOf[0] = row;
            int column = 0;
            while (rowOf[column] != 0) {
                seen[column] = true;
                column = next(costs, rows, columns, rowOf, before, least, seen, column);
            }
            while (column != 0) {
                rowOf[column] = rowOf[before[column]];
                column = before[column];
            }
        }
        int[] columnOf = new int[size];
        for (int column = 1; column <= size; column++) {
            columnOf[rowOf[column] - 1] = column - 1;
        }
        return columnOf;
    }

    /** Goes on to the column that is nearest, and takes what it costs off the potentials. */
    private static int next(
            double[][] costs,
            double[] rows,
            double[] columns,
            int[] rowOf,
            int[] before,
            double[] least,
            boolean[] seen,
            int from) {
        int row = rowOf[from];
        double delta = Double.POSITIVE_INFINITY;
        int next = 0;
        for (int column = 1; column < least.length; column++) {
            if (seen[column]) {
                continue;
            }
            double cost = costs[row - 1][column - 1] - rows[row] - columns[column];
            if (cost < least[column]) {
                least[column] = cost;
                before[column] = from;
            }
            if (least[column] < delta) {
                delta = least[column];
                next = column;
            }
        }
        for (int column = 0; column < least.length; column++) {
            if (seen[column]) {
                rows[rowOf[column]] += delta;
                columns[column] -= delta;
            } else {
                least[column] -= delta;
            }
        }
        return next;
    }
}

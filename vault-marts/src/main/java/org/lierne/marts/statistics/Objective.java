package org.lierne.marts.statistics;

/** A function to be made as large as may be, with its gradient. */
public interface Objective {

    /**
     * The value at a point.
     *
     * @param gradient filled with the derivatives by each coordinate
     * @return negative infinity, or no number, where the function is not defined
     */
    double value(double[] point, double[] gradient);
}

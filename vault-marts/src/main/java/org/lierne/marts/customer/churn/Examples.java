package org.lierne.marts.customer.churn;

import java.util.List;

/**
 * Customers at a moment, by what was known of them, and what became of them.
 *
 * @param names of the features
 * @param features by feature and customer, each finite
 * @param lost by customer
 */
record Examples(List<String> names, double[][] features, boolean[] lost) {

    Examples {
        names = List.copyOf(names);
        for (double[] column : features) {
            if (column.length != lost.length) {
                throw new IllegalArgumentException("a feature of " + column.length + " customers, not " + lost.length);
            }
        }
    }

    int size() {
        return lost.length;
    }

    int countLost() {
        int count = 0;
        for (boolean each : lost) {
            count += each ? 1 : 0;
        }
        return count;
    }

    /** One customer's features. */
    double[] row(int customer) {
        double[] row = new double[features.length];
        for (int feature = 0; feature < row.length; feature++) {
            row[feature] = features[feature][customer];
        }
        return row;
    }

    /** The same customers with one feature only. */
    Examples only(String name) {
        int feature = names.indexOf(name);
        return new Examples(List.of(name), new double[][] {features[feature]}, lost);
    }

    /** Every fifth customer, or all others. */
    Examples fifth(boolean inside) {
        int size = 0;
        for (int customer = 0; customer < lost.length; customer++) {
            size += customer % 5 == 4 == inside ? 1 : 0;
        }
        double[][] some = new double[features.length][size];
        boolean[] lostOfSome = new boolean[size];
        int at = 0;
        for (int customer = 0; customer < lost.length; customer++) {
            if (customer % 5 == 4 == inside) {
                for (int feature = 0; feature < features.length; feature++) {
                    some[feature][at] = features[feature][customer];
                }
                lostOfSome[at++] = lost[customer];
            }
        }
        return new Examples(names, some, lostOfSome);
    }
}

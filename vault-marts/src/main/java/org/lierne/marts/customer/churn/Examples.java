package org.lierne.marts.customer.churn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Customers at a moment, by what was known of them, and what became of them.
 *
 * @param names of the features
 * @param features by feature and customer, each finite
 * @param lost by customer
 * @param numbers by customer: the same of the same customer at another moment
 */
record Examples(List<String> names, double[][] features, boolean[] lost, int[] numbers) {

    /** All are different customers. */
    Examples(List<String> names, double[][] features, boolean[] lost) {
        this(names, features, lost, IntStream.range(0, lost.length).toArray());
    }

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
        return new Examples(List.of(name), new double[][] {features[feature]}, lost, numbers);
    }

    /** These, and others. */
    Examples and(Examples others) {
        double[][] both = new double[features.length][];
        for (int feature = 0; feature < features.length; feature++) {
            both[feature] = DoubleStream.concat(
                            Arrays.stream(features[feature]), Arrays.stream(others.features[feature]))
                    .toArray();
        }
        boolean[] lostOfBoth = Arrays.copyOf(lost, lost.length + others.lost.length);
        System.arraycopy(others.lost, 0, lostOfBoth, lost.length, others.lost.length);
        int[] numbersOfBoth = IntStream.concat(Arrays.stream(numbers), Arrays.stream(others.numbers))
                .toArray();
        return new Examples(names, both, lostOfBoth, numbersOfBoth);
    }

    /** Every fifth customer, at whatever moment, or all others. */
    Examples fifth(boolean inside) {
        int[] chosen = IntStream.range(0, lost.length)
                .filter(customer -> numbers[customer] % 5 == 4 == inside)
                .toArray();
        double[][] some = new double[features.length][chosen.length];
        boolean[] lostOfSome = new boolean[chosen.length];
        int[] numbersOfSome = new int[chosen.length];
        for (int each = 0; each < chosen.length; each++) {
            for (int feature = 0; feature < features.length; feature++) {
                some[feature][each] = features[feature][chosen[each]];
            }
            lostOfSome[each] = lost[chosen[each]];
            numbersOfSome[each] = numbers[chosen[each]];
        }
        return new Examples(names, some, lostOfSome, numbersOfSome);
    }
}

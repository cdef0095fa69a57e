package org.lierne.marts.customer.value.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the model of spend needs to know: how many customers have the same number of repeat purchases x and the same mean
 * spend on one of them. Customers without a repeat purchase do not belong here; those whose mean is zero or less are counted
 * and left out, for the model has positive spend only. Immutable.
 */
public final class SpendHistories {

    private final int[] repeats;
    private final double[] mean;
    private final double[] weight;
    private final long customers;
    private final long notPositive;

    private SpendHistories(int[] repeats, double[] mean, double[] weight, long customers, long notPositive) {
        this.repeats = repeats;
        this.mean = mean;
        this.weight = weight;
        this.customers = customers;
        this.notPositive = notPositive;
    }

    public static Builder builder() {
        return new Builder();
    }

    public int groups() {
        return repeats.length;
    }

    /** How many customers there are, without those left out. */
    public long customers() {
        return customers;
    }

    /** How many were left out since their mean spend is zero or less. */
    public long notPositive() {
        return notPositive;
    }

    int repeats(int group) {
        return repeats[group];
    }

    double mean(int group) {
        return mean[group];
    }

    double weight(int group) {
        return weight[group];
    }

    double overallMean() {
        return IntStream.range(0, groups())
                        .mapToDouble(each -> weight[each] * mean[each])
                        .sum()
                / customers;
    }

    boolean allAlike() {
        return Arrays.stream(mean).allMatch(each -> each == mean[0]);
    }

    /** Every n-th group in order, as {@link PurchaseHistories#sample}. */
    SpendHistories sample(int size) {
        if (groups() <= size) {
            return this;
        }
        int stride = (groups() + size - 1) / size;
        int[] chosen = IntStream.iterate(stride / 2, each -> each < groups(), each -> each + stride)
                .toArray();
        double taken = Arrays.stream(chosen).mapToDouble(each -> weight[each]).sum();
        return new SpendHistories(
                Arrays.stream(chosen).map(each -> repeats[each]).toArray(),
                Arrays.stream(chosen).mapToDouble(each -> mean[each]).toArray(),
                Arrays.stream(chosen)
                        .mapToDouble(each -> weight[each] * customers / taken)
                        .toArray(),
                customers,
                notPositive);
    }

    /** Collects groups; it is quickest if they come in order of x and mean spend. */
    public static final class Builder {

        private int[] repeats = new int[1024];
        private double[] mean = new double[1024];
        private double[] weight = new double[1024];
        private int size;
        private long customers;
        private long notPositive;
        private boolean inOrder = true;

        private Builder() {}

        /**
         * Takes a group.
         *
         * @param x repeat purchases, at least 1
         * @param meanSpend on one of them, in the currency of the data
         * @param count how many customers, at least 1
         */
        public Builder add(int x, double meanSpend, long count) {
            if (x < 1 || count < 1 || !Double.isFinite(meanSpend)) {
                throw new IllegalArgumentException(
                        "No " + count + " customers can have spent " + meanSpend + " on " + x + " repeat purchases.");
            }
            if (meanSpend <= 0) {
                notPositive += count;
                return this;
            }
            if (size == repeats.length) {
                int length = size + size / 2;
                repeats = Arrays.copyOf(repeats, length);
                mean = Arrays.copyOf(mean, length);
                weight = Arrays.copyOf(weight, length);
            }
            repeats[size] = x;
            mean[size] = meanSpend;
            weight[size] = count;
            inOrder &= size == 0 || compare(size - 1, size) <= 0;
            size++;
            customers += count;
            return this;
        }

        private int compare(int left, int right) {
            int byRepeats = Integer.compare(repeats[left], repeats[right]);
            if (byRepeats != 0) {
                return byRepeats;
            }
            int byMean = Double.compare(mean[left], mean[right]);
            return byMean != 0 ? byMean : Double.compare(weight[left], weight[right]);
        }

        /** The groups in order, so that sums come out the same in whatever order they came. */
        public SpendHistories build() {
            int[] order = IntStream.range(0, size).toArray();
            if (!inOrder) {
                order = Arrays.stream(order)
                        .boxed()
                        .sorted(this::compare)
                        .mapToInt(Integer::intValue)
                        .toArray();
            }
            return new SpendHistories(
                    Arrays.stream(order).map(each -> repeats[each]).toArray(),
                    Arrays.stream(order).mapToDouble(each -> mean[each]).toArray(),
                    Arrays.stream(order).mapToDouble(each -> weight[each]).toArray(),
                    customers,
                    notPositive);
        }
    }
}

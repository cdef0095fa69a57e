package org.lierne.marts.customer.value.fit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lierne.marts.customer.value.model.LifetimeModel;

/**
 * What the models of purchases need to know of customers, and no more: how many have the same number of repeat purchases x,
 * the same time from the first purchase to the latest t_x (recency), and from the first purchase to the end of the data T
 * (age). These are sufficient (Fader, Hardie and Lee, "Counting Your Customers the Easy Way", 2005, section 4). Times are in
 * any one unit; parameters come out in the same. Immutable.
 */
public final class PurchaseHistories {

    /** More repeat purchases of one customer are taken for an error. */
    public static final int MOST_REPEATS = 1_000_000;

    private final int[] repeats;
    private final double[] recency;
    private final double[] age;
    private final double[] weight;
    private final long customers;
    private final long repeatBuyers;

    private PurchaseHistories(
            int[] repeats, double[] recency, double[] age, double[] weight, long customers, long repeatBuyers) {
        this.repeats = repeats;
        this.recency = recency;
        this.age = age;
        this.weight = weight;
        this.customers = customers;
        this.repeatBuyers = repeatBuyers;
    }

    /** Collects groups of customers with equal histories. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many groups there are. */
    public int groups() {
        return repeats.length;
    }

    public long customers() {
        return customers;
    }

    /** How many customers have bought again. */
    public long repeatBuyers() {
        return repeatBuyers;
    }

    /** The log-likelihood of all by a model, by its closed form. */
    public double logLikelihood(LifetimeModel model) {
        return HistoryLikelihood.of(model, this);
    }

    int repeats(int group) {
        return repeats[group];
    }

    double recency(int group) {
        return recency[group];
    }

    double age(int group) {
        return age[group];
    }

    double weight(int group) {
        return weight[group];
    }

    int mostRepeats() {
        return groups() == 0 ? 0 : repeats[groups() - 1];
    }

    double meanRepeats() {
        return IntStream.range(0, groups())
                        .mapToDouble(each -> weight[each] * repeats[each])
                        .sum()
                / customers;
    }

    double meanAge() {
        return IntStream.range(0, groups())
                        .mapToDouble(each -> weight[each] * age[each])
                        .sum()
                / customers;
    }

    /**
     * Every n-th customer in the order of the groups, about so many in all, each standing for n: the same sample for the
     * same data, with all numbers of purchases in proportion.
     */
    PurchaseHistories sample(int size) {
        if (groups() <= size) {
            return this;
        }
        double stride = (double) customers / size;
        int[] chosen = new int[size];
        double[] times = new double[size];
        int taken = 0;
        double passed = 0;
        double next = stride / 2;
        for (int group = 0; group < groups(); group++) {
            passed += weight[group];
            double stands = 0;
            while (next < passed) {
                stands += stride;
                next += stride;
            }
            if (stands > 0) {
                chosen[taken] = group;
                times[taken++] = stands;
            }
        }
        int[] groups = Arrays.copyOf(chosen, taken);
        return new PurchaseHistories(
                Arrays.stream(groups).map(each -> repeats[each]).toArray(),
                Arrays.stream(groups).mapToDouble(each -> recency[each]).toArray(),
                Arrays.stream(groups).mapToDouble(each -> age[each]).toArray(),
                Arrays.copyOf(times, taken),
                customers,
                repeatBuyers);
    }

    /** Collects groups; it is quickest, and takes least memory, if they come in order of x, t_x and T. */
    public static final class Builder {

        private int[] repeats = new int[1024];
        private double[] recency = new double[1024];
        private double[] age = new double[1024];
        private double[] weight = new double[1024];
        private int size;
        private long customers;
        private long repeatBuyers;
        private boolean inOrder = true;

        private Builder() {}

        /**
         * Takes a group.
         *
         * @param x repeat purchases, at least 0
         * @param recency from the first purchase to the latest: 0 if x is 0, else above 0
         * @param age from the first purchase to the end of the data, not below recency
         * @param count how many customers have this history, at least 1
         * @throws IllegalArgumentException if no customer can have this history
         */
        public Builder add(int x, double recency, double age, long count) {
            boolean possible = x >= 0
                    && x <= MOST_REPEATS
                    && (x == 0 ? recency == 0 : recency > 0)
                    && recency <= age
                    && Double.isFinite(age)
                    && count > 0;
            if (!possible) {
                throw new IllegalArgumentException("No " + count + " customers can have " + x
                        + " repeat purchases up to " + recency + " of an age of " + age + ".");
            }
            if (size == repeats.length) {
                grow();
            }
            repeats[size] = x;
            this.recency[size] = recency;
            this.age[size] = age;
            weight[size] = count;
            inOrder &= size == 0 || compare(size - 1, size) < 0;
            size++;
            customers += count;
            repeatBuyers += x > 0 ? count : 0;
            return this;
        }

        private void grow() {
            int length = size + size / 2;
            repeats = Arrays.copyOf(repeats, length);
            recency = Arrays.copyOf(recency, length);
            age = Arrays.copyOf(age, length);
            weight = Arrays.copyOf(weight, length);
        }

        private int compare(int left, int right) {
            int byRepeats = Integer.compare(repeats[left], repeats[right]);
            if (byRepeats != 0) {
                return byRepeats;
            }
            int byRecency = Double.compare(recency[left], recency[right]);
            return byRecency != 0 ? byRecency : Double.compare(age[left], age[right]);
        }

        /** The groups, in order, equal ones as one: sums come out the same in whatever order the groups came. */
        public PurchaseHistories build() {
            int[] order = IntStream.range(0, size).toArray();
            int[] firsts = order;
            if (!inOrder) {
                order = IntStream.range(0, size)
                        .boxed()
                        .sorted(this::compare)
                        .mapToInt(Integer::intValue)
                        .toArray();
                firsts = merged(order);
            }
            return new PurchaseHistories(
                    Arrays.stream(firsts).map(each -> repeats[each]).toArray(),
                    Arrays.stream(firsts).mapToDouble(each -> recency[each]).toArray(),
                    Arrays.stream(firsts).mapToDouble(each -> age[each]).toArray(),
                    Arrays.stream(firsts).mapToDouble(each -> weight[each]).toArray(),
                    customers,
                    repeatBuyers);
        }

        private int[] merged(int[] order) {
            int[] firsts = new int[order.length];
            int kept = 0;
            for (int each : order) {
                if (kept > 0 && compare(firsts[kept - 1], each) == 0) {
                    weight[firsts[kept - 1]] += weight[each];
                } else {
                    firsts[kept++] = each;
                }
            }
            return Arrays.copyOf(firsts, kept);
        }
    }
}

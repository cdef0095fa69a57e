package org.lierne.marts.customer.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.random.RandomDataGenerator;
import org.lierne.marts.customer.value.fit.PurchaseHistories;
import org.lierne.marts.customer.value.fit.SpendHistories;
import org.lierne.marts.customer.value.model.LifetimeModelKind;

/**
 * Customers who behave as the models say, drawn by what the models are defined by and not by their formulas: a rate from a
 * gamma distribution, a moment of leaving, purchases one after the other.
 */
public final class SimulatedCustomers {

    public final int[] repeats;
    public final double[] recency;
    public final double[] age;
    public final double[] meanSpend;

    /** How many purchases each made after the end of the data, within the horizon. */
    public final int[] later;

    /** Whether each was still a customer at the end of the data. */
    public final boolean[] alive;

    private final List<List<Double>> moments = new ArrayList<>();

    private SimulatedCustomers(int customers) {
        repeats = new int[customers];
        recency = new double[customers];
        age = new double[customers];
        meanSpend = new double[customers];
        later = new int[customers];
        alive = new boolean[customers];
    }

    /**
     * Draws customers whose first purchases are spread evenly over the first part of the data.
     *
     * @param parameters of the model
     * @param youngest the least age
     * @param oldest the greatest
     * @param unit ages and purchases are known in whole multiples of it, several of one as one purchase; 0 for any moment
     */
    public static SimulatedCustomers of(
            LifetimeModelKind kind,
            double[] parameters,
            int customers,
            double youngest,
            double oldest,
            double unit,
            double horizon,
            long seed) {
        SimulatedCustomers drawn = new SimulatedCustomers(customers);
        RandomDataGenerator random = new RandomDataGenerator(seed);
        for (int each = 0; each < customers; each++) {
            double age = whole(youngest + random.nextDouble() * (oldest - youngest), unit);
            double rate = random.nextGamma(parameters[0], 1 / parameters[1]);
            drawn.draw(each, age, rate, kind, parameters, unit, horizon, random);
        }
        return drawn;
    }

    private void draw(
            int each,
            double age,
            double rate,
            LifetimeModelKind kind,
            double[] parameters,
            double unit,
            double horizon,
            RandomDataGenerator random) {
        double leavingProbability = 0;
        double leaves = Double.POSITIVE_INFINITY;
        switch (kind) {
            case BG_NBD, MBG_NBD -> leavingProbability = random.nextBeta(parameters[2], parameters[3]);
            case PARETO_NBD -> {
                double leavingRate = random.nextGamma(parameters[2], 1 / parameters[3]);
                leaves = leavingRate > 0 ? -Math.log1p(-random.nextDouble()) / leavingRate : leaves;
            }
            case NBD -> leavingProbability = 0;
        }
        if (kind == LifetimeModelKind.MBG_NBD && random.nextDouble() < leavingProbability) {
            leaves = 0;
        }
        this.age[each] = age;
        List<Double> seen = new ArrayList<>();
        moments.add(seen);
        double moment = 0;
        while (rate > 0) {
            moment += -Math.log1p(-random.nextDouble()) / rate;
            if (moment > leaves || moment > age + horizon) {
                break;
            }
            double day = whole(moment, unit);
            if (moment > age) {
                later[each]++;
            } else if (day > recency[each]) {
                seen.add(day);
                repeats[each]++;
                recency[each] = day;
            }
            if (leavingProbability > 0 && random.nextDouble() < leavingProbability) {
                leaves = moment;
            }
        }
        alive[each] = leaves > age;
    }

    private static double whole(double time, double unit) {
        return unit > 0 ? Math.floor(time / unit) * unit : time;
    }

    /** When the customer bought again, since the first purchase. */
    public List<Double> moments(int customer) {
        return moments.get(customer);
    }

    /** Tells the history of a customer as it was that much time after the first purchase. */
    public void before(int customer, double age, PurchaseHistories.Builder builder) {
        List<Double> seen =
                moments.get(customer).stream().filter(each -> each <= age).toList();
        builder.add(seen.size(), seen.isEmpty() ? 0 : seen.get(seen.size() - 1), age, 1);
    }

    /** Draws mean spends, by the gamma-gamma model with these parameters, for those who have bought again. */
    public SimulatedCustomers spend(double p, double q, double v, long seed) {
        RandomDataGenerator random = new RandomDataGenerator(seed);
        for (int each = 0; each < repeats.length; each++) {
            double rate = random.nextGamma(q, 1 / v);
            if (repeats[each] > 0) {
                meanSpend[each] = random.nextGamma(p * repeats[each], 1 / (rate * repeats[each]));
            }
        }
        return this;
    }

    public PurchaseHistories histories() {
        PurchaseHistories.Builder builder = PurchaseHistories.builder();
        for (int each = 0; each < repeats.length; each++) {
            builder.add(repeats[each], recency[each], age[each], 1);
        }
        return builder.build();
    }

    public SpendHistories spends() {
        SpendHistories.Builder builder = SpendHistories.builder();
        for (int each = 0; each < repeats.length; each++) {
            if (repeats[each] > 0) {
                builder.add(repeats[each], meanSpend[each], 1);
            }
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return repeats.length + " customers with " + Arrays.stream(repeats).sum() + " repeat purchases";
    }
}

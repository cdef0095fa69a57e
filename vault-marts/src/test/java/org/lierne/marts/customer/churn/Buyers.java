package org.lierne.marts.customer.churn;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.GammaDistribution;

/**
 * Customers who buy at a rate of their own, Gamma(r, alpha in days), and after each purchase, the first included, are gone with a
 * probability of their own, Beta(a, b): the world of the simulated shop (docs/shop.md), whose truth is known.
 */
record Buyers(List<Buyer> each) {

    private static final double R = 0.9;
    private static final double ALPHA = 45;
    private static final double A = 0.9;
    private static final double B = 3.2;

    /**
     * A customer.
     *
     * @param rate purchases per day
     * @param moments in days since the beginning, ascending
     * @param goneAfter the last purchase of all
     */
    record Buyer(double rate, List<Double> moments, double goneAfter) {

        private List<Double> before(double day) {
            return moments.stream().filter(moment -> moment < day).toList();
        }

        boolean isActive(double day, int window) {
            List<Double> before = before(day);
            return !before.isEmpty() && before.get(before.size() - 1) >= day - window;
        }

        boolean isLost(double day, int window) {
            return moments.stream().noneMatch(moment -> moment >= day && moment < day + window);
        }

        /** Who knows whether the customer is gone, and the rate. */
        double lostByTruth(double day, int window) {
            return goneAfter < day ? 1 : Math.exp(-rate * window);
        }

        /** The best that can be said from the purchases and the world's parameters: MBG/NBD (Batislam et al. 2007). */
        double lostByPurchases(double day, int window) {
            List<Double> before = before(day);
            double repeats = before.size() - 1;
            double latest = before.get(before.size() - 1) - before.get(0);
            double age = day - before.get(0);
            double alive = 1 / (1 + A / (B + repeats) * Math.pow((ALPHA + age) / (ALPHA + latest), R + repeats));
            return 1 - alive * (1 - Math.pow((ALPHA + age) / (ALPHA + age + window), R + repeats));
        }
    }

    /** So many, who come over some days, and are seen until the last. */
    static Buyers of(int count, int days, long seed) {
        Random random = new Random(seed);
        GammaDistribution rates = new GammaDistribution(R, 1 / ALPHA);
        BetaDistribution leaving = new BetaDistribution(A, B);
        List<Buyer> buyers = new ArrayList<>();
        for (int each = 0; each < count; each++) {
            double rate = Math.max(1e-9, rates.inverseCumulativeProbability(random.nextDouble()));
            double leave = leaving.inverseCumulativeProbability(random.nextDouble());
            double moment = random.nextDouble() * days;
            List<Double> moments = new ArrayList<>();
            double last = moment;
            boolean gone = false;
            while (moment < days && !gone) {
                moments.add(moment);
                last = moment;
                gone = random.nextDouble() < leave;
                moment -= Math.log(1 - random.nextDouble()) / rate;
            }
            buyers.add(new Buyer(rate, moments, gone ? last : Double.POSITIVE_INFINITY));
        }
        return new Buyers(buyers);
    }

    /** Adds the purchases to the mart of {@link org.lierne.marts.customer.Purchases}. */
    void buy(Connection connection, LocalDateTime start) throws SQLException {
        try (DuckDBAppender appender = connection.unwrap(DuckDBConnection.class).createAppender("mart", "purchases")) {
            for (int customer = 0; customer < each.size(); customer++) {
                for (double moment : each.get(customer).moments()) {
                    appender.beginRow();
                    appender.append("c" + customer);
                    appender.append(customer + "/" + moment);
                    appender.append("p");
                    appender.append(customer);
                    appender.append(start.plusSeconds((long) (moment * 86400)));
                    appender.append(
                            java.math.BigDecimal.valueOf(20 + customer % 7, 0).setScale(2));
                    appender.append(java.math.BigDecimal.ZERO.setScale(2));
                    appender.append(java.math.BigDecimal.ZERO.setScale(2));
                    appender.endRow();
                }
            }
        }
    }
}

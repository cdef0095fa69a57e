package org.lierne.cli.simulator.world;

import java.util.Arrays;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;

/** What people put into their baskets. */
final class Baskets {

    private static final int MOST_LINES = 12;
    private static final double FURTHER_PIECES = 0.35;
    private static final long FREE_SHIPPING_FROM = 50_00;
    private static final long SHIPPING = 4_90;

    private final Seed seed;
    private final Catalogue catalogue;
    private final Calendar calendar;
    private final int[] companion;
    private final double[] companionProbability;

    Baskets(Seed seed, Catalogue catalogue, Calendar calendar) {
        this.seed = seed;
        this.catalogue = catalogue;
        this.calendar = calendar;
        this.companion = new int[catalogue.products().size()];
        this.companionProbability = new double[companion.length];
        Arrays.fill(companion, -1);
        for (Catalogue.Affinity affinity : catalogue.affinities()) {
            companion[affinity.product()] = affinity.companion();
            companionProbability[affinity.product()] = affinity.probability();
        }
    }

    /** Fills an order; whether there was anything to buy. */
    boolean fill(Order order, double spendFactor, int discountPercent) {
        Draws draws = seed.draws(Purpose.BASKET, order.id);
        double factor = spendFactor * calendar.season(order.day);
        int picks = 1 + draws.poisson(Parameters.FURTHER_LINES * factor);
        for (int pick = 0; pick < picks; pick++) {
            int product = catalogue.pick(draws);
            if (product < 0) {
                return false;
            }
            add(order, product, 1 + draws.poisson(FURTHER_PIECES * factor));
            int other = companion[product];
            boolean wanted = draws.happens(companionProbability[product]);
            if (other >= 0 && wanted && catalogue.isOffered(other, order.day)) {
                add(order, other, 1);
            }
        }
        long items = order.totalCents();
        order.discountCents = items * discountPercent / 100;
        order.shippingCents = items >= FREE_SHIPPING_FROM ? 0 : SHIPPING;
        return true;
    }

    private void add(Order order, int product, int quantity) {
        if (order.lines.size() >= MOST_LINES) {
            return;
        }
        for (OrderLine line : order.lines) {
            if (line.product == product) {
                return;
            }
        }
        Product bought = catalogue.product(product);
        order.lines.add(new OrderLine(order.lines.size() + 1, product, quantity, bought.listCents, bought.costCents));
    }
}

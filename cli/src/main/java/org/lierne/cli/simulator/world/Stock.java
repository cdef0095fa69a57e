package org.lierne.cli.simulator.world;

import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;

/**
 * What lies in the warehouses. What is available at the reorder point or below is ordered from the supplier, for three weeks
 * of what was lately asked for, and comes after the supplier's lead time.
 */
public final class Stock {

    private static final String[] CODES = {"HAM", "VIE", "LYS"};
    private static final int[][] NEAREST = {{0, 1, 0, 0, 0, 0, 1, 0}, {0, 1, 1, 2, 0, 2, 1, 0}};
    private static final double MEMORY = 0.06;
    private static final int DAYS_ORDERED = 21;

    private final Seed seed;
    private final int warehouses;
    private final int products;
    private final int[] onHand;
    private final int[] reserved;
    private final int[] incoming;
    private final int[] incomingDay;
    private final int[] reorderPoint;
    private final int[] askedToday;
    private final int[] lacking;
    private final double[] demand;

    Stock(Seed seed, int customers, int products) {
        this.seed = seed;
        this.warehouses = customers < 1_000 ? 2 : 3;
        this.products = products;
        int cells = warehouses * products;
        this.onHand = new int[cells];
        this.reserved = new int[cells];
        this.incoming = new int[cells];
        this.incomingDay = new int[cells];
        this.reorderPoint = new int[cells];
        this.askedToday = new int[cells];
        this.lacking = new int[cells];
        this.demand = new double[cells];
    }

    public int warehouses() {
        return warehouses;
    }

    public String code(int warehouse) {
        return CODES[warehouse];
    }

    int nearest(int country) {
        return NEAREST[warehouses - 2][country];
    }

    /** Fills the shelves for a first demand per day. */
    void open(int product, double perDay) {
        for (int warehouse = 0; warehouse < warehouses; warehouse++) {
            int cell = cell(warehouse, product);
            demand[cell] = perDay / warehouses;
            reorderPoint[cell] = point(cell, product);
            onHand[cell] = reorderPoint[cell] + (int) (demand[cell] * DAYS_ORDERED) + 2;
        }
    }

    /** What was ordered has come. */
    void morning(int day) {
        for (int cell = 0; cell < onHand.length; cell++) {
            if (incoming[cell] > 0 && incomingDay[cell] == day) {
                onHand[cell] += incoming[cell];
                incoming[cell] = 0;
            }
        }
    }

    /** Orders what is short, and once a week thinks anew about how much is enough. */
    void evening(int day, Catalogue catalogue, Observer observer) {
        for (int cell = 0; cell < onHand.length; cell++) {
            int product = cell % products;
            demand[cell] += MEMORY * (askedToday[cell] - demand[cell]);
            askedToday[cell] = 0;
            if (day % 7 == 6) {
                reorderPoint[cell] = point(cell, product);
            }
            boolean needed = lacking[cell] > 0 || catalogue.isOffered(product, day);
            boolean isShort = lacking[cell] > 0 || onHand[cell] - reserved[cell] <= reorderPoint[cell];
            if (incoming[cell] == 0 && needed && isShort) {
                Draws draws = seed.draws(Purpose.STOCK, cell, day);
                int quantity = Math.max(4, (int) (demand[cell] * DAYS_ORDERED));
                quantity += lacking[cell];
                incoming[cell] = quantity;
                incomingDay[cell] = day + leadTime(product) + draws.below(4);
                observer.replenishment(cell / products, product, quantity, day, incomingDay[cell]);
            }
            lacking[cell] = 0;
        }
    }

    /** Days that a product's supplier takes at least. */
    private int leadTime(int product) {
        return 3 + seed.draws(Purpose.STOCK, -1, product).below(8);
    }

    private int point(int cell, int product) {
        return (int) StrictMath.ceil(demand[cell] * (leadTime(product) + 4)) + 1;
    }

    /** Sets goods aside; whether there were enough. */
    boolean reserve(int warehouse, int product, int quantity) {
        int cell = cell(warehouse, product);
        if (onHand[cell] - reserved[cell] < quantity) {
            return false;
        }
        reserved[cell] += quantity;
        return true;
    }

    void asked(int warehouse, int product, int quantity) {
        askedToday[cell(warehouse, product)] += quantity;
    }

    /** Notes that an order waits for goods. */
    void lacks(int warehouse, int product, int quantity) {
        lacking[cell(warehouse, product)] += quantity;
    }

    void release(int warehouse, int product, int quantity) {
        reserved[cell(warehouse, product)] -= quantity;
    }

    void leave(int warehouse, int product, int quantity) {
        release(warehouse, product, quantity);
        onHand[cell(warehouse, product)] -= quantity;
    }

    void takeBack(int warehouse, int product, int quantity) {
        onHand[cell(warehouse, product)] += quantity;
    }

    public int onHand(int warehouse, int product) {
        return onHand[cell(warehouse, product)];
    }

    public int reserved(int warehouse, int product) {
        return reserved[cell(warehouse, product)];
    }

    public int reorderPoint(int warehouse, int product) {
        return reorderPoint[cell(warehouse, product)];
    }

    /** Whether a warehouse counts the product: what is in the catalogue, and what is left of what was. */
    public boolean isKept(int warehouse, Product product, int day) {
        return product.isListed(day) || onHand(warehouse, product.index()) > 0;
    }

    private int cell(int warehouse, int product) {
        return warehouse * products + product;
    }
}

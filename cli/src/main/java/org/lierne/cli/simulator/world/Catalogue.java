package org.lierne.cli.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;

/** Products and categories, as they are on the day that has come. */
public final class Catalogue {

    private static final String[] PARENTS = {"home", "kitchen", "garden", "office", "travel", "toys"};
    private static final String[][] KINDS = {
        {"lamps", "cushions", "candles", "frames"},
        {"mugs", "pans", "knives", "boards"},
        {"pots", "tools", "seeds", "lights"},
        {"pens", "desks", "paper", "chairs"},
        {"bags", "bottles", "maps", "towels"},
        {"puzzles", "games", "blocks", "kites"},
    };
    private static final String[] STYLES = {
        "Nordic", "Vintage", "Classic", "Bright", "Rustic", "Modern", "Little", "Grand"
    };
    private static final String[] COLOURS = {"red", "blue", "green", "white", "black", "grün", "beige"};
    private static final String[] SIZES = {"S", "M", "L", "XL"};
    private static final int SUPPLIERS = 20;
    private static final int COMPANIONS_EVERY = 5;

    /** A category; its name and its parent may change. */
    public record Category(String code, String name, String parent) {}

    /** Who buys one of these buys the other with that probability. */
    public record Affinity(int product, int companion, double probability) {}

    private final Seed seed;
    private final Calendar calendar;
    private final List<Product> products = new ArrayList<>();
    private final List<Category> categories = new ArrayList<>();
    private final List<Affinity> affinities = new ArrayList<>();
    private double[] popularity = {};
    private int[] sellable = {};

    Catalogue(Seed seed, Calendar calendar, int customers) {
        this.seed = seed;
        this.calendar = calendar;
        for (int parent = 0; parent < PARENTS.length; parent++) {
            for (String kind : KINDS[parent]) {
                categories.add(new Category(kind, title(kind), PARENTS[parent]));
            }
        }
        int count = (int) StrictMath.round(300 * StrictMath.pow(customers / 2000.0, 0.25));
        for (int index = 0; index < Math.max(count, 40); index++) {
            products.add(make(index));
        }
        for (int index = 0; index + 7 < products.size(); index += COMPANIONS_EVERY) {
            double probability =
                    0.15 + 0.45 * seed.draws(Purpose.BASKET, -1, index).uniform();
            affinities.add(new Affinity(index, index + 1 + index % 7, probability));
        }
    }

    private Product make(int index) {
        Draws draws = seed.draws(Purpose.PRODUCT, index);
        int category = draws.below(categories.size());
        String kind = categories.get(category).code();
        String colour = draws.of(COLOURS);
        long list = roundPrice(StrictMath.exp(2.9 + 0.8 * draws.normal()) * 100);
        int days = calendar.days();
        int launched = draws.happens(0.10) ? draws.between(5, Math.max(6, days - 1)) : 0;
        int ends = draws.happens(0.08) ? launched + draws.between(20, Math.max(21, days)) : Integer.MAX_VALUE;
        int pause = draws.happens(0.03) ? launched + draws.between(10, Math.max(11, days)) : Integer.MAX_VALUE - 10;
        String number = Integer.toString(10_000 + index).substring(1);
        return new Product(
                index,
                kind.substring(0, 3).toUpperCase(Locale.ROOT) + "-" + number,
                1 / StrictMath.pow(index % 97 + 3, 0.8) * (0.5 + draws.uniform()),
                3.6 + 0.6 * draws.normal(),
                launched,
                ends,
                pause,
                draws.between(40, 9_000),
                colour,
                draws.of(SIZES),
                draws.of(STYLES) + " " + kind + " " + colour,
                category,
                draws.below(SUPPLIERS),
                list,
                (long) (list * (0.35 + 0.35 * draws.uniform())));
    }

    /** Lets a day come: what changes with it has changed when it begins. */
    void begin(int day) {
        if (day == calendar.days() * 2 / 5 && day > 0) {
            Category moved = categories.get(7);
            categories.set(7, new Category(moved.code(), moved.name(), "garden"));
        }
        if (day == calendar.days() * 3 / 5 && day > 0) {
            Category renamed = categories.get(2);
            categories.set(2, new Category(renamed.code(), "Candles & scents", renamed.parent()));
        }
        List<Product> offered = new ArrayList<>();
        for (Product product : products) {
            change(product, day);
            if (product.isListed(day) && !product.discontinued) {
                offered.add(product);
            }
        }
        sellable = new int[offered.size()];
        popularity = new double[offered.size()];
        double sum = 0;
        for (int place = 0; place < sellable.length; place++) {
            sum += offered.get(place).weight;
            sellable[place] = offered.get(place).index;
            popularity[place] = sum;
        }
    }

    private void change(Product product, int day) {
        product.discontinued = day >= product.ends - 14;
        if (day == 0) {
            return;
        }
        Draws draws = seed.draws(Purpose.PRODUCT_CHANGE, product.index, day);
        if (draws.happens(Parameters.PRICE_CHANGES_PER_YEAR / 365)) {
            product.listCents = roundPrice(product.listCents * (0.85 + 0.35 * draws.uniform()));
            product.listCents = Math.max(product.listCents, product.costCents + product.costCents / 10);
            product.changedOn = day;
        }
        if (draws.happens(Parameters.COST_CHANGES_PER_YEAR / 365)) {
            product.costCents = (long) (product.costCents * (0.93 + 0.16 * draws.uniform()));
            product.changedOn = day;
        }
        if (draws.happens(Parameters.CATEGORY_CHANGES_PER_YEAR / 365)) {
            product.category = draws.below(categories.size());
        }
        if (draws.happens(Parameters.SUPPLIER_CHANGES_PER_YEAR / 365)) {
            product.supplier = draws.below(SUPPLIERS);
        }
    }

    /** A product that is offered today, by popularity; -1 if there is none. */
    int pick(Draws draws) {
        return sellable.length == 0 ? -1 : sellable[draws.weighted(popularity)];
    }

    /** The share of a product in all that is picked. */
    double share(Product product) {
        return product.weight / Math.max(popularity.length == 0 ? 1 : popularity[popularity.length - 1], 1e-9);
    }

    boolean isOffered(int product, int day) {
        Product sought = products.get(product);
        return sought.isListed(day) && !sought.discontinued;
    }

    public List<Product> products() {
        return products;
    }

    public Product product(int index) {
        return products.get(index);
    }

    public List<Category> categories() {
        return categories;
    }

    public Category category(Product product) {
        return categories.get(product.category);
    }

    public List<Affinity> affinities() {
        return affinities;
    }

    private static long roundPrice(double cents) {
        long tens = Math.max(20, StrictMath.round(cents / 10));
        return tens * 10 - 1;
    }

    private static String title(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}

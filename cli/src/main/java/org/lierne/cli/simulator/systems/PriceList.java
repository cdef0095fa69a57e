package org.lierne.cli.simulator.systems;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Csv;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Money;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.world.Calendar;
import org.lierne.cli.simulator.world.Product;
import org.lierne.cli.simulator.world.Shop;

/** The price list: all of it, every Monday, several prices per product at once. */
public final class PriceList extends SourceSystem {

    private static final String SOURCE = "price_list";

    private final Csv csv = new Csv(',');

    /** A price for some customers. */
    public record Price(String currency, String group, long cents) {}

    public PriceList(Shop shop, Arrivals arrivals) {
        super(shop, arrivals, 6);
    }

    /** Whether a list comes on a day: on the first, and on Mondays. */
    public static boolean comesOn(Calendar calendar, int day) {
        return day == 0 || calendar.date(day).getDayOfWeek().getValue() == 1;
    }

    /** All prices of a product on a day: francs come some weeks after its launch. */
    public static List<Price> prices(Product product, int day) {
        List<Price> prices = new ArrayList<>(4);
        long list = product.listCents();
        prices.add(new Price("EUR", "retail", list));
        prices.add(new Price("EUR", "business", list * 85 / 100));
        if (product.index() % 4 != 0 || day >= product.launched() + 40) {
            prices.add(new Price("CHF", "retail", list * 107 / 100));
            prices.add(new Price("CHF", "business", list * 91 / 100));
        }
        return prices;
    }

    @Override
    public void dayBegins(int day) {
        if (!comesOn(calendar, day)) {
            return;
        }
        Planter planter = new Planter(seed, number, day, 1);
        try (Delivery file = arrivals.csv("prices/prices_" + compact(day) + ".csv", day, late(day), SOURCE)) {
            file.text("sku,currency,customer_group,price\n");
            for (Product product : shop.catalogue().products()) {
                if (!product.isListed(day)) {
                    continue;
                }
                String sku = product.sku().toLowerCase(Locale.ROOT);
                for (Price price : prices(product, day)) {
                    file.record(csv.line(sku, price.currency(), price.group(), Money.plain(price.cents())));
                }
                if (planter.due(file) == 0) {
                    file.broken(
                            csv.line(sku, "EUR", "retail", "on request"), new Planted(SOURCE, "unreadable", "price"));
                }
            }
        }
    }
}

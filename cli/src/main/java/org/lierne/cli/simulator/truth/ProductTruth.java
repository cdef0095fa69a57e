package org.lierne.cli.simulator.truth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.delivery.Money;
import org.lierne.cli.simulator.systems.PriceList;
import org.lierne.cli.simulator.systems.ProductCatalogue;
import org.lierne.cli.simulator.world.Catalogue;
import org.lierne.cli.simulator.world.Product;
import org.lierne.cli.simulator.world.Shop;

/** Products, categories and prices: a row where something changed, from the load date on. */
public final class ProductTruth extends Topic {

    private final TruthFile history;
    private final TruthFile status;
    private final TruthFile categories;
    private final TruthFile prices;
    private final List<List<Object>> lastProduct = new ArrayList<>();
    private final List<List<PriceList.Price>> lastPrices = new ArrayList<>();
    private final List<Catalogue.@Nullable Category> lastCategory = new ArrayList<>();
    private final boolean[] listed;

    public ProductTruth(Shop shop, Path folder) {
        super(shop, folder);
        history = file(
                "product_history",
                "sku",
                "load_date",
                "name",
                "category_code",
                "supplier",
                "list_price",
                "cost",
                "weight_kg",
                "discontinued");
        status = file("product_status", "sku", "load_date", "listed");
        categories = file("category_history", "category_code", "load_date", "category_name", "parent_code");
        prices = file("price_history", "sku", "load_date", "currency", "customer_group", "price");
        for (Product product : shop.catalogue().products()) {
            lastProduct.add(List.of());
            lastPrices.add(List.of());
        }
        shop.catalogue().categories().forEach(category -> lastCategory.add(null));
        listed = new boolean[lastProduct.size()];
        TruthFile affinities = file("affinities", "sku", "companion", "probability");
        for (Catalogue.Affinity affinity : shop.catalogue().affinities()) {
            affinities.row(
                    shop.catalogue().product(affinity.product()).sku(),
                    shop.catalogue().product(affinity.companion()).sku(),
                    affinity.probability());
        }
    }

    @Override
    public void dayBegins(int day) {
        boolean[] shown = new boolean[lastCategory.size()];
        for (Product product : shop.catalogue().products()) {
            if (product.isListed(day) != listed[product.index()]) {
                listed[product.index()] = product.isListed(day);
                status.row(product.sku(), date(day), product.isListed(day));
            }
            if (product.isListed(day)) {
                shown[product.category()] = true;
                write(product, day);
            }
            if (PriceList.comesOn(shop.calendar(), day)) {
                writePrices(product, day);
            }
        }
        for (int index = 0; index < shown.length; index++) {
            Catalogue.Category category = shop.catalogue().categories().get(index);
            if (shown[index] && !category.equals(lastCategory.get(index))) {
                lastCategory.set(index, category);
                categories.row(category.code(), date(day), category.name(), category.parent());
            }
        }
    }

    private void write(Product product, int day) {
        List<Object> values = List.of(
                product.name(),
                shop.catalogue().category(product).code(),
                product.supplier(),
                Money.plain(product.listCents()),
                Money.plain(product.costCents()),
                ProductCatalogue.kilograms(product.grams()),
                product.discontinued());
        if (values.equals(lastProduct.get(product.index()))) {
            return;
        }
        lastProduct.set(product.index(), values);
        List<Object> row = new ArrayList<>(List.of(product.sku(), date(day)));
        row.addAll(values);
        history.row(row.toArray());
    }

    /** All prices of a product where one of them changed; a row without a price where it left the list. */
    private void writePrices(Product product, int day) {
        List<PriceList.Price> now = product.isListed(day) ? PriceList.prices(product, day) : List.of();
        if (now.equals(lastPrices.get(product.index()))) {
            return;
        }
        lastPrices.set(product.index(), now);
        for (PriceList.Price price : now) {
            prices.row(product.sku(), date(day), price.currency(), price.group(), Money.plain(price.cents()));
        }
        if (now.isEmpty()) {
            prices.row(product.sku(), date(day), "", "", "");
        }
    }
}

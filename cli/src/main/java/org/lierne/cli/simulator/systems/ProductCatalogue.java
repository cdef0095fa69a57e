package org.lierne.cli.simulator.systems;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Money;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Catalogue;
import org.lierne.cli.simulator.world.Product;
import org.lierne.cli.simulator.world.Shop;

/** The product catalogue: all of it, every day, in one nested document. */
public final class ProductCatalogue extends SourceSystem {

    private static final String SOURCE = "products";
    private static final int FAULTS = 2;

    private long items;

    public ProductCatalogue(Shop shop, Arrivals arrivals) {
        super(shop, arrivals, 5);
    }

    @Override
    public void dayBegins(int day) {
        Planter planter = new Planter(seed, number, day, FAULTS);
        try (Delivery file = arrivals.json("products/catalogue_" + compact(day) + ".json", day, late(day), SOURCE)) {
            String at = Times.timestamp(calendar.second(day) + 1800).replace(' ', 'T');
            file.text("{\"generated_at\":\"" + at + "\",\"items\":[");
            String separator = "\n";
            for (Product product : shop.catalogue().products()) {
                if (!product.isListed(day)) {
                    continue;
                }
                Draws spelling = spelling(items++);
                String cost = Money.plain(product.costCents());
                file.record(separator + item(product, spelling, cost, Money.plain(product.listCents())));
                separator = ",\n";
                switch (planter.due(file)) {
                    case 0 ->
                        file.broken(
                                ",\n" + item(product, spelling, "n/a", "1.00"),
                                new Planted(SOURCE, "unreadable", "cost"));
                    case 1 ->
                        file.broken(
                                ",\n" + item(product, spelling, cost, "ask us"),
                                new Planted(SOURCE, "unreadable", "list_price"));
                    default -> {
                        // Nothing is broken here.
                    }
                }
            }
            file.text("\n]}\n");
        }
    }

    private String item(Product product, Draws spelling, String cost, String listPrice) {
        return JsonText.of(json -> write(json, product, spelling, cost, listPrice));
    }

    private void write(JsonGenerator json, Product product, Draws spelling, String cost, String listPrice)
            throws IOException {
        Catalogue.Category category = shop.catalogue().category(product);
        json.writeStartObject();
        json.writeStringField("sku", product.sku());
        json.writeObjectFieldStart("category");
        json.writeStringField("code", category.code());
        json.writeStringField("parent", category.parent());
        json.writeStringField("name", category.name());
        json.writeEndObject();
        json.writeStringField("supplier", product.supplier());
        json.writeStringField("name", product.name());
        if (spelling.happens(0.5) && Character.isDigit(listPrice.charAt(0))) {
            json.writeFieldName("list_price");
            json.writeNumber(listPrice);
        } else {
            json.writeStringField("list_price", listPrice);
        }
        json.writeStringField("cost", cost);
        json.writeStringField("weight", kilograms(product.grams()) + (spelling.happens(0.5) ? " kg" : "kg"));
        json.writeObjectFieldStart("attributes");
        json.writeStringField("colour", product.colour());
        json.writeStringField("size", product.size());
        json.writeEndObject();
        json.writeBooleanField("discontinued", product.discontinued());
        json.writeEndObject();
    }

    /** {@code 1.250} */
    public static String kilograms(int grams) {
        return grams / 1000 + "." + Integer.toString(1000 + grams % 1000).substring(1);
    }
}

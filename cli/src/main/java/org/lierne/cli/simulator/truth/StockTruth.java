package org.lierne.cli.simulator.truth;

import java.nio.file.Path;
import org.lierne.cli.simulator.world.Product;
import org.lierne.cli.simulator.world.Shop;
import org.lierne.cli.simulator.world.Stock;

/** What lay in the warehouses each evening, and what they ordered. */
public final class StockTruth extends Topic {

    private final TruthFile stock;
    private final TruthFile replenishments;

    public StockTruth(Shop shop, Path folder) {
        super(shop, folder);
        stock = file("stock_daily", "date", "warehouse", "sku", "on_hand", "reserved", "reorder_point");
        replenishments = file("replenishments", "warehouse", "sku", "quantity", "ordered_on", "arrives_on");
    }

    @Override
    public void replenishment(int warehouse, int product, int quantity, int orderedOn, int arrivesOn) {
        replenishments.row(
                shop.stock().code(warehouse),
                shop.catalogue().product(product).sku(),
                quantity,
                date(orderedOn),
                date(arrivesOn));
    }

    @Override
    public void dayEnds(int day) {
        Stock counted = shop.stock();
        String date = date(day);
        for (int warehouse = 0; warehouse < counted.warehouses(); warehouse++) {
            for (Product product : shop.catalogue().products()) {
                if (counted.isKept(warehouse, product, day)) {
                    stock.row(
                            date,
                            counted.code(warehouse),
                            product.sku(),
                            counted.onHand(warehouse, product.index()),
                            counted.reserved(warehouse, product.index()),
                            counted.reorderPoint(warehouse, product.index()));
                }
            }
        }
    }
}

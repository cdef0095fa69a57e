package org.lierne.cli.simulator.truth;

import java.nio.file.Path;
import org.lierne.cli.simulator.delivery.Money;
import org.lierne.cli.simulator.world.Order;
import org.lierne.cli.simulator.world.OrderLine;
import org.lierne.cli.simulator.world.Shop;

/**
 * What was sold by the day of the order and by product, without what was cancelled. Holds four numbers per day and product,
 * however many orders there are.
 */
public final class RevenueTruth extends Topic {

    private final TruthFile byDay;
    private final TruthFile byProduct;
    private final int products;
    private final int[] orders;
    private final int[] pieces;
    private final long[] revenue;
    private final long[] returned;
    private final long[] margin;

    public RevenueTruth(Shop shop, Path folder) {
        super(shop, folder);
        byDay = file("revenue_daily", "date", "orders", "pieces", "revenue", "returned", "margin");
        byProduct = file("revenue_daily_product", "date", "sku", "pieces", "revenue", "returned", "margin");
        products = shop.catalogue().products().size();
        int days = shop.calendar().days();
        orders = new int[days];
        pieces = new int[days * products];
        revenue = new long[days * products];
        returned = new long[days * products];
        margin = new long[days * products];
    }

    @Override
    public void closed(Order order) {
        if (order.status() == Order.Status.CANCELLED) {
            return;
        }
        orders[order.day()]++;
        for (OrderLine line : order.lines()) {
            int cell = order.day() * products + line.product();
            pieces[cell] += line.quantity();
            revenue[cell] += line.amountCents();
            returned[cell] += line.returned() * line.priceCents();
            margin[cell] += (line.quantity() - line.returned()) * (line.priceCents() - line.costCents());
        }
    }

    @Override
    public void close() {
        for (int day = 0; day < orders.length; day++) {
            writeDay(day);
        }
        super.close();
    }

    private void writeDay(int day) {
        int dayPieces = 0;
        long dayRevenue = 0;
        long dayReturned = 0;
        long dayMargin = 0;
        for (int product = 0; product < products; product++) {
            int cell = day * products + product;
            if (pieces[cell] == 0) {
                continue;
            }
            byProduct.row(
                    date(day),
                    shop.catalogue().product(product).sku(),
                    pieces[cell],
                    Money.plain(revenue[cell]),
                    Money.plain(returned[cell]),
                    Money.plain(margin[cell]));
            dayPieces += pieces[cell];
            dayRevenue += revenue[cell];
            dayReturned += returned[cell];
            dayMargin += margin[cell];
        }
        byDay.row(
                date(day),
                orders[day],
                dayPieces,
                Money.plain(dayRevenue),
                Money.plain(dayReturned),
                Money.plain(dayMargin));
    }
}

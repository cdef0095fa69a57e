package org.lierne.cli.simulator.systems;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Csv;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Order;
import org.lierne.cli.simulator.world.OrderLine;
import org.lierne.cli.simulator.world.Shipment;
import org.lierne.cli.simulator.world.Shop;

/** The warehouses' database: every row of a shipment that was inserted, updated or deleted, numbered, exported at night. */
public final class WarehouseSystem extends SourceSystem {

    private static final String SOURCE = "shipments";
    private static final int EXPORTED = 23 * 3600 + 1800;
    private static final int FAULTS = 3;

    private final Csv csv = new Csv(',');
    private int day;
    private long changes;
    private @Nullable Delivery file;
    private Planter planter;

    public WarehouseSystem(Shop shop, Arrivals arrivals) {
        super(shop, arrivals, 3);
        this.planter = new Planter(seed, number, 0, 0);
    }

    @Override
    public void dayBegins(int newDay) {
        day = newDay;
        planter = new Planter(seed, number, day, FAULTS);
    }

    /** How a shipment is known. */
    public static String shipmentNumber(Order order, Shipment shipment) {
        return "SH" + order.id() + "-" + (shipment.index() + 1);
    }

    @Override
    public void shipment(Order order, Shipment shipment, long at) {
        String operation = shipment.cancelled() ? "D" : shipment.shippedAt() == 0 ? "I" : "U";
        for (OrderLine line : shipment.lines()) {
            Draws spelling = spelling(changes++);
            Delivery to = open();
            String quantity = Integer.toString(line.quantity());
            to.record(line(operation, order, shipment, line, spelling, quantity));
            switch (planter.due(to)) {
                case 0 ->
                    to.broken(
                            line("X", order, shipment, line, spelling, quantity),
                            new Planted(SOURCE, "not_accepted", "op"));
                case 1 ->
                    to.broken(
                            line(operation, order, shipment, line, spelling, "two"),
                            new Planted(SOURCE, "unreadable", "quantity"));
                case 2 ->
                    to.broken(
                            "U," + changes + "," + exportedAt() + ",SH\n", new Planted(SOURCE, "missing_columns", ""));
                default -> {
                    // Nothing is broken here.
                }
            }
        }
    }

    private String line(
            String operation, Order order, Shipment shipment, OrderLine line, Draws spelling, String quantity) {
        String carrier = shipment.carrier();
        return csv.line(
                operation,
                changes,
                exportedAt(),
                shipmentNumber(order, shipment),
                order(order.id()),
                line.number(),
                shop.stock().code(shipment.warehouse()),
                spelling.happens(0.5) ? carrier.toUpperCase(Locale.ROOT) : anyCase(carrier, spelling),
                time(shipment.shippedAt()),
                time(shipment.deliveredAt()),
                quantity,
                "");
    }

    private static @Nullable String time(long second) {
        return second == 0 ? null : Times.timestamp(second);
    }

    private String exportedAt() {
        return Times.timestamp(calendar.second(day) + EXPORTED);
    }

    private Delivery open() {
        if (file == null) {
            file = arrivals.csv("shipments/shipments_" + compact(day) + ".csv", day, late(day), SOURCE);
            file.text("op,change_number,exported_at,shipment_no,order_no,line_number,warehouse_code,carrier,"
                    + "shipped_at,delivered_at,quantity,filler\n");
        }
        return file;
    }

    @Override
    public void dayEnds(int endedDay) {
        file = closed(file);
    }
}

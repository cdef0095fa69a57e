package org.lierne.cli.simulator.truth;

import java.nio.file.Path;
import java.util.Locale;
import org.lierne.cli.simulator.delivery.Money;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.systems.PaymentProvider;
import org.lierne.cli.simulator.systems.WarehouseSystem;
import org.lierne.cli.simulator.world.Identities;
import org.lierne.cli.simulator.world.Order;
import org.lierne.cli.simulator.world.OrderLine;
import org.lierne.cli.simulator.world.Payment;
import org.lierne.cli.simulator.world.Shipment;
import org.lierne.cli.simulator.world.Shop;

/** Orders, lines, shipments as they ended; documents and payments as they came. */
public final class OrderTruth extends Topic {

    private final TruthFile orders;
    private final TruthFile lines;
    private final TruthFile documents;
    private final TruthFile payments;
    private final TruthFile shipments;

    public OrderTruth(Shop shop, Path folder) {
        super(shop, folder);
        orders = file(
                "orders",
                "order_id",
                "customer_id",
                "person_id",
                "recipient_id",
                "campaign_code",
                "caused_by",
                "guest_email",
                "ordered_at",
                "changed_at",
                "channel",
                "status",
                "currency",
                "shipping_cost",
                "discount",
                "ship_to_street",
                "ship_to_city",
                "ship_to_country");
        lines = file(
                "order_lines",
                "order_id",
                "line_number",
                "sku",
                "quantity",
                "returned",
                "unit_price",
                "amount",
                "cost");
        documents = file("order_documents", "order_id", "load_date", "changed_at", "status", "customer_id");
        payments = file(
                "payments", "payment_id", "order_id", "method", "amount", "currency", "paid_at", "status", "orphan");
        shipments = file(
                "shipments",
                "shipment_number",
                "order_id",
                "line_number",
                "warehouse_code",
                "carrier",
                "shipped_at",
                "delivered_at",
                "quantity",
                "status");
    }

    @Override
    public void order(Order order) {
        documents.row(
                order.id(),
                dateAt(order.changedAt()),
                Times.timestamp(order.changedAt()),
                lower(order.status()),
                number(order.customer()));
    }

    @Override
    public void payment(Payment payment) {
        payments.row(
                PaymentProvider.paymentId(payment),
                payment.order().id(),
                PaymentProvider.method(shop, payment.order().id()),
                Money.plain(payment.cents()),
                "EUR",
                Times.timestamp(payment.paidAt()),
                lower(payment.status()),
                false);
    }

    /** A payment for an order that exists nowhere. */
    public void orphan(String paymentId, int order, String method, long cents, long paidAt) {
        payments.row(paymentId, order, method, Money.plain(cents), "EUR", Times.timestamp(paidAt), "captured", true);
    }

    @Override
    public void closed(Order order) {
        Identities.Address address = shop.identities().address(order.identity(), order.address());
        orders.row(
                order.id(),
                number(order.customer()),
                order.person() >= 0 ? order.person() : "",
                number(order.recipient()),
                campaign(order.campaign()),
                campaign(order.cause()),
                order.customer() > 0 ? "" : shop.identities().email(order.identity(), order.contact()),
                Times.timestamp(order.orderedAt()),
                Times.timestamp(order.changedAt()),
                lower(order.channel()),
                lower(order.status()),
                "EUR",
                Money.plain(order.shippingCents()),
                Money.plain(order.discountCents()),
                address.street(),
                address.city(),
                address.country());
        for (OrderLine line : order.lines()) {
            lines.row(
                    order.id(),
                    line.number(),
                    shop.catalogue().product(line.product()).sku(),
                    line.quantity(),
                    line.returned(),
                    Money.plain(line.priceCents()),
                    Money.plain(line.amountCents()),
                    Money.plain(line.costCents()));
        }
        order.shipments().forEach(shipment -> shipped(order, shipment));
    }

    private void shipped(Order order, Shipment shipment) {
        for (OrderLine line : shipment.lines()) {
            shipments.row(
                    WarehouseSystem.shipmentNumber(order, shipment),
                    order.id(),
                    line.number(),
                    shop.stock().code(shipment.warehouse()),
                    shipment.carrier(),
                    time(shipment.shippedAt()),
                    time(shipment.deliveredAt()),
                    line.quantity(),
                    status(shipment));
        }
    }

    private static String status(Shipment shipment) {
        if (shipment.cancelled()) {
            return "cancelled";
        }
        if (shipment.deliveredAt() > 0) {
            return "delivered";
        }
        return shipment.shippedAt() > 0 ? "shipped" : "picked";
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}

package org.lierne.cli.simulator.systems;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Money;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Identities;
import org.lierne.cli.simulator.world.Order;
import org.lierne.cli.simulator.world.OrderLine;
import org.lierne.cli.simulator.world.Shop;

/** The web shop: a document per order that is new or has changed, each time the whole order. */
public final class WebShop extends SourceSystem {

    private static final String ORDERS = "orders";
    private static final String LINES = "order_lines";
    private static final double DAY_HAS_LATE_FILE = 0.15;
    private static final double LATE = 0.10;
    private static final double DAY_HAS_CORRECTIONS = 0.12;
    private static final double CORRECTED = 0.10;
    private static final double REPEATED = 0.004;

    /** What a document gets wrong on purpose. */
    private enum Fault {
        NONE,
        WRONG_SHIPPING_COST,
        IMPOSSIBLE_DATE,
        NO_DATE,
        NO_ID,
        UNKNOWN_CHANNEL,
        PRICE_IS_NO_NUMBER,
        CUT_OFF
    }

    private static final Fault[] PLANTED = {
        Fault.IMPOSSIBLE_DATE,
        Fault.NO_DATE,
        Fault.NO_ID,
        Fault.UNKNOWN_CHANNEL,
        Fault.PRICE_IS_NO_NUMBER,
        Fault.CUT_OFF
    };

    private int day;
    private long documents;
    private @Nullable Delivery regular;
    private @Nullable Delivery late;
    private @Nullable Delivery corrected;
    private Planter planter;

    public WebShop(Shop shop, Arrivals arrivals) {
        super(shop, arrivals, 1);
        this.planter = new Planter(seed, number, 0, 0);
    }

    @Override
    public void dayBegins(int newDay) {
        day = newDay;
        planter = new Planter(seed, number, day, PLANTED.length);
    }

    @Override
    public void order(Order order) {
        Draws spelling = spelling(documents++);
        Draws day = seed.draws(Purpose.DELIVERING, number, this.day, 1);
        boolean lateToday = day.happens(DAY_HAS_LATE_FILE);
        boolean correctedToday = day.happens(DAY_HAS_CORRECTIONS);
        if (lateToday && spelling.happens(LATE)) {
            late = late == null ? open(".late", day.between(1, 4)) : late;
            late.record(document(order, spelling, Fault.NONE, order.changedAt()));
            return;
        }
        Delivery file = regularFile();
        if (correctedToday && order.status() == Order.Status.NEW && spelling.happens(CORRECTED)) {
            corrected = corrected == null ? open(".corrected", day.between(1, 3)) : corrected;
            file.record(document(order, spelling, Fault.WRONG_SHIPPING_COST, order.changedAt()));
            corrected.record(document(order, spelling, Fault.NONE, order.changedAt() + 1));
            return;
        }
        String document = document(order, spelling, Fault.NONE, order.changedAt());
        file.record(document);
        if (spelling.happens(REPEATED)) {
            file.record(document);
        }
        int fault = planter.due(file);
        if (fault >= 0) {
            plant(file, order, spelling, PLANTED[fault]);
        }
    }

    private Delivery regularFile() {
        if (regular == null) {
            regular = open("", 0);
        }
        return regular;
    }

    private Delivery open(String suffix, int lateDays) {
        return arrivals.json("orders/orders_" + date(day) + suffix + ".ndjson", day, lateDays, ORDERS, LINES);
    }

    /** A further copy of the document that is broken: what it says is known all the same. */
    private void plant(Delivery file, Order order, Draws spelling, Fault fault) {
        String document = document(order, spelling, fault, order.changedAt());
        switch (fault) {
            case IMPOSSIBLE_DATE -> file.broken(document, new Planted(ORDERS, "unreadable", "ordered_at"));
            case NO_DATE -> file.broken(document, new Planted(ORDERS, "missing", "ordered_at"));
            case NO_ID ->
                file.broken(
                        document,
                        new Planted(ORDERS, "missing_key", "order_id"),
                        new Planted(LINES, "missing_key", "order_id"));
            case UNKNOWN_CHANNEL -> file.broken(document, new Planted(ORDERS, "not_accepted", "channel"));
            case PRICE_IS_NO_NUMBER -> file.broken(document, new Planted(LINES, "unreadable", "unit_price"));
            default ->
                file.broken(
                        document.substring(0, document.length() / 2) + "\n",
                        new Planted(ORDERS, "invalid_json", ""),
                        new Planted(LINES, "invalid_json", ""));
        }
    }

    private String document(Order order, Draws spelling, Fault fault, long changedAt) {
        return JsonText.of(json -> write(json, order, spelling, fault, changedAt)) + "\n";
    }

    private void write(JsonGenerator json, Order order, Draws spelling, Fault fault, long changedAt)
            throws IOException {
        json.writeStartObject();
        if (fault == Fault.NO_ID) {
            json.writeNullField("id");
        } else if (order.channel() == Order.Channel.STORE || order.channel() == Order.Channel.PHONE) {
            json.writeStringField("id", Integer.toString(order.id()));
        } else {
            json.writeNumberField("id", order.id());
        }
        json.writeObjectFieldStart("customer");
        if (order.customer() > 0) {
            json.writeStringField("id", customer(order.customer(), spelling));
        } else {
            json.writeStringField("email", shop.identities().email(order.identity(), order.contact()));
        }
        json.writeEndObject();
        writeShipping(json, order, spelling);
        if (order.campaign() >= 0) {
            json.writeStringField(
                    "campaign_code",
                    anyCase(shop.campaigns().get(order.campaign()).code(), spelling));
        }
        if (fault == Fault.IMPOSSIBLE_DATE) {
            json.writeStringField("ordered_at", "31/02/2024 10:00");
        } else if (fault != Fault.NO_DATE) {
            boolean app = order.channel() == Order.Channel.APP;
            json.writeStringField(
                    "ordered_at", app ? Times.dayFirst(order.orderedAt()) : Times.zulu(order.orderedAt()));
        }
        json.writeStringField("changed_at", Times.timestamp(changedAt).replace(' ', 'T'));
        json.writeStringField("channel", fault == Fault.UNKNOWN_CHANNEL ? "fax" : channel(order.channel(), spelling));
        json.writeStringField("status", order.status().name().toLowerCase(Locale.ROOT));
        if (spelling.happens(0.8)) {
            json.writeStringField("currency", spelling.happens(0.7) ? "EUR" : "eur");
        }
        long shipping = order.shippingCents() + (fault == Fault.WRONG_SHIPPING_COST ? 9_00 : 0);
        json.writeFieldName("shipping_cost");
        json.writeNumber(Money.plain(shipping));
        json.writeStringField("discount", Money.plain(order.discountCents()));
        json.writeArrayFieldStart("lines");
        for (OrderLine line : order.lines()) {
            write(json, line, spelling, fault == Fault.PRICE_IS_NO_NUMBER && line.number() == 1);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeShipping(JsonGenerator json, Order order, Draws spelling) throws IOException {
        Identities.Address address = shop.identities().address(order.identity(), order.address());
        json.writeObjectFieldStart("shipping");
        if (order.recipient() > 0) {
            json.writeStringField("recipient_id", customer(order.recipient(), spelling));
        }
        json.writeStringField("street", address.street());
        json.writeStringField("city", address.city());
        json.writeStringField("country", address.country());
        json.writeEndObject();
    }

    private void write(JsonGenerator json, OrderLine line, Draws spelling, boolean broken) throws IOException {
        json.writeStartObject();
        json.writeNumberField("no", line.number());
        String sku = shop.catalogue().product(line.product()).sku();
        json.writeStringField("sku", spelling.happens(0.2) ? sku.toLowerCase(Locale.ROOT) : sku);
        json.writeNumberField("quantity", line.quantity());
        if (line.returned() > 0) {
            json.writeNumberField("returned", line.returned());
        }
        String price = Money.plain(line.priceCents());
        if (broken) {
            json.writeStringField("unit_price", "a bargain");
        } else if (spelling.happens(0.15)) {
            json.writeStringField("unit_price", spelling.happens(0.5) ? "€ " + price : price + " EUR");
        } else {
            json.writeFieldName("unit_price");
            json.writeNumber(price);
        }
        json.writeEndObject();
    }

    private static String channel(Order.Channel channel, Draws spelling) {
        return switch (channel) {
            case WEB -> spelling.happens(0.5) ? "www" : "Web";
            case APP -> spelling.happens(0.5) ? "Mobile-App" : "app";
            case STORE -> spelling.happens(0.5) ? "store" : "STORE";
            case PHONE -> spelling.happens(0.5) ? "phone" : "PHONE";
        };
    }

    @Override
    public void dayEnds(int endedDay) {
        regular = closed(regular);
        late = closed(late);
        corrected = closed(corrected);
    }
}

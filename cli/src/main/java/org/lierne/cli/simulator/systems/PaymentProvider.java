package org.lierne.cli.simulator.systems;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Csv;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Money;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Payment;
import org.lierne.cli.simulator.world.Shop;

/** The payment provider: a settlement per day, German in its numbers and clocks, latin-1 and gzipped. */
public final class PaymentProvider extends SourceSystem {

    private static final String SOURCE = "payments";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String[] METHODS = {"cc", "CREDITCARD", "card", "pp", "paypal", ""};
    private static final String[] MEANINGS = {"card", "card", "card", "paypal", "paypal", "unknown"};
    private static final int FIRST_UNKNOWN_ORDER = 90_000_000;
    private static final double REPEATED = 0.004;
    private static final double REPEATED_NEXT_DAY = 0.003;
    private static final double ORPHAN = 0.004;
    private static final double CONTRADICTION = 0.10;
    private static final int FAULTS = 4;

    private final Csv csv = new Csv(';');
    private List<String> again = new ArrayList<>();
    private List<String> fromYesterday = new ArrayList<>();
    private final OrphanPayments orphans;
    private int day;
    private long lines;
    private int unknownOrders;
    private boolean onTime;
    private @Nullable String contradiction;
    private @Nullable String nextContradiction;
    private @Nullable Delivery file;
    private Planter planter;

    /** Learns of payments for orders that exist nowhere. */
    public interface OrphanPayments {
        void orphan(String paymentId, int order, String method, long cents, long paidAt);
    }

    public PaymentProvider(Shop shop, Arrivals arrivals, OrphanPayments orphans) {
        super(shop, arrivals, 2);
        this.orphans = orphans;
        this.planter = new Planter(seed, number, 0, 0);
    }

    @Override
    public void dayBegins(int newDay) {
        day = newDay;
        planter = new Planter(seed, number, day, FAULTS);
        fromYesterday = again;
        again = new ArrayList<>();
        contradiction = nextContradiction;
        nextContradiction = null;
        onTime = late(day) == 0;
    }

    /** How a payment is known. */
    public static String paymentId(Payment payment) {
        return "P" + payment.order().id() + "-" + payment.number();
    }

    /** What the words for a method come to mean. */
    public static String method(Shop shop, int order) {
        return MEANINGS[methodOf(shop, order)];
    }

    private static int methodOf(Shop shop, int order) {
        return shop.settings().seed().draws(Purpose.SPELLING, 200, order).below(METHODS.length);
    }

    @Override
    public void payment(Payment payment) {
        Draws spelling = spelling(lines++);
        Delivery to = open();
        String id = paymentId(payment);
        String status = payment.status().name().toLowerCase(Locale.ROOT);
        int order = payment.order().id();
        String amount = Money.german(payment.cents());
        String method = METHODS[methodOf(shop, order)];
        String line = line(id, order(order), method, amount, spelling, payment.paidAt(), status);
        to.record(line);
        if (spelling.happens(REPEATED)) {
            to.record(line);
        }
        if (spelling.happens(REPEATED_NEXT_DAY)) {
            again.add(line);
        }
        if (spelling.happens(ORPHAN)) {
            int unknown = FIRST_UNKNOWN_ORDER + unknownOrders++;
            to.record(line("PX" + unknown, order(unknown), method, amount, spelling, payment.paidAt(), "captured"));
            orphans.orphan("PX" + unknown, unknown, method(shop, order), payment.cents(), payment.paidAt());
        }
        if (onTime && nextContradiction == null && spelling.happens(0.3)) {
            boolean comes = seed.draws(Purpose.PLANTING, number, day, 100).happens(CONTRADICTION);
            String other = Money.german(payment.cents() + 1_00);
            nextContradiction =
                    comes ? line(id, order(order), method, other, spelling, payment.paidAt(), status) : null;
        }
        plant(to, payment, spelling);
    }

    private void plant(Delivery to, Payment payment, Draws spelling) {
        String id = "B" + payment.order().id() + "-" + payment.number();
        String reference = order(payment.order().id());
        long at = payment.paidAt();
        switch (planter.due(to)) {
            case 0 ->
                to.broken(
                        line(id, reference, "cc", "zwölf", spelling, at, "captured"),
                        new Planted(SOURCE, "unreadable", "amount"));
            case 1 ->
                to.broken(
                        line(id, reference, "cc", "1,00", spelling, at, "pending"),
                        new Planted(SOURCE, "not_accepted", "status"));
            case 2 ->
                to.broken(
                        line(id, reference, "cc", "", spelling, at, "captured"),
                        new Planted(SOURCE, "missing", "amount"));
            case 3 -> to.broken(id + ";" + reference + ";cc\n", new Planted(SOURCE, "missing_columns", ""));
            default -> {
                // Nothing is broken here.
            }
        }
    }

    private String line(
            String id, String reference, String method, String amount, Draws spelling, long at, String status) {
        String currency = spelling.happens(0.6) ? "EUR" : spelling.happens(0.5) ? "eur" : "Euro";
        int offset = BERLIN.getRules().getOffset(Instant.ofEpochSecond(at)).getTotalSeconds();
        return csv.line(id, reference, method, amount, currency, Times.german(at, offset), status);
    }

    private Delivery open() {
        if (file != null) {
            return file;
        }
        file = arrivals.csv("payments/settlement_" + compact(day) + ".csv.gz", day, late(day), SOURCE)
                .in(StandardCharsets.ISO_8859_1);
        file.text("payment_id;reference;method;amount;currency;paid_at;status\n");
        fromYesterday.forEach(file::record);
        return file;
    }

    @Override
    public void dayEnds(int endedDay) {
        if (file == null) {
            return;
        }
        if (contradiction != null && file.records() > 12) {
            file.broken(contradiction, new Planted(SOURCE, "contradiction", "amount"));
        }
        file = closed(file);
    }
}

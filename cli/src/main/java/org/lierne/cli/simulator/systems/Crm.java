package org.lierne.cli.simulator.systems;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Csv;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Account;
import org.lierne.cli.simulator.world.Shop;

/** The CRM: customers that are new or have changed. From some day on it tells their tier. */
public final class Crm extends SourceSystem {

    private static final String SOURCE = "customers";
    private static final double DAY_HAS_LATE_FILE = 0.12;
    private static final double LATE = 0.20;
    private static final double REPEATED = 0.006;
    private static final int FAULTS = 5;

    private static final String[] YES = {"Y", "ja", "1"};
    private static final String[] NO = {"N", "nein", "0"};

    private static final Wrong NOTHING_WRONG = new Wrong(null, null, null, null);

    /** What stands in a broken record instead of what is true. */
    private record Wrong(
            @Nullable String email,
            @Nullable String birthDate,
            @Nullable String newsletter,
            @Nullable String tier) {}

    private final Csv csv = new Csv(',');
    private final CustomerRecords records;
    private int day;
    private long rows;
    private @Nullable Delivery regular;
    private @Nullable Delivery late;
    private Planter planter;

    public Crm(Shop shop, Arrivals arrivals) {
        super(shop, arrivals, 4);
        this.records = new CustomerRecords(shop);
        this.planter = new Planter(seed, number, 0, 0);
    }

    @Override
    public void dayBegins(int newDay) {
        day = newDay;
        planter = new Planter(seed, number, day, FAULTS);
    }

    @Override
    public void customer(Account account, long updatedAt) {
        Draws spelling = spelling(rows++);
        Draws today = seed.draws(Purpose.DELIVERING, number, day, 1);
        CustomerRecord customer = records.of(account, updatedAt, shop.tiersAreKnown(day));
        if (today.happens(DAY_HAS_LATE_FILE) && spelling.happens(LATE)) {
            late = late == null ? open("_late", today.between(1, 5)) : late;
            late.record(line(customer, spelling, NOTHING_WRONG));
            return;
        }
        regular = regular == null ? open("", 0) : regular;
        String line = line(customer, spelling, NOTHING_WRONG);
        regular.record(line);
        if (spelling.happens(REPEATED)) {
            regular.record(line);
        }
        plant(regular, customer, spelling);
    }

    private void plant(Delivery to, CustomerRecord customer, Draws spelling) {
        switch (planter.due(to)) {
            case 0 ->
                to.broken(
                        line(customer, spelling, new Wrong(null, "31/02/1990", null, null)),
                        new Planted(SOURCE, "unreadable", "birth_date"));
            case 1 ->
                to.broken(
                        line(customer, spelling, new Wrong(null, null, "vielleicht", null)),
                        new Planted(SOURCE, "unreadable", "newsletter"));
            case 2 ->
                to.broken(
                        longCustomer(customer.customer()) + ",x@example.org\n",
                        new Planted(SOURCE, "missing_columns", ""));
            case 3 ->
                to.broken(
                        line(customer, spelling, new Wrong("nobody at home", null, null, null)),
                        new Planted(SOURCE, "does_not_match", "email"));
            case 4 -> {
                if (shop.tiersAreKnown(day)) {
                    to.broken(
                            line(customer, spelling, new Wrong(null, null, null, "platinum")),
                            new Planted(SOURCE, "not_accepted", "loyalty_tier"));
                }
            }
            default -> {
                // Nothing is broken here.
            }
        }
    }

    private String line(CustomerRecord customer, Draws spelling, Wrong wrong) {
        String[] words = customer.newsletter() ? YES : NO;
        String country = customer.address().country();
        Object[] fields = {
            longCustomer(customer.customer()),
            wrong.email() != null ? wrong.email() : customer.email(),
            customer.phone(),
            customer.firstName(),
            customer.lastName(),
            wrong.birthDate() != null ? wrong.birthDate() : birthDate(customer, spelling),
            customer.address().street(),
            customer.address().postalCode(),
            customer.address().city(),
            spelling.happens(0.2) ? country.toLowerCase(Locale.ROOT) : country,
            wrong.newsletter() != null ? wrong.newsletter() : spelling.of(words),
            Times.timestamp(customer.registeredAt()),
            Times.timestamp(customer.updatedAt()),
        };
        String line = csv.line(fields);
        if (!shop.tiersAreKnown(day)) {
            return line;
        }
        String told = wrong.tier() != null ? wrong.tier() : customer.tier();
        return line.substring(0, line.length() - 1) + "," + told + "\n";
    }

    private static String birthDate(CustomerRecord customer, Draws spelling) {
        if (customer.birthDate() == null) {
            return "";
        }
        String iso = Times.date(customer.birthDate());
        if (spelling.happens(0.6)) {
            return iso;
        }
        return iso.substring(8) + "/" + iso.substring(5, 7) + "/" + iso.substring(0, 4);
    }

    private Delivery open(String suffix, int lateDays) {
        Delivery file = arrivals.csv("customers/customers_" + compact(day) + suffix + ".csv", day, lateDays, SOURCE);
        file.text("customer_id,email,phone,first_name,last_name,birth_date,street,postal_code,city,country,"
                + "newsletter,registered_at,updated_at" + (shop.tiersAreKnown(day) ? ",loyalty_tier\n" : "\n"));
        return file;
    }

    @Override
    public void dayEnds(int endedDay) {
        regular = closed(regular);
        late = closed(late);
    }
}

package org.lierne.cli.simulator.world;

import java.util.Arrays;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;

/**
 * All people who become customers. Of each, {@value #BYTES} bytes are kept; who they are and what they are like is derived.
 *
 * <p>A person joins with a first purchase. Then purchases follow at a rate drawn from a gamma distribution, and after each
 * the person may be gone for good, with a probability drawn from a beta distribution: the BG/NBD model (Fader, Hardie,
 * Lee: "Counting Your Customers" the Easy Way, Marketing Science 24, 2005).
 */
public final class Population {

    /** Bytes of state per person. */
    public static final int BYTES = 36;

    /** The number of the first customer. */
    public static final int FIRST_NUMBER = 1001;

    private static final int NOBODY = -1;

    private final Seed seed;
    private final Calendar calendar;
    private final int size;
    private final double[] joinWeights;
    private final int[] joinedBefore;
    private final double[] nextPurchase;
    private final int[] nextOfDay;
    private final int[] firstOfDay;
    private final int[] customer;
    private final int[] secondCustomer;
    private final int[] registeredAt;
    private final int[] secondRegisteredAt;
    private final short[] purchases;
    private final short[] lastPurchase;
    private final byte[] addresses;
    private final byte[] contacts;
    private final byte[] newsletters;
    private final byte[] tiers;
    private int lastNumber = FIRST_NUMBER - 1;

    Population(Settings settings, Calendar calendar, Campaigns campaigns) {
        this.seed = settings.seed();
        this.calendar = calendar;
        this.size = settings.customers();
        int days = calendar.days();
        this.joinWeights = new double[days + 1];
        for (int day = 0; day < days; day++) {
            joinWeights[day + 1] = joinWeights[day] + calendar.demand(day) * (1 + campaigns.uplift(day));
        }
        this.joinedBefore = new int[days + 1];
        for (int day = 1; day <= days; day++) {
            joinedBefore[day] = (int) StrictMath.round(size * joinWeights[day] / joinWeights[days]);
        }
        this.nextPurchase = new double[size];
        this.nextOfDay = new int[size];
        this.firstOfDay = new int[days + 1];
        Arrays.fill(firstOfDay, NOBODY);
        this.customer = new int[size];
        this.secondCustomer = new int[size];
        this.registeredAt = new int[size];
        this.secondRegisteredAt = new int[size];
        this.purchases = new short[size];
        this.lastPurchase = new short[size];
        this.addresses = new byte[size];
        this.contacts = new byte[size];
        this.newsletters = new byte[size];
        this.tiers = new byte[size];
    }

    public int size() {
        return size;
    }

    /** People are numbered in the order in which they join; those of a day are from here to those of the next. */
    public int joinedBefore(int day) {
        return joinedBefore[day];
    }

    /** How much of its day has passed when a person joins. */
    double joinFraction(int person) {
        return seed.draws(Purpose.JOIN, person).uniform();
    }

    /** Purchases per day of shop time. */
    public double purchaseRate(int person) {
        return seed.draws(Purpose.PERSON, person, 10).gamma(Parameters.PURCHASE_SHAPE, Parameters.PURCHASE_RATE);
    }

    /** The probability to be gone after a purchase. */
    public double dropOut(int person) {
        return seed.draws(Purpose.PERSON, person, 11).beta(Parameters.DROP_OUT_A, Parameters.DROP_OUT_B);
    }

    /** What a person's baskets hold, against the mean. */
    public double spendFactor(int person) {
        return seed.draws(Purpose.PERSON, person, 12).gamma(Parameters.SPEND_SHAPE, Parameters.SPEND_SHAPE);
    }

    /** Registers a person under the next number, and settles when the next purchase will be. */
    void join(int person, int day, double fraction, long second) {
        customer[person] = ++lastNumber;
        registeredAt[person] = (int) (second - calendar.second(0));
        settleNext(person, day, calendar.shopTime(day, fraction));
    }

    /** Counts a purchase, and settles whether and when another will come. */
    void purchased(int person, int day) {
        settleNext(person, day, nextPurchase[person]);
    }

    private void settleNext(int person, int purchaseDay, double time) {
        lastPurchase[person] = (short) purchaseDay;
        int count = ++purchases[person];
        Draws draws = seed.draws(Purpose.PURCHASES, person, count);
        boolean gone = seed.draws(Purpose.DROP_OUT, person, count).happens(dropOut(person));
        nextPurchase[person] = gone ? Double.POSITIVE_INFINITY : time + draws.exponential(purchaseRate(person));
        int day = gone ? calendar.days() : calendar.dayAt(nextPurchase[person]);
        nextOfDay[person] = firstOfDay[day];
        firstOfDay[day] = person;
    }

    /** Takes somebody who buys again on that day, or -1; a person may come twice. */
    int takeBuyer(int day) {
        int person = firstOfDay[day];
        if (person != NOBODY) {
            firstOfDay[day] = nextOfDay[person];
        }
        return person;
    }

    /** How much of its day has passed when a person buys again. */
    double purchaseFraction(int person, int day) {
        return calendar.fractionAt(nextPurchase[person], day);
    }

    /** Whether a person who has joined may still come back. */
    public boolean isAlive(int person) {
        return nextPurchase[person] != Double.POSITIVE_INFINITY;
    }

    /** The day of a person's last purchase. */
    public int lastPurchase(int person) {
        return lastPurchase[person];
    }

    public int purchases(int person) {
        return purchases[person];
    }

    boolean opensSecond(int person) {
        return secondCustomer[person] == 0
                && purchases[person] == 1
                && seed.draws(Purpose.ACCOUNT, person).happens(Parameters.SECOND_ACCOUNT);
    }

    void openSecond(int person, long second) {
        secondCustomer[person] = ++lastNumber;
        secondRegisteredAt[person] = (int) (second - calendar.second(0));
    }

    /** The number of a person's first account; 0 before the person has joined. */
    public int customer(int person) {
        return customer[person];
    }

    /** The number of a person's second account; 0 if there is none. */
    public int secondCustomer(int person) {
        return secondCustomer[person];
    }

    public Account account(int person) {
        return new Account(
                customer[person],
                person,
                false,
                addresses[person],
                contacts[person],
                newsletters[person],
                tiers[person],
                calendar.second(0) + registeredAt[person]);
    }

    /** The second account: nobody keeps it up to date. */
    public Account secondAccount(int person) {
        return new Account(
                secondCustomer[person], person, true, 0, 0, 0, 0, calendar.second(0) + secondRegisteredAt[person]);
    }

    int address(int person) {
        return addresses[person];
    }

    int contact(int person) {
        return contacts[person];
    }

    /** Lets a person move, change e-mail or newsletter, or rise a tier; whether anything changed. */
    boolean change(int person, int day, boolean tiersAreKnown) {
        Draws draws = seed.draws(Purpose.CUSTOMER_CHANGE, person, day);
        boolean changed = false;
        if (draws.happens(Parameters.ADDRESS_CHANGES_PER_YEAR / 365)) {
            addresses[person]++;
            changed = true;
        }
        if (draws.happens(Parameters.CONTACT_CHANGES_PER_YEAR / 365)) {
            contacts[person]++;
            changed = true;
        }
        if (draws.happens(Parameters.NEWSLETTER_CHANGES_PER_YEAR / 365)) {
            newsletters[person]++;
            changed = true;
        }
        int tier = purchases[person] >= 8 ? 2 : purchases[person] >= 4 ? 1 : 0;
        if (tiersAreKnown && tier != tiers[person]) {
            tiers[person] = (byte) tier;
            changed = true;
        }
        return changed;
    }
}

package org.lierne.cli.simulator.world;

/** The numbers that make this world what it is; {@code truth/world.json} repeats them, docs/shop.md explains them. */
public final class Parameters {

    /** Purchase rate per day: Gamma(shape, rate). */
    public static final double PURCHASE_SHAPE = 0.9;

    public static final double PURCHASE_RATE = 45;

    /** Probability to drop out after a purchase: Beta(a, b). */
    public static final double DROP_OUT_A = 0.9;

    public static final double DROP_OUT_B = 3.2;

    /** A person's factor on what a basket holds: Gamma(shape, shape), of mean 1. */
    public static final double SPEND_SHAPE = 6;

    public static final double[] WEEKDAYS = {0.95, 0.90, 0.90, 0.95, 1.05, 1.15, 1.10};
    public static final double SEASON_AMPLITUDE = 0.25;
    public static final int SEASON_PEAK_DAY = 342;
    public static final double TREND_PER_YEAR = 0.30;

    /** Guests per new customer. */
    public static final double GUESTS = 0.35;

    /** Share of a person's repeat purchases that are made as a guest. */
    public static final double REPEAT_AS_GUEST = 0.03;

    /** Share of those whom the shop recognises by their e-mail when the goods leave. */
    public static final double GUEST_RECOGNISED = 0.5;

    public static final double SECOND_ACCOUNT = 0.05;
    public static final double GIFT = 0.04;

    public static final double FURTHER_LINES = 0.9;

    public static final double PAYMENT_LATER = 0.10;
    public static final double PAYMENT_FAILS = 0.03;
    public static final double PAYMENT_FAILS_TWICE = 0.20;
    public static final double CANCELLED = 0.025;
    public static final double CORRECTED_LINE = 0.015;
    public static final double RETURNED_LINE = 0.07;
    public static final double REVIEWED_LINE = 0.12;
    public static final double EDITED_REVIEW = 0.06;

    public static final double ADDRESS_CHANGES_PER_YEAR = 0.20;
    public static final double CONTACT_CHANGES_PER_YEAR = 0.10;
    public static final double NEWSLETTER_CHANGES_PER_YEAR = 0.20;

    public static final double PRICE_CHANGES_PER_YEAR = 3;
    public static final double COST_CHANGES_PER_YEAR = 2;
    public static final double CATEGORY_CHANGES_PER_YEAR = 0.15;
    public static final double SUPPLIER_CHANGES_PER_YEAR = 0.30;

    /** Visits without a purchase per living customer and day, and anonymous ones per purchase. */
    public static final double BROWSING = 0.04;

    public static final double ANONYMOUS_VISITS = 1.2;
    public static final int TOUCH_DAYS = 10;

    /** Stars lost per day that a delivery takes beyond the third. */
    public static final double STARS_PER_DAY_LATE = 0.35;

    private Parameters() {}
}

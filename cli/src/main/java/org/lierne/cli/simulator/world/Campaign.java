package org.lierne.cli.simulator.world;

/**
 * A campaign and what it does.
 *
 * @param starts its first day
 * @param ends its last day
 * @param effect how much it adds to the demand of a day, as a share of what the day has without it
 * @param reach clicks per day that it brings, per customer who would come anyway
 */
public record Campaign(
        int index,
        String code,
        String name,
        String channel,
        int starts,
        int ends,
        long budgetCents,
        double effect,
        double reach,
        int discountPercent) {

    /** Days before its start from which it is known, and after its end until which it is listed. */
    static final int ANNOUNCED = 14;

    static final int LISTED_AFTER = 30;

    public boolean runs(int day) {
        return day >= starts && day <= ends;
    }

    public boolean isListed(int day) {
        return day >= starts - ANNOUNCED && day <= ends + LISTED_AFTER;
    }

    /** The budget as it stands on a day: raised once, half way. */
    public long budgetCents(int day) {
        return day > (starts + ends) / 2 && index % 3 == 1 ? budgetCents + budgetCents / 4 : budgetCents;
    }
}

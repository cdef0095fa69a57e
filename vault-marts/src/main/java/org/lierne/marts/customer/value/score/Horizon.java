package org.lierne.marts.customer.value.score;

/**
 * How far ahead is predicted, and how what lies ahead is discounted: what is bought within a month counts at its end.
 *
 * @param month the length of a month in the unit of time of the histories, above 0
 * @param months how many, at least 1
 * @param monthlyDiscount by how much money is worth less a month later: 0.01 for 1 %; at least 0
 */
public record Horizon(double month, int months, double monthlyDiscount) {

    private static final double MONTH = 30.4375;

    public Horizon {
        if (!(month > 0
                && Double.isFinite(month)
                && months > 0
                && monthlyDiscount >= 0
                && Double.isFinite(monthlyDiscount))) {
            throw new IllegalArgumentException(
                    "No horizon has " + months + " months of " + month + " and a discount of " + monthlyDiscount + ".");
        }
    }

    /**
     * Whole months of about 30.4 days, as many as fit best, that make up so many days.
     *
     * @param days at least 1
     * @param yearlyDiscount by how much money is worth less a year later
     */
    public static Horizon ofDays(int days, double yearlyDiscount) {
        int months = (int) Math.max(1, Math.round(days / MONTH));
        double month = (double) days / months;
        return new Horizon(month, months, Math.expm1(Math.log1p(yearlyDiscount) * month / (12 * MONTH)));
    }

    double length() {
        return month * months;
    }

    /** What a purchase in that month, from 1 on, counts; 0 beyond the horizon. */
    double weight(int ofMonth) {
        return ofMonth > months ? 0 : Math.pow(1 + monthlyDiscount, -ofMonth);
    }
}

package org.lierne.cli.simulator.world;

import java.time.LocalDate;
import org.lierne.cli.simulator.delivery.Times;

/** The days, numbered from 0, and what they do to demand. */
public final class Calendar {

    private final LocalDate from;
    private final int days;
    private final double[] shopTime;

    Calendar(LocalDate from, int days) {
        this.from = from;
        this.days = days;
        this.shopTime = new double[days + 1];
        for (int day = 0; day < days; day++) {
            shopTime[day + 1] = shopTime[day] + weekday(day);
        }
    }

    public int days() {
        return days;
    }

    public LocalDate date(int day) {
        return from.plusDays(day);
    }

    /** The second at which a day begins. */
    public long second(int day) {
        return (from.toEpochDay() + day) * Times.DAY;
    }

    public int dayOf(long second) {
        return (int) (Math.floorDiv(second, Times.DAY) - from.toEpochDay());
    }

    /** Of mean 1 over a week. */
    public double weekday(int day) {
        return Parameters.WEEKDAYS[date(day).getDayOfWeek().getValue() - 1];
    }

    /** Of mean 1 over a year. */
    public double season(int day) {
        double angle = 2 * StrictMath.PI * (date(day).getDayOfYear() - Parameters.SEASON_PEAK_DAY) / 365.25;
        return 1 + Parameters.SEASON_AMPLITUDE * StrictMath.cos(angle);
    }

    public double trend(int day) {
        return 1 + Parameters.TREND_PER_YEAR * day / 365.25;
    }

    /** Demand of a day without campaigns. */
    public double demand(int day) {
        return trend(day) * season(day) * weekday(day);
    }

    /** Time in which purchases are a Poisson process: as long as days, over weeks; slower on quiet weekdays. */
    double shopTime(int day, double fraction) {
        return shopTime[day] + fraction * weekday(day);
    }

    /** The day of a shop time, or the number of days if it lies behind the last. */
    int dayAt(double time) {
        if (time >= shopTime[days]) {
            return days;
        }
        int low = 0;
        int high = days - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (shopTime[middle] <= time) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** How much of its day has passed at a shop time, in [0, 1). */
    double fractionAt(double time, int day) {
        return Math.min((time - shopTime[day]) / weekday(day), 0.999_999);
    }

    /** Things happen between 05:00 and 22:00 UTC, so that no local time is one that clocks show twice. */
    long moment(int day, double fraction) {
        return second(day) + 5 * 3600 + (long) (fraction * 17 * 3600);
    }
}

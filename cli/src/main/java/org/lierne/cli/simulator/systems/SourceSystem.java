package org.lierne.cli.simulator.systems;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Calendar;
import org.lierne.cli.simulator.world.Observer;
import org.lierne.cli.simulator.world.Shop;

/** What all systems share: what they look at, where they deliver, and how they are late and spell. */
abstract class SourceSystem implements Observer {

    private static final double FILE_IS_LATE = 0.03;

    final Shop shop;
    final Arrivals arrivals;
    final Seed seed;
    final Calendar calendar;
    final int number;

    /** @param number tells the systems' draws apart */
    SourceSystem(Shop shop, Arrivals arrivals, int number) {
        this.shop = shop;
        this.arrivals = arrivals;
        this.seed = shop.settings().seed();
        this.calendar = shop.calendar();
        this.number = number;
    }

    /** Days by which the file of a day is late: mostly 0. */
    final int late(int day) {
        Draws draws = seed.draws(Purpose.DELIVERING, number, day);
        return day > 0 && draws.happens(FILE_IS_LATE) ? draws.between(1, 5) : 0;
    }

    /** Closes a day's file, if there is one. */
    static @Nullable Delivery closed(@Nullable Delivery delivery) {
        if (delivery != null) {
            delivery.close();
        }
        return null;
    }

    /** How something is spelled in the nth record of the system. */
    final Draws spelling(long nth) {
        return seed.draws(Purpose.SPELLING, number, nth);
    }

    final String compact(int day) {
        return Times.compact(calendar.date(day));
    }

    final String date(int day) {
        return Times.date(calendar.date(day));
    }

    final boolean isMonday(int day) {
        return calendar.date(day).getDayOfWeek().getValue() == 1;
    }

    static String customer(int customer, Draws spelling) {
        return spelling.happens(0.5) ? Integer.toString(customer) : longCustomer(customer);
    }

    static String longCustomer(int customer) {
        String digits = Integer.toString(customer);
        return "C-" + "0".repeat(Math.max(0, 7 - digits.length())) + digits;
    }

    static String order(int order) {
        String digits = Integer.toString(order);
        return "ORD-" + "0".repeat(Math.max(0, 8 - digits.length())) + digits;
    }

    static String anyCase(String text, Draws spelling) {
        return switch (spelling.below(3)) {
            case 0 -> text.toUpperCase(Locale.ROOT);
            case 1 -> text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
            default -> text;
        };
    }
}

package org.lierne.cli.demo.shop;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Days whose deliveries are loaded by one run. */
record Period(LocalDate first, LocalDate last) {

    /** Days at the end that have a run each. */
    private static final int SINGLE = 2;

    /** The first half of the months at once, then month by month, the last two days one by one. */
    static List<Period> of(LocalDate from, int days) {
        LocalDate end = from.plusDays(days);
        LocalDate singles = days > SINGLE ? end.minusDays(SINGLE) : from;
        List<Period> periods = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(singles); ) {
            LocalDate next = day.withDayOfMonth(1).plusMonths(1);
            LocalDate last = (next.isBefore(singles) ? next : singles).minusDays(1);
            periods.add(new Period(day, last));
            day = last.plusDays(1);
        }
        int together = (periods.size() + 1) / 2;
        if (together > 1) {
            periods.set(together - 1, new Period(from, periods.get(together - 1).last()));
            periods.subList(0, together - 1).clear();
        }
        for (LocalDate day = singles; day.isBefore(end); day = day.plusDays(1)) {
            periods.add(new Period(day, day));
        }
        return periods;
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }
}

package org.lierne.cli.simulator.delivery;

import java.time.LocalDate;

/** Dates and times as text, from seconds since 1970 in UTC. Written by hand: millions of them are. */
public final class Times {

    public static final long DAY = 86_400;

    private Times() {}

    /** {@code 2024-01-05} */
    public static String date(LocalDate date) {
        return digits(new StringBuilder(10), date, "-").toString();
    }

    /** {@code 20240105} */
    public static String compact(LocalDate date) {
        return digits(new StringBuilder(8), date, "").toString();
    }

    /** {@code 2024-01-05 17:04:09} */
    public static String timestamp(long second) {
        return iso(second, ' ').toString();
    }

    /** {@code 2024-01-05T17:04:09Z} */
    public static String zulu(long second) {
        return iso(second, 'T').append('Z').toString();
    }

    /** {@code 05/01/2024 17:04} */
    public static String dayFirst(long second) {
        LocalDate date = dateOf(second);
        StringBuilder text = new StringBuilder(16);
        two(text, date.getDayOfMonth()).append('/');
        two(text, date.getMonthValue()).append('/').append(date.getYear()).append(' ');
        return hoursAndMinutes(text, second).toString();
    }

    /** {@code 05.01.2024 18:04:09}: what the clocks say whose offset is given, in seconds. */
    public static String german(long second, int offset) {
        long local = second + offset;
        LocalDate date = dateOf(local);
        StringBuilder text = new StringBuilder(19);
        two(text, date.getDayOfMonth()).append('.');
        two(text, date.getMonthValue()).append('.').append(date.getYear()).append(' ');
        hoursAndMinutes(text, local).append(':');
        return two(text, (int) Math.floorMod(local, 60L)).toString();
    }

    public static LocalDate dateOf(long second) {
        return LocalDate.ofEpochDay(Math.floorDiv(second, DAY));
    }

    private static StringBuilder iso(long second, char between) {
        StringBuilder text = digits(new StringBuilder(20), dateOf(second), "-").append(between);
        hoursAndMinutes(text, second).append(':');
        return two(text, (int) Math.floorMod(second, 60L));
    }

    private static StringBuilder hoursAndMinutes(StringBuilder text, long second) {
        int inDay = (int) Math.floorMod(second, DAY);
        two(text, inDay / 3600).append(':');
        return two(text, inDay / 60 % 60);
    }

    private static StringBuilder digits(StringBuilder text, LocalDate date, String separator) {
        text.append(date.getYear()).append(separator);
        two(text, date.getMonthValue()).append(separator);
        return two(text, date.getDayOfMonth());
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}

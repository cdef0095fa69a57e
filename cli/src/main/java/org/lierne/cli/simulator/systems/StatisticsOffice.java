package org.lierne.cli.simulator.systems;

import java.time.LocalDate;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Csv;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Money;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Shop;

/** Who publishes indicators by month and country, revises them a month later, and lists the countries. */
public final class StatisticsOffice extends SourceSystem {

    private static final String SOURCE = "economic_indicators";
    private static final int MONTHS_AT_FIRST = 12;
    private static final String[] INDICATORS = {"consumer_confidence", "inflation"};
    private static final String[][] COUNTRIES = {
        {"DE", "Germany", "19.00"},
        {"AT", "Austria", "20.00"},
        {"CH", "Switzerland", "8.10"},
        {"FR", "France", "20.00"},
        {"NL", "Netherlands", "21.00"},
        {"BE", "Belgium", "21.00"},
        {"IT", "Italy", "22.00"},
        {"PL", "Poland", "23.00"}
    };
    private static final String NEW_RATE = "8.50";

    private final Csv csv = new Csv(',');

    public StatisticsOffice(Shop shop, Arrivals arrivals) {
        super(shop, arrivals, 12);
    }

    @Override
    public void dayBegins(int day) {
        if (day == 0 || day == calendar.days() / 2) {
            writeCountries(day);
        }
        LocalDate date = calendar.date(day);
        if (day == 0) {
            writeIndicators(day, MONTHS_AT_FIRST);
        } else if (date.getDayOfMonth() == 15) {
            writeIndicators(day, 2);
        }
    }

    private void writeCountries(int day) {
        try (Delivery file = arrivals.csv("reference/countries_" + compact(day) + ".csv", day, 0, "countries")) {
            file.text("country_code,name,vat_rate\n");
            for (String[] country : COUNTRIES) {
                boolean changed = day > 0 && country[0].equals("CH");
                file.record(csv.line(country[0], country[1], changed ? NEW_RATE : country[2]));
            }
        }
    }

    /** The last months; the newest for the first time, those before it for the last. */
    private void writeIndicators(int day, int months) {
        try (Delivery file = arrivals.csv("indicators/indicators_" + compact(day) + ".csv", day, late(day), SOURCE)) {
            file.text("indicator,country_code,period,value\n");
            LocalDate newest = calendar.date(day).withDayOfMonth(1).minusMonths(1);
            for (int back = months - 1; back >= 0; back--) {
                LocalDate period = newest.minusMonths(back);
                for (String indicator : INDICATORS) {
                    for (String[] country : COUNTRIES) {
                        file.record(
                                line(indicator, country[0], period, value(indicator, country[0], period, back > 0)));
                    }
                }
            }
            if (day == 0 || seed.draws(Purpose.PLANTING, number, day).happens(0.3)) {
                file.broken(line("inflation", "DE", newest, ".."), new Planted(SOURCE, "unreadable", "value"));
            }
        }
    }

    private String line(String indicator, String country, LocalDate period, String value) {
        return csv.line(indicator, country, Times.date(period), value);
    }

    private String value(String indicator, String country, LocalDate period, boolean revised) {
        long month = period.getYear() * 12L + period.getMonthValue();
        Draws draws =
                seed.draws(Purpose.INDICATOR, indicator.charAt(0), country.charAt(0) * 256L + country.charAt(1), month);
        long hundredths = indicator.equals("inflation") ? draws.between(150, 450) : draws.between(8500, 10_800);
        int revision = draws.between(-15, 15);
        return Money.plain(revised ? hundredths + revision : hundredths);
    }
}

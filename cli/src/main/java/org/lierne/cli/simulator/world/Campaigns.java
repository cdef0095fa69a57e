package org.lierne.cli.simulator.world;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;

/** All campaigns of the time: two that run always, and one every three weeks. */
public final class Campaigns {

    private static final String[] CHANNELS = {"email", "search", "social", "display", "affiliate"};
    private static final String[] THEMES = {"Spring", "Light", "Garden", "Cosy", "Kitchen", "Travel", "Gift", "Home"};

    private final Seed seed;
    private final List<Campaign> all = new ArrayList<>();

    Campaigns(Seed seed, Calendar calendar) {
        this.seed = seed;
        int last = calendar.days() - 1;
        all.add(new Campaign(0, "brand-search", "Brand search", "search", 0, last + 365, 9_000_00, 0.06, 0.3, 0));
        all.add(new Campaign(1, "retargeting", "Retargeting", "display", 0, last + 365, 6_000_00, 0.03, 0.5, 0));
        int start = 9;
        while (start <= last + Campaign.ANNOUNCED) {
            int index = all.size();
            Draws draws = seed.draws(Purpose.CAMPAIGN, index);
            int length = draws.between(7, 18);
            String theme = THEMES[(index - 2) % THEMES.length];
            LocalDate date = calendar.date(start);
            String code = theme.toLowerCase(Locale.ROOT) + "-"
                    + date.getYear() % 100
                    + (date.getMonthValue() < 10 ? "0" : "")
                    + date.getMonthValue()
                    + (index - 2) / THEMES.length;
            all.add(new Campaign(
                    index,
                    code,
                    theme + " days",
                    draws.of(CHANNELS),
                    start,
                    start + length - 1,
                    draws.between(20, 120) * 100_00L,
                    0.10 + 0.50 * draws.uniform(),
                    0.5 + draws.uniform(),
                    draws.happens(0.5) ? 10 : 0));
            start += draws.between(15, 27);
        }
    }

    public List<Campaign> all() {
        return all;
    }

    public Campaign get(int index) {
        return all.get(index);
    }

    /** What campaigns add to a day's demand: a share of what it would be without them. */
    double uplift(int day) {
        double sum = 0;
        for (Campaign each : all) {
            sum += each.runs(day) ? each.effect() : 0;
        }
        return sum;
    }

    /** The campaign to which it is owed that a person joins on a day, or -1. */
    public int acquiredBy(int person, int joinDay) {
        return cause(joinDay, seed.draws(Purpose.JOIN, person, 1));
    }

    /** The campaign to which a demand of the day is owed, or -1: the shares of the uplift. */
    int cause(int day, Draws draws) {
        double sought = draws.uniform() * (1 + uplift(day));
        for (Campaign each : all) {
            if (each.runs(day)) {
                sought -= each.effect();
                if (sought < 0) {
                    return each.index();
                }
            }
        }
        return -1;
    }

    /** A campaign that brings a visitor on a day, or -1 if none runs, by reach. */
    int touch(int day, Draws draws) {
        double total = 0;
        for (Campaign each : all) {
            total += each.runs(day) ? each.reach() : 0;
        }
        double sought = draws.uniform() * total;
        for (Campaign each : all) {
            if (each.runs(day)) {
                sought -= each.reach();
                if (sought < 0) {
                    return each.index();
                }
            }
        }
        return -1;
    }
}

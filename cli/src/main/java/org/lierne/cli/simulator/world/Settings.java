package org.lierne.cli.simulator.world;

import java.time.LocalDate;
import org.lierne.cli.simulator.chance.Seed;

/**
 * What a simulation is asked for.
 *
 * @param customers how many people become customers in all
 * @param from the first day
 * @param days how many days
 */
public record Settings(int customers, LocalDate from, int days, Seed seed) {

    public static final int MOST_CUSTOMERS = 5_000_000;
    public static final int MOST_DAYS = 3_660;

    public Settings {
        if (customers < 1 || customers > MOST_CUSTOMERS || days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("A simulation of " + customers + " customers over " + days + " days.");
        }
    }
}

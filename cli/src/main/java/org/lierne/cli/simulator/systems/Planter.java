package org.lierne.cli.simulator.systems;

import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.delivery.Delivery;

/**
 * Decides where in a file of a day broken records stand. Each kind of fault comes on {@value #SHARE_OF_FILES} of the days,
 * once, behind some records; never where more than a seventh of a file would be broken.
 */
final class Planter {

    static final double SHARE_OF_FILES = 0.08;
    private static final int RECORDS_PER_FAULT = 6;

    private final int[] behind;
    private int planted;

    Planter(Seed seed, int system, int day, int kinds) {
        behind = new int[kinds];
        for (int kind = 0; kind < kinds; kind++) {
            Draws draws = seed.draws(Purpose.PLANTING, system, day, kind);
            behind[kind] = draws.happens(SHARE_OF_FILES) ? draws.between(1, 25) : Integer.MAX_VALUE;
        }
    }

    /** The kind of fault that comes now, or -1; what is asked for is planted. */
    int due(Delivery delivery) {
        long sound = delivery.records() - planted;
        if (sound < (planted + 1L) * RECORDS_PER_FAULT) {
            return -1;
        }
        for (int kind = 0; kind < behind.length; kind++) {
            if (behind[kind] <= sound) {
                behind[kind] = Integer.MAX_VALUE;
                planted++;
                return kind;
            }
        }
        return -1;
    }
}

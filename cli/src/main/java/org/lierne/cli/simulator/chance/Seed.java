package org.lierne.cli.simulator.chance;

/**
 * The seed of a simulation. Whatever is drawn is a function of the seed, a purpose and the numbers of what it is drawn
 * for; so nothing that was drawn needs to be kept, and no draw depends on how many were made before it.
 */
public record Seed(long value) {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    public Draws draws(Purpose purpose, long first) {
        return draws(purpose, first, 0, 0);
    }

    public Draws draws(Purpose purpose, long first, long second) {
        return draws(purpose, first, second, 0);
    }

    public Draws draws(Purpose purpose, long first, long second, long third) {
        long state = mix(value ^ purpose.code());
        state = mix(state + first * GOLDEN + 1);
        state = mix(state + second * GOLDEN + 2);
        return new Draws(mix(state + third * GOLDEN + 3));
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}

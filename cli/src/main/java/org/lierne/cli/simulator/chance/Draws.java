package org.lierne.cli.simulator.chance;

/**
 * A stream of draws, SplitMix64 from one state. Only {@link StrictMath} and plain arithmetic are used: the libraries'
 * samplers call {@code Math}, whose last bit may differ between machines. Not safe for several threads.
 */
public final class Draws {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    Draws(long state) {
        this.state = state;
    }

    public long bits() {
        state += GOLDEN;
        return Seed.mix(state);
    }

    /** In [0, 1), a multiple of 2^-53. */
    public double uniform() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    /** In [0, bound). */
    public int below(int bound) {
        return (int) (((bits() >>> 33) * bound) >>> 31);
    }

    /** In [from, to]. */
    public int between(int from, int to) {
        return from + below(to - from + 1);
    }

    public boolean happens(double probability) {
        return uniform() < probability;
    }

    public <T> T of(T[] choices) {
        return choices[below(choices.length)];
    }

    /** With mean 1 / rate. */
    public double exponential(double rate) {
        return -StrictMath.log(1 - uniform()) / rate;
    }

    /** Standard normal, by the polar method of Marsaglia. */
    public double normal() {
        while (true) {
            double first = 2 * uniform() - 1;
            double second = 2 * uniform() - 1;
            double square = first * first + second * second;
            if (square > 0 && square < 1) {
                return first * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    /** Gamma with mean shape / rate (Marsaglia, Tsang: A Simple Method for Generating Gamma Variables, 2000). */
    public double gamma(double shape, double rate) {
        if (shape < 1) {
            double boost = StrictMath.pow(1 - uniform(), 1 / shape);
            return gamma(shape + 1, rate) * boost;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal();
            double root = 1 + c * x;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            if (StrictMath.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v / rate;
            }
        }
    }

    /** Beta with mean a / (a + b), as a ratio of two gamma variables. */
    public double beta(double a, double b) {
        double first = gamma(a, 1);
        return first / (first + gamma(b, 1));
    }

    /** Poisson: products of uniforms (Knuth), a large mean as the sum of halves. */
    public int poisson(double mean) {
        if (mean > 30) {
            return poisson(mean / 2) + poisson(mean / 2);
        }
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = uniform(); product > limit; product *= uniform()) {
            count++;
        }
        return count;
    }

    /** Of the index by weights that are summed up; the last sum is the total. */
    public int weighted(double[] sums) {
        double sought = uniform() * sums[sums.length - 1];
        int low = 0;
        int high = sums.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > sought) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}

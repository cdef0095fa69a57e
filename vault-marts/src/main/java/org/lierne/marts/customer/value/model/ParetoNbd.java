package org.lierne.marts.customer.value.model;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.lierne.marts.statistics.Hypergeometric;
import org.lierne.marts.statistics.Tricomi;

/** Pareto/NBD: a customer leaves at any time, at a rate of their own, which is gamma distributed (s, beta). */
final class ParetoNbd implements LifetimeModel {

    private static final GaussIntegrator FEW = new GaussIntegratorFactory().legendre(8);
    private static final GaussIntegrator MANY = new GaussIntegratorFactory().legendre(16);
    private static final double[][] FEW_NODES = nodes(FEW);
    private static final double[][] MANY_NODES = nodes(MANY);
    private static final double NEGLIGIBLE = 42;
    // Sixteen nodes give 13 digits where the exponent falls by no more than this over no more than that width.
    private static final double STEEPEST = 12;

    /** Where one of alpha and beta is so many times the other, 2F1 takes very long, and then its argument rounds to 1. */
    private static final double LOPSIDED = 1e4;

    private static final double WIDEST = 2;

    private final double r;
    private final double alpha;
    private final double s;
    private final double beta;

    ParetoNbd(double r, double alpha, double s, double beta) {
        this.r = r;
        this.alpha = alpha;
        this.s = s;
        this.beta = beta;
    }

    private static double[][] nodes(GaussIntegrator rule) {
        double[][] nodes = new double[2][rule.getNumberOfPoints()];
        for (int node = 0; node < nodes[0].length; node++) {
            nodes[0][node] = (1 + rule.getPoint(node)) / 2;
            nodes[1][node] = rule.getWeight(node) / 2;
        }
        return nodes;
    }

    @Override
    public LifetimeModelKind kind() {
        return LifetimeModelKind.PARETO_NBD;
    }

    @Override
    public double[] parameters() {
        return new double[] {r, alpha, s, beta};
    }

    /**
     * The closed form with 2F1 (Fader and Hardie, "A Note on Deriving the Pareto/NBD Model and Related Expressions", 2005,
     * with its A0), summed so that nothing cancels.
     */
    @Override
    public double logLikelihood(int x, double recency, double age) {
        if (Math.max(alpha, beta) > LOPSIDED * Math.min(alpha, beta)) {
            HistoryTerms terms = new HistoryTerms();
            fill(x, recency, age, terms);
            return repeatTerms(x).value()[x] + terms.logLikelihood();
        }
        double logAlive = -(r + x) * Math.log(alpha + age) - s * Math.log(beta + age);
        double leavesAfterRecency = logLeavesAfter(x, recency);
        double leavesAfterAge = logLeavesAfter(x, age);
        // Whoever leaves after T is there at T, so the difference is positive, but for rounding.
        double aliveAndStays = -Math.expm1(Math.min(0, leavesAfterAge - logAlive));
        double larger = Math.max(logAlive, leavesAfterRecency);
        double both = Math.exp(logAlive - larger) * aliveAndStays + Math.exp(leavesAfterRecency - larger);
        return repeatTerms(x).value()[x] + larger + Math.log(both);
    }

    /** The logarithm of the integral of s (alpha + y)^-(r + x) (beta + y)^-(s + 1) over y from t on. */
    private double logLeavesAfter(int x, double t) {
        double all = r + s + x;
        double larger = Math.max(alpha, beta);
        double second = alpha >= beta ? s + 1 : r + x;
        double logFunction = Hypergeometric.logOfSuccessor(all, second, Math.abs(alpha - beta) / (larger + t));
        return Math.log(s / all) + logFunction - all * Math.log(larger + t);
    }

    @Override
    public RepeatTerms repeatTerms(int most) {
        RepeatTerms terms = RepeatTerms.ofArrivals(r, alpha, 4, most);
        double logBeta = Math.log(beta);
        for (int x = 0; x <= most; x++) {
            terms.value()[x] += s * logBeta;
        }
        Arrays.fill(terms.gradient()[2], logBeta);
        Arrays.fill(terms.gradient()[3], s / beta);
        return terms;
    }

    /**
     * The odds of having left are an integral over the moment y of leaving, from t_x to T. Its derivatives by r and s have no
     * closed form, so it is integrated by Gauss and Legendre's rule, in the logarithm of that of alpha + y and beta + y
     * which varies more: there it is analytic within pi of the real line. Value and derivatives have about 13 digits.
     */
    @Override
    public void fill(int x, double recency, double age, HistoryTerms terms) {
        double shape = r + x;
        terms.arrivals(shape, alpha + age);
        terms.stays(2, s, 3, beta + age);
        double silence = age - recency;
        if (!(silence > 0)) {
            terms.cannotHaveLeft();
            return;
        }
        double fromAlpha = alpha + recency;
        double fromBeta = beta + recency;
        boolean byAlpha = alpha <= beta;
        double from = byAlpha ? fromAlpha : fromBeta;
        double other = byAlpha ? fromBeta : fromAlpha;
        double end = Math.log1p(silence / from);
        double ofNear = byAlpha ? shape : s + 1;
        double ofFar = byAlpha ? s + 1 : shape;
        boolean easy = end <= 1 && end * (ofNear + ofFar * growthOfFar(end, from, other)) <= 3;
        double[][] nodes = easy ? FEW_NODES : MANY_NODES;
        double total = 0;
        double byShape = 0;
        double byS = 0;
        double byScaleAlpha = 0;
        double byScaleBeta = 0;
        double width;
        for (double begin = 0; begin < end; begin += width) {
            double steepness = ofNear + ofFar * growthOfFar(Math.min(begin + WIDEST, end), from, other);
            width = easy ? end : Math.min(Math.min(WIDEST, STEEPEST / steepness), end - begin);
            double last = 0;
            for (int node = 0; node < nodes[0].length; node++) {
                double near = begin + width * nodes[0][node];
                double passed = from * Math.expm1(near);
                double far = Math.log1p(passed / other);
                double growthAlpha = byAlpha ? near : far;
                double growthBeta = byAlpha ? far : near;
                last = near - shape * growthAlpha - (s + 1) * growthBeta;
                double each = width * nodes[1][node] * Math.exp(last);
                total += each;
                byShape += each * growthAlpha;
                byS += each * growthBeta;
                byScaleAlpha += each / (fromAlpha + passed);
                byScaleBeta += each / (fromBeta + passed);
            }
            if (last < -NEGLIGIBLE) {
                break;
            }
        }
        double growthAlpha = Math.log1p(silence / fromAlpha);
        double growthBeta = Math.log1p(silence / fromBeta);
        terms.odds(
                shape * growthAlpha + s * growthBeta + Math.log(s * total * from / fromBeta),
                growthAlpha - byShape / total,
                shape * (1 / (alpha + age) - byScaleAlpha / total),
                1 / s + growthBeta - byS / total,
                s / (beta + age) - (s + 1) * byScaleBeta / total);
    }

    /** How much faster the logarithm of the larger sum grows than that of the smaller; at most 1, and more later. */
    private static double growthOfFar(double near, double from, double other) {
        double grown = from * Math.exp(near);
        return grown / (other - from + grown);
    }

    /** As Fader and Hardie (2005) have it, with (1 - exp(-u)) / u for what would be 0 / 0 where s is 1. */
    @Override
    public double expectedWhileAlive(int x, double age, double horizon, double[] gradient) {
        double rate = (r + x) / (alpha + age);
        double scale = beta + age;
        double growth = Math.log1p(horizon / scale);
        double exponent = (s - 1) * growth;
        double lived = scale * growth * meanDecay(exponent);
        double expected = rate * lived;
        gradient[0] = lived / (alpha + age);
        gradient[1] = -expected / (alpha + age);
        gradient[2] = rate * scale * growth * growth * meanDecaySlope(exponent);
        gradient[3] = rate * (lived - horizon * Math.exp(-s * growth)) / scale;
        return expected;
    }

    /** (1 - exp(-u)) / u. */
    private static double meanDecay(double u) {
        return u == 0 ? 1 : -Math.expm1(-u) / u;
    }

    /** The derivative of that. */
    private static double meanDecaySlope(double u) {
        if (Math.abs(u) < 1e-2) {
            return -1.0 / 2 + u * (1.0 / 3 - u * (1.0 / 8 - u * (1.0 / 30 - u / 144)));
        }
        return (Math.exp(-u) - meanDecay(u)) / u;
    }

    /** The n-th arrival comes at y, and the customer is still there: integrated over y. */
    @Override
    public PurchasesAhead ahead(int x, double age, double horizon) {
        return new Ahead(x, age, horizon);
    }

    /** The density of the n-th arrival at nodes of a rule, in log(1 + y / scale), in which the first one's falls exponentially. */
    private final class Ahead implements PurchasesAhead {

        private static final int FEWEST_PANELS = 4;
        private static final double LARGE = 1e100;

        private final double shape;
        private final double[] share;
        private final double[] logScale;
        private final double[] scaled;
        private final double[] density;
        private int reached = 1;

        Ahead(int x, double age, double horizon) {
            shape = r + x;
            double scale = alpha + age;
            double end = Math.log1p(horizon / scale);
            // The density of an arrival after so many others is about as narrow as the root of their number.
            int panels = (int) Math.max(FEWEST_PANELS, Math.ceil(end * Math.sqrt(shape) / 2));
            int size = MANY_NODES[0].length;
            double width = end / panels;
            share = new double[panels * size];
            logScale = new double[share.length];
            scaled = new double[share.length];
            density = new double[share.length];
            for (int node = 0; node < share.length; node++) {
                double at = width * (node / size + MANY_NODES[0][node % size]);
                double y = scale * Math.expm1(at);
                share[node] = -Math.expm1(-at);
                density[node] = width * MANY_NODES[1][node % size] * shape;
                // With very many arrivals the first one's density is below the least double.
                logScale[node] = -shape * at - s * Math.log1p(y / (beta + age));
                scaled[node] = Math.exp(logScale[node]);
            }
        }

        @Override
        public double atLeast(int purchases) {
            for (; reached < purchases; reached++) {
                double growth = (shape + reached) / reached;
                for (int node = 0; node < share.length; node++) {
                    density[node] *= share[node] * growth;
                    if (density[node] > LARGE) {
                        density[node] /= LARGE;
                        logScale[node] += Math.log(LARGE);
                        scaled[node] = Math.exp(logScale[node]);
                    }
                }
            }
            double sum = 0;
            for (int node = 0; node < share.length; node++) {
                sum += density[node] * scaled[node];
            }
            return Math.min(1, sum);
        }
    }

    /** Fader, Hardie and Lee, "RFM and CLV: Using Iso-Value Curves for Customer Base Analysis", 2005, equation 2. */
    @Override
    public OptionalDouble discountedResidualPurchases(int x, double recency, double age, double rate) {
        double scale = rate * (beta + age);
        double logLived = s * Math.log(scale) + Tricomi.log(s, s, scale) - Math.log(rate);
        return OptionalDouble.of(probabilityAlive(x, recency, age) * (r + x) / (alpha + age) * Math.exp(logLived));
    }
}

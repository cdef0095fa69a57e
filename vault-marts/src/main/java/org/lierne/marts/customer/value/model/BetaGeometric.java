package org.lierne.marts.customer.value.model;

import java.util.Arrays;

/**
 * BG/NBD and MBG/NBD: after a purchase a customer leaves with a probability of their own, which is beta distributed (a, b);
 * in the first model after a repeat purchase, in the second after the first one too.
 */
final class BetaGeometric implements LifetimeModel {

    private static final double NEGLIGIBLE = 1e-15;
    private static final int MOST_TERMS = 2_000_000;

    private final LifetimeModelKind kind;
    private final double r;
    private final double alpha;
    private final double a;
    private final double b;
    private final int firstCounts;

    BetaGeometric(LifetimeModelKind kind, double r, double alpha, double a, double b) {
        this.kind = kind;
        this.r = r;
        this.alpha = alpha;
        this.a = a;
        this.b = b;
        this.firstCounts = kind == LifetimeModelKind.MBG_NBD ? 1 : 0;
    }

    @Override
    public LifetimeModelKind kind() {
        return kind;
    }

    @Override
    public double[] parameters() {
        return new double[] {r, alpha, a, b};
    }

    /** How many purchases the customer could have left after. */
    private int occasions(int x) {
        return x + firstCounts;
    }

    /** Fader, Hardie and Lee (2005), equation 6; for MBG/NBD Batislam, Denizel and Filiztekin (2007). */
    @Override
    public double logLikelihood(int x, double recency, double age) {
        HistoryTerms terms = new HistoryTerms();
        fill(x, recency, age, terms);
        return repeatTerms(x).value()[x] + terms.logLikelihood();
    }

    @Override
    public RepeatTerms repeatTerms(int most) {
        RepeatTerms terms = RepeatTerms.ofArrivals(r, alpha, 4, most);
        double stayed = 0;
        double byA = 0;
        double byB = 0;
        int before = 0;
        for (int x = 0; x <= most; x++) {
            // The customer stays once more, having stayed so often: a factor (b + before) / (a + b + before).
            for (; before < occasions(x); before++) {
                stayed -= Math.log1p(a / (b + before));
                byA -= 1 / (a + b + before);
                byB += a / ((b + before) * (a + b + before));
            }
            terms.value()[x] += stayed;
            terms.gradient()[2][x] = byA;
            terms.gradient()[3][x] = byB;
        }
        return terms;
    }

    @Override
    public void fill(int x, double recency, double age, HistoryTerms terms) {
        double shape = r + x;
        terms.arrivals(shape, alpha + age);
        int occasions = occasions(x);
        if (occasions == 0) {
            terms.cannotHaveLeft();
            return;
        }
        double silence = Math.log1p((age - recency) / (alpha + recency));
        double stayed = b + occasions - 1;
        terms.odds(
                Math.log(a / stayed) + shape * silence,
                silence,
                -shape * (age - recency) / ((alpha + age) * (alpha + recency)),
                1 / a,
                -1 / stayed);
    }

    /**
     * The sum over n of the probability of at least n purchases. It equals the closed form with 2F1 (Fader, Hardie and Lee
     * 2005, equation 10), but has no difference of nearly equal numbers, and no pole where a is 1.
     */
    @Override
    public double expectedWhileAlive(int x, double age, double horizon, double[] gradient) {
        Arrays.fill(gradient, 0);
        double sum = 0;
        Ahead ahead = new Ahead(x, age, horizon);
        for (int n = 1; n < MOST_TERMS; n++) {
            double atLeast = ahead.atLeast();
            sum += atLeast;
            gradient[0] += ahead.stays * ahead.arrivals.byShape();
            gradient[1] += ahead.stays * ahead.arrivals.byScale();
            gradient[2] += atLeast * ahead.logStaysByA;
            gradient[3] += atLeast * ahead.logStaysByB;
            double ratio = ahead.arrivals.ratio();
            if (ratio < 1 && atLeast <= NEGLIGIBLE * (1 - ratio) * sum) {
                break;
            }
            ahead.next();
        }
        return sum;
    }

    @Override
    public PurchasesAhead ahead(int x, double age, double horizon) {
        Ahead ahead = new Ahead(x, age, horizon);
        return purchases -> {
            while (ahead.arrivals.number() < purchases) {
                ahead.next();
            }
            return ahead.atLeast();
        };
    }

    /**
     * The probability of at least n purchases, for n from 1 on: that the customer stays n - 1 times more (beta (a, b +
     * occasions)), and that there would be n arrivals, which are independent given the past.
     */
    private final class Ahead {

        private final Arrivals arrivals;
        private final double stayed;
        private double stays = 1;
        private double logStaysByA;
        private double logStaysByB;

        Ahead(int x, double age, double horizon) {
            arrivals = new Arrivals(r + x, alpha + age, horizon);
            stayed = b + occasions(x);
        }

        double atLeast() {
            return stays * arrivals.atLeast();
        }

        void next() {
            double staying = stayed + arrivals.number() - 1;
            double all = a + staying;
            stays *= staying / all;
            logStaysByA -= 1 / all;
            logStaysByB += a / (staying * all);
            arrivals.next();
        }
    }
}

package org.lierne.marts.customer.value.model;

/** NBD: nobody ever leaves. */
final class Nbd implements LifetimeModel {

    private final double r;
    private final double alpha;

    Nbd(double r, double alpha) {
        this.r = r;
        this.alpha = alpha;
    }

    @Override
    public LifetimeModelKind kind() {
        return LifetimeModelKind.NBD;
    }

    @Override
    public double[] parameters() {
        return new double[] {r, alpha};
    }

    @Override
    public double logLikelihood(int x, double recency, double age) {
        return repeatTerms(x).value()[x] - (r + x) * Math.log(alpha + age);
    }

    @Override
    public RepeatTerms repeatTerms(int most) {
        return RepeatTerms.ofArrivals(r, alpha, 2, most);
    }

    @Override
    public void fill(int x, double recency, double age, HistoryTerms terms) {
        terms.arrivals(r + x, alpha + age);
        terms.cannotHaveLeft();
    }

    @Override
    public double expectedWhileAlive(int x, double age, double horizon, double[] gradient) {
        double expected = (r + x) / (alpha + age) * horizon;
        gradient[0] = horizon / (alpha + age);
        gradient[1] = -expected / (alpha + age);
        return expected;
    }

    @Override
    public PurchasesAhead ahead(int x, double age, double horizon) {
        Arrivals arrivals = new Arrivals(r + x, alpha + age, horizon);
        return purchases -> {
            while (arrivals.number() < purchases) {
                arrivals.next();
            }
            return arrivals.atLeast();
        };
    }
}

package org.lierne.marts.customer.value.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lierne.marts.customer.value.model.LifetimeModel;
import org.lierne.marts.customer.value.model.LifetimeModelKind;
import org.lierne.marts.statistics.Climb;
import org.lierne.marts.statistics.Maximum;

/** Fits models of purchases to purchase histories by maximum likelihood. */
public final class LifetimeFit {

    /** With fewer customers nothing is fitted. */
    public static final int FEWEST_CUSTOMERS = 30;

    /** With fewer customers who bought again nothing is fitted. */
    public static final int FEWEST_REPEAT_BUYERS = 10;

    private static final int ROUGH_SAMPLE = 2_000;
    private static final int CURVATURE_SAMPLE = 20_000;
    // Half of the 95 % quantile of chi-squared with one degree of freedom.
    private static final double TELLING = 1.92;

    private LifetimeFit() {}

    /** The fit of one model. */
    public static Fit of(LifetimeModelKind kind, PurchaseHistories histories) {
        return of(kind, histories, Optional.empty());
    }

    /** The fit of one model, beginning at known parameters if there are any. */
    static Fit of(LifetimeModelKind kind, PurchaseHistories histories, Optional<double[]> known) {
        Optional<Finding> tooLittle = tooLittle(histories);
        if (tooLittle.isPresent()) {
            return Fit.without(kind.code(), histories.customers(), tooLittle.get());
        }
        Maximum maximum = climb(kind, histories, known);
        Estimates estimates = Estimates.of(kind.title(), kind.parameters(), maximum);
        List<Finding> findings = new ArrayList<>();
        degenerate(kind, histories, maximum).ifPresent(findings::add);
        findings.addAll(estimates.findings());
        LifetimeModel model = kind.with(
                estimates.estimates().stream().mapToDouble(Estimate::value).toArray());
        return new Fit(
                kind.code(),
                Fit.VERSION,
                estimates.estimates(),
                estimates.covariance(),
                OptionalDouble.of(histories.logLikelihood(model)),
                OptionalDouble.empty(),
                histories.customers(),
                findings);
    }

    private static Maximum climb(LifetimeModelKind kind, PurchaseHistories histories, Optional<double[]> known) {
        double[] start = known.map(LifetimeFit::logarithms)
                .orElseGet(() -> Climb.roughly(
                        new HistoryLikelihood(kind, histories.sample(ROUGH_SAMPLE)), start(kind, histories)));
        return Climb.to(
                new HistoryLikelihood(kind, histories),
                new HistoryLikelihood(kind, histories.sample(CURVATURE_SAMPLE)),
                start);
    }

    private static Optional<Finding> tooLittle(PurchaseHistories histories) {
        if (histories.customers() == 0) {
            return Optional.of(new Finding(Finding.Code.NO_CUSTOMERS, "There are no customers with a purchase."));
        }
        if (histories.repeatBuyers() == 0) {
            return Optional.of(new Finding(
                    Finding.Code.NO_REPEAT_BUYERS,
                    (histories.customers() == 1
                                    ? "The 1 customer has not"
                                    : "None of the " + histories.customers() + " customers has")
                            + " bought again, so nothing tells how often customers do."));
        }
        if (histories.customers() < FEWEST_CUSTOMERS || histories.repeatBuyers() < FEWEST_REPEAT_BUYERS) {
            return Optional.of(new Finding(
                    Finding.Code.TOO_FEW_CUSTOMERS,
                    (histories.customers() == 1
                                    ? "There is 1 customer, who has"
                                    : "There are " + histories.customers() + " customers, of whom "
                                            + (histories.repeatBuyers() == 1
                                                    ? "1 has"
                                                    : histories.repeatBuyers() + " have"))
                            + " bought again; a fit takes " + FEWEST_CUSTOMERS + ", of whom "
                            + FEWEST_REPEAT_BUYERS + " have bought again."));
        }
        return Optional.empty();
    }

    /** Rates as if nobody left, half of the customers' heterogeneity unknown; the climb needs no better. */
    private static double[] start(LifetimeModelKind kind, PurchaseHistories histories) {
        double logAge = Math.log(histories.meanAge());
        double logAlpha = logAge - Math.log(histories.meanRepeats());
        return switch (kind) {
            case BG_NBD, MBG_NBD -> new double[] {Math.log(0.7), logAlpha, Math.log(0.7), Math.log(2.5)};
            case PARETO_NBD -> new double[] {Math.log(0.7), logAlpha, Math.log(0.5), logAge};
            case NBD -> new double[] {Math.log(0.7), logAlpha};
        };
    }

    private static double[] logarithms(double[] parameters) {
        double[] logarithms = new double[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            logarithms[i] = Math.log(parameters[i]);
        }
        return logarithms;
    }

    /** A model that is hardly more likely than NBD has found out nothing about leaving. */
    private static Optional<Finding> degenerate(LifetimeModelKind kind, PurchaseHistories histories, Maximum maximum) {
        if (kind == LifetimeModelKind.NBD) {
            return Optional.empty();
        }
        double gain = maximum.value()
                - climb(LifetimeModelKind.NBD, histories, Optional.empty()).value();
        if (gain >= TELLING) {
            return Optional.empty();
        }
        double[] point = maximum.point();
        return Optional.of(new Finding(
                Finding.Code.DEGENERATE,
                String.format(
                        Locale.ROOT,
                        "%s is degenerate on these customers: as if nobody ever left, the log-likelihood is only %.2f"
                                + " lower (%s = %.3g, %s = %.3g), so the data do not tell those who left from those who pause.",
                        kind.title(),
                        Math.max(0, gain),
                        kind.parameters().get(2),
                        Math.exp(point[2]),
                        kind.parameters().get(3),
                        Math.exp(point[3]))));
    }
}

package org.lierne.marts.customer.value.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lierne.marts.statistics.Climb;
import org.lierne.marts.statistics.Maximum;

/**
 * The gamma-gamma model fitted to mean spends by maximum likelihood.
 *
 * @param fit its parameters are p, q and v
 * @param independence of spend and frequency; empty if that cannot be told
 */
public record SpendFit(Fit fit, Optional<SpendIndependence> independence) {

    /** As it is stored. */
    public static final String MODEL = "gamma_gamma";

    private static final String TITLE = "the gamma-gamma model";
    private static final List<String> PARAMETERS = List.of("p", "q", "v");
    private static final int SAMPLE = 5_000;

    /** The fit, if anything may be predicted by it. */
    public Optional<Fit> usable() {
        return Optional.of(fit).filter(Fit::isUsable);
    }

    public static SpendFit of(SpendHistories histories) {
        Optional<SpendIndependence> independence = SpendIndependence.of(histories);
        List<Finding> findings = new ArrayList<>();
        if (histories.notPositive() > 0) {
            findings.add(new Finding(
                    Finding.Code.SPEND_NOT_POSITIVE,
                    histories.notPositive()
                            + " customers who bought again have spent nothing or less on average; the model"
                            + " of spend leaves them out."));
        }
        independence
                .filter(SpendIndependence::isDependent)
                .ifPresent(test -> findings.add(new Finding(Finding.Code.SPEND_DEPENDS_ON_FREQUENCY, test.sentence())));
        Optional<Finding> tooLittle = tooLittle(histories);
        if (tooLittle.isPresent()) {
            findings.add(tooLittle.get());
            return new SpendFit(without(histories, findings), independence);
        }
        SpendLikelihood sample = new SpendLikelihood(histories.sample(SAMPLE));
        double[] start = {Math.log(5), Math.log(4), Math.log(histories.overallMean() * 3 / 5)};
        Maximum maximum = Climb.to(new SpendLikelihood(histories), sample, Climb.roughly(sample, start));
        Estimates estimates = Estimates.of(TITLE, PARAMETERS, maximum);
        findings.addAll(estimates.findings());
        double q = estimates.estimates().get(1).value();
        if (!(q > 1)) {
            findings.add(new Finding(
                    Finding.Code.SPEND_WITHOUT_MEAN,
                    String.format(
                            Locale.ROOT,
                            "By the gamma-gamma model mean spend differs so much between customers that it has no mean (q ="
                                    + " %.3g, not above 1), so nothing can be expected of anyone's spend.",
                            q)));
        }
        return new SpendFit(
                new Fit(
                        MODEL,
                        Fit.VERSION,
                        estimates.estimates(),
                        estimates.covariance(),
                        OptionalDouble.of(maximum.value()),
                        OptionalDouble.empty(),
                        histories.customers(),
                        findings),
                independence);
    }

    private static Fit without(SpendHistories histories, List<Finding> findings) {
        return new Fit(
                MODEL,
                Fit.VERSION,
                List.of(),
                List.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                histories.customers(),
                findings);
    }

    private static Optional<Finding> tooLittle(SpendHistories histories) {
        if (histories.customers() == 0) {
            return Optional.of(new Finding(
                    Finding.Code.NO_SPEND,
                    "Nobody has bought again and spent anything, so there is no spend to model."));
        }
        if (histories.customers() < LifetimeFit.FEWEST_REPEAT_BUYERS) {
            return Optional.of(new Finding(
                    Finding.Code.TOO_FEW_CUSTOMERS,
                    "Only " + histories.customers()
                            + " customers have bought again and spent something; the model of spend" + " takes "
                            + LifetimeFit.FEWEST_REPEAT_BUYERS + "."));
        }
        if (histories.allAlike()) {
            return Optional.of(new Finding(
                    Finding.Code.SPEND_WITHOUT_VARIATION,
                    "All customers who bought again have the same mean spend, so there is no variation to model."));
        }
        return Optional.empty();
    }
}

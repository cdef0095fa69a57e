package org.lierne.marts.customer.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.lierne.marts.customer.value.fit.Estimate;
import org.lierne.marts.customer.value.fit.Fit;
import org.lierne.marts.customer.value.fit.LifetimeFit;
import org.lierne.marts.customer.value.fit.ModelChoice;
import org.lierne.marts.customer.value.fit.PurchaseHistories;
import org.lierne.marts.customer.value.fit.SpendFit;
import org.lierne.marts.customer.value.model.LifetimeModel;
import org.lierne.marts.customer.value.model.LifetimeModelKind;
import org.lierne.marts.customer.value.score.Horizon;
import org.lierne.marts.customer.value.score.Scores;
import org.lierne.marts.customer.value.score.Scoring;

/** Figures that were published of CDNOW's customers, to all their digits. Weeks, USD. */
class CdnowTest {

    private static final PurchaseHistories HISTORIES = Cdnow.histories();

    @Test
    void hasTheCustomersOfThePapers() {
        assertThat(HISTORIES.customers()).isEqualTo(2357);
        assertThat(HISTORIES.repeatBuyers()).isEqualTo(946);
    }

    /** Fader, Hardie and Lee, "Counting Your Customers the Easy Way" (2005), table 2; beyond its digits: scipy. */
    @Test
    void bgNbd() {
        Fit fit = LifetimeFit.of(LifetimeModelKind.BG_NBD, HISTORIES);

        assertThat(rounded(fit, 3)).containsExactly("r 0.243", "alpha 4.414", "a 0.793", "b 2.426");
        assertThat(rounded(fit, 7)).containsExactly("r 0.2425929", "alpha 4.4135316", "a 0.7928861", "b 2.4257534");
        assertThat(fit.logLikelihood().orElseThrow()).isCloseTo(-9582.425561, within(5e-7));
        assertThat(fit.findings()).isEmpty();
    }

    /** Hardie, "Computing P(alive) using the BG/NBD model" (2008) and the paper's spreadsheet. */
    @Test
    void bgNbdPredicts() {
        LifetimeModel model = LifetimeModelKind.BG_NBD.with(0.243, 4.414, 0.793, 2.426);

        assertThat(model.expectedPurchases(2, 30.43, 38.86, 39)).isCloseTo(1.226, within(5e-4));
        assertThat(model.probabilityAlive(2, 30.43, 38.86)).isCloseTo(0.7266, within(5e-5));
    }

    /** BTYDplus and lifetimes (test_params_out_is_close_to_BTYDplus). */
    @Test
    void mbgNbd() {
        Fit fit = LifetimeFit.of(LifetimeModelKind.MBG_NBD, HISTORIES);

        assertThat(rounded(fit, 3)).containsExactly("r 0.525", "alpha 6.183", "a 0.891", "b 1.614");
        assertThat(fit.logLikelihood().orElseThrow()).as("computed with scipy").isCloseTo(-9582.132685, within(5e-7));
    }

    /** Fader, Hardie and Lee (2005), table 2. */
    @Test
    void paretoNbd() {
        Fit fit = LifetimeFit.of(LifetimeModelKind.PARETO_NBD, HISTORIES);

        assertThat(rounded(fit, 3)).containsExactly("r 0.553", "alpha 10.578", "s 0.606", "beta 11.668");
        assertThat(fit.logLikelihood().orElseThrow()).isCloseTo(-9595.0, within(0.05));
        LifetimeModel published = LifetimeModelKind.PARETO_NBD.with(0.553, 10.578, 0.606, 11.669);
        assertThat(fit.logLikelihood().orElseThrow() - HISTORIES.logLikelihood(published))
                .as("its beta of 11.669 is no higher")
                .isBetween(0.0, 1e-4);
    }

    /** Fader and Hardie, "The Gamma-Gamma Model of Monetary Value" (2013), section 3. */
    @Test
    void gammaGamma() {
        SpendFit spend = SpendFit.of(Cdnow.spends());

        assertThat(spend.fit().customers()).isEqualTo(946);
        assertThat(rounded(spend.fit(), 2)).startsWith("p 6.25", "q 3.74");
        assertThat(spend.fit().parameters()[2])
                .as("published as 15.44, from a maximum that is not quite it")
                .isCloseTo(15.44, within(0.01));
        assertThat(spend.fit().logLikelihood().orElseThrow()).isCloseTo(-4055.92, within(5e-3));
        assertThat(spend.independence().orElseThrow().correlation())
                .as("computed with numpy")
                .isCloseTo(0.11388391, within(5e-9));
        assertThat(spend.independence().orElseThrow().isDependent()).isFalse();
    }

    /**
     * The value of twelve months at 1 % a month. The convention is that of lifetimes (customer_lifetime_value with freq "W"):
     * 4.345 weeks a month, purchases of a month count at its end; with the parameters as they were published.
     */
    @Test
    void lifetimeValue() {
        Fit purchases = published("bg_nbd", List.of("r", "alpha", "a", "b"), 0.243, 4.414, 0.793, 2.426);
        Fit spend = published("gamma_gamma", List.of("p", "q", "v"), 6.25, 3.74, 15.44);
        Scores scores = new Scoring(purchases, Optional.of(spend), new Horizon(4.345, 12, 0.01))
                .of(
                        new int[] {2, 7},
                        new double[] {30.43, 29.43},
                        new double[] {38.86, 38.86},
                        new double[] {22.35, 73.74},
                        done -> {});

        assertThat(scores.value().value()[0]).as("customer 1").isCloseTo(36.289, within(5e-4));
        assertThat(scores.value().value()[1]).as("customer 6").isCloseTo(283.533, within(5e-4));
        assertThat(scores.value().hasInterval()).as("without standard errors").isFalse();
    }

    @Test
    void choosesAmongThree() {
        ModelChoice choice = ModelChoice.of(
                List.of(LifetimeModelKind.BG_NBD, LifetimeModelKind.MBG_NBD, LifetimeModelKind.PARETO_NBD),
                HISTORIES,
                Optional.empty(),
                kind -> {});

        assertThat(choice.sentence())
                .isEqualTo("Predictions are by mbg_nbd (bg_nbd -9582.43 on all, mbg_nbd -9582.13 on all,"
                        + " pareto_nbd -9594.97 on all).");
        assertThat(choice.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("highest likelihood of all data"));
    }

    private static Fit published(String model, List<String> names, double... values) {
        List<Estimate> estimates = new ArrayList<>();
        for (int each = 0; each < values.length; each++) {
            estimates.add(new Estimate(names.get(each), values[each], OptionalDouble.empty()));
        }
        return new Fit(
                model,
                Fit.VERSION,
                estimates,
                List.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                2357,
                List.of());
    }

    private static List<String> rounded(Fit fit, int digits) {
        return fit.estimates().stream()
                .map(each -> each.name() + " " + String.format(Locale.ROOT, "%." + digits + "f", each.value()))
                .toList();
    }
}

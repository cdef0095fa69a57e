package org.lierne.marts.customer.value.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lierne.marts.customer.value.SimulatedCustomers;
import org.lierne.marts.customer.value.model.LifetimeModelKind;
import org.lierne.marts.statistics.Climb;
import org.lierne.marts.statistics.Maximum;

/** Of very many different histories a sample shows the way and gives the standard errors; the maximum is that of all. */
class ManyHistoriesTest {

    private static final double[] TRUTH = {0.6, 9, 0.8, 2.4};

    @Test
    void haveTheirOwnMaximumAndNearlyTheirOwnErrors() {
        LifetimeModelKind kind = LifetimeModelKind.MBG_NBD;
        PurchaseHistories histories =
                SimulatedCustomers.of(kind, TRUTH, 300_000, 20, 80, 0, 0, 1).histories();
        assertThat(histories.groups()).isGreaterThan(120_000);

        Fit fit = LifetimeFit.of(kind, histories);

        HistoryLikelihood all = new HistoryLikelihood(kind, histories);
        Maximum maximum = Climb.to(all, all, Arrays.stream(TRUTH).map(Math::log).toArray());
        double[][] covariance = maximum.covariance(1e6).orElseThrow();
        assertThat(fit.findings()).isEmpty();
        for (int each = 0; each < TRUTH.length; each++) {
            Estimate estimate = fit.estimates().get(each);
            assertThat(Math.log(estimate.value())).isCloseTo(maximum.point()[each], within(1e-6));
            assertThat(estimate.standardError().orElseThrow() / estimate.value())
                    .isCloseTo(Math.sqrt(covariance[each][each]), within(0.02 * Math.sqrt(covariance[each][each])));
        }
    }
}

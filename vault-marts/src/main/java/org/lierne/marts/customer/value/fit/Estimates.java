package org.lierne.marts.customer.value.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.lierne.marts.statistics.Maximum;

/** Parameters and their standard errors from the maximum of a likelihood by the parameters' logarithms. */
final class Estimates {

    private static final double CONVERGED = 1e-6;
    // A parameter whose logarithm has this deviation could be anything.
    private static final double WIDEST = 50;

    private final List<Estimate> estimates;
    private final List<List<Double>> covariance;
    private final List<Finding> findings = new ArrayList<>();

    private Estimates(List<Estimate> estimates, List<List<Double>> covariance) {
        this.estimates = estimates;
        this.covariance = covariance;
    }

    static Estimates of(String title, List<String> names, Maximum maximum) {
        double[][] covariance = maximum.covariance(WIDEST).orElse(new double[0][]);
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            double value = Math.exp(maximum.point()[i]);
            OptionalDouble error = covariance.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(value * Math.sqrt(covariance[i][i]));
            estimates.add(new Estimate(names.get(i), value, error));
        }
        Estimates made = new Estimates(
                estimates,
                Arrays.stream(covariance)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
        if (covariance.length == 0) {
            made.findings.add(new Finding(
                    Finding.Code.NO_STANDARD_ERRORS,
                    "The parameters of " + title
                            + " can be changed together with hardly any change of the likelihood, so "
                            + "they have no standard errors, and predictions no intervals."));
        } else if (!(maximum.shortfall() <= CONVERGED)) {
            made.findings.add(new Finding(
                    Finding.Code.NOT_CONVERGED,
                    "The fit of " + title + " did not reach the maximum of the likelihood in " + maximum.evaluations()
                            + " evaluations."));
        }
        return made;
    }

    List<Estimate> estimates() {
        return estimates;
    }

    List<List<Double>> covariance() {
        return covariance;
    }

    List<Finding> findings() {
        return findings;
    }
}

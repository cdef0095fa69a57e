package org.lierne.marts.customer.value.fit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What fitting a model came to. No figure in it is infinite or no number.
 *
 * @param model as {@code LifetimeModelKind.code()}, or {@code gamma_gamma}
 * @param version of the way it is fitted; it changes when figures may
 * @param estimates the parameters; empty if the data do not suffice
 * @param covariance of the parameters' logarithms, row by row; empty if there are no standard errors
 * @param logLikelihood at the estimates; empty if there are none
 * @param holdOutLogLikelihood of what happened after the period that a second fit was made to; empty if nothing was held out
 * @param customers how many the fit rests on
 * @param findings what people should know
 */
public record Fit(
        String model,
        String version,
        List<Estimate> estimates,
        List<List<Double>> covariance,
        OptionalDouble logLikelihood,
        OptionalDouble holdOutLogLikelihood,
        long customers,
        List<Finding> findings) {

    /** Of the way that all models are fitted. */
    public static final String VERSION = "1";

    public Fit {
        estimates = List.copyOf(estimates);
        covariance = covariance.stream().map(List::copyOf).collect(Collectors.toUnmodifiableList());
        findings = List.copyOf(findings);
    }

    static Fit without(String model, long customers, Finding finding) {
        return new Fit(
                model,
                VERSION,
                List.of(),
                List.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                customers,
                List.of(finding));
    }

    /** Whether anything may be predicted by it. */
    public boolean isUsable() {
        return !estimates.isEmpty()
                && findings.stream().noneMatch(finding -> finding.code().isFatal());
    }

    public boolean has(Finding.Code code) {
        return findings.stream().anyMatch(finding -> finding.code() == code);
    }

    /** The estimates in order. */
    public double[] parameters() {
        return estimates.stream().mapToDouble(Estimate::value).toArray();
    }

    /** The covariance of the parameters' logarithms. */
    public Optional<double[][]> covarianceMatrix() {
        if (covariance.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(covariance.stream()
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new));
    }

    Fit withHoldOut(double logLikelihood) {
        return new Fit(
                model,
                version,
                estimates,
                covariance,
                this.logLikelihood,
                OptionalDouble.of(logLikelihood),
                customers,
                findings);
    }
}

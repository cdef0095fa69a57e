package org.lierne.marts.customer.value.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lierne.marts.customer.value.model.LifetimeModel;
import org.lierne.marts.customer.value.model.LifetimeModelKind;

/**
 * The model of purchases that told best what came later, among those that can be used.
 *
 * @param chosen the fit to predict by; empty if no model can be used
 * @param former the same model as fitted to the first part, if there was a hold-out
 * @param fits those of all models that were tried, in order
 * @param findings about the choice
 */
public record ModelChoice(
        Optional<Fit> chosen, Optional<LifetimeModel> former, List<Fit> fits, List<Finding> findings) {

    public ModelChoice {
        fits = List.copyOf(fits);
        findings = List.copyOf(findings);
    }

    /**
     * Fits each model to all histories and, if there is a hold-out, to its first part; chooses by the likelihood of what
     * came after, or, without one, by that of all: each model has four parameters.
     *
     * @param models in the order in which the earlier of two equally good ones is taken
     * @param progress told which model is fitted next
     */
    public static ModelChoice of(
            List<LifetimeModelKind> models,
            PurchaseHistories histories,
            Optional<HoldOut> holdOut,
            Consumer<LifetimeModelKind> progress) {
        List<Fit> fits = new ArrayList<>();
        Map<String, LifetimeModel> former = new HashMap<>();
        for (LifetimeModelKind kind : models) {
            progress.accept(kind);
            Fit fit = LifetimeFit.of(kind, histories);
            fits.add(holdOut.filter(later -> fit.isUsable())
                    .flatMap(later -> heldOut(kind, fit, later, former))
                    .map(fit::withHoldOut)
                    .orElse(fit));
        }
        List<Fit> usable = fits.stream().filter(Fit::isUsable).toList();
        List<Finding> findings = new ArrayList<>();
        if (usable.isEmpty() && fits.stream().anyMatch(fit -> fit.has(Finding.Code.DEGENERATE))) {
            Fit nobodyLeaves = LifetimeFit.of(LifetimeModelKind.NBD, histories);
            fits.add(nobodyLeaves);
            if (nobodyLeaves.isUsable()) {
                findings.add(new Finding(
                        Finding.Code.NOBODY_LEAVES,
                        "No model can tell who has left on these customers, so predictions are by NBD, in which nobody ever"
                                + " leaves: the probability of being a customer is 1 for everyone, and says nothing."));
                return new ModelChoice(Optional.of(nobodyLeaves), Optional.empty(), fits, findings);
            }
        }
        if (usable.isEmpty()) {
            String reasons = fits.stream()
                    .flatMap(fit -> fit.findings().stream())
                    .filter(finding -> finding.code().isFatal())
                    .map(Finding::sentence)
                    .distinct()
                    .collect(Collectors.joining(" "));
            findings.add(new Finding(Finding.Code.NO_MODEL, "No model of purchases can be used. " + reasons));
            return new ModelChoice(Optional.empty(), Optional.empty(), fits, findings);
        }
        boolean allHeldOut =
                usable.stream().allMatch(fit -> fit.holdOutLogLikelihood().isPresent());
        if (!allHeldOut && usable.size() > 1) {
            findings.add(new Finding(
                    Finding.Code.NO_HOLD_OUT,
                    "Too little happened in a later part of the data to choose between models by it; the model with the"
                            + " highest likelihood of all data was taken."));
        }
        Comparator<Fit> better = Comparator.comparingDouble(
                fit -> (allHeldOut ? fit.holdOutLogLikelihood() : fit.logLikelihood()).orElseThrow());
        // The earlier of two equals.
        Fit best = usable.stream()
                .reduce((left, right) -> better.compare(right, left) > 0 ? right : left)
                .orElseThrow();
        return new ModelChoice(Optional.of(best), Optional.ofNullable(former.get(best.model())), fits, findings);
    }

    private static Optional<Double> heldOut(
            LifetimeModelKind kind, Fit fit, HoldOut holdOut, Map<String, LifetimeModel> former) {
        Fit before = LifetimeFit.of(kind, holdOut.before(), Optional.of(fit.parameters()));
        if (before.estimates().isEmpty()) {
            return Optional.empty();
        }
        LifetimeModel model = kind.with(before.parameters());
        former.put(fit.model(), model);
        double later = holdOut.logLikelihood(model);
        return Double.isFinite(later) ? Optional.of(later) : Optional.empty();
    }

    /** What was chosen and why, in a sentence. */
    public String sentence() {
        if (chosen.isEmpty()) {
            return findings.get(0).sentence();
        }
        String figures =
                fits.stream().map(fit -> fit.model() + " " + figure(fit)).collect(Collectors.joining(", "));
        return "Predictions are by " + chosen.get().model() + " (" + figures + ").";
    }

    private static String figure(Fit fit) {
        if (!fit.isUsable()) {
            return "not usable";
        }
        if (fit.holdOutLogLikelihood().isPresent()) {
            return String.format(
                    Locale.ROOT, "%.2f on hold-out", fit.holdOutLogLikelihood().getAsDouble());
        }
        return String.format(Locale.ROOT, "%.2f on all", fit.logLikelihood().orElse(0));
    }
}

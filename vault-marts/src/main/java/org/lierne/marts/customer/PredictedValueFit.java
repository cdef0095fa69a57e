package org.lierne.marts.customer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.lierne.marts.computation.Fit.Measure;
import org.lierne.marts.computation.Fit.Note;
import org.lierne.marts.customer.value.fit.Estimate;
import org.lierne.marts.customer.value.fit.Finding;
import org.lierne.marts.customer.value.fit.Fit;
import org.lierne.marts.customer.value.fit.ModelChoice;
import org.lierne.marts.customer.value.fit.PurchaseHistories;
import org.lierne.marts.customer.value.fit.SpendFit;

/** What the fits of a mart of predicted value found, as it is kept. */
final class PredictedValueFit {

    private PredictedValueFit() {}

    static org.lierne.marts.computation.Fit of(
            PurchaseHistories histories, ModelChoice choice, SpendFit spend, Optional<ForetoldPurchases> foretold) {
        String method = choice.chosen().map(Fit::model).orElse("predicted_value") + " " + Fit.VERSION;
        List<Measure> measures = new ArrayList<>();
        measures.add(Measure.of("customers", histories.customers()));
        measures.add(Measure.of("repeat_buyers", histories.repeatBuyers()));
        measures.add(Measure.of("histories", histories.groups()));
        Stream.concat(choice.fits().stream(), Stream.of(spend.fit())).forEach(fit -> measures.addAll(measures(fit)));
        spend.independence().ifPresent(test -> {
            measures.add(Measure.of("spend_correlation", test.correlation()));
            measures.add(Measure.of("spend_correlation_p", test.pValue()));
        });
        List<Note> notes = new ArrayList<>(notes(choice, spend));
        foretold.ifPresent(last -> {
            measures.addAll(last.measures());
            last.note().ifPresent(notes::add);
        });
        return new org.lierne.marts.computation.Fit(method, measures, notes);
    }

    private static List<Measure> measures(Fit fit) {
        List<Measure> measures = new ArrayList<>();
        for (Estimate estimate : fit.estimates()) {
            measures.add(new Measure(
                    fit.model() + "." + estimate.name(),
                    OptionalDouble.of(estimate.value()),
                    estimate.standardError()));
        }
        fit.logLikelihood().ifPresent(value -> measures.add(Measure.of(fit.model() + ".log_likelihood", value)));
        fit.holdOutLogLikelihood()
                .ifPresent(value -> measures.add(Measure.of(fit.model() + ".hold_out_log_likelihood", value)));
        return measures;
    }

    /** Of models that all failed only that, since it says why; else all that was found, each thing once. */
    private static List<Note> notes(ModelChoice choice, SpendFit spend) {
        Optional<Fit> chosen = choice.chosen();
        Stream<Finding> ofPurchases = chosen.isEmpty()
                ? choice.findings().stream()
                : Stream.concat(
                        choice.fits().stream().flatMap(fit -> fit.findings().stream()), choice.findings().stream());
        Stream<Finding> ofSpend = chosen.isEmpty() ? Stream.empty() : spend.fit().findings().stream();
        return Stream.concat(ofPurchases, ofSpend)
                .map(finding -> new Note(finding.code().text(), finding.sentence()))
                .distinct()
                .toList();
    }
}

package org.lierne.marts.customer.churn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.ChurnPredictionMart.Model;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.statistics.Calibration;

/**
 * The models of who will be lost, fitted to customers at earlier moments and measured on those of a later one, beside recency alone and P(alive); and
 * the one that predicts, fitted to all.
 *
 * @param model the one that predicts
 * @param name its name
 * @param measures what is kept of all
 * @param notes what the data could not tell
 */
record ChurnFit(ChurnModel model, String name, List<Fit.Measure> measures, List<Fit.Note> notes) {

    private static final String RECENCY = "recency";
    private static final double PENALTY = 1;

    /** By how much a tenth may be off without a word. */
    private static final double TOLERATED = 0.1;

    /**
     * Fits and measures.
     *
     * @param earlier with some who are lost and some who are not
     * @param later likewise
     * @param lostByBuying how probable it is by a model of buying that each of the later ones has left, for comparison
     * @param wanted the model that is to predict; empty for the one with the least mean square error on the later ones
     */
    static ChurnFit of(Examples earlier, Examples later, Optional<double[]> lostByBuying, Optional<Model> wanted) {
        Map<String, ChurnModel> fitted = fit(earlier);
        Map<String, ValidatedModel> validated = new LinkedHashMap<>();
        fitted.forEach((name, model) -> validated.put(name, ValidatedModel.of(model, later)));
        ChurnModel recency = logistic(earlier.only(RECENCY));
        ValidatedModel byRecency = ValidatedModel.of(recency, later.only(RECENCY));
        String best = wanted.map(model -> model.name().toLowerCase(Locale.ROOT)).orElseGet(() -> better(validated));
        List<Fit.Measure> measures = new ArrayList<>();
        measures.add(Fit.Measure.of("training.customers", earlier.size()));
        measures.add(Fit.Measure.of("training.lost", earlier.countLost()));
        measures.add(Fit.Measure.of("validation.customers", later.size()));
        measures.add(Fit.Measure.of("validation.lost", later.countLost()));
        validated.forEach((name, model) -> measures.addAll(measures(name, model)));
        measures.addAll(measures("recency_alone", byRecency));
        Optional<ValidatedModel> byBuying = lostByBuying.map(lost -> ValidatedModel.of(lost, later.lost()));
        byBuying.ifPresent(model -> measures.addAll(measures("p_alive", model)));
        ValidatedModel chosen = validated.get(best);
        measures.add(Fit.Measure.of("share_alone.brier", chosen.calibration().brierOfTheShare()));
        measures.addAll(tenths(best, chosen.calibration()));
        ChurnModel last = again(fitted.get(best), earlier.and(later));
        measures.addAll(parameters(best, last, earlier));
        List<Fit.Note> notes = notes(chosen, byRecency, byBuying, later);
        if (lostByBuying.isEmpty()) {
            notes.add(
                    new Fit.Note(
                            "no_p_alive",
                            "The model of buying that tells P(alive) cannot be used with these customers, so P(alive) is not compared."));
        }
        return new ChurnFit(last, best, measures, notes);
    }

    private static Map<String, ChurnModel> fit(Examples examples) {
        Map<String, ChurnModel> models = new LinkedHashMap<>();
        models.put("logistic", logistic(examples));
        models.put("boosted_trees", BoostedTrees.fit(examples));
        return models;
    }

    /** The same model, fitted to others; of trees as many as were found best. */
    private static ChurnModel again(ChurnModel model, Examples examples) {
        return model instanceof BoostedTrees trees ? BoostedTrees.fit(examples, trees.count()) : logistic(examples);
    }

    private static ChurnModel logistic(Examples examples) {
        return LogisticRegression.fit(examples, PENALTY)
                .orElseThrow(() -> new IllegalStateException("a regression that is held back has a maximum"));
    }

    private static String better(Map<String, ValidatedModel> models) {
        String best = "";
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, ValidatedModel> model : models.entrySet()) {
            if (model.getValue().calibration().brier() < least) {
                least = model.getValue().calibration().brier();
                best = model.getKey();
            }
        }
        return best;
    }

    private static List<Fit.Measure> measures(String name, ValidatedModel model) {
        List<Fit.Measure> measures = new ArrayList<>();
        model.auc()
                .ifPresent(auc -> measures.add(
                        auc.standardError().isPresent()
                                ? Fit.Measure.of(
                                        name + ".auc",
                                        auc.area(),
                                        auc.standardError().get())
                                : Fit.Measure.of(name + ".auc", auc.area())));
        measures.add(Fit.Measure.of(name + ".brier", model.calibration().brier()));
        measures.add(Fit.Measure.of(name + ".predicted_share", model.predicted()));
        return measures;
    }

    private static List<Fit.Measure> tenths(String name, Calibration calibration) {
        List<Fit.Measure> measures = new ArrayList<>();
        for (int tenth = 0; tenth < calibration.tenths().size(); tenth++) {
            Calibration.Tenth each = calibration.tenths().get(tenth);
            String of = String.format(Locale.ROOT, "%s.tenth_%02d.", name, tenth + 1);
            measures.add(Fit.Measure.of(of + "customers", each.cases()));
            measures.add(Fit.Measure.of(of + "predicted", each.predicted()));
            measures.add(Fit.Measure.of(of + "observed", each.observed()));
            measures.add(Fit.Measure.of(of + "lift", each.lift()));
            measures.add(Fit.Measure.of(of + "captured", each.captured()));
        }
        return measures;
    }

    private static List<Fit.Measure> parameters(String name, ChurnModel model, Examples examples) {
        List<Fit.Measure> measures = new ArrayList<>();
        measures.add(Fit.Measure.of(name + ".base_logit", model.base()));
        if (model instanceof LogisticRegression regression) {
            for (int feature = 0; feature < examples.names().size(); feature++) {
                measures.add(Fit.Measure.of(
                        name + "." + examples.names().get(feature),
                        regression.coefficient(feature),
                        regression.standardError(feature)));
            }
        }
        if (model instanceof BoostedTrees trees) {
            measures.add(Fit.Measure.of(name + ".trees", trees.count()));
        }
        return measures;
    }

    private static List<Fit.Note> notes(
            ValidatedModel chosen, ValidatedModel byRecency, Optional<ValidatedModel> byBuying, Examples later) {
        List<Fit.Note> notes = new ArrayList<>();
        double area = chosen.auc().orElseThrow().area();
        double error = chosen.auc().orElseThrow().standardError().orElse(0.0);
        if (area - 2 * error <= 0.5) {
            notes.add(new Fit.Note(
                    "no_better_than_chance",
                    String.format(
                            Locale.ROOT,
                            "At the later moment the model does not tell who is lost better than chance: its AUC is %.3f, with a"
                                    + " standard error of %.3f.",
                            area,
                            error)));
        } else if (area - byRecency.auc().orElseThrow().area() < error) {
            notes.add(new Fit.Note(
                    "hardly_better_than_recency",
                    String.format(
                            Locale.ROOT,
                            "The days since the latest order alone tell nearly as well who is lost: AUC %.3f, against %.3f of"
                                    + " the model.",
                            byRecency.auc().orElseThrow().area(),
                            area)));
        }
        byBuying.flatMap(ValidatedModel::auc)
                .filter(alive -> alive.area() >= area)
                .ifPresent(alive -> notes.add(new Fit.Note(
                        "no_better_than_p_alive",
                        String.format(
                                Locale.ROOT,
                                "P(alive), of a model of purchases alone, tells who is lost as well: AUC %.3f, against %.3f of the"
                                        + " model.",
                                alive.area(),
                                area))));
        if (chosen.calibration().brier() >= chosen.calibration().brierOfTheShare()) {
            notes.add(new Fit.Note(
                    "no_better_than_share",
                    String.format(
                            Locale.ROOT,
                            "The probabilities are no nearer to what came than if the share of the lost were said of everybody:"
                                    + " Brier score %.4f, against %.4f. Take them as an order of customers.",
                            chosen.calibration().brier(),
                            chosen.calibration().brierOfTheShare())));
        }
        calibration(chosen.calibration()).ifPresent(notes::add);
        double share = (double) later.countLost() / later.size();
        double spread = Math.sqrt(share * (1 - share) / later.size());
        if (Math.abs(chosen.predicted() - share) > Math.max(0.03, 3 * spread)) {
            notes.add(new Fit.Note(
                    "another_share_than_before",
                    String.format(
                            Locale.ROOT,
                            "At the later moment %.1f %% were lost, where %.1f %% were predicted from the moments before: the"
                                    + " probabilities are to be taken with care.",
                            100 * share,
                            100 * chosen.predicted())));
        }
        return notes;
    }

    /** Of the tenth that was told worst, if that is more than chance and more than a tenth. */
    private static Optional<Fit.Note> calibration(Calibration calibration) {
        Optional<Calibration.Tenth> worst = calibration.tenths().stream()
                .filter(tenth -> off(tenth)
                        > Math.max(
                                TOLERATED, 3 * Math.sqrt(tenth.predicted() * (1 - tenth.predicted()) / tenth.cases())))
                .max(Comparator.comparingDouble(ChurnFit::off));
        return worst.map(tenth -> new Fit.Note(
                "calibration_off",
                String.format(
                        Locale.ROOT,
                        "The probabilities of a tenth of the customers were far off at the later moment: %.0f %% were predicted, and %.0f"
                                + " %% were lost. Take them as an order of customers.",
                        100 * tenth.predicted(),
                        100 * tenth.observed())));
    }

    private static double off(Calibration.Tenth tenth) {
        return Math.abs(tenth.predicted() - tenth.observed());
    }
}

package org.lierne.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.ResultColumn;

/** How well it is told who will be lost: AUC and Brier score beside what anybody could say, and tenths of customers. */
final class ChurnFitPage {

    private static final int TENTHS = 10;

    private final FitPage fit;

    ChurnFitPage(FitPage fit) {
        this.fit = fit;
    }

    void write() {
        String chosen = fit.fit().namesBefore(".tenth_01.customers").stream()
                .findFirst()
                .orElse("");
        List<String> models = fit.fit().namesBefore(".auc");
        fit.page().section("How good it is");
        fit.sentences("Predictions are by " + words(chosen) + ". It was learnt from " + customers("training") + " at "
                + Amounts.count((long) fit.fit().value("training.moments"), "moment", "moments")
                + ", and measured at the latest moment of which it is known what became of them, on "
                + customers("validation") + choice(chosen) + ".");
        List<List<Object>> rows = new ArrayList<>();
        for (String model : models) {
            rows.add(List.of(
                    words(model) + (model.equals(chosen) ? " *" : ""),
                    fit.decimals(model + ".auc", 3),
                    fit.decimals(model + ".brier", 4),
                    fit.percent(model + ".predicted_share")));
        }
        double share = fit.fit().value("validation.lost") / fit.fit().value("validation.customers");
        rows.add(List.of(
                "the share, of everybody", "0.500", fit.decimals("share_alone.brier", 4), Numbers.percent(share)));
        fit.page()
                .table(
                        List.of(
                                ResultColumn.text("who tells"),
                                ResultColumn.text("AUC"),
                                ResultColumn.number("Brier"),
                                ResultColumn.number("predicted")),
                        rows);
        fit.meaning(
                "AUC: how probable it is that of two customers the one who was lost has the higher probability; 0.5 is"
                        + " chance. Brier: the mean square of probability less outcome; less is better. "
                        + Numbers.percent(share)
                        + " were lost.");
        if (!chosen.isEmpty()) {
            tenths(chosen);
        }
    }

    private String customers(String when) {
        return Amounts.count((long) fit.fit().value(when + ".customers"), "customer", "customers") + " ("
                + fit.count(when + ".lost") + " lost)";
    }

    /** Why that model. */
    private String choice(String chosen) {
        for (String other : List.of("logistic", "boosted_trees")) {
            if (!other.equals(chosen)
                    && fit.fit().has(other + ".brier")
                    && fit.fit().has(chosen + ".brier")) {
                return fit.fit().value(chosen + ".brier") <= fit.fit().value(other + ".brier")
                        ? "; of the two models it has the lesser Brier score there"
                        : "; the metadata want this model, though the other has the lesser Brier score there";
            }
        }
        return "";
    }

    private static String words(String model) {
        return switch (model) {
            case "logistic" -> "logistic regression";
            case "boosted_trees" -> "boosted trees";
            case "recency_alone" -> "days since the latest order";
            case "p_alive" -> "1 - P(alive)";
            default -> model;
        };
    }

    private void tenths(String chosen) {
        List<List<Object>> rows = new ArrayList<>();
        for (int tenth = 1; tenth <= TENTHS; tenth++) {
            String of = String.format(Locale.ROOT, "%s.tenth_%02d.", chosen, tenth);
            if (fit.fit().has(of + "customers")) {
                rows.add(List.of(
                        Integer.toString(tenth),
                        fit.count(of + "customers"),
                        fit.percent(of + "predicted"),
                        fit.percent(of + "observed"),
                        fit.decimals(of + "lift", 2),
                        fit.percent(of + "captured"),
                        new Page.Bar(fit.fit().value(of + "observed"))));
            }
        }
        fit.page().section("Tenths of these customers, the highest probability first");
        fit.page()
                .table(
                        List.of(
                                ResultColumn.number("tenth"),
                                ResultColumn.number("customers"),
                                ResultColumn.number("predicted"),
                                ResultColumn.number("lost"),
                                ResultColumn.number("lift"),
                                ResultColumn.number("captured"),
                                ResultColumn.text("")),
                        rows);
        fit.meaning(
                "Predicted and lost are alike if the probabilities can be taken at their word (calibration). Lift: lost, by"
                        + " the share of all. Captured: of all who were lost, how many are in this tenth and those before.");
    }
}

package org.lierne.cli.show;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lierne.cli.console.ResultColumn;

/** How well models tell what customers will buy: likelihoods, parameters, and what was foretold of a time that has passed. */
final class ValueFitPage {

    private static final String LIKELIHOOD = ".log_likelihood";
    private static final String HOLD_OUT = ".hold_out_log_likelihood";
    private static final String SPEND = "gamma_gamma";

    private final FitPage fit;

    ValueFitPage(FitPage fit) {
        this.fit = fit;
    }

    void write() {
        List<String> models = fit.fit().namesBefore(LIKELIHOOD);
        List<String> ofPurchases =
                models.stream().filter(model -> !model.equals(SPEND)).toList();
        Optional<String> chosen = chosen(ofPurchases);
        fit.page().section("How good it is");
        chosen.ifPresent(model -> fit.sentences(why(model, ofPurchases)));
        List<List<Object>> rows = new ArrayList<>();
        for (String model : models) {
            rows.add(List.of(
                    model + (chosen.filter(model::equals).isPresent() ? " *" : ""),
                    fit.decimals(model + LIKELIHOOD, 2),
                    fit.decimals(model + HOLD_OUT, 2)));
        }
        fit.page()
                .table(
                        List.of(
                                ResultColumn.text("model"),
                                ResultColumn.number("log-likelihood"),
                                ResultColumn.number("of what came later")),
                        rows);
        fit.meaning(
                "Log-likelihood: how well the model fits all purchases; of what came later: how well it tells the last third"
                        + " of the time from the two before. More is better, of the same customers; " + SPEND
                        + " is of what they spend.");
        fit.page().section("Parameters, with their standard errors");
        for (String model : models) {
            fit.sentences(model + ": " + FitPage.joined(parameters(model)));
        }
        holdOut();
        if (fit.fit().has("spend_correlation")) {
            fit.meaning("Spend and frequency correlate by " + fit.decimals("spend_correlation", 2) + " (p "
                    + fit.decimals("spend_correlation_p", 2) + "); " + SPEND + " takes it to be nothing.");
        }
    }

    private void holdOut() {
        if (!fit.fit().has("hold_out.mean_square_error")) {
            return;
        }
        fit.sentences("Of the last third of the time, told from the two before: " + fit.count("hold_out.customers")
                + " customers bought " + fit.decimals("hold_out.purchases", 3) + " times each, where "
                + fit.decimals("hold_out.predicted", 3) + " was predicted; the mean square of the differences is "
                + fit.decimals("hold_out.mean_square_error", 3) + ", against "
                + fit.decimals("hold_out.mean_alone", 3) + " if their mean is said of everybody.");
    }

    /** The one that predicts is the best of those that could be used: by what came later, or else by all. */
    private Optional<String> chosen(List<String> models) {
        List<String> heldOut =
                models.stream().filter(model -> fit.fit().has(model + HOLD_OUT)).toList();
        if (heldOut.isEmpty()) {
            return Optional.of(models).filter(all -> all.size() == 1).map(all -> all.get(0));
        }
        return heldOut.stream()
                .max(Comparator.comparingDouble(model -> fit.fit().value(model + HOLD_OUT)));
    }

    private String why(String model, List<String> models) {
        return models.size() == 1 || !fit.fit().has(model + HOLD_OUT)
                ? "Predictions are by " + model + "."
                : "Predictions are by " + model + ": of " + models.size() + " models it tells best what came later.";
    }

    private List<String> parameters(String model) {
        List<String> parameters = new ArrayList<>();
        fit.fit().figures().forEach((name, figure) -> {
            if (name.startsWith(model + ".") && !name.endsWith("log_likelihood")) {
                parameters.add(name.substring(model.length() + 1) + " " + Numbers.rounded(figure.value())
                        + (figure.standardError().isPresent()
                                ? " ± " + Numbers.rounded(figure.standardError().getAsDouble())
                                : ""));
            }
        });
        return parameters;
    }
}

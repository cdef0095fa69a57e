package org.lierne.core.metadata;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.HistoricValueMart;
import org.lierne.core.model.Loss;
import org.lierne.core.model.Mart;
import org.lierne.core.model.PredictedValueMart;
import org.lierne.core.model.PredictedValueMart.BuyingModel;

/** Reads the analyses of a mart of transactions. */
final class AnalysisMartReader {

    private static final Pattern DAYS = Pattern.compile("(\\d{1,5}) days?");

    private final Registry<String> kinds;
    private final Diagnostics diagnostics;
    private final Scalars scalars;

    /** @param kinds the kinds of all marts by name */
    AnalysisMartReader(Registry<String> kinds, Diagnostics diagnostics) {
        this.kinds = kinds;
        this.diagnostics = diagnostics;
        this.scalars = new Scalars(diagnostics);
    }

    Mart historicValue(String name, Fields fields) {
        checkTransactions(fields);
        return new HistoricValueMart(name, fields.description(), fields.text("of", ""), at(fields));
    }

    Optional<Mart> predictedValue(String name, Fields fields) {
        checkTransactions(fields);
        Optional<Integer> horizon = fields.has("horizon")
                ? fields.text("horizon").flatMap(text -> days("horizon", text, fields.what(), 1))
                : Optional.of(PredictedValueMart.DEFAULT_HORIZON);
        Optional<Double> discount = fields.has("discount")
                ? fields.text("discount").flatMap(text -> scalars.share("discount\" of \"" + name, text))
                : Optional.of(PredictedValueMart.DEFAULT_DISCOUNT);
        List<BuyingModel> models = buyingModels(fields);
        Optional<String> at = at(fields);
        if (horizon.isEmpty() || discount.isEmpty() || models.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PredictedValueMart(
                name,
                fields.description(),
                fields.text("of", ""),
                horizon.get(),
                discount.get(),
                models,
                at,
                fields.text("was").map(Text::text)));
    }

    private List<BuyingModel> buyingModels(Fields fields) {
        List<String> words = Arrays.stream(BuyingModel.values())
                .map(model -> model.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!fields.has("models")) {
            return List.of(BuyingModel.values());
        }
        List<BuyingModel> models = new ArrayList<>();
        for (Text text : fields.texts("models")) {
            if (words.contains(text.text())) {
                models.add(BuyingModel.valueOf(text.text().toUpperCase(Locale.ROOT)));
            } else {
                diagnostics.error(
                        "wrong_value",
                        text.position(),
                        "\"models\" of " + fields.what() + " names \"" + text.text() + "\", which is no model.",
                        Suggestions.hint(text.text(), words));
            }
        }
        return models;
    }

    /** Reports a mart of something else than transactions. */
    void checkTransactions(Fields fields) {
        fields.text("of").ifPresent(of -> {
            Optional<String> kind = kinds.resolve(of, fields.what(), diagnostics);
            if (kind.isPresent() && !kind.get().equals("transactions")) {
                diagnostics.error(
                        "wrong_mart",
                        of.position(),
                        Fields.sentence(fields.what()) + " is \"of\" the mart \"" + of.text() + "\", which is a "
                                + kind.get() + ", but it needs transactions.",
                        "Name a mart of kind transactions.");
            }
        });
    }

    /** A number of days that a key says; what is none, or too few, is reported. */
    Optional<Integer> days(String key, Text text, String what, int least) {
        Matcher days = DAYS.matcher(text.text().strip());
        if (!days.matches()) {
            diagnostics.error(
                    "wrong_value",
                    text.position(),
                    "\"" + key + "\" of " + what + " should be a number of days, but is \"" + text.text() + "\".",
                    "Write it like 90 days.");
            return Optional.empty();
        }
        int window = Integer.parseInt(days.group(1));
        if (window < least) {
            diagnostics.error(
                    "wrong_value",
                    text.position(),
                    "\"" + key + "\" of " + what + " is " + window + " days"
                            + (least == Loss.SHORTEST_WINDOW
                                    ? ", within which a customer could be lost and won back more than once in a month."
                                    : "."),
                    "Take at least " + least + (least == 1 ? " day." : " days."));
            return Optional.empty();
        }
        return Optional.of(window);
    }

    /** The day that "at" names, which is reported if it is none. */
    Optional<String> at(Fields fields) {
        return fields.text("at").filter(text -> checkDate(text, fields.what())).map(Text::text);
    }

    private boolean checkDate(Text text, String what) {
        try {
            LocalDate.parse(text.text());
            return true;
        } catch (DateTimeException malformed) {
            diagnostics.error(
                    "wrong_value",
                    text.position(),
                    "\"at\" of " + what + " should be an ISO date, but is \"" + text.text() + "\".",
                    "Write it like 2011-12-10.");
            return false;
        }
    }
}

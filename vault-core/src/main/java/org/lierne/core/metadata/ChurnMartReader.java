package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.ChurnPredictionMart;
import org.lierne.core.model.ChurnPredictionMart.KnownBy;
import org.lierne.core.model.ChurnPredictionMart.Model;
import org.lierne.core.model.ChurnRateMart;
import org.lierne.core.model.ChurnWindowMart;
import org.lierne.core.model.CustomerGroup;
import org.lierne.core.model.LogRankMart;
import org.lierne.core.model.Loss;
import org.lierne.core.model.Mart;
import org.lierne.core.model.RetentionMart;
import org.lierne.core.model.SurvivalMart;

/** Reads the marts that tell who is lost, and when. */
final class ChurnMartReader {

    /** What a window looks like that was meant as one, rather than as the name of a mart. */
    private static final Pattern DIGITS = Pattern.compile("\\d.*");

    private static final Pattern COLUMN = Pattern.compile("(\\w+)\\.(\\w+)");
    private static final Set<String> WITHOUT_CUSTOMERS =
            Set.of("fact", "transactions", "churn_window", "churn_rate", "survival", "log_rank", "retention");
    private static final Set<String> CONTRACTS = Set.of("fact", "dimension", "sql");

    private final Registry<String> kinds;
    private final AnalysisMartReader analyses;
    private final Diagnostics diagnostics;

    /** @param kinds the kinds of all marts by name */
    ChurnMartReader(Registry<String> kinds, AnalysisMartReader analyses, Diagnostics diagnostics) {
        this.kinds = kinds;
        this.analyses = analyses;
        this.diagnostics = diagnostics;
    }

    Optional<Mart> window(String name, Fields fields) {
        analyses.checkTransactions(fields);
        Optional<String> at = analyses.at(fields);
        Optional<Integer> beside = fields.text("beside").flatMap(text -> days(text, "beside", fields.what()));
        if (fields.has("beside") && beside.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ChurnWindowMart(name, fields.description(), fields.text("of", ""), beside, at));
    }

    Optional<Mart> rate(String name, Fields fields) {
        Optional<String> at = analyses.at(fields);
        List<CustomerGroup> by = by(fields);
        return loss(fields)
                .map(loss -> new ChurnRateMart(name, fields.description(), fields.text("of", ""), loss, by, at));
    }

    Optional<Mart> survival(String name, Fields fields) {
        Optional<String> at = analyses.at(fields);
        List<CustomerGroup> by = by(fields);
        return loss(fields)
                .map(loss -> new SurvivalMart(name, fields.description(), fields.text("of", ""), loss, by, at));
    }

    Mart retention(String name, Fields fields) {
        analyses.checkTransactions(fields);
        return new RetentionMart(name, fields.description(), fields.text("of", ""), analyses.at(fields));
    }

    Mart logRank(String name, Fields fields) {
        fields.text("of")
                .ifPresent(of ->
                        checkKind(of, fields.what(), Set.of("survival"), "groups of a survival mart are compared"));
        return new LogRankMart(name, fields.description(), fields.text("of", ""));
    }

    Optional<Mart> prediction(String name, Fields fields) {
        analyses.checkTransactions(fields);
        return fields.text("inactive_after")
                .flatMap(text -> silence(text, fields.what()))
                .map(loss -> new ChurnPredictionMart(
                        name,
                        fields.description(),
                        fields.text("of", ""),
                        loss,
                        KnownBy.valueOf(fields.text("known_by", "run").toUpperCase(Locale.ROOT)),
                        fields.text("model")
                                .map(text -> Model.valueOf(text.text().toUpperCase(Locale.ROOT))),
                        fields.text("was").map(Text::text)));
    }

    private Optional<Loss> loss(Fields fields) {
        boolean contracts = fields.has("starts") || fields.has("ends");
        if (fields.has("inactive_after") && contracts) {
            diagnostics.error(
                    "contract_and_silence",
                    fields.at(fields.has("ends") ? "ends" : "starts"),
                    Fields.sentence(fields.what()) + " says both \"inactive_after\", which is for shops without"
                            + " contracts, and when contracts end.",
                    "Take one of them out.");
            return Optional.empty();
        }
        if (contracts) {
            return contract(fields);
        }
        analyses.checkTransactions(fields);
        if (!fields.has("inactive_after")) {
            diagnostics.error(
                    "missing_key",
                    fields.position(),
                    Fields.sentence(fields.what()) + " does not say when a customer is lost.",
                    "Without contracts, write \"inactive_after\" like 90 days, or name a churn_window mart there; with"
                            + " contracts, name the columns \"starts\" and \"ends\".");
            return Optional.empty();
        }
        fields.text("customer")
                .ifPresent(text -> diagnostics.error(
                        "wrong_value",
                        text.position(),
                        "\"customer\" of " + fields.what() + " is for contracts; transactions say who buys.",
                        "Take it out."));
        return fields.text("inactive_after").flatMap(text -> silence(text, fields.what()));
    }

    private Optional<Loss> contract(Fields fields) {
        for (String key : List.of("starts", "ends")) {
            if (!fields.has(key)) {
                diagnostics.error(
                        "missing_key",
                        fields.position(),
                        Fields.sentence(fields.what()) + " lacks the key \"" + key + "\".",
                        "A contract both \"starts\" and \"ends\"; name the columns that say when.");
                return Optional.empty();
            }
        }
        fields.text("of")
                .ifPresent(of -> checkKind(
                        of,
                        fields.what(),
                        CONTRACTS,
                        "contracts are rows of a fact, a dimension or a mart of kind sql"));
        return Optional.of(new Loss.AtEnd(
                fields.text("customer", "customer_hk"), fields.text("starts", ""), fields.text("ends", "")));
    }

    private void checkKind(Text name, String what, Set<String> allowed, String expected) {
        Optional<String> kind = kinds.resolve(name, what, diagnostics);
        if (kind.isPresent() && !allowed.contains(kind.get())) {
            diagnostics.error(
                    "wrong_mart",
                    name.position(),
                    Fields.sentence(what) + " names the mart \"" + name.text() + "\", which is a " + kind.get()
                            + ", but " + expected + ".",
                    "Name another mart.");
        }
    }

    private Optional<Loss> silence(Text text, String what) {
        String written = text.text().strip();
        if (DIGITS.matcher(written).matches() || !kinds.isDeclared(written) && written.contains(" ")) {
            return days(text, "inactive_after", what).map(Loss.AfterDays::new);
        }
        checkKind(
                text,
                what,
                Set.of("churn_window"),
                "only a churn_window chooses after how many days customers are lost");
        return Optional.of(new Loss.AfterChosen(written));
    }

    private Optional<Integer> days(Text text, String key, String what) {
        return analyses.days(key, text, what, Loss.SHORTEST_WINDOW);
    }

    private List<CustomerGroup> by(Fields fields) {
        List<CustomerGroup> groups = new ArrayList<>();
        for (Text text : fields.texts("by")) {
            Optional<CustomerGroup> group = group(text, fields.what());
            if (group.isPresent()
                    && groups.stream()
                            .anyMatch(other -> other.column().equals(group.get().column()))) {
                diagnostics.error(
                        "duplicate_name",
                        text.position(),
                        "\"by\" of " + fields.what() + " would make two columns \""
                                + group.get().column() + "\".",
                        "Take one of them out.");
                continue;
            }
            group.ifPresent(groups::add);
        }
        return groups;
    }

    private Optional<CustomerGroup> group(Text text, String what) {
        if (text.text().equals(CustomerGroup.Cohort.NAME)) {
            return Optional.of(new CustomerGroup.Cohort());
        }
        Matcher column = COLUMN.matcher(text.text());
        if (!column.matches()) {
            diagnostics.error(
                    "wrong_value",
                    text.position(),
                    "\"by\" of " + what + " should be cohort or a mart's column, but is \"" + text.text() + "\".",
                    "Write it like cohort, or dim_customer.country.");
            return Optional.empty();
        }
        Text mart = Text.of(column.group(1), text.position());
        Optional<String> kind = kinds.resolve(mart, what, diagnostics);
        if (kind.isPresent() && WITHOUT_CUSTOMERS.contains(kind.get())) {
            diagnostics.error(
                    "wrong_mart",
                    text.position(),
                    "\"by\" of " + what + " names the mart \"" + mart.text() + "\", which is a " + kind.get()
                            + ", but customers are told apart by what has one row for each.",
                    "Name a dimension, an analysis of customers, or a mart of kind sql with a customer_hk.");
            return Optional.empty();
        }
        return Optional.of(new CustomerGroup.OfMart(mart.text(), column.group(2)));
    }
}

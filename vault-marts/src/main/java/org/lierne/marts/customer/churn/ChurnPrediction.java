package org.lierne.marts.customer.churn;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lierne.core.model.ChurnPredictionMart;
import org.lierne.core.model.ChurnPredictionMart.KnownBy;
import org.lierne.core.model.Loss;
import org.lierne.core.schema.TableColumn;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.customer.Template;
import org.lierne.marts.customer.Transactions;

/**
 * How probable it is that customers who are active when the data end buy nothing for a window from then on. Features are taken at
 * moments of the past, from what was known then; what became of the customers, from what is known now. Models are fitted to the earlier
 * moments and measured on the latest; the better one is fitted to all, and predicts.
 */
public final class ChurnPrediction implements Computation {

    private static final int VERSION = 1;

    /** How many customers are learnt from, and measured, at most; their hash keys decide who. */
    private static final long MOST = 200_000;

    private static final int FEWEST = 20;

    private final ChurnPredictionMart mart;
    private final List<TableColumn> columns;
    private final Transactions transactions;

    /** @param columns of the result: the customer's hash key, then the payload */
    public ChurnPrediction(ChurnPredictionMart mart, List<TableColumn> columns, Transactions transactions) {
        this.mart = mart;
        this.columns = List.copyOf(columns);
        this.transactions = transactions;
    }

    @Override
    public List<TableColumn> columns() {
        return columns;
    }

    @Override
    public Fit compute(ComputationInput input) throws SQLException {
        Optional<Integer> window = window(input);
        if (window.isEmpty()) {
            return nothing(
                    "no_window",
                    "No window of silence is chosen, so nothing is predicted; \""
                            + ((Loss.AfterChosen) mart.loss()).mart() + "\" says why.");
        }
        Optional<Span> span = Span.of(input, transactions);
        if (span.isEmpty()) {
            return nothing("no_purchases", "There are no purchases, so nothing is predicted.");
        }
        List<LocalDateTime> moments =
                Snapshots.candidates(span.get().start(), span.get().end(), window.get());
        if (moments.isEmpty() || Snapshots.of(moments, window.get()).training().isEmpty()) {
            return tooShort(span.get(), window.get());
        }
        try (ExampleTable examples = new ExampleTable(input, transactions, window.get())) {
            return learn(input, examples, moments, window.get(), span.get().end());
        }
    }

    private Fit learn(
            ComputationInput input, ExampleTable table, List<LocalDateTime> moments, int window, LocalDateTime dataEnd)
            throws SQLException {
        List<LocalDateTime> known = new ArrayList<>();
        for (LocalDateTime moment : moments) {
            if (mart.knownBy() == KnownBy.LOAD_DATE
                    || input.pasts().runCommittedBy(moment).isPresent()) {
                known.add(moment);
            }
        }
        Optional<Snapshots> used = Optional.of(known)
                .filter(some -> !some.isEmpty())
                .map(some -> Snapshots.of(some, window))
                .filter(some -> !some.training().isEmpty());
        if (used.isEmpty()) {
            return nothing(
                    "past_not_known",
                    "Of the " + moments.size() + " moments from "
                            + moments.get(0).toLocalDate() + " to "
                            + moments.get(moments.size() - 1).toLocalDate() + " a run had loaded anything by "
                            + known.size() + ", too few to learn from, so nothing is predicted. If the past was loaded"
                            + " later, say known_by: load_date.");
        }
        Snapshots snapshots = used.get();
        int done = 0;
        int all = snapshots.training().size() + 1;
        for (LocalDateTime moment : snapshots.training()) {
            input.progress().at("features of " + moment.toLocalDate(), done++, all);
            table.add(moment, mart.knownBy(), MOST / snapshots.training().size());
        }
        input.progress().at("features of " + snapshots.validation().toLocalDate(), done, all);
        table.addWithHistories(snapshots.validation(), mart.knownBy(), MOST);
        Examples earlier = table.read(snapshots.training());
        Examples later = table.read(List.of(snapshots.validation()));
        if (earlier.size() == 0) {
            return nothing(
                    "past_not_known",
                    "Of customers who were active at moments of the past, nothing was known then: what was loaded has later load"
                            + " dates, or was loaded by later runs. Nothing is predicted.");
        }
        Optional<Fit> tooFew = tooFew(earlier, "the earlier moments").or(() -> tooFew(later, "the latest moment"));
        if (tooFew.isPresent()) {
            return tooFew.get();
        }
        input.progress().at("fitting", 0, 0);
        ChurnFit fit = ChurnFit.of(earlier, later, table.lostByBuying(snapshots.validation()), mart.model());
        new Scoring(input, table, fit.model(), window, dataEnd).run();
        List<Fit.Measure> measures = new ArrayList<>();
        measures.add(Fit.Measure.of("window_days", window));
        measures.add(Fit.Measure.of("training.moments", snapshots.training().size()));
        measures.addAll(fit.measures());
        List<Fit.Note> notes = new ArrayList<>(fit.notes());
        if (mart.knownBy() == KnownBy.LOAD_DATE) {
            notes.add(
                    new Fit.Note(
                            "known_by_load_date",
                            "What was known at a moment of the past is told by load dates, whenever it was loaded; corrections that came"
                                    + " later under an earlier date count as known, so the measures may be better than they could have been then."));
        }
        return new Fit(method(fit.name()), measures, notes);
    }

    private String method(String model) {
        return String.format(Locale.ROOT, "churn %s %d", model, VERSION)
                + (mart.knownBy() == KnownBy.LOAD_DATE ? ", known by load date" : "");
    }

    private Optional<Fit> tooFew(Examples examples, String when) {
        int lost = examples.countLost();
        int kept = examples.size() - lost;
        if (lost >= FEWEST && kept >= FEWEST) {
            return Optional.empty();
        }
        String howMany = lost == 0 ? "none" : kept == 0 ? "all" : Integer.toString(lost);
        return Optional.of(nothing(
                "too_few_customers",
                "Of the " + examples.size() + " customers who were active at " + when + ", " + howMany
                        + " were lost; at least " + FEWEST + " who were and " + FEWEST
                        + " who were not are needed, so nothing is predicted."));
    }

    private Fit tooShort(Span span, int window) {
        return nothing(
                "too_short",
                "The data span " + Duration.between(span.start(), span.end()).toDays() + " days. A window of " + window
                        + " days is needed before an earlier moment, between it and a later one, and after that, each the first"
                        + " of a month: " + 3 * window + " days, and as a rule a month more. Nothing is predicted.");
    }

    private Fit nothing(String code, String sentence) {
        return new Fit(method("nothing"), List.of(), List.of(new Fit.Note(code, sentence)));
    }

    private Optional<Integer> window(ComputationInput input) throws SQLException {
        if (mart.loss() instanceof Loss.AfterDays stated) {
            return Optional.of(stated.days());
        }
        String chosen = Template.mart(((Loss.AfterChosen) mart.loss()).mart());
        try (Statement statement = input.connection().createStatement();
                ResultSet row = statement.executeQuery("select window_days from " + chosen + " where is_chosen")) {
            return row.next() ? Optional.of(row.getInt(1)) : Optional.empty();
        }
    }

    /** From the beginning of the first purchase's day to that of the day after the latest transaction. */
    private record Span(LocalDateTime start, LocalDateTime end) {

        static Optional<Span> of(ComputationInput input, Transactions transactions) throws SQLException {
            String query = "select cast(cast(min(occurred_at) filter (coalesce(amount, 0) >= 0 and "
                    + Template.keyPresent(transactions.customerKey())
                    + ") as date) as timestamp), cast(max(occurred_at) as date) + interval 1 day from "
                    + Template.mart(transactions.mart());
            try (Statement statement = input.connection().createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                Timestamp start = row.getTimestamp(1);
                if (start == null) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Span(row.getObject(1, LocalDateTime.class), row.getObject(2, LocalDateTime.class)));
            }
        }
    }
}

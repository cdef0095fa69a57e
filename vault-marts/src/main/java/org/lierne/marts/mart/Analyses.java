package org.lierne.marts.mart;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lierne.core.model.AnalysisMart;
import org.lierne.core.model.ChurnMart;
import org.lierne.core.model.ChurnPredictionMart;
import org.lierne.core.model.ClustersMart;
import org.lierne.core.model.ComputedMart;
import org.lierne.core.model.HistoricValueMart;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Loss;
import org.lierne.core.model.PredictedValueMart;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.TableColumn;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.customer.HistoricValueQuery;
import org.lierne.marts.customer.PredictedValue;
import org.lierne.marts.customer.Transactions;
import org.lierne.marts.customer.churn.ChurnPrediction;
import org.lierne.marts.customer.segment.Clusters;
import org.lierne.marts.customer.segment.RfmQuery;
import org.lierne.marts.meaning.Meaning;
import org.lierne.marts.meaning.MeaningFile;

/** Compiles the analyses of transactions. Transactions are noted first, since analyses ask for their columns. */
final class Analyses {

    private static final int SCORES_OF_GRIDS = 5;

    /** Series of months go up to the stated day, so it is not to be far off. */
    private static final int EARLIEST_YEAR = 1900;

    private static final int LATEST_YEAR = 2200;

    private final Vault vault;
    private final Map<String, Transactions> known = new HashMap<>();

    Analyses(Vault vault) {
        this.vault = vault;
    }

    void note(Transactions transactions) {
        known.put(transactions.mart(), transactions);
    }

    /** An analysis as SQL, which reads its transactions. */
    MartQuery query(AnalysisMart mart) throws FieldProblem {
        if (mart instanceof ChurnMart churn) {
            return new ChurnAnalyses(vault, this).query(churn);
        }
        if (mart instanceof ComputedMart computed) {
            return query(computed);
        }
        return new MartQuery(
                mart, sql(mart), List.of(mart.of()), Optional.empty(), meaning(mart, transactions(mart.of())));
    }

    private MartQuery query(ComputedMart mart) throws FieldProblem {
        Transactions transactions = transactions(mart.of());
        Hub hub = vault.hubOf(mart).orElseThrow(() -> FieldProblem.ofAnother("of"));
        return new MartQuery(
                mart,
                ComputedQuery.of(hub, mart),
                reads(mart),
                Optional.of(computation(mart, hub, transactions)),
                meaning(mart, transactions));
    }

    /** What the columns of its own mean, then those that every computed mart has. */
    private static Meaning meaning(ComputedMart mart, Transactions transactions) {
        Map<String, String> parts = new HashMap<>();
        parts.put("mart", Sql.column(MartQueries.MART, mart.name()));
        if (mart instanceof PredictedValueMart value) {
            parts.put("horizon", Integer.toString(value.horizonDays()));
            parts.put("discount", percent(value.discount()));
        }
        Meaning own = MeaningFile.read(owner(mart), mart.kind(), transactions.keyNames(), parts);
        Meaning common = MeaningFile.read(Transactions.class, "computed", transactions.keyNames(), parts);
        return own.withColumns(
                Stream.concat(own.columns().stream(), common.columns().stream()).toList());
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    /** The class beside which it is said what the mart means. */
    private static Class<?> owner(ComputedMart mart) {
        if (mart instanceof ClustersMart) {
            return Clusters.class;
        }
        return mart instanceof ChurnPredictionMart ? ChurnPrediction.class : PredictedValue.class;
    }

    private static Meaning meaning(AnalysisMart mart, Transactions transactions) {
        if (mart instanceof RfmMart rfm) {
            return RfmQuery.meaning(transactions, rfm);
        }
        return HistoricValueQuery.meaning(mart.name(), transactions);
    }

    private static List<String> reads(ComputedMart mart) {
        if (mart instanceof ClustersMart clusters) {
            return List.of(mart.of(), clusters.from());
        }
        return mart instanceof ChurnPredictionMart churn && churn.loss() instanceof Loss.AfterChosen chosen
                ? List.of(mart.of(), chosen.mart())
                : List.of(mart.of());
    }

    private static Computation computation(ComputedMart mart, Hub hub, Transactions transactions) throws FieldProblem {
        if (mart instanceof ChurnPredictionMart churn) {
            return new ChurnPrediction(churn, resultColumns(mart, hub), transactions);
        }
        if (mart instanceof ClustersMart clusters) {
            return new Clusters(clusters, resultColumns(mart, hub));
        }
        PredictedValueMart value = (PredictedValueMart) mart;
        return new PredictedValue(value, resultColumns(mart, hub), transactions, day(value.at()));
    }

    /** The customer's hash key, then the payload. */
    private static List<TableColumn> resultColumns(ComputedMart mart, Hub hub) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.required(Names.hashKey(hub.name()), new ColumnType.Hash()));
        mart.columns()
                .forEach(column -> columns.add(TableColumn.optional(column.name(), ColumnType.of(column.type()))));
        return columns;
    }

    private String sql(AnalysisMart mart) throws FieldProblem {
        if (mart instanceof RfmMart rfm) {
            return of(rfm);
        }
        return of((HistoricValueMart) mart);
    }

    private String of(RfmMart mart) throws FieldProblem {
        Transactions transactions = transactions(mart.of());
        if (mart.grid() != RfmMart.Grid.OWN && mart.scores() != SCORES_OF_GRIDS) {
            throw new FieldProblem("scores", "Segments of the grid are made from 5 scores, not " + mart.scores() + ".");
        }
        return RfmQuery.of(transactions, mart, day(mart.at()));
    }

    private String of(HistoricValueMart mart) throws FieldProblem {
        return HistoricValueQuery.of(transactions(mart.of()), day(mart.at()));
    }

    /** What is known of a mart of transactions. */
    Transactions transactions(String name) throws FieldProblem {
        boolean isTransactions = vault.marts().stream()
                .anyMatch(
                        mart -> mart instanceof TransactionsMart && mart.name().equals(name));
        if (!isTransactions) {
            throw new FieldProblem("of", "\"" + name + "\" is no mart of kind transactions.");
        }
        return Optional.ofNullable(known.get(name)).orElseThrow(() -> FieldProblem.ofAnother("of"));
    }

    static Optional<LocalDate> day(Optional<String> at) throws FieldProblem {
        try {
            Optional<LocalDate> day = at.map(LocalDate::parse);
            if (day.isPresent()
                    && (day.get().getYear() < EARLIEST_YEAR || day.get().getYear() > LATEST_YEAR)) {
                throw new FieldProblem(
                        "at",
                        "\"" + at.get() + "\" is too far off: years from " + EARLIEST_YEAR + " to " + LATEST_YEAR
                                + " can be meant.");
            }
            return day;
        } catch (DateTimeParseException noDate) {
            throw new FieldProblem("at", "\"" + at.orElse("") + "\" is no date; write it like 2011-12-10.");
        }
    }
}

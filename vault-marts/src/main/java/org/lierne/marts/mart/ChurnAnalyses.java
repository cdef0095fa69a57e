package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.ChurnMart;
import org.lierne.core.model.ChurnRateMart;
import org.lierne.core.model.ChurnWindowMart;
import org.lierne.core.model.CustomerGroup;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.LogRankMart;
import org.lierne.core.model.Loss;
import org.lierne.core.model.Mart;
import org.lierne.core.model.RetentionMart;
import org.lierne.core.model.SurvivalMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.marts.customer.BusinessKeyColumn;
import org.lierne.marts.customer.Transactions;
import org.lierne.marts.customer.churn.Activity;
import org.lierne.marts.customer.churn.ChurnRateQuery;
import org.lierne.marts.customer.churn.ChurnWindowQuery;
import org.lierne.marts.customer.churn.Group;
import org.lierne.marts.customer.churn.GroupComparison;
import org.lierne.marts.customer.churn.RetentionQuery;
import org.lierne.marts.customer.churn.SurvivalQuery;
import org.lierne.marts.meaning.ColumnMeaning;
import org.lierne.marts.meaning.Meaning;
import org.lierne.marts.meaning.Picture;

/** Compiles the analyses of who is lost. */
final class ChurnAnalyses {

    private static final String CUSTOMER_KEY = "customer_hk";

    private final Vault vault;
    private final Analyses analyses;

    ChurnAnalyses(Vault vault, Analyses analyses) {
        this.vault = vault;
        this.analyses = analyses;
    }

    MartQuery query(ChurnMart mart) throws FieldProblem {
        if (mart instanceof ChurnRateMart rate) {
            String sql = ChurnRateQuery.of(
                    activity(rate.of(), rate.loss(), rate.at()), groups(rate.of(), rate.loss(), rate.by()));
            return new MartQuery(
                    mart,
                    sql,
                    reads(rate.of(), rate.loss(), rate.by()),
                    Optional.empty(),
                    ChurnMeaning.ofLosses(mart, rate.loss(), rate.by()));
        }
        if (mart instanceof SurvivalMart survival) {
            String sql = SurvivalQuery.of(
                    activity(survival.of(), survival.loss(), survival.at()),
                    groups(survival.of(), survival.loss(), survival.by()));
            return new MartQuery(
                    mart,
                    sql,
                    reads(survival.of(), survival.loss(), survival.by()),
                    Optional.empty(),
                    ChurnMeaning.ofLosses(mart, survival.loss(), survival.by()));
        }
        if (mart instanceof ChurnWindowMart window) {
            Transactions transactions = analyses.transactions(window.of());
            return new MartQuery(
                    mart,
                    ChurnWindowQuery.of(transactions, window.beside(), Analyses.day(window.at())),
                    List.of(window.of()),
                    Optional.empty(),
                    ChurnMeaning.of(mart));
        }
        if (mart instanceof LogRankMart comparison) {
            return comparison(comparison);
        }
        RetentionMart retention = (RetentionMart) mart;
        Transactions transactions = analyses.transactions(retention.of());
        return new MartQuery(
                mart,
                RetentionQuery.of(transactions, Analyses.day(retention.at())),
                List.of(retention.of()),
                Optional.empty(),
                ChurnMeaning.of(mart));
    }

    private MartQuery comparison(LogRankMart mart) throws FieldProblem {
        if (!(requireMart("of", mart.of()) instanceof SurvivalMart survival)) {
            throw new FieldProblem("of", "\"" + mart.of() + "\" is no mart of kind survival.");
        }
        if (survival.by().isEmpty()) {
            throw new FieldProblem(
                    "of",
                    "\"" + mart.of() + "\" does not tell customers apart, so there is nothing to compare.",
                    "Say there \"by\" what.");
        }
        GroupComparison computation = new GroupComparison(
                mart.name(),
                mart.of(),
                survival.by().stream().map(CustomerGroup::column).toList());
        Meaning meaning = ChurnMeaning.of(mart);
        List<ColumnMeaning> columns = new ArrayList<>(ChurnMeaning.groups(survival.by()));
        columns.addAll(meaning.columns());
        Picture medians = new Picture.Bars(
                "median_days", survival.by().stream().map(CustomerGroup::column).findFirst());
        return new MartQuery(
                mart,
                computation.sql(),
                List.of(mart.of()),
                Optional.of(computation),
                new Meaning(meaning.row(), meaning.source(), List.of(medians), columns, meaning.warnings()));
    }

    /** By field, a query that the engine refuses if that field names what is not there, or is no moment. */
    static Map<String, String> probes(Mart mart) {
        Map<String, String> probes = new LinkedHashMap<>();
        if (mart instanceof ChurnRateMart rate) {
            add(probes, rate.of(), rate.loss(), rate.by());
        } else if (mart instanceof SurvivalMart survival) {
            add(probes, survival.of(), survival.loss(), survival.by());
        }
        return probes;
    }

    private static void add(Map<String, String> probes, String of, Loss loss, List<CustomerGroup> by) {
        if (loss instanceof Loss.AtEnd contract) {
            String from = " from " + Sql.column(MartQueries.MART, of);
            probes.put("customer", "select " + Sql.name(contract.customer()) + from);
            probes.put("starts", "select " + Sql.name(contract.starts()) + from);
            probes.put("ends", "select " + Sql.name(contract.ends()) + from);
        }
        List<String> columns = new ArrayList<>();
        for (CustomerGroup group : by) {
            if (group instanceof CustomerGroup.OfMart column) {
                columns.add("(select max(" + Sql.name(column.column()) + ") from "
                        + Sql.column(MartQueries.MART, column.mart()) + ")");
            }
        }
        if (!columns.isEmpty()) {
            probes.put("by", "select " + String.join(", ", columns));
        }
    }

    private Activity activity(String of, Loss loss, Optional<String> at) throws FieldProblem {
        if (loss instanceof Loss.AtEnd contract) {
            requireMart("of", of);
            boolean isHashKey = contract.customer().endsWith("_hk");
            return Activity.untilContractsEnd(
                    of,
                    contract.customer(),
                    isHashKey ? Optional.of(Sql.unknownKey(vault.hashing())) : Optional.empty(),
                    contract.starts(),
                    contract.ends(),
                    Analyses.day(at),
                    Optional.of(LoadedTime.end()));
        }
        Transactions transactions = analyses.transactions(of);
        if (loss instanceof Loss.AfterChosen chosen) {
            if (!(requireMart("inactive_after", chosen.mart()) instanceof ChurnWindowMart)) {
                throw new FieldProblem("inactive_after", "\"" + chosen.mart() + "\" is no mart of kind churn_window.");
            }
            return Activity.untilSilence(transactions, chosen.mart(), Analyses.day(at));
        }
        return Activity.untilSilence(transactions, ((Loss.AfterDays) loss).days(), Analyses.day(at));
    }

    private List<Group> groups(String of, Loss loss, List<CustomerGroup> by) throws FieldProblem {
        List<Group> groups = new ArrayList<>();
        for (CustomerGroup group : by) {
            if (group instanceof CustomerGroup.OfMart column) {
                groups.add(new Group(column.column(), Optional.of(source(of, loss, column))));
            } else {
                groups.add(new Group(group.column(), Optional.empty()));
            }
        }
        return groups;
    }

    private Group.Source source(String of, Loss loss, CustomerGroup.OfMart column) throws FieldProblem {
        if (!(requireMart("by", column.mart()) instanceof DimensionMart dimension)) {
            return new Group.Source(column.mart(), CUSTOMER_KEY, false);
        }
        Hub hub = vault.hub(dimension.hub());
        if (!(loss instanceof Loss.AtEnd)) {
            List<String> key = hub.key().stream().map(KeyColumn::name).toList();
            List<String> customerKey = analyses.transactions(of).customerKey().stream()
                    .map(BusinessKeyColumn::name)
                    .toList();
            if (!key.equals(customerKey)) {
                throw new FieldProblem(
                        "by",
                        "\"" + column.mart() + "\" is a dimension of " + hub.name() + ", but the customers of \"" + of
                                + "\" are known by " + String.join(", ", customerKey) + ".",
                        "Name a dimension of the customers.");
            }
        }
        return new Group.Source(
                column.mart(), Names.hashKey(hub.name()), dimension.history() == DimensionMart.History.TYPE_2);
    }

    private Mart requireMart(String field, String name) throws FieldProblem {
        return vault.marts().stream()
                .filter(mart -> mart.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new FieldProblem(field, "There is no mart \"" + name + "\"."));
    }

    private static List<String> reads(String of, Loss loss, List<CustomerGroup> by) {
        Set<String> reads = new LinkedHashSet<>(List.of(of));
        if (loss instanceof Loss.AfterChosen chosen) {
            reads.add(chosen.mart());
        }
        for (CustomerGroup group : by) {
            if (group instanceof CustomerGroup.OfMart column) {
                reads.add(column.mart());
            }
        }
        return List.copyOf(reads);
    }
}

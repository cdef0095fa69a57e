package org.lierne.marts.mart;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.model.AnalysisMart;
import org.lierne.core.model.ClustersMart;
import org.lierne.core.model.Mart;
import org.lierne.core.model.MartOfAnalysis;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.SegmentMigrationMart;
import org.lierne.core.model.ValueConcentrationMart;
import org.lierne.core.model.ValueGroupsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.marts.customer.Transactions;
import org.lierne.marts.customer.segment.SegmentMigrationQuery;
import org.lierne.marts.customer.segment.ValueGroupsQuery;
import org.lierne.marts.meaning.ColumnMeaning;

/** Compiles what is made of analyses, which are compiled before. */
final class FurtherAnalyses {

    private final Vault vault;
    private final Analyses analyses;
    private final Map<String, MartQuery> compiled;

    /** @param compiled the marts that are compiled, by name; it grows */
    FurtherAnalyses(Vault vault, Analyses analyses, Map<String, MartQuery> compiled) {
        this.vault = vault;
        this.analyses = analyses;
        this.compiled = compiled;
    }

    MartQuery query(MartOfAnalysis mart) throws FieldProblem {
        if (mart instanceof SegmentMigrationMart migration) {
            return migration(migration);
        }
        if (mart instanceof ValueGroupsMart groups) {
            List<String> key = key(groups);
            requireColumn("by", groups.by(), groups.of());
            return new MartQuery(
                    mart,
                    ValueGroupsQuery.of(groups, key),
                    List.of(mart.of()),
                    Optional.empty(),
                    ValueGroupsQuery.meaning(groups, key));
        }
        ValueConcentrationMart concentration = (ValueConcentrationMart) mart;
        if (!(named(mart.of()) instanceof ValueGroupsMart)) {
            throw new FieldProblem("of", "\"" + mart.of() + "\" is no mart of kind value_groups.");
        }
        return new MartQuery(
                mart,
                ValueGroupsQuery.of(concentration),
                List.of(mart.of()),
                Optional.empty(),
                ValueGroupsQuery.meaning(concentration));
    }

    /** Whether what clusters are made by are numbers of a mart that there is. */
    void check(ClustersMart mart) throws FieldProblem {
        for (ClustersMart.Feature feature : mart.features()) {
            requireColumn("features", feature.column(), mart.from());
        }
    }

    private MartQuery migration(SegmentMigrationMart mart) throws FieldProblem {
        if (!(named(mart.of()) instanceof RfmMart rfm)) {
            throw new FieldProblem("of", "\"" + mart.of() + "\" is no mart of kind rfm.");
        }
        Transactions transactions = analyses.transactions(rfm.of());
        String snapshots = SegmentMigrationQuery.snapshots(transactions, mart, snapshotTable(mart));
        return new MartQuery(
                mart,
                SegmentMigrationQuery.of(SegmentMigrationQuery.segments(transactions, rfm, snapshots, day(rfm.at()))),
                List.of(rfm.of()),
                Optional.empty(),
                SegmentMigrationQuery.meaning(mart, rfm));
    }

    private Optional<String> snapshotTable(SegmentMigrationMart mart) throws FieldProblem {
        if (mart.snapshots().isEmpty()) {
            return Optional.empty();
        }
        List<String> known = vault.businessVault().snapshots().stream()
                .map(each -> each.name())
                .toList();
        if (!known.contains(mart.snapshots())) {
            throw new FieldProblem(
                    "snapshots",
                    "The vault has no snapshot dates \"" + mart.snapshots() + "\".",
                    known.isEmpty() ? "It has none." : "There are: " + String.join(", ", known) + ".");
        }
        return vault.businessVault().snapshots().stream()
                .filter(each -> each.name().equals(mart.snapshots()))
                .map(Names::table)
                .findFirst();
    }

    /** The customer's business key in a mart that has a row per customer. */
    private List<String> key(ValueGroupsMart mart) throws FieldProblem {
        if (!(named(mart.of()) instanceof AnalysisMart analysis)) {
            throw new FieldProblem("of", "\"" + mart.of() + "\" is no mart with a row per customer.");
        }
        return analyses.transactions(analysis.of()).keyNames();
    }

    private void requireColumn(String field, String column, String mart) throws FieldProblem {
        MartQuery query = compiled.get(mart);
        if (query == null) {
            throw FieldProblem.ofAnother("of");
        }
        List<String> numbers = query.meaning().columns().stream()
                .filter(each -> !each.unit().endsWith("key")
                        && !each.unit().equals("label")
                        && !each.unit().isEmpty())
                .map(ColumnMeaning::column)
                .toList();
        if (!numbers.contains(column)) {
            throw new FieldProblem(
                    field,
                    "Mart \"" + mart + "\" has no number \"" + column + "\".",
                    NearestColumns.hint(column, numbers));
        }
    }

    private Mart named(String name) throws FieldProblem {
        return vault.marts().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new FieldProblem("of", "There is no mart \"" + name + "\"."));
    }

    private static Optional<LocalDate> day(Optional<String> at) throws FieldProblem {
        try {
            return at.map(LocalDate::parse);
        } catch (DateTimeParseException noDate) {
            throw FieldProblem.ofAnother("of");
        }
    }
}

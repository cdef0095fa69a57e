package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.AnalysisMart;
import org.lierne.core.model.ClustersMart;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.FactMart;
import org.lierne.core.model.Mart;
import org.lierne.core.model.MartOfAnalysis;
import org.lierne.core.model.Parent;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.TransactionsMart.Lines;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.parsing.InvalidSqlException;
import org.lierne.loader.parsing.ParsedQuery;
import org.lierne.loader.parsing.SqlParser;
import org.lierne.loader.parsing.TableReference;

/** Compiles the marts of a vault to SQL. */
public final class MartQueries {

    static final String MART = "mart";
    static final String BUSINESS_VAULT = Table.BUSINESS_VAULT;

    private final Vault vault;
    private final VaultSchema schema;
    private final SqlParser parser;
    private final Map<String, MartQuery> queries = new HashMap<>();
    private final Map<String, FactQuery> facts = new HashMap<>();
    private final Analyses analyses;
    private final FurtherAnalyses furtherAnalyses;
    private final Map<String, Map<String, String>> probes = new HashMap<>();
    private final List<MartProblem> problems = new ArrayList<>();

    private MartQueries(Vault vault, VaultSchema schema, SqlParser parser) {
        this.vault = vault;
        this.schema = schema;
        this.parser = parser;
        this.analyses = new Analyses(vault);
        this.furtherAnalyses = new FurtherAnalyses(vault, analyses, queries);
    }

    /**
     * The queries of all marts, each after those that it reads, else in the order of the metadata.
     *
     * @throws InvalidMartException if any mart cannot be compiled, with all that is wrong
     */
    public static List<MartQuery> of(Vault vault, VaultSchema schema) {
        Compiled compiled = compile(vault, schema);
        if (!compiled.problems().isEmpty()) {
            throw new InvalidMartException(compiled.problems());
        }
        return compiled.queries();
    }

    /**
     * What could be compiled, in order, and what could not.
     *
     * @param probes by mart and field, a query that the engine refuses if that field is what it refuses in the mart
     */
    record Compiled(List<MartQuery> queries, List<MartProblem> problems, Map<String, Map<String, String>> probes) {}

    static Compiled compile(Vault vault, VaultSchema schema) {
        if (vault.marts().isEmpty()) {
            return new Compiled(List.of(), List.of(), Map.of());
        }
        try (SqlParser parser = new SqlParser()) {
            return new MartQueries(vault, schema, parser).compile();
        }
    }

    private Compiled compile() {
        // Transactions ask their fact for its columns, and analyses their transactions.
        vault.marts().stream()
                .sorted(Comparator.comparingInt(MartQueries::turn))
                .forEach(this::add);
        List<MartQuery> ordered = new ArrayList<>();
        for (Mart mart : vault.marts()) {
            place(mart.name(), new LinkedHashSet<>(), ordered);
        }
        return new Compiled(List.copyOf(ordered), List.copyOf(problems), Map.copyOf(probes));
    }

    private void add(Mart mart) {
        try {
            queries.put(mart.name(), query(mart));
        } catch (FieldProblem problem) {
            if (!problem.isOfAnother()) {
                problems.add(problem.of(mart.name()));
            }
        }
    }

    private static int turn(Mart mart) {
        if (mart instanceof TransactionsMart) {
            return 1;
        }
        if (mart instanceof MartOfAnalysis || mart instanceof ClustersMart) {
            return 3;
        }
        return mart instanceof AnalysisMart ? 2 : 0;
    }

    private MartQuery query(Mart mart) throws FieldProblem {
        if (mart instanceof DimensionMart dimension) {
            return new MartQuery(mart, DimensionQuery.of(vault, schema, dimension), List.of());
        }
        if (mart instanceof FactMart fact) {
            FactQuery query = new FactQuery(vault, schema, fact, parser);
            facts.put(mart.name(), query);
            probes.put(mart.name(), query.probes());
            return new MartQuery(mart, query.sql(), List.of());
        }
        if (mart instanceof TransactionsMart transactions) {
            return query(transactions);
        }
        if (mart instanceof MartOfAnalysis further) {
            return furtherAnalyses.query(further);
        }
        if (mart instanceof ClustersMart clusters) {
            furtherAnalyses.check(clusters);
        }
        if (mart instanceof AnalysisMart analysis) {
            probes.put(mart.name(), ChurnAnalyses.probes(mart));
            return analyses.query(analysis);
        }
        SqlMart sql = (SqlMart) mart;
        return new MartQuery(mart, sql.query().strip(), reads(sql));
    }

    private MartQuery query(TransactionsMart mart) throws FieldProblem {
        TransactionsQuery query = new TransactionsQuery(vault, mart, lines(mart.lines()));
        analyses.note(query.transactions());
        probes.put(mart.name(), query.probes());
        List<String> reads = mart.lines() instanceof Lines.OfFact of ? List.of(of.fact()) : List.of();
        return new MartQuery(mart, query.sql(), reads, Optional.empty(), query.meaning());
    }

    private TransactionLines lines(Lines lines) throws FieldProblem {
        if (lines instanceof Lines.OfLink of) {
            Rows rows = Rows.of(vault, schema, new Parent.OfLink(of.link()), of.through());
            return new LinesOfLink(of.link(), rows, parser);
        }
        String name = ((Lines.OfFact) lines).fact();
        FactQuery fact = Optional.ofNullable(facts.get(name))
                .orElseThrow(() -> vault.marts().stream()
                                .anyMatch(mart ->
                                        mart instanceof FactMart && mart.name().equals(name))
                        ? FieldProblem.ofAnother("from")
                        : new FieldProblem("from", "\"" + name + "\" is no mart of kind fact."));
        return new LinesOfFact(name, fact, parser);
    }

    private List<String> reads(SqlMart mart) throws FieldProblem {
        ParsedQuery query;
        try {
            query = parser.query(mart.query());
        } catch (InvalidSqlException invalid) {
            throw new FieldProblem("query", invalid.getMessage() + " (" + mart.file() + ")");
        }
        Set<String> reads = new LinkedHashSet<>();
        for (TableReference table : query.tables()) {
            if (table.schema().equalsIgnoreCase(MART)) {
                reads.add(martNamed(mart, table.table()));
                continue;
            }
            if (table.schema().equalsIgnoreCase(Table.RAW_VAULT)) {
                refuseUnknown(mart, table, EmptyVault.names(vault, schema), "hub_..., link_... and sat_...");
                continue;
            }
            if (table.schema().equalsIgnoreCase(BUSINESS_VAULT)) {
                List<String> derived = EmptyVault.tables(schema, BUSINESS_VAULT).stream()
                        .map(Table::name)
                        .toList();
                refuseUnknown(mart, table, derived, "snapshot_..., pit_... and bridge_...");
            } else {
                throw new FieldProblem(
                        "query",
                        "It reads \"" + table.schema() + "." + table.table()
                                + "\"; a mart may read raw_vault, business_vault and mart. (" + mart.file() + ")");
            }
        }
        return List.copyOf(reads);
    }

    private static void refuseUnknown(SqlMart reader, TableReference table, List<String> known, String kinds)
            throws FieldProblem {
        if (known.stream().anyMatch(table.table()::equalsIgnoreCase)) {
            return;
        }
        String kind = table.table().split("_", 2)[0] + "_";
        List<String> alike =
                known.stream().filter(name -> name.startsWith(kind)).toList();
        String choice = alike.isEmpty() ? "its tables are called " + kinds : "there are " + String.join(", ", alike);
        throw new FieldProblem(
                "query",
                "It reads \"" + table.schema().toLowerCase(Locale.ROOT) + "." + table.table()
                        + "\", which is no table of this vault; " + choice + ". (" + reader.file() + ")");
    }

    private String martNamed(SqlMart reader, String name) throws FieldProblem {
        return vault.marts().stream()
                .map(Mart::name)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new FieldProblem(
                        "query",
                        "It reads \"mart." + name + "\", which is no mart; there are "
                                + vault.marts().stream().map(Mart::name).collect(Collectors.joining(", ")) + ". ("
                                + reader.file() + ")"));
    }

    private void place(String name, Set<String> readers, List<MartQuery> ordered) {
        MartQuery query = queries.get(name);
        if (query == null || ordered.contains(query)) {
            return;
        }
        if (!readers.add(name)) {
            problems.add(new MartProblem(
                    name, "query", "It reads itself by way of " + String.join(" -> ", readers) + " -> " + name + "."));
            queries.remove(name);
            return;
        }
        query.reads().forEach(read -> place(read, readers, ordered));
        readers.remove(name);
        List<String> built = ordered.stream().map(MartQuery::name).toList();
        if (built.containsAll(query.reads())) {
            ordered.add(query);
        }
    }
}

package org.lierne.marts.mart;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.Mart;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.parsing.InvalidSqlException;
import org.lierne.loader.parsing.ParsedQuery;
import org.lierne.loader.parsing.SqlParser;
import org.lierne.loader.parsing.TableReference;
import org.lierne.marts.customer.BusinessKeyColumn;
import org.lierne.marts.customer.RfmQuery;

/** Compiles the marts of a vault to SQL. */
public final class MartQueries {

    static final String MART = "mart";
    static final String BUSINESS_VAULT = "business_vault";

    private static final int SCORES_OF_TEN_SEGMENTS = 5;

    private final Vault vault;
    private final VaultSchema schema;
    private final SqlParser parser;
    private final Map<String, MartQuery> queries = new HashMap<>();
    private final Map<String, List<BusinessKeyColumn>> customerKeys = new HashMap<>();
    private final Map<String, Map<String, String>> probes = new HashMap<>();
    private final List<MartProblem> problems = new ArrayList<>();

    private MartQueries(Vault vault, VaultSchema schema, SqlParser parser) {
        this.vault = vault;
        this.schema = schema;
        this.parser = parser;
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
        // Analyses ask their transactions mart for the names of its columns.
        vault.marts().stream().filter(mart -> !(mart instanceof RfmMart)).forEach(this::add);
        vault.marts().stream().filter(RfmMart.class::isInstance).forEach(this::add);
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
            problems.add(problem.of(mart.name()));
        }
    }

    private MartQuery query(Mart mart) throws FieldProblem {
        if (mart instanceof DimensionMart dimension) {
            return new MartQuery(mart, DimensionQuery.of(vault, schema, dimension), List.of());
        }
        if (mart instanceof TransactionsMart transactions) {
            TransactionsQuery query = new TransactionsQuery(vault, schema, transactions, parser);
            customerKeys.put(mart.name(), query.customerKey());
            probes.put(mart.name(), query.probes());
            return new MartQuery(mart, query.sql(), List.of());
        }
        if (mart instanceof RfmMart rfm) {
            return new MartQuery(mart, rfm(rfm), List.of(rfm.of()));
        }
        SqlMart sql = (SqlMart) mart;
        return new MartQuery(mart, sql.query().strip(), reads(sql));
    }

    private String rfm(RfmMart mart) throws FieldProblem {
        boolean onTransactions = vault.marts().stream()
                .anyMatch(
                        each -> each instanceof TransactionsMart && each.name().equals(mart.of()));
        if (!onTransactions) {
            throw new FieldProblem("of", "\"" + mart.of() + "\" is no mart of kind transactions.");
        }
        List<BusinessKeyColumn> key = customerKeys.get(mart.of());
        if (key == null) {
            throw new FieldProblem("of", "Mart \"" + mart.of() + "\" cannot be built.");
        }
        if (mart.grid() == RfmMart.Grid.TEN_SEGMENTS && mart.scores() != SCORES_OF_TEN_SEGMENTS) {
            throw new FieldProblem("scores", "The ten segments are made from 5 scores, not " + mart.scores() + ".");
        }
        return RfmQuery.of(mart.of(), key, mart.scores(), day(mart));
    }

    private static Optional<LocalDate> day(RfmMart mart) throws FieldProblem {
        try {
            return mart.at().map(LocalDate::parse);
        } catch (DateTimeParseException noDate) {
            throw new FieldProblem("at", "\"" + mart.at().orElse("") + "\" is no date; write it like 2011-12-10.");
        }
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
                refuseUnknown(mart, table);
                continue;
            }
            if (!table.schema().equalsIgnoreCase(BUSINESS_VAULT)) {
                throw new FieldProblem(
                        "query",
                        "It reads \"" + table.schema() + "." + table.table()
                                + "\"; a mart may read raw_vault, business_vault and mart. (" + mart.file() + ")");
            }
        }
        return List.copyOf(reads);
    }

    private void refuseUnknown(SqlMart reader, TableReference table) throws FieldProblem {
        List<String> known = EmptyVault.names(vault, schema);
        if (known.stream().anyMatch(table.table()::equalsIgnoreCase)) {
            return;
        }
        String kind = table.table().split("_", 2)[0] + "_";
        List<String> alike =
                known.stream().filter(name -> name.startsWith(kind)).toList();
        String choice = alike.isEmpty()
                ? "its tables are called hub_..., link_... and sat_..."
                : "there are " + String.join(", ", alike);
        throw new FieldProblem(
                "query",
                "It reads \"raw_vault." + table.table() + "\", which is no table of this vault; " + choice + ". ("
                        + reader.file() + ")");
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

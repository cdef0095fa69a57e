package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Participant;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;
import org.lierne.marts.customer.BusinessKeyColumn;
import org.lierne.marts.customer.Transactions;
import org.lierne.marts.meaning.Meaning;
import org.lierne.marts.meaning.MeaningFile;

/**
 * Compiles a transactions mart. Its columns: {@code transaction_hk}, {@code customer_hk}, {@code order_hk}, with a
 * product {@code product_hk}; the business keys of these under their own names, with {@code customer_},
 * {@code order_} or {@code product_} before those that would meet; {@code occurred_at} (timestamp), {@code amount},
 * and, if declared, {@code returned} and {@code margin}. A line without a customer has the unknown key and a NULL
 * business key. A moment that cannot be, by what was loaded, is no moment: {@code occurred_at} is NULL, and {@code misdated_at} what was
 * stated, which else is NULL.
 */
final class TransactionsQuery {

    private static final Set<String> OWN_COLUMNS = Set.of(
            "transaction_hk",
            "customer_hk",
            "order_hk",
            "product_hk",
            "occurred_at",
            "amount",
            "returned",
            "margin",
            "misdated_at",
            "stated_at");

    private static final String MISDATED = "stated_at < earliest or stated_at >= latest";

    private final Vault vault;
    private final TransactionsMart mart;
    private final TransactionLines lines;
    private final Map<String, Participant> parties;
    private final Map<String, List<BusinessKeyColumn>> keys;
    private final Map<String, String> expressions = new LinkedHashMap<>();
    private final String sql;

    TransactionsQuery(Vault vault, TransactionsMart mart, TransactionLines lines) throws FieldProblem {
        this.vault = vault;
        this.mart = mart;
        this.lines = lines;
        this.parties = parties();
        this.keys = keys();
        this.sql = compile();
    }

    String sql() {
        return sql;
    }

    /** What the analyses of customers need to know of the mart. */
    Transactions transactions() {
        return new Transactions(
                mart.name(),
                keys.getOrDefault("customer", List.of()),
                mart.product().isPresent(),
                mart.returned().isPresent(),
                mart.margin().isPresent(),
                lines.rowsOf(party("customer"), party("order")));
    }

    Meaning meaning() {
        return MeaningFile.read(
                Transactions.class,
                "transactions",
                List.of(),
                Map.of("mart", Sql.column(MartQueries.MART, mart.name())));
    }

    /** By field, the transaction with that one expression. */
    Map<String, String> probes() {
        Map<String, String> probes = new LinkedHashMap<>();
        expressions.forEach((field, expression) -> {
            boolean condition = field.equals("where");
            String selected = condition ? lines.key() : lines.key() + ", " + expression;
            probes.put(
                    field,
                    Sql.with(lines.commons()) + "select " + selected + "\n" + lines.from()
                            + (condition ? "\nwhere " + expression : ""));
        });
        return probes;
    }

    private String compile() throws FieldProblem {
        List<String> select = new ArrayList<>();
        select.add(lines.key() + " as transaction_hk");
        parties.forEach((role, party) -> select.add(lines.hashKey(party) + " as " + role + "_hk"));
        keys.forEach((role, columns) -> columns.forEach(key ->
                select.add(lines.businessKey(party(role), key.name()) + " as " + Sql.name(key.transactionsColumn()))));
        select.add("cast(" + expression("date", mart.date()) + " as timestamp) as stated_at");
        select.add(expression("amount", mart.amount()) + " as amount");
        if (mart.returned().isPresent()) {
            select.add(expression("returned", mart.returned().get()) + " as returned");
        }
        if (mart.margin().isPresent()) {
            select.add(expression("margin", mart.margin().get()) + " as margin");
        }
        String where = mart.where().isPresent()
                ? "\nwhere " + expression("where", mart.where().get())
                : "";
        List<String> commons = new ArrayList<>(lines.commons());
        commons.add(Sql.common("possible", LoadedTime.possible()));
        commons.add(Sql.common("lines", "select\n    " + Sql.list(select, 4) + "\n" + lines.from() + where));
        return Sql.with(commons) + "select\n    " + Sql.list(dated(), 4) + "\nfrom lines\ncross join possible";
    }

    /** The columns of the lines; a moment that cannot be is none, and stands beside. */
    private List<String> dated() {
        List<String> columns = new ArrayList<>();
        columns.add("transaction_hk");
        parties.keySet().forEach(role -> columns.add(role + "_hk"));
        keys.values().forEach(key -> key.forEach(each -> columns.add(Sql.name(each.transactionsColumn()))));
        columns.add("case when " + MISDATED + " then null else stated_at end as occurred_at");
        columns.add("amount");
        mart.returned().ifPresent(any -> columns.add("returned"));
        mart.margin().ifPresent(any -> columns.add("margin"));
        columns.add("case when " + MISDATED + " then stated_at end as misdated_at");
        return columns;
    }

    private String expression(String field, String text) throws FieldProblem {
        String expression = lines.expression(field, text);
        expressions.put(field, expression);
        return expression;
    }

    private Map<String, Participant> parties() throws FieldProblem {
        Map<String, Participant> found = new LinkedHashMap<>();
        found.put("customer", party("customer", mart.customer()));
        found.put("order", party("order", mart.order()));
        if (mart.product().isPresent()) {
            found.put("product", party("product", mart.product().get()));
        }
        return found;
    }

    private Participant party(String role) {
        Participant party = parties.get(role);
        if (party == null) {
            throw new IllegalArgumentException("a transaction has no \"" + role + "\"");
        }
        return party;
    }

    private Participant party(String field, String name) throws FieldProblem {
        Participant party = lines.participants().get(name);
        if (party == null) {
            throw new FieldProblem(
                    field,
                    "\"" + name + "\" takes part neither in " + lines.what() + "; "
                            + lines.participants().keySet() + " do.");
        }
        return party;
    }

    private Map<String, List<BusinessKeyColumn>> keys() {
        Map<String, Long> uses = parties.values().stream()
                .flatMap(party -> vault.hub(party.hub()).key().stream())
                .collect(Collectors.groupingBy(KeyColumn::name, Collectors.counting()));
        Map<String, List<BusinessKeyColumn>> named = new LinkedHashMap<>();
        parties.forEach((role, party) -> named.put(
                role,
                vault.hub(party.hub()).key().stream()
                        .map(KeyColumn::name)
                        .map(name -> new BusinessKeyColumn(name, isFree(name, uses) ? name : role + "_" + name))
                        .toList()));
        return named;
    }

    private static boolean isFree(String name, Map<String, Long> uses) {
        return uses.getOrDefault(name, 0L) == 1 && !OWN_COLUMNS.contains(name);
    }
}

package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;
import org.lierne.core.model.TransactionsMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.parsing.InvalidSqlException;
import org.lierne.loader.parsing.ParsedExpression;
import org.lierne.loader.parsing.SqlParser;
import org.lierne.marts.customer.BusinessKeyColumn;

/**
 * Compiles a transactions mart. Its columns: {@code transaction_hk}, {@code customer_hk}, {@code order_hk}, with a
 * product {@code product_hk}; the business keys of these under their own names, with {@code customer_},
 * {@code order_} or {@code product_} before those that would meet; {@code occurred_at} (timestamp), {@code amount},
 * and, if declared, {@code margin}. A line without a customer has the unknown key and a NULL business key.
 */
final class TransactionsQuery {

    private static final Set<String> OWN_COLUMNS =
            Set.of("transaction_hk", "customer_hk", "order_hk", "product_hk", "occurred_at", "amount", "margin");

    private final Vault vault;
    private final TransactionsMart mart;
    private final Link link;
    private final Route route;
    private final Scope scope;
    private final Map<String, Participant> parties;
    private final Map<String, List<BusinessKeyColumn>> keys;
    private final Map<String, String> expressions = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private final String sql;

    TransactionsQuery(Vault vault, VaultSchema schema, TransactionsMart mart, SqlParser parser) throws FieldProblem {
        this.vault = vault;
        this.mart = mart;
        this.link = vault.link(mart.link());
        List<String> columns = link.dependentChildKey().stream()
                .map(Link.DependentChildKey::name)
                .toList();
        this.route = Route.find(vault, link.connects(), columns, mart.through());
        this.scope = Scope.of(vault, schema, link, route);
        this.parties = parties();
        this.keys = keys();
        this.sql = compile(parser);
    }

    String sql() {
        return sql;
    }

    /** The columns of the mart that hold the customer's business key. */
    List<BusinessKeyColumn> customerKey() {
        return keys.getOrDefault("customer", List.of());
    }

    /** By field, the transaction with that one expression. */
    Map<String, String> probes() {
        Map<String, String> probes = new LinkedHashMap<>();
        String line = Sql.column(Names.table(link), Names.hashKey(link.name()));
        expressions.forEach((field, expression) -> {
            boolean condition = field.equals("where");
            String selected = condition ? line : line + ", " + expression;
            probes.put(
                    field,
                    Sql.with(commons()) + "select " + selected + "\n" + from()
                            + (condition ? "\nwhere " + expression : ""));
        });
        return probes;
    }

    private String compile(SqlParser parser) throws FieldProblem {
        List<String> select = new ArrayList<>();
        select.add(Sql.column(Names.table(link), Names.hashKey(link.name())) + " as transaction_hk");
        parties.forEach((role, party) -> select.add(hashKey(party) + " as " + role + "_hk"));
        keys.forEach((role, columns) -> {
            String hub = scope.hubAlias(party(role).name());
            used.add(hub);
            columns.forEach(
                    key -> select.add(Sql.column(hub, key.name()) + " as " + Sql.name(key.transactionsColumn())));
        });
        expressions.put("date", expression(parser, "date", mart.date()));
        select.add("cast(" + expressions.get("date") + " as timestamp) as occurred_at");
        expressions.put("amount", expression(parser, "amount", mart.amount()));
        select.add(expressions.get("amount") + " as amount");
        if (mart.margin().isPresent()) {
            expressions.put("margin", expression(parser, "margin", mart.margin().get()));
            select.add(expressions.get("margin") + " as margin");
        }
        String where = "";
        if (mart.where().isPresent()) {
            expressions.put("where", expression(parser, "where", mart.where().get()));
            where = "\nwhere " + expressions.get("where");
        }
        return Sql.with(commons()) + "select\n    " + Sql.list(select, 4) + "\n" + from() + where;
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
        Participant party = route.reached().get(name);
        if (party == null) {
            throw new FieldProblem(
                    field,
                    "\"" + name + "\" takes part neither in link \"" + link.name() + "\" nor in a link under through; "
                            + route.reached().keySet() + " do.");
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

    /** The hash key of a participant; the unknown one where a link on the way has no row. */
    private String hashKey(Participant party) {
        String column = scope.hashKey(party.name());
        boolean own = link.connects().contains(party);
        return own ? column : "coalesce(" + column + ", " + Sql.unknownKey(vault.hashing()) + ")";
    }

    private String expression(SqlParser parser, String field, String text) throws FieldProblem {
        try {
            ParsedExpression parsed = parser.expression(text);
            Map<String, String> names = new LinkedHashMap<>();
            for (var column : parsed.columns()) {
                Scope.Candidate candidate = scope.resolve(field, column);
                used.add(candidate.alias());
                names.put(column.text(), Sql.column(candidate.alias(), candidate.column()));
            }
            return parsed.withColumns(
                    column -> Optional.ofNullable(names.get(column.text())).orElseThrow());
        } catch (InvalidSqlException invalid) {
            throw new FieldProblem(field, String.valueOf(invalid.getMessage()));
        }
    }

    private List<String> commons() {
        return route.steps().stream()
                .map(step -> Sql.common(Sql.name(Names.table(step.link())), OneRow.inForce(vault, step.link())))
                .toList();
    }

    private String from() {
        StringBuilder from =
                new StringBuilder("from " + Sql.rawVault(Names.inForce(link)) + " as " + Sql.name(Names.table(link)));
        for (Route.Step step : route.steps()) {
            String table = Names.table(step.link());
            String on = step.joins().entrySet().stream()
                    .map(join -> Sql.column(table, Names.drivingKeyColumn(step.link(), join.getKey())) + " = "
                            + scope.joinColumn(join.getValue()))
                    .collect(Collectors.joining("\n    and "));
            from.append("\nleft join ")
                    .append(Sql.name(table))
                    .append("\n    on ")
                    .append(on);
        }
        scope.joins().stream()
                .filter(join -> used.contains(join.alias()))
                .forEach(join -> from.append("\nleft join ")
                        .append(Sql.rawVault(join.table()))
                        .append(" as ")
                        .append(Sql.name(join.alias()))
                        .append("\n    on ")
                        .append(Sql.column(join.alias(), join.column()))
                        .append(" = ")
                        .append(join.hashKey()));
        return from.toString();
    }
}

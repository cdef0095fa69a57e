package org.lierne.marts.customer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.core.asof.Narrowing;
import org.lierne.core.schema.Table;

/**
 * Which rows of the raw vault transactions are made of, by the orders that they belong to: so the transactions of some orders are the
 * same if rows of others are left out.
 *
 * @param link the table of the link that says whose an order is
 * @param customer its column with the customer's hash key
 * @param order its column with the order's
 * @param ofOrders tables of whose rows each belongs to one order, by the column that has its hash key
 * @param ofLinks tables of whose rows each belongs to a row of a link that is among {@code ofOrders}
 */
public record RowsOfOrders(
        String link, String customer, String order, Map<String, String> ofOrders, List<OfLink> ofLinks) {

    /**
     * A table whose rows belong to those of a link.
     *
     * @param table its name
     * @param link the name of the link's table
     * @param key the column of both that has the link's hash key
     */
    public record OfLink(String table, String link, String key) {}

    public RowsOfOrders {
        ofOrders = Map.copyOf(ofOrders);
        ofLinks = List.copyOf(ofLinks);
    }

    /**
     * The query of the orders that were ever those of some customers.
     *
     * @param conditions on the customer's hash key, each from its operator on; empty ones do not count
     */
    public String ordersOf(String catalog, String... conditions) {
        String where = Stream.of(conditions)
                .filter(condition -> !condition.isEmpty())
                .map(condition -> Template.name(customer) + " " + condition)
                .collect(Collectors.joining(" and "));
        return "select distinct " + Template.name(order) + " as order_hk from " + inVault(catalog, link)
                + (where.isEmpty() ? "" : " where " + where);
    }

    /**
     * What may be left out by who looks at some orders only.
     *
     * @param catalog which shows the raw vault as it stands
     * @param orders a table with their hash keys, {@code order_hk}
     */
    public Narrowing narrowing(String catalog, String orders) {
        Map<String, Narrowing.Among> tables = new HashMap<>();
        String keys = "select order_hk from " + orders;
        ofOrders.forEach((table, column) -> tables.put(table, new Narrowing.Among(column, keys)));
        for (OfLink each : ofLinks) {
            String ofLink = "select " + Template.name(each.key()) + " from " + inVault(catalog, each.link()) + " where "
                    + Template.name(ofOrders.get(each.link())) + " in (" + keys + ")";
            tables.put(each.table(), new Narrowing.Among(each.key(), ofLink));
        }
        return new Narrowing(tables);
    }

    private static String inVault(String catalog, String table) {
        return Template.name(catalog) + "." + Table.RAW_VAULT + "." + Template.name(table);
    }
}

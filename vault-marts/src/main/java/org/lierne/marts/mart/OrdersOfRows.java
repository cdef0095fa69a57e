package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.marts.customer.RowsOfOrders;

/**
 * Which tables have rows that belong to one order each, such that whatever is said of an order follows from its own. What a link has in
 * force is said for each of its driving keys, so it is told by the order only if that is part of the driving key, or if all its rows are in
 * force side by side; a satellite's history is of one key. Of all other tables nothing is left out: what loads remember, when keys came and
 * went, satellites of driving keys.
 */
final class OrdersOfRows {

    private static final Set<Table.Kind> BY_KEY =
            Set.of(Table.Kind.SATELLITE, Table.Kind.MULTI_ACTIVE, Table.Kind.NON_HISTORIZED_SATELLITE);

    private final Vault vault;
    private final VaultSchema schema;
    private final List<Link> links;
    private final Collection<Participant> reached;

    /**
     * @param links all that are read
     * @param reached all hubs that are read, under the names by which they take part
     */
    OrdersOfRows(Vault vault, VaultSchema schema, List<Link> links, Collection<Participant> reached) {
        this.vault = vault;
        this.schema = schema;
        this.links = List.copyOf(links);
        this.reached = List.copyOf(reached);
    }

    /** Empty if no link says whose an order is, or if orders are read under several names. */
    Optional<RowsOfOrders> of(Participant customer, Participant order) {
        boolean isAlone =
                reached.stream().filter(each -> each.hub().equals(order.hub())).count() == 1;
        Optional<Link> whose = links.stream()
                .filter(link -> link.connects().contains(customer)
                        && inOneRole(link, order).isPresent())
                .findFirst();
        if (!isAlone || whose.isEmpty() || customer.hub().equals(order.hub())) {
            return Optional.empty();
        }
        Map<String, String> ofOrders = new HashMap<>();
        List<RowsOfOrders.OfLink> ofLinks = new ArrayList<>();
        String orderKey = Names.hashKey(order.hub());
        ofOrders.put(Names.table(vault.hub(order.hub())), orderKey);
        satellites(new Parent.OfHub(order.hub(), order.hub())).forEach(table -> ofOrders.put(table, orderKey));
        for (Link link : links) {
            Optional<Participant> part = inOneRole(link, order).filter(each -> isToldBy(each, link));
            if (part.isEmpty()) {
                continue;
            }
            String table = Names.table(link);
            ofOrders.put(table, Names.hashKey(part.get().name()));
            satellites(new Parent.OfLink(link.name()))
                    .forEach(satellite ->
                            ofLinks.add(new RowsOfOrders.OfLink(satellite, table, Names.hashKey(link.name()))));
        }
        return Optional.of(new RowsOfOrders(
                Names.table(whose.get()),
                Names.hashKey(customer.name()),
                Names.hashKey(inOneRole(whose.get(), order).orElseThrow().name()),
                ofOrders,
                ofLinks));
    }

    /** The order as it takes part in a link, if it does so once. */
    private static Optional<Participant> inOneRole(Link link, Participant order) {
        List<Participant> orders = link.connects().stream()
                .filter(each -> each.hub().equals(order.hub()))
                .toList();
        return orders.size() == 1 ? Optional.of(orders.get(0)) : Optional.empty();
    }

    private boolean isToldBy(Participant order, Link link) {
        List<String> driving = vault.drivingKeyOf(link);
        return driving.isEmpty() || driving.contains(order.name());
    }

    private List<String> satellites(Parent parent) {
        return vault.satellites().stream()
                .filter(satellite -> isOf(satellite, parent))
                .map(Names::table)
                .filter(table -> schema.find(table)
                        .filter(found -> BY_KEY.contains(found.kind()))
                        .isPresent())
                .toList();
    }

    private static boolean isOf(Satellite satellite, Parent parent) {
        return satellite.parent() instanceof Parent.OfHub hub && parent instanceof Parent.OfHub wanted
                ? hub.hub().equals(wanted.hub())
                : satellite.parent().equals(parent);
    }
}

package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;

/**
 * Compiles a dimension. Type 1: one row per hub key, the rows for the unknown and the unreadable key included:
 * {@code <hub>_hk}, the business key, the attributes as they are now. Type 2: one row per version, with
 * {@code valid_from}, {@code valid_to} (exclusive; 9999-12-31 while current, so that {@code valid_from <= t and
 * t < valid_to} finds exactly one) and {@code is_current}; see {@link VersionedDimension}.
 */
final class DimensionQuery {

    private final Vault vault;
    private final VaultSchema schema;
    private final Hub hub;
    private final Route route;
    private final List<Attribute> attributes;

    private DimensionQuery(Vault vault, VaultSchema schema, Hub hub, Route route, List<Attribute> attributes) {
        this.vault = vault;
        this.schema = schema;
        this.hub = hub;
        this.route = route;
        this.attributes = attributes;
    }

    static String of(Vault vault, VaultSchema schema, DimensionMart mart) throws FieldProblem {
        Hub hub = vault.hub(mart.hub());
        Route route = Route.find(vault, List.of(new Participant(hub.name(), hub.name())), List.of(), mart.through());
        for (Route.Step step : route.steps()) {
            if (step.joins().size() > 1) {
                throw new FieldProblem(
                        "through",
                        "Link \"" + step.link().name() + "\" is driven by "
                                + step.joins().keySet()
                                + "; a dimension can go through links that are driven by one hub only.");
            }
        }
        List<Attribute> attributes = Attributes.of(vault, schema, hub, route);
        if (mart.history() == DimensionMart.History.TYPE_2) {
            return new VersionedDimension(vault, schema, hub, route, attributes).sql();
        }
        return new DimensionQuery(vault, schema, hub, route, attributes).sql();
    }

    private String sql() {
        String alias = Names.table(hub);
        List<String> select = new ArrayList<>();
        select.add(Sql.column(alias, Names.hashKey(hub.name())));
        hub.key().stream().map(KeyColumn::name).forEach(key -> select.add(Sql.column(alias, key)));
        attributes.forEach(attribute -> select.add(attribute.sql()));
        List<String> commons = route.steps().stream()
                .map(step -> Sql.common(Sql.name(Names.table(step.link())), OneRow.inForce(vault, step.link())))
                .toList();
        StringBuilder from = new StringBuilder("from " + Sql.rawVault(alias) + " as " + Sql.name(alias));
        joinSatellites(from, new Participant(hub.name(), hub.name()), Sql.column(alias, Names.hashKey(hub.name())));
        for (Route.Step step : route.steps()) {
            joinStep(from, step);
        }
        return Sql.with(commons) + "select\n    " + Sql.list(select, 4) + "\n" + from;
    }

    private void joinStep(StringBuilder from, Route.Step step) {
        String table = Names.table(step.link());
        Map.Entry<String, String> join = step.joins().entrySet().iterator().next();
        Participant near = route.reached().get(join.getValue());
        from.append("\nleft join ").append(Sql.name(table));
        from.append("\n    on ").append(Sql.column(table, Names.drivingKeyColumn(step.link(), join.getKey())));
        from.append(" = ").append(Sql.column(Attributes.hubAlias(near), Names.hashKey(near.hub())));
        for (Participant far : step.far()) {
            String hashKey = Sql.column(table, Names.hashKey(far.name()));
            from.append("\nleft join ")
                    .append(Sql.rawVault("hub_" + far.hub()))
                    .append(" as ")
                    .append(Sql.name(Attributes.hubAlias(far)))
                    .append("\n    on ")
                    .append(Sql.column(Attributes.hubAlias(far), Names.hashKey(far.hub())))
                    .append(" = ")
                    .append(hashKey);
            joinSatellites(from, far, hashKey);
        }
    }

    private void joinSatellites(StringBuilder from, Participant participant, String hashKey) {
        for (ReadableSatellite satellite : ReadableSatellite.ofHub(vault, schema, participant.hub())) {
            String alias = Attributes.alias(satellite, participant);
            from.append("\nleft join ")
                    .append(Sql.rawVault(satellite.now()))
                    .append(" as ")
                    .append(Sql.name(alias))
                    .append("\n    on ")
                    .append(Sql.column(alias, satellite.key()))
                    .append(" = ")
                    .append(hashKey);
        }
    }

    static String names(List<Attribute> attributes) {
        return attributes.stream().map(attribute -> Sql.name(attribute.name())).collect(Collectors.joining(", "));
    }
}

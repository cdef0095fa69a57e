package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.parsing.ColumnReference;
import org.lierne.marts.customer.RowsOfOrders;

/**
 * The rows of a link that are in force, or of a hub without those that no delivery brought, and what can be read along
 * with each: the FROM clause that transactions and facts have in common. Only what has been asked for is joined, so
 * {@link #from()} is asked last. No row appears twice, and none is lost.
 */
final class Rows {

    private final Vault vault;
    private final VaultSchema schema;
    private final Parent of;
    private final Route route;
    private final Past past;
    private final boolean deleted;
    private final Scope scope;
    private final Set<String> used = new LinkedHashSet<>();

    private Rows(Vault vault, VaultSchema schema, Parent of, Route route, Past past, boolean deleted) {
        this.vault = vault;
        this.schema = schema;
        this.of = of;
        this.route = route;
        this.past = past;
        this.deleted = deleted;
        this.scope = Scope.of(vault, schema, of, route, past);
    }

    static Rows of(Vault vault, VaultSchema schema, Parent of, List<String> through) throws FieldProblem {
        Route route = Route.find(vault, start(vault, of), columns(vault, of), through);
        return new Rows(vault, schema, of, route, Past.NOTHING, false);
    }

    /** The same rows, and those of the link that a status satellite says are gone. */
    Rows withDeleted() {
        return new Rows(vault, schema, of, route, past, true);
    }

    private static List<Participant> start(Vault vault, Parent of) {
        return of instanceof Parent.OfHub hub
                ? List.of(new Participant(hub.name(), hub.hub()))
                : vault.link(of.name()).connects();
    }

    private static List<String> columns(Vault vault, Parent of) {
        return of instanceof Parent.OfHub
                ? List.of()
                : vault.link(of.name()).dependentChildKey().stream()
                        .map(Link.DependentChildKey::name)
                        .toList();
    }

    /**
     * The same rows, with the hubs as they were at a moment.
     *
     * @param moment an expression over columns that have been resolved here, and no others
     */
    Rows at(String moment) {
        Past then = Past.at("cast(" + moment + " as timestamp)", of, route, scope.owners(used));
        return new Rows(vault, schema, of, route, then, deleted);
    }

    Scope scope() {
        return scope;
    }

    /** Every hub that can be read, by the name under which it takes part. */
    Map<String, Participant> participants() {
        return route.reached();
    }

    /** The column that holds the row's own hash key. */
    String key() {
        return Sql.column(alias(), Names.hashKey(of.name()));
    }

    /** The hash key of a participant; the unknown one where a link on the way has no row. */
    String hashKey(Participant participant) {
        String column = scope.hashKey(participant.name());
        boolean own = start(vault, of).contains(participant);
        return own ? column : "coalesce(" + column + ", " + Sql.unknownKey(vault.hashing()) + ")";
    }

    /** The column that holds a part of a participant's business key. */
    String businessKey(Participant participant, String key) {
        String hub = Scope.hubAlias(participant.name());
        used.add(hub);
        return Sql.column(hub, key);
    }

    /** The columns of the satellites of the link or hub itself. */
    List<Scope.Candidate> attributes() {
        return scope.attributesOf(of.name());
    }

    /** What an expression means by a column. */
    String column(String field, ColumnReference reference) throws FieldProblem {
        return column(scope.resolve(field, reference));
    }

    String column(Scope.Candidate candidate) {
        used.add(candidate.alias());
        return candidate.sql();
    }

    /** Which rows these are made of, by the orders that they belong to; empty if that cannot be told. */
    Optional<RowsOfOrders> rowsOf(Participant customer, Participant order) {
        List<Link> links = new ArrayList<>();
        if (of instanceof Parent.OfLink) {
            links.add(vault.link(of.name()));
        }
        route.steps().forEach(step -> links.add(step.link()));
        return past.equals(Past.NOTHING)
                ? new OrdersOfRows(vault, schema, links, route.reached().values()).of(customer, order)
                : Optional.empty();
    }

    /** The common table expressions that {@link #from()} names. */
    List<String> commons() {
        Map<String, String> commons = new LinkedHashMap<>();
        for (Route.Step step : route.steps()) {
            commons.put(Names.table(step.link()), rowsOf(step));
        }
        for (Scope.Join join : scope.joins()) {
            if (used.contains(join.alias()) && join.past().isPresent()) {
                commons.put(then(join.past().get()), Past.versions(join.past().get()));
            }
        }
        return commons.entrySet().stream()
                .map(common -> Sql.common(Sql.name(common.getKey()), common.getValue()))
                .toList();
    }

    private String rowsOf(Route.Step step) {
        return isPast(step)
                ? Past.intervals(
                        vault, step.link(), vault.effectivityOf(step.link()).orElseThrow())
                : OneRow.inForce(vault, step.link());
    }

    private boolean isPast(Route.Step step) {
        return past.includes(step) && vault.effectivityOf(step.link()).isPresent();
    }

    private static String then(ReadableSatellite satellite) {
        return satellite.table() + "_then";
    }

    /** The FROM clause: the rows, and what has been asked for so far. */
    String from() {
        List<String> lines = new ArrayList<>();
        lines.add("from " + start() + " as " + Sql.name(alias()));
        // What happened comes first, so that the moment is known when the rest is joined.
        for (boolean afterwards : List.of(false, true)) {
            route.steps().stream()
                    .filter(step -> past.includes(step) == afterwards)
                    .forEach(step -> lines.add(join(step)));
            scope.joins().stream()
                    .filter(join -> used.contains(join.alias()) && join.afterwards() == afterwards)
                    .forEach(join -> lines.add(join(join)));
        }
        return String.join("\n", lines);
    }

    private String start() {
        if (of instanceof Parent.OfHub hub) {
            String table = Sql.rawVault(Names.table(vault.hub(hub.hub())));
            return "(\n    select *\n    from " + table + "\n    where run_id <> 0\n)";
        }
        Link link = vault.link(of.name());
        List<String> statuses = deleted ? statuses(link) : List.of();
        return statuses.isEmpty() ? Sql.rawVault(Names.inForce(link)) : withDeleted(link, statuses);
    }

    private List<String> statuses(Link link) {
        return vault.satellites().stream()
                .filter(satellite -> satellite instanceof StatusSatellite
                        && satellite.parent().equals(new Parent.OfLink(link.name())))
                .map(Names::current)
                .toList();
    }

    /** The rows in force, and those that are because they are gone. */
    private static String withDeleted(Link link, List<String> statuses) {
        String key = Sql.name(Names.hashKey(link.name()));
        String gone = statuses.stream()
                .map(view -> "select " + key + "\nfrom " + Sql.rawVault(view) + " as status\nwhere "
                        + ReadableSatellite.isDeleted("status"))
                .collect(Collectors.joining("\nunion\n"));
        return """
                (
                    select *
                    from %1$s
                    union all
                    select *
                    from %2$s
                    where %3$s in (
                %4$s
                    )
                    and %3$s not in (
                        select %3$s
                        from %1$s
                    )
                )""".formatted(
                        Sql.rawVault(Names.inForce(link)), Sql.rawVault(Names.table(link)), key, Sql.indented(gone, 8));
    }

    private String alias() {
        return of instanceof Parent.OfHub ? Scope.hubAlias(of.name()) : Names.table(vault.link(of.name()));
    }

    private String join(Route.Step step) {
        String table = Names.table(step.link());
        List<String> on = new ArrayList<>();
        step.joins()
                .forEach((part, joined) -> on.add(Sql.column(table, Names.drivingKeyColumn(step.link(), part)) + " = "
                        + scope.joinColumn(joined)));
        if (isPast(step)) {
            // Other than a version, a relationship may have ended with none after it.
            on.add(since(table));
            on.add(Sql.column(table, "valid_to") + " > " + past.moment().orElseThrow());
        }
        return "left join " + Sql.name(table) + on(on);
    }

    private String join(Scope.Join join) {
        List<String> on = new ArrayList<>();
        on.add(Sql.column(join.alias(), join.column()) + " = " + join.hashKey());
        join.past().ifPresent(satellite -> on.add(since(join.alias())));
        String joined = join.past()
                .map(satellite -> "asof left join " + Sql.name(then(satellite)))
                .orElseGet(() -> "left join " + Sql.rawVault(join.table()));
        return joined + " as " + Sql.name(join.alias()) + on(on);
    }

    private String since(String alias) {
        return Sql.column(alias, "valid_from") + " <= " + past.moment().orElseThrow();
    }

    private static String on(List<String> conditions) {
        return conditions.stream().collect(Collectors.joining("\n    and ", "\n    on ", ""));
    }
}

package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.parsing.ColumnReference;

/**
 * The columns that an expression over the rows of a link or a hub sees: columns of the satellites of its links and of
 * all hubs reached, their business keys, and the link's dependent child keys. A column is named {@code column},
 * {@code satellite.column}, {@code owner.column} or {@code owner.satellite.column}, where the owner is the link, or
 * the hub under the name by which it takes part.
 */
final class Scope {

    /** A column under one of its names. */
    record Candidate(String owner, Optional<String> satellite, String column, String alias, String sql) {

        static Candidate of(String owner, String column, String alias) {
            return new Candidate(owner, Optional.empty(), column, alias, Sql.column(alias, column));
        }

        boolean answersTo(List<String> names) {
            int last = names.size() - 1;
            if (!names.get(last).equalsIgnoreCase(column)) {
                return false;
            }
            if (last == 0) {
                return true;
            }
            String inSatellite = satellite.orElse("");
            if (last == 1) {
                return names.get(0).equalsIgnoreCase(owner) || names.get(0).equalsIgnoreCase(inSatellite);
            }
            return last == 2
                    && names.get(0).equalsIgnoreCase(owner)
                    && names.get(1).equalsIgnoreCase(inSatellite);
        }

        String fullName() {
            return satellite.map(name -> owner + "." + name + "." + column).orElse(owner + "." + column);
        }
    }

    /**
     * A table to be joined if a column of it is used: {@code alias.column = hashKey}.
     *
     * @param past the satellite, if it is read as it was at the moment
     * @param afterwards whether it can be joined only when the moment is known
     */
    record Join(
            String table,
            String alias,
            String column,
            String hashKey,
            Optional<ReadableSatellite> past,
            boolean afterwards) {}

    private final Vault vault;
    private final VaultSchema schema;
    private final Past past;
    private final Map<String, String> hashKeys = new LinkedHashMap<>();
    private final Map<String, String> dependentChildKeys = new LinkedHashMap<>();
    private final List<Candidate> payload = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Join> joins = new ArrayList<>();

    private Scope(Vault vault, VaultSchema schema, Past past) {
        this.vault = vault;
        this.schema = schema;
        this.past = past;
    }

    /** @param past which of the hubs and links are read as they were at a moment */
    static Scope of(Vault vault, VaultSchema schema, Parent of, Route route, Past past) {
        Scope scope = new Scope(vault, schema, past);
        if (of instanceof Parent.OfHub start) {
            scope.hashKeys.put(start.name(), Sql.column(hubAlias(start.name()), Names.hashKey(start.hub())));
        } else {
            scope.addStart(vault.link(of.name()));
        }
        for (Route.Step step : route.steps()) {
            scope.addLink(step.link(), step.far(), past.includes(step));
        }
        route.reached().values().forEach(participant -> scope.addHub(participant, of));
        return scope;
    }

    static String hubAlias(String participant) {
        return "hub_" + participant;
    }

    /** The column that holds a participant's hash key. */
    String hashKey(String participant) {
        return Optional.ofNullable(hashKeys.get(participant)).orElseThrow();
    }

    /** The column that holds a participant's hash key or a dependent child key. */
    String joinColumn(String part) {
        return Optional.ofNullable(hashKeys.get(part))
                .orElseGet(
                        () -> Optional.ofNullable(dependentChildKeys.get(part)).orElseThrow());
    }

    List<Join> joins() {
        return joins;
    }

    /** What is known of that link or hub itself: the columns of its own rows, then those of its satellites. */
    List<Candidate> attributesOf(String owner) {
        return Stream.concat(
                        payload.stream(),
                        candidates.stream()
                                .filter(candidate -> candidate.owner().equals(owner)
                                        && candidate.satellite().isPresent()))
                .toList();
    }

    Candidate resolve(String field, ColumnReference reference) throws FieldProblem {
        List<Candidate> found = candidates.stream()
                .filter(candidate -> candidate.answersTo(reference.names()))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw new FieldProblem(
                    field,
                    "There is no column \"" + reference.text() + "\" here.",
                    NearestColumns.hint(
                            reference.text(),
                            candidates.stream().map(Candidate::fullName).toList()));
        }
        throw new FieldProblem(
                field, "\"" + reference.text() + "\" may be any of " + names(found) + "; write which one.");
    }

    private static String names(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::fullName).collect(Collectors.joining(", "));
    }

    private void addStart(Link link) {
        addLink(link, link.connects(), false);
        String alias = Names.table(link);
        link.dependentChildKey().forEach(key -> {
            dependentChildKeys.put(key.name(), Sql.column(alias, key.name()));
            candidates.add(Candidate.of(link.name(), key.name(), alias));
        });
        // What happened once says in its own row how.
        link.columns().forEach(column -> {
            payload.add(Candidate.of(link.name(), column, alias));
            candidates.add(Candidate.of(link.name(), column, alias));
        });
    }

    private void addLink(Link link, List<Participant> participants, boolean isPast) {
        String alias = Names.table(link);
        participants.forEach(each -> hashKeys.putIfAbsent(each.name(), Sql.column(alias, Names.hashKey(each.name()))));
        String hashKey = Sql.column(alias, Names.hashKey(link.name()));
        for (ReadableSatellite satellite : ReadableSatellite.ofLink(vault, schema, link.name())) {
            addSatellite(satellite, link.name(), satellite.table(), hashKey, isPast);
        }
    }

    private void addHub(Participant participant, Parent of) {
        Hub hub = vault.hub(participant.hub());
        String alias = hubAlias(participant.name());
        boolean start = of instanceof Parent.OfHub && of.name().equals(participant.name());
        if (!start) {
            joins.add(new Join(
                    Names.table(hub),
                    alias,
                    Names.hashKey(hub.name()),
                    hashKey(participant.name()),
                    Optional.empty(),
                    past.reaches(participant)));
        }
        for (KeyColumn key : hub.key()) {
            candidates.add(Candidate.of(participant.name(), key.name(), alias));
        }
        boolean role = !participant.name().equals(hub.name());
        for (ReadableSatellite satellite : ReadableSatellite.ofHub(vault, schema, hub.name())) {
            String satelliteAlias = satellite.table() + (role ? "_of_" + participant.name() : "");
            addSatellite(
                    satellite,
                    participant.name(),
                    satelliteAlias,
                    hashKey(participant.name()),
                    past.includes(participant));
        }
    }

    private void addSatellite(ReadableSatellite satellite, String owner, String alias, String hashKey, boolean isPast) {
        joins.add(new Join(
                satellite.now(),
                alias,
                satellite.key(),
                hashKey,
                isPast && satellite.history().isPresent() ? Optional.of(satellite) : Optional.empty(),
                isPast));
        for (String column : satellite.columns()) {
            String sql = satellite.sql(alias, column);
            candidates.add(new Candidate(owner, Optional.of(satellite.name()), column, alias, sql));
        }
    }

    /** The owners of the columns that are read from these tables. */
    Set<String> owners(Set<String> aliases) {
        return candidates.stream()
                .filter(candidate -> aliases.contains(candidate.alias()))
                .map(Candidate::owner)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}

package org.lierne.marts.mart;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Vault;

/**
 * What of a mart is read as it was at a moment rather than as it is now. What happened is read as it is known now: the
 * link or hub whose rows the mart's are, the hubs from whose attributes the moment is read, and those on the way to
 * them. Every other hub is read as it was, and so is a link that leads away from such a hub, if it has an effectivity
 * satellite.
 *
 * <p>Before the first version that is known, the first holds: when something was first heard of says when a file came,
 * not when it became so, and the nearest that is known is better than nothing.
 *
 * @param moment the moment as SQL, of type timestamp; empty if nothing is read so
 * @param hubs the participants that are read as they were, by name
 * @param reached those of them that are found by way of a link that is read so, and so not before the moment is known
 */
record Past(Optional<String> moment, Set<String> hubs, Set<String> reached) {

    static final Past NOTHING = new Past(Optional.empty(), Set.of(), Set.of());

    Past {
        hubs = Set.copyOf(hubs);
        reached = Set.copyOf(reached);
    }

    /**
     * What is read so.
     *
     * @param owners the links and participants from whose columns the moment is read
     */
    static Past at(String moment, Parent of, Route route, Set<String> owners) {
        Set<String> present = new HashSet<>(owners);
        present.add(of.name());
        // Backwards, since a step may lead to where the next begins.
        for (int each = route.steps().size() - 1; each >= 0; each--) {
            Route.Step step = route.steps().get(each);
            boolean onTheWay = present.contains(step.link().name())
                    || step.far().stream().map(Participant::name).anyMatch(present::contains);
            if (onTheWay) {
                present.addAll(step.joins().values());
            }
        }
        Set<String> hubs = route.reached().keySet().stream()
                .filter(name -> !present.contains(name))
                .collect(Collectors.toSet());
        Set<String> reached = route.steps().stream()
                .filter(step -> step.joins().values().stream().anyMatch(hubs::contains))
                .flatMap(step -> step.far().stream())
                .map(Participant::name)
                .collect(Collectors.toSet());
        return new Past(Optional.of(moment), hubs, reached);
    }

    boolean includes(Participant participant) {
        return hubs.contains(participant.name());
    }

    /** Whether the link leads away from a hub that is read as it was. */
    boolean includes(Route.Step step) {
        return step.joins().values().stream().anyMatch(hubs::contains);
    }

    boolean reaches(Participant participant) {
        return reached.contains(participant.name());
    }

    /** A satellite's versions with the date from which each holds. */
    static String versions(ReadableSatellite satellite) {
        return """
                select
                    *,
                    case
                        when lag(load_date) over (partition by %s order by load_date) is null
                            then %s
                        else load_date
                    end as valid_from
                from %s
                where load_end_date is null or load_end_date > load_date""".formatted(
                        Sql.name(satellite.key()),
                        Sql.BEGINNING,
                        Sql.rawVault(satellite.history().orElseThrow()));
    }

    /** The rows of a link with the dates between which each was in force. */
    static String intervals(Vault vault, Link link, EffectivitySatellite effectivity) {
        return """
                select * replace (
                    case
                        when lag(valid_from) over (partition by %s order by valid_from) is null
                            then %s
                        else valid_from
                    end as valid_from
                )
                from (
                %s
                ) as in_force""".formatted(
                        OneRow.drivingKey(vault, link),
                        Sql.BEGINNING,
                        Sql.indented(OneRow.intervals(vault, link, effectivity), 4));
    }
}

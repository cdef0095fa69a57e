package org.lierne.marts.mart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;

/**
 * The attributes of a dimension and their names: those of the hub itself under their own names, those of hubs further
 * on with the participant's name before them unless they begin with it. A name that two would share gets the
 * satellite's name before it.
 */
final class Attributes {

    /** An attribute before the names are settled. */
    private record Wish(String participant, String satellite, String expression, String column, String name) {}

    private Attributes() {}

    static List<Attribute> of(Vault vault, VaultSchema schema, Hub hub, Route route) {
        List<Wish> wishes = new ArrayList<>();
        for (Participant participant : route.reached().values()) {
            boolean itself = participant.name().equals(hub.name());
            if (!itself) {
                vault.hub(participant.hub()).key().stream()
                        .map(KeyColumn::name)
                        .forEach(key -> wishes.add(new Wish(
                                participant.name(),
                                "key",
                                Sql.column(hubAlias(participant), key),
                                key,
                                prefixed(participant.name(), key))));
            }
            for (ReadableSatellite satellite : ReadableSatellite.ofHub(vault, schema, participant.hub())) {
                for (String column : satellite.columns()) {
                    String name = itself ? column : prefixed(participant.name(), column);
                    wishes.add(new Wish(
                            participant.name(),
                            satellite.name(),
                            satellite.sql(alias(satellite, participant), column),
                            column,
                            name));
                }
            }
        }
        return settled(wishes, taken(hub), hub.name());
    }

    static String hubAlias(Participant participant) {
        return "hub_" + participant.name();
    }

    static String alias(ReadableSatellite satellite, Participant participant) {
        boolean role = !participant.name().equals(participant.hub());
        return satellite.table() + (role ? "_of_" + participant.name() : "");
    }

    private static Set<String> taken(Hub hub) {
        Set<String> taken = new TreeSet<>(Set.of("valid_from", "valid_to", "is_current", Names.hashKey(hub.name())));
        hub.key().forEach(key -> taken.add(key.name()));
        return taken;
    }

    private static List<Attribute> settled(List<Wish> wishes, Set<String> taken, String hub) {
        Map<String, Integer> uses = new HashMap<>();
        wishes.forEach(wish -> uses.merge(wish.name(), 1, Integer::sum));
        return wishes.stream()
                .map(wish -> {
                    boolean free = uses.getOrDefault(wish.name(), 0) == 1 && !taken.contains(wish.name());
                    return new Attribute(wish.expression(), free ? wish.name() : longName(wish, hub));
                })
                .toList();
    }

    private static String longName(Wish wish, String hub) {
        String inSatellite = wish.satellite() + "_" + wish.column();
        return wish.participant().equals(hub) ? inSatellite : wish.participant() + "_" + inSatellite;
    }

    static String prefixed(String participant, String column) {
        return column.startsWith(participant + "_") ? column : participant + "_" + column;
    }
}

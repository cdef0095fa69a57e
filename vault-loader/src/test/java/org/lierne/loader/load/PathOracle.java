package org.lierne.loader.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the steps of a link of a hub with itself lead, from the rows in force. Keys are hash keys, as texts. */
final class PathOracle {

    private final Set<String> keys;
    private final Map<String, Set<String>> above = new TreeMap<>();

    /**
     * @param keys all of the hub
     * @param steps from a key to one above it; those from or to what is unknown are none
     */
    PathOracle(Set<String> keys, List<List<String>> steps, Set<String> unknown) {
        this.keys = keys;
        keys.forEach(key -> above.put(key, new TreeSet<>()));
        for (List<String> step : steps) {
            boolean leads = !step.get(0).equals(step.get(1)) && step.stream().noneMatch(unknown::contains);
            if (leads) {
                above.get(step.get(0)).add(step.get(1));
            }
        }
    }

    private Map<String, Integer> distances(String from, boolean throughCircles) {
        Map<String, Integer> distances = new LinkedHashMap<>(Map.of(from, 0));
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String key = open.poll();
            if (key.equals(from) || throughCircles || !isInCircle(key)) {
                for (String next : above.get(key)) {
                    if (distances.putIfAbsent(next, distances.get(key) + 1) == null) {
                        open.add(next);
                    }
                }
            }
        }
        return distances;
    }

    private boolean isInCircle(String key) {
        return above.get(key).stream().anyMatch(next -> distances(next, true).containsKey(key));
    }

    /** Key, key above it, distance, whether that is in a circle. */
    List<String> ancestors() {
        List<String> ancestors = new ArrayList<>();
        for (String key : keys) {
            distances(key, false)
                    .forEach((ancestor, distance) ->
                            ancestors.add(key + "|" + ancestor + "|" + distance + "|" + isInCircle(ancestor)));
        }
        return Oracle.sorted(ancestors);
    }

    /** Key, its master, number of masters. */
    List<String> resolved() {
        List<String> resolved = new ArrayList<>();
        for (String key : keys) {
            Set<String> reached = distances(key, true).keySet();
            Set<String> masters = new TreeSet<>();
            reached.stream().filter(each -> above.get(each).isEmpty()).forEach(masters::add);
            // A circle has no master: the least of its keys stands for them all.
            Set<String> stand = masters.isEmpty() ? lastCircle(reached) : masters;
            resolved.add(key + "|" + new TreeSet<>(stand).first() + "|" + masters.size());
        }
        return Oracle.sorted(resolved);
    }

    private Set<String> lastCircle(Set<String> reached) {
        Set<String> circle = new TreeSet<>();
        reached.stream().filter(this::isInCircle).forEach(circle::add);
        return circle;
    }
}

package org.lierne.core.verify.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.verify.check.FormerModels;

/**
 * Which tracked rows may have brought the keys of a hub or link, ever since the vault was first loaded.
 *
 * @param tracked what tracking tables hold of its keys, also in columns that are no longer described
 * @param ended the tables of what has ended of that tracking: of older load dates nothing can be asked
 * @param judged the versions of the metadata whose runs tracked what they brought, by the record sources that they did
 *     not track
 */
record Origins(Set<Tracked> tracked, Set<String> ended, Map<Set<String>, List<Long>> judged) {

    /** A column of a tracking table that holds keys. */
    record Tracked(String table, String column, boolean hasRecordSource) {}

    /** What a source said of the keys in a version: the columns that tracking has of it now. */
    private record Feeding(Source source, List<String> columns) {}

    static Origins of(FormerModels past, Vault vault, Hub hub) {
        SortedMap<Long, Hub> formerly = past.of(hub);
        return new Reading(past, vault).of(version -> {
            Hub then = formerly.get(version);
            return then == null
                    ? List.of()
                    : Objects.requireNonNull(past.versions().get(version)).sources().stream()
                            .map(source -> new Feeding(source, columns(source, then, hub)))
                            .filter(feeding -> !feeding.columns().isEmpty())
                            .toList();
        });
    }

    private static List<String> columns(Source source, Hub then, Hub now) {
        return source.keys().stream()
                .filter(key -> key.hub().equals(then.name()))
                .map(key -> Names.hashKey(key.name().equals(then.name()) ? now.name() : key.name()))
                .toList();
    }

    static Origins of(FormerModels past, Vault vault, Link link) {
        SortedMap<Long, Link> formerly = past.of(link);
        return new Reading(past, vault).of(version -> {
            Link then = formerly.get(version);
            return then == null
                    ? List.of()
                    : List.of(new Feeding(
                            Objects.requireNonNull(past.versions().get(version)).source(then.source()),
                            List.of(Names.hashKey(link.name()))));
        });
    }

    /** Reads the versions of a vault. */
    private static final class Reading {

        private final FormerModels past;

        /** The sources of today by what they were in each version. */
        private final Map<Source, Source> now = new HashMap<>();

        Reading(FormerModels past, Vault vault) {
            this.past = past;
            vault.sources().forEach(source -> past.of(source).values().forEach(then -> now.put(then, source)));
        }

        Origins of(LongFunction<List<Feeding>> feeding) {
            Set<Tracked> tracked = new LinkedHashSet<>();
            Set<String> ended = new LinkedHashSet<>();
            Map<Set<String>, List<Long>> judged = new LinkedHashMap<>();
            for (Long version : past.versions().keySet()) {
                Set<String> untracked = new TreeSet<>();
                boolean known = true;
                boolean any = false;
                for (Feeding each : feeding.apply(version)) {
                    List<Tracked> found = found(each);
                    any |= !found.isEmpty();
                    tracked.addAll(found);
                    ended(each).ifPresent(ended::add);
                    if (found.isEmpty()) {
                        known &= each.source().recordSourceColumn().isEmpty();
                        untracked.add(each.source().recordSource());
                    }
                }
                if (known && any) {
                    judged.computeIfAbsent(untracked, none -> new ArrayList<>()).add(version);
                }
            }
            return new Origins(tracked, ended, judged);
        }

        private Optional<String> ended(Feeding feeding) {
            String table = Names.ended(now.getOrDefault(feeding.source(), feeding.source()));
            return past.has(table, Names.LOAD_DATE) ? Optional.of(table) : Optional.empty();
        }

        /** Where the keys were tracked; nowhere if any was not, or is not there under a name that is known. */
        private List<Tracked> found(Feeding feeding) {
            Source named = now.getOrDefault(feeding.source(), feeding.source());
            boolean all = feeding.source().tracked()
                    && feeding.columns().stream().allMatch(column -> past.has(Names.tracking(named), column));
            if (!all) {
                return List.of();
            }
            List<Tracked> found = new ArrayList<>();
            for (String table : List.of(Names.tracking(named), Names.retracked(named))) {
                feeding.columns().stream()
                        .filter(column -> past.has(table, column))
                        .map(column -> new Tracked(table, column, past.has(table, Names.RECORD_SOURCE)))
                        .forEach(found::add);
            }
            return found;
        }
    }
}

package org.lierne.core.verify.check;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;

/**
 * What the metadata were when each run loaded the vault. What follows from metadata is asked only of runs of which they
 * are known, so that a vault that was described otherwise is not held to what it means today.
 *
 * @param versions the vaults that runs meant, by the number under which {@code audit.model_version} has them
 * @param columns the columns of the raw vault that are there, described or not, as {@code table.column} in lower case
 */
public record FormerModels(SortedMap<Long, Vault> versions, Set<String> columns) {

    public FormerModels {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        columns = Set.copyOf(columns);
    }

    /** Those of a vault that was never described otherwise. */
    public static FormerModels none(Vault vault, VaultSchema schema) {
        return new FormerModels(
                new TreeMap<>(Map.of(1L, vault)),
                schema.tables().stream()
                        .flatMap(table -> table.columnNames().stream().map(column -> key(table.name(), column)))
                        .collect(Collectors.toSet()));
    }

    /** Whether a table of the raw vault has a column now. */
    public boolean has(String table, String column) {
        return columns.contains(key(table, column));
    }

    /** How {@link #columns} calls a column. */
    public static String key(String table, String column) {
        return (table + "." + column).toLowerCase(Locale.ROOT);
    }

    /** A source as it was in each version that had it, whatever it was called. */
    public SortedMap<Long, Source> of(Source now) {
        return formerly(versions, now, Vault::sources, Source::name, Source::was);
    }

    /** A hub as it was in each version that had it, whatever it was called. */
    public SortedMap<Long, Hub> of(Hub now) {
        return formerly(versions, now, Vault::hubs, Hub::name, Hub::was);
    }

    /** A link as it was in each version that had it, whatever it was called. */
    public SortedMap<Long, Link> of(Link now) {
        return formerly(versions, now, Vault::links, Link::name, Link::was);
    }

    /** A satellite, or the changes that a source told of a reference, as it was in each version that had it. */
    public SortedMap<Long, Satellite> of(Satellite now) {
        return formerly(versions, now, FormerModels::satellites, Satellite::name, Satellite::was);
    }

    private static List<Satellite> satellites(Vault vault) {
        return Stream.concat(
                        vault.satellites().stream(),
                        vault.references().stream().flatMap(reference -> reference.changes().stream()))
                .toList();
    }

    /** The versions in which a source was there, and tracked or not. */
    public List<Long> versions(Source source, boolean tracked) {
        return of(source).entrySet().stream()
                .filter(version -> version.getValue().tracked() == tracked)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * What a thing was in each version that had it: each version says what its things were called before.
     *
     * @param <T> what things are declared as
     */
    public static <T> SortedMap<Long, T> formerly(
            SortedMap<Long, Vault> versions,
            T now,
            Function<Vault, List<T>> things,
            Function<T, String> name,
            Function<T, Optional<String>> was) {
        SortedMap<Long, T> found = new TreeMap<>();
        T latest = now;
        for (Long version :
                versions.keySet().stream().sorted(Comparator.reverseOrder()).toList()) {
            Map<String, T> named = new HashMap<>();
            things.apply(Objects.requireNonNull(versions.get(version)))
                    .forEach(each -> named.put(name.apply(each), each));
            T then = named.get(name.apply(latest));
            if (then == null) {
                then = was.apply(latest).map(named::get).orElse(null);
            }
            if (then != null) {
                found.put(version, then);
                latest = then;
            }
        }
        return found;
    }

    /** That a run was one of those of some versions. */
    public static String isRunOf(String run, List<Long> versions) {
        return run + " in (select run.run_id from audit.run as run where run.model_version in (" + listed(versions)
                + "))";
    }

    /** Versions as they stand in a list of SQL. */
    public static String listed(List<Long> versions) {
        return versions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}

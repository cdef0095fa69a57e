package org.lierne.core.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A reference table: what is looked up by a natural key, such as the name of a country by its code.
 *
 * @param key the columns that tell its rows apart, by the same name in each source; never NULL in a row
 * @param sources the names of the sources that feed it; a key belongs to the first of them that knows it
 * @param columns what is looked up, without the key
 * @param history whether what held before can be read too
 * @param was the name that it had before
 * @param isRetired whether it is kept as it is, and no longer loaded: its sources need not
 *     have its columns
 */
public record Reference(
        String name,
        String description,
        List<String> key,
        List<String> sources,
        List<String> columns,
        boolean history,
        Optional<String> was,
        boolean isRetired) {

    /** One that is loaded, and has always had its name. */
    public Reference(
            String name,
            String description,
            List<String> key,
            List<String> sources,
            List<String> columns,
            boolean history) {
        this(name, description, key, sources, columns, history, Optional.empty(), false);
    }

    public Reference {
        key = List.copyOf(key);
        sources = List.copyOf(sources);
        columns = List.copyOf(columns);
        if (key.isEmpty() || sources.isEmpty()) {
            throw new IllegalArgumentException("reference \"" + name + "\" has no key or no source");
        }
    }

    /**
     * What each source has said, in the order of {@link #sources}: kept as a satellite keeps its changes, under a hash
     * of the key, with the key among the columns.
     */
    public List<DescriptiveSatellite> changes() {
        return sources.stream().map(this::changesFrom).toList();
    }

    private DescriptiveSatellite changesFrom(String source) {
        Parent.OfReference parent = new Parent.OfReference(name);
        List<String> all = Stream.concat(key.stream(), columns.stream()).toList();
        return new DescriptiveSatellite(
                parent.name() + "_from_" + source,
                description,
                parent,
                source,
                all,
                false,
                was.map(former -> new Parent.OfReference(former).name() + "_from_" + source),
                HashdiffColumns.PAYLOAD,
                isRetired);
    }
}

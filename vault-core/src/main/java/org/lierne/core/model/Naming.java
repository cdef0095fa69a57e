package org.lierne.core.model;

import java.util.Map;
import java.util.Optional;

/**
 * What stored hubs, links and satellites and their columns are called where it is not what Lierne calls them, so that a
 * vault can be continued that another tool has built.
 *
 * @param schema the schema in which all these tables stand; empty for Lierne's own, as far as names allow
 * @param existing whether the tables may be there already, with rows that another tool has loaded
 * @param patterns names by word; {@code {name}} stands for the name of the hub, role, link or satellite
 * @param hubs names of single hubs, by the hub's name
 * @param links names of single links, by the link's name
 * @param satellites names of single satellites, by the satellite's name
 */
public record Naming(
        Optional<String> schema,
        boolean existing,
        Map<Word, String> patterns,
        Map<String, Own> hubs,
        Map<String, Own> links,
        Map<String, Own> satellites) {

    /** What a pattern names. */
    public enum Word {
        HUB,
        LINK,
        SATELLITE,
        HASH_KEY,
        HASHDIFF,
        LOAD_DATE,
        RECORD_SOURCE;

        /** Whether one name for all would be one name for several. */
        public boolean needsName() {
            return this == HUB || this == LINK || this == SATELLITE || this == HASH_KEY;
        }
    }

    /**
     * The names of one hub, link or satellite.
     *
     * @param table with or without a schema before it
     */
    public record Own(Optional<String> table, Optional<String> hashKey, Optional<String> hashdiff) {
        public static final Own NONE = new Own(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Everything is called as Lierne calls it. */
    public static final Naming DEFAULT = new Naming(Optional.empty(), false, Map.of(), Map.of(), Map.of(), Map.of());

    /** What stands in a pattern for the name of a thing. */
    public static final String NAME = "{name}";

    public Naming {
        patterns = Map.copyOf(patterns);
        hubs = Map.copyOf(hubs);
        links = Map.copyOf(links);
        satellites = Map.copyOf(satellites);
    }

    /** The name that a pattern gives to a thing; empty if there is no pattern for it. */
    public Optional<String> of(Word word, String name) {
        return Optional.ofNullable(patterns.get(word)).map(pattern -> pattern.replace(NAME, name));
    }
}

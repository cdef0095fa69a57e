package org.lierne.marts.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Vault;

/** Finds the keys that a mart's row names: by its hash keys, or else by the business keys of hubs. */
record KeysOfRow(Vault vault) {

    private static final String HASH_KEY = "_hk";

    /**
     * A key that a row names.
     *
     * @param subject the hub or link
     * @param hash its hash key, in hexadecimal digits; empty where the row has the business key
     * @param key the parts of the business key
     */
    record Named(String subject, Optional<String> hash, List<String> key) {}

    /** The keys of a row, each once: those of links first, then those of hubs. */
    Set<Named> of(Map<String, @Nullable Object> row) {
        Set<Named> links = new LinkedHashSet<>();
        Set<Named> hubs = new LinkedHashSet<>();
        Set<String> found = new HashSet<>();
        row.forEach((column, value) -> {
            if (column.endsWith(HASH_KEY) && value != null) {
                String name = column.substring(0, column.length() - HASH_KEY.length());
                subject(name).ifPresent(subject -> {
                    found.add(subject);
                    String hash = hexadecimal(value);
                    if (!hash.matches("0+|f+")) {
                        boolean isLink = vault.links().stream().map(Link::name).anyMatch(subject::equals);
                        (isLink ? links : hubs).add(new Named(subject, Optional.of(hash), List.of()));
                    }
                });
            }
        });
        for (Hub hub : vault.hubs()) {
            List<String> parts = hub.key().stream().map(KeyColumn::name).toList();
            boolean isThere = parts.stream().allMatch(part -> row.get(part) != null);
            if (isThere && !found.contains(hub.name())) {
                List<String> key = new ArrayList<>();
                parts.forEach(part -> key.add(String.valueOf(row.get(part))));
                hubs.add(new Named(hub.name(), Optional.empty(), key));
            }
        }
        links.addAll(hubs);
        return links;
    }

    /** What a hash key's name stands for: a link, a hub, or the hub that has this role. */
    private Optional<String> subject(String name) {
        Stream<String> links = vault.links().stream().map(Link::name).filter(name::equals);
        Stream<String> hubs = vault.hubs().stream().map(Hub::name).filter(name::equals);
        Stream<String> roles = vault.sources().stream()
                .flatMap(source -> source.keys().stream())
                .filter(key -> key.name().equals(name))
                .map(key -> key.hub());
        return Stream.of(links, hubs, roles).flatMap(names -> names).findFirst();
    }

    private static String hexadecimal(Object hash) {
        if (hash instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        String text = hash instanceof UUID uuid ? uuid.toString() : Objects.toString(hash);
        return text.replace("-", "").toLowerCase(Locale.ROOT);
    }
}

package org.lierne.core.erasure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/**
 * A key that is erased, and what takes its place.
 *
 * @param hash the hash key that it has, in lower-case hexadecimal digits
 * @param parts per part of the business key, the text of the value that takes its place; empty where the part stays, since
 *     other keys are made of it too
 */
public record ErasedKey(String hash, List<Optional<String>> parts) {

    public ErasedKey {
        parts = List.copyOf(parts);
    }

    /**
     * The places of the parts of a hub's key that are replaced: all but the tenant, and but what in any source is part of
     * another hub's key as well, such as the country that begins both the customer's key and the order's. Empty if nothing
     * of the key is its own.
     */
    public static List<Integer> replaced(Vault vault, Hub hub) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < hub.key().size(); place++) {
            if (!isShared(vault, hub, place)) {
                places.add(place);
            }
        }
        return places;
    }

    private static boolean isShared(Vault vault, Hub hub, int place) {
        for (Source source : vault.sources()) {
            Set<String> own = new LinkedHashSet<>();
            Set<String> others = new LinkedHashSet<>();
            for (Source.KeyUse use : source.keys()) {
                if (use.hub().equals(hub.name())) {
                    own.add(use.columns().get(place));
                } else {
                    others.addAll(use.columns());
                }
            }
            if (hub.key().size() > 1 && own.stream().anyMatch(others::contains)) {
                return true;
            }
        }
        return false;
    }
}

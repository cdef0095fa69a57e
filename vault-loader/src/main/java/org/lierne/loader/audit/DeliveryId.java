package org.lierne.loader.audit;

import java.util.List;
import java.util.UUID;
import org.lierne.core.hashing.HashRecipe;
import org.lierne.core.model.Hashing;

/** What a delivery is known by: made from source, path and content, so that it is the same in every ledger. */
public final class DeliveryId {

    private static final HashRecipe RECIPE = HashRecipe.of(Hashing.DEFAULT);

    private DeliveryId() {}

    /**
     * The id of a delivery.
     *
     * @param path relative to the landing folder, with {@code /}
     * @param sha256 of the file as delivered, in lower-case hex
     */
    public static UUID of(String source, String path, String sha256) {
        return (UUID) RECIPE.key(List.of(source, path, sha256)).orElseThrow();
    }
}

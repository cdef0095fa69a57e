package org.lierne.loader.erasure;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whose key is to be erased, and on whose word.
 *
 * @param hub its name in the metadata
 * @param key the parts of the business key; empty where the hash is given
 * @param hash the hash key in hexadecimal digits; empty where the business key is given
 * @param reason why, as it is recorded; it must not hold the key
 * @param requestedBy who asked for it
 * @param landing the landing folder, which is only named, not touched
 * @param archive the folder with the copies of deliveries, if there is one
 * @param published files that were made of the vault, and are taken out
 * @param withSame whether the keys that same-as links say are the same are erased too
 * @param isTrial whether it is only told what would be erased
 * @param modelVersion the number under which the ledger has the metadata
 */
public record ErasureRequest(
        String hub,
        List<String> key,
        Optional<String> hash,
        String reason,
        String requestedBy,
        Path landing,
        Optional<Path> archive,
        List<Path> published,
        boolean withSame,
        boolean isTrial,
        OptionalLong modelVersion) {

    public ErasureRequest {
        key = List.copyOf(key);
        published = List.copyOf(published);
    }
}

package org.lierne.core.hashing;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Hashing;

/** Which text is hashed for canonical texts, null standing for NULL. A released profile never changes. */
sealed interface ProfileText permits LierneText, AutomateDvText, Datavault4dbtText {

    static ProfileText of(Hashing.Profile profile) {
        return switch (profile) {
            case LIERNE -> new LierneText();
            case AUTOMATE_DV -> new AutomateDvText();
            case DATAVAULT4DBT -> new Datavault4dbtText();
        };
    }

    /** @return empty if the key is missing */
    Optional<String> key(List<? extends @Nullable String> parts);

    /** @return empty if nothing is hashed for a row without any value */
    Optional<String> hashdiff(List<? extends @Nullable String> payload);

    /** Whether what has no text has the key of all zeros, rather than none. */
    default boolean hashesNothingToZero() {
        return false;
    }
}

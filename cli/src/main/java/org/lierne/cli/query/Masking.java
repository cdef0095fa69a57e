package org.lierne.cli.query;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/** Which columns of which source are not for everyone's eyes. */
@FunctionalInterface
public interface Masking {

    /** Nothing is hidden. */
    Masking NOTHING = (source, column) -> false;

    /** Everything is hidden. */
    Masking EVERYTHING = (source, column) -> true;

    /**
     * Whether what a source said in a column is hidden.
     *
     * @param column NULL for the record as a whole: where a value stands in a broken record is not known, so it is hidden
     *     if any column is
     */
    boolean masks(String source, @Nullable String column);

    /** As the metadata say; everything, where there are none, and what comes from a source that they do not have. */
    static Masking of(Optional<Vault> metadata) {
        if (metadata.isEmpty()) {
            return EVERYTHING;
        }
        Map<String, Set<String>> sensitive =
                metadata.get().sources().stream().collect(Collectors.toMap(Source::name, Source::sensitive));
        return (source, column) -> {
            Set<String> hidden = sensitive.get(source);
            if (hidden == null) {
                return true;
            }
            return column == null ? !hidden.isEmpty() : hidden.contains(column);
        };
    }
}

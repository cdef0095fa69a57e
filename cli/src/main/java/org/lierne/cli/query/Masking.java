package org.lierne.cli.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.loader.delivery.Landing;

/** What is not for everyone's eyes of what sources delivered. */
public final class Masking {

    /** Nothing is hidden. */
    public static final Masking NOTHING = new Masking(List.of(), false);

    /** Everything is hidden. */
    public static final Masking EVERYTHING = new Masking(List.of(), true);

    private final List<Source> sources;
    private final boolean hidesUnknown;

    private Masking(List<Source> sources, boolean hidesUnknown) {
        this.sources = List.copyOf(sources);
        this.hidesUnknown = hidesUnknown;
    }

    /** As the metadata say; everything, where there are none, and what comes from a source that they do not have. */
    public static Masking of(Optional<Vault> metadata) {
        return new Masking(metadata.map(Vault::sources).orElse(List.of()), true);
    }

    /** Whether what a source said in a column is hidden. */
    public boolean masksColumn(String source, String column) {
        return masks(source, each -> each.sensitive().contains(column));
    }

    /**
     * Whether a record is hidden as a whole, for where a value stands in a broken record is not known: if its source has
     * sensitive columns, or another source that reads the same file.
     *
     * @param path the delivery's, within the landing folder
     */
    public boolean masksRecord(String source, String path) {
        return masks(source, Masking::hasSensitive)
                || sources.stream()
                        .filter(Masking::hasSensitive)
                        .anyMatch(each -> Landing.isNamedBy(each.files(), path));
    }

    private boolean masks(String source, Predicate<Source> isSensitive) {
        return sources.stream()
                .filter(each -> each.name().equals(source))
                .findFirst()
                .map(isSensitive::test)
                .orElse(hidesUnknown);
    }

    private static boolean hasSensitive(Source source) {
        return !source.sensitive().isEmpty();
    }
}

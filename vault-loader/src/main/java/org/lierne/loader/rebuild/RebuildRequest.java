package org.lierne.loader.rebuild;

import java.nio.file.Path;
import java.util.Set;

/**
 * What is to be rebuilt.
 *
 * @param archive the folder with the copies of deliveries
 * @param sources names; empty for all
 * @param paths of deliveries, relative to the landing folder; empty for all
 * @param show how many differences of a source are told; all are counted
 */
public record RebuildRequest(Path archive, Set<String> sources, Set<String> paths, int show) {

    private static final int SHOWN = 20;

    public RebuildRequest {
        sources = Set.copyOf(sources);
        paths = Set.copyOf(paths);
        if (show < 1) {
            throw new IllegalArgumentException("At least one difference is to be shown, not " + show + ".");
        }
    }

    /** Everything. */
    public static RebuildRequest of(Path archive) {
        return new RebuildRequest(archive, Set.of(), Set.of(), SHOWN);
    }

    boolean wantsSource(String source) {
        return sources.isEmpty() || sources.contains(source);
    }

    boolean wantsPath(String path) {
        return paths.isEmpty() || paths.contains(path);
    }
}

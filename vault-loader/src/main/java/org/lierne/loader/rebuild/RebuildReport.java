package org.lierne.loader.rebuild;

import java.util.List;
import java.util.Optional;

/** What came of rebuilding, source by source in the order of the metadata. */
public record RebuildReport(List<SourceRebuild> sources) {

    public RebuildReport {
        sources = List.copyOf(sources);
    }

    /** How many differences there are. */
    public long differing() {
        return sources.stream().mapToLong(SourceRebuild::differing).sum();
    }

    /** How many sources could not be made again, since something of the vault is missing. */
    public long damaged() {
        return sources.stream().filter(SourceRebuild::damaged).count();
    }

    /** Whether all that can be made again is as the archive says. */
    public boolean isClean() {
        return differing() == 0 && damaged() == 0;
    }

    /** The first difference, if there is one. */
    public Optional<Difference> first() {
        return sources.stream().flatMap(source -> source.differences().stream()).findFirst();
    }
}

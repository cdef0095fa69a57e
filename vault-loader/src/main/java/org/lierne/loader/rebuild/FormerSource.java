package org.lierne.loader.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.verify.check.FormerModels;

/** What a source was when its deliveries were loaded, by the number under which the ledger has the metadata. */
final class FormerSource {

    private final Source source;
    private final SortedMap<Long, Source> versions;

    FormerSource(Source source, SortedMap<Long, Vault> vaults) {
        this.source = source;
        this.versions = FormerModels.formerly(vaults, source, Vault::sources, Source::name, Source::was);
    }

    /** As it is now. */
    Source source() {
        return source;
    }

    /** The patterns that its paths have had, that of now first, then the latest. */
    List<FilePattern> patterns() {
        List<Source> latestFirst = new ArrayList<>();
        versions.values().forEach(then -> latestFirst.add(0, then));
        return Stream.concat(Stream.of(source), latestFirst.stream())
                .map(Source::files)
                .distinct()
                .toList();
    }

    /** The versions in which it was not tracked. */
    List<Long> untracked() {
        return versions.entrySet().stream()
                .filter(version -> !version.getValue().tracked())
                .map(Map.Entry::getKey)
                .toList();
    }
}

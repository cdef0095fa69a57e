package org.lierne.loader.load;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What came of reading refused records again, source by source: of those that have any. */
public record ReplayReport(List<OfSource> sources) {

    /**
     * What came of a source's.
     *
     * @param refused how many records were looked at
     * @param taken how many of them are accepted now
     * @param run the run that took them; empty if none was, or it was a trial
     * @param cannot why none could be looked at; empty if they were
     * @param failures the deliveries that could not be read again
     */
    public record OfSource(
            String source,
            long refused,
            long taken,
            OptionalLong run,
            Optional<String> cannot,
            List<RunReport.Failure> failures) {
        public OfSource {
            failures = List.copyOf(failures);
        }
    }

    public ReplayReport {
        sources = List.copyOf(sources);
    }

    /** Whether all that was to be looked at could be. */
    public boolean isWhole() {
        return sources.stream()
                .allMatch(
                        source -> source.cannot().isEmpty() && source.failures().isEmpty());
    }
}

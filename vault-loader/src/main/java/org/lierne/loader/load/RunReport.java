package org.lierne.loader.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lierne.loader.progress.RunEvent;

/**
 * What a run did.
 *
 * @param runId the run's number
 * @param sources one row per source that had a delivery pending, in the order of the metadata
 * @param targets one row per table of the vault that the run may have written, in the order in which they were loaded
 * @param failures the deliveries that were left out
 * @param timings how long each phase took
 * @param fills what was filled before the run from deliveries that were loaded already, each in a run of its own
 */
public record RunReport(
        long runId,
        Outcome outcome,
        List<SourceReport> sources,
        List<TargetReport> targets,
        List<Failure> failures,
        List<String> warnings,
        List<Timing> timings,
        List<Fill> fills) {

    /** A run that filled nothing. */
    public RunReport(
            long runId,
            Outcome outcome,
            List<SourceReport> sources,
            List<TargetReport> targets,
            List<Failure> failures,
            List<String> warnings,
            List<Timing> timings) {
        this(runId, outcome, sources, targets, failures, warnings, timings, List.of());
    }

    /** How a run ended. */
    public enum Outcome {
        /** All that was pending is loaded. */
        DONE,
        /** Some deliveries were left out; the others are loaded. */
        PARTIAL
    }

    /**
     * What came from a source. {@code records = accepted + filtered + rejected}.
     *
     * @param deliveries how many deliveries were loaded
     * @param skippedKeys rows that satellites skipped because the hub's key is missing, and links and their satellites
     *     because that of a participant is
     * @param repeats accepted rows of what happened once that repeat what is stored, or another row
     */
    public record SourceReport(
            String source,
            int deliveries,
            long records,
            long accepted,
            long filtered,
            long rejected,
            long skippedKeys,
            long repeats) {}

    /** This report, with what was derived after the load. */
    RunReport with(List<TargetReport> derived) {
        if (derived.isEmpty()) {
            return this;
        }
        List<TargetReport> all = new ArrayList<>(targets);
        all.addAll(derived);
        Duration took = derived.stream().map(TargetReport::took).reduce(Duration.ZERO, Duration::plus);
        List<Timing> phases = new ArrayList<>(timings);
        phases.add(new Timing(RunEvent.Phase.BUSINESS_VAULT, took));
        return new RunReport(runId, outcome, sources, all, failures, warnings, phases, fills);
    }

    /** How many rows went into a table. */
    public record TargetReport(String table, long inserted, Duration took) {
        TargetReport plus(TargetReport other) {
            return new TargetReport(table, inserted + other.inserted, took.plus(other.took));
        }
    }

    /**
     * What was described after deliveries of its source were loaded, and filled from them.
     *
     * @param runId the number of the run that filled it
     * @param targets what was filled: {@code satellite customer_details}
     * @param deliveries how many deliveries were read again
     * @param missing how many could not be
     * @param inserted one row per table that it may have written
     */
    public record Fill(
            long runId, String source, List<String> targets, int deliveries, int missing, List<TargetReport> inserted) {
        public Fill {
            targets = List.copyOf(targets);
            inserted = List.copyOf(inserted);
        }
    }

    /** A delivery that was left out, and why. */
    public record Failure(String source, String path, String code, String message) {}

    /** How long a phase took. */
    public record Timing(RunEvent.Phase phase, Duration took) {}

    public RunReport {
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
        timings = List.copyOf(timings);
        fills = List.copyOf(fills);
    }
}

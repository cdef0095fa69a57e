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
 */
public record RunReport(
        long runId,
        Outcome outcome,
        List<SourceReport> sources,
        List<TargetReport> targets,
        List<Failure> failures,
        List<String> warnings,
        List<Timing> timings) {

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
     * @param skippedKeys rows whose satellite row was skipped because the hub's key is missing
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
        return new RunReport(runId, outcome, sources, all, failures, warnings, phases);
    }

    /** How many rows went into a table. */
    public record TargetReport(String table, long inserted, Duration took) {
        TargetReport plus(TargetReport other) {
            return new TargetReport(table, inserted + other.inserted, took.plus(other.took));
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
    }
}

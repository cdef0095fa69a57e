package org.lierne.loader.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;

/** Adds up how long each phase took, and keeps warnings. */
final class Stopwatch implements RunListener {

    private final Map<RunEvent.Phase, Duration> phases = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.StepFinished finished) {
            phases.merge(finished.phase(), finished.took(), Duration::plus);
        } else if (event instanceof RunEvent.Warning warning) {
            warnings.add(warning.path().orElse(warning.source()) + ": " + warning.message());
        }
    }

    List<RunReport.Timing> timings() {
        return phases.entrySet().stream()
                .map(entry -> new RunReport.Timing(entry.getKey(), entry.getValue()))
                .toList();
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}

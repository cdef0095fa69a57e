package org.lierne.loader.progress;

/** Hears what a run does, on the thread of the run. What it throws ends the run as an error of the run would. */
@FunctionalInterface
public interface RunListener {

    /** Hears nothing. */
    RunListener SILENT = event -> {};

    void on(RunEvent event);
}

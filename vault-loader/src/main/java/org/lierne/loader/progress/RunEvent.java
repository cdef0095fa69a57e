package org.lierne.loader.progress;

import java.time.Duration;
import java.util.Optional;

/** What a run tells while it goes on. */
public sealed interface RunEvent {

    /** The stretches of a run, in order. */
    enum Phase {
        /** Files are found, hashed, counted and archived. */
        READING,
        /** Records become typed and hashed rows; what is refused is recorded. */
        STAGING,
        /** Rows go into the vault, in one transaction. */
        LOADING,
        /** Snapshot dates, point-in-time tables and bridges are brought along, in a transaction of their own. */
        BUSINESS_VAULT,
        /** The marts are computed. */
        MARTS,
        /** The marts become what readers see. */
        PUBLISHING
    }

    /** The run is recorded; its number is known. */
    record RunStarted(long runId) implements RunEvent {}

    /**
     * A piece of work begins.
     *
     * @param object what it works on: a source, a path, a table
     * @param index from 1, of {@code total} such pieces in this phase; 0 where that is not known
     */
    record StepStarted(Phase phase, String object, int index, int total) implements RunEvent {}

    /**
     * A piece of work is done.
     *
     * @param rows rows read or written; -1 where that says nothing
     */
    record StepFinished(Phase phase, String object, long rows, Duration took) implements RunEvent {}

    /**
     * A piece of work that takes long tells how far it is.
     *
     * @param what is being done within it
     * @param done how much of that, from 0 to {@code total}
     * @param total in whatever is counted; 0 where that is not known
     */
    record StepGoesOn(Phase phase, String object, String what, long done, long total) implements RunEvent {}

    /** A delivery is left out; nothing of it is loaded, and the next run tries it again. */
    record DeliveryFailed(String source, String path, String code, String message) implements RunEvent {}

    /** Something to know that stops nothing. */
    record Warning(String source, Optional<String> path, String message) implements RunEvent {}

    /** Everything is written and the transaction is about to be committed. */
    record Committing(long runId) implements RunEvent {}

    /** The vault holds the run. */
    record Committed(long runId) implements RunEvent {}
}

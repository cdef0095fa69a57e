package org.lierne.marts.computation;

/** Is told how far a computation is. */
@FunctionalInterface
public interface ComputationProgress {

    /** Tells nobody. */
    ComputationProgress SILENT = (what, done, total) -> {};

    /**
     * @param what is being done: {@code fitting bg_nbd}
     * @param done how much of it, from 0 to {@code total}
     * @param total in whatever is counted; 0 where that is not known
     */
    void at(String what, long done, long total);
}

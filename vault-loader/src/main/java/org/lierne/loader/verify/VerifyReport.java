package org.lierne.loader.verify;

import java.util.List;
import org.lierne.core.verify.check.Check;

/**
 * What was verified, and what was found.
 *
 * @param checks what became of each check that was asked for
 * @param tables how many tables were looked at
 * @param rows how many rows they have
 */
public record VerifyReport(List<CheckReport> checks, long tables, long rows) {

    public VerifyReport {
        checks = List.copyOf(checks);
    }

    /**
     * What became of one check.
     *
     * @param done whether it could be made; not where a table that it reads lacks what the metadata mean
     * @param offences how many rows break the promise
     * @param findings the first of them
     */
    public record CheckReport(Check check, boolean done, long offences, List<Finding> findings, double seconds) {
        public CheckReport {
            findings = List.copyOf(findings);
        }
    }

    /** The offending rows that are told. */
    public List<Finding> findings() {
        return checks.stream().flatMap(check -> check.findings().stream()).toList();
    }

    /** How many rows break a promise, told or not; a row counts once for each check that it breaks. */
    public long offences() {
        return checks.stream().mapToLong(CheckReport::offences).sum();
    }

    /** The checks that could not be made. */
    public List<Check> undone() {
        return checks.stream()
                .filter(check -> !check.done())
                .map(CheckReport::check)
                .toList();
    }

    /** Whether every check was made and nothing was found. */
    public boolean isClean() {
        return offences() == 0 && undone().isEmpty();
    }
}

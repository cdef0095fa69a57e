package org.lierne.core.metadata;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.Bridge;
import org.lierne.core.model.Corrections;
import org.lierne.core.model.Link;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/** That tracking ends only where nothing asks for all of it. */
final class TrackingEndsChecks {

    private final Positions positions;
    private final Diagnostics diagnostics;

    TrackingEndsChecks(Positions positions, Diagnostics diagnostics) {
        this.positions = positions;
        this.diagnostics = diagnostics;
    }

    void check(Vault vault) {
        vault.sources().stream()
                .filter(source -> source.trackingEnds().isPresent())
                .forEach(source -> check(vault, source));
    }

    private void check(Vault vault, Source source) {
        if (source.full().isPresent()) {
            report(
                    source,
                    "keep_of_full_deliveries",
                    "delivers everything: what is gone is found by all that was tracked",
                    "Take out \"keep\".");
        }
        if (Corrections.areFedBy(source.name(), vault.links(), vault.satellites())) {
            report(
                    source,
                    "keep_of_corrections",
                    "feeds what is corrected by counter rows, for which it has to be known what each delivery said",
                    "Take out \"keep\", or \"corrections\".");
        }
        Set<String> stepped = vault.businessVault().bridges().stream()
                .map(Bridge::links)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        vault.links().stream()
                .filter(link -> link.source().equals(source.name()) && stepped.contains(link.name()))
                .filter(link -> isTold(vault, link))
                .forEach(link -> report(
                        source,
                        "keep_under_bridge",
                        "states link \"" + link.name()
                                + "\", of which a bridge shows by tracked rows what was in force at each date",
                        "Describe an effectivity satellite of the link, which keeps that; or take out \"keep\"."));
    }

    private static boolean isTold(Vault vault, Link link) {
        return vault.effectivityOf(link).isEmpty()
                && (vault.canEnd(link) || !vault.drivingKeyOf(link).isEmpty());
    }

    private void report(Source source, String code, String why, String hint) {
        diagnostics.error(
                code,
                positions.nearest("sources." + source.name() + ".track.keep"),
                "The tracking of source \"" + source.name() + "\" cannot end, since it " + why + ".",
                hint);
    }
}

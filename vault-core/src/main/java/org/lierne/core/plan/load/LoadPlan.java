package org.lierne.core.plan.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/**
 * The statements that take staged rows into the vault. All are insert-only and may be run again: what is there already
 * is not inserted a second time. They follow each other in one transaction.
 *
 * @param statements in the order in which they run
 */
public record LoadPlan(List<Statement> statements) {

    public LoadPlan {
        statements = List.copyOf(statements);
    }

    /**
     * The plan for a run.
     *
     * @param staged the names of the sources that have a stage table in this run
     */
    public static LoadPlan of(Vault vault, VaultSchema schema, Dialect dialect, Set<String> staged) {
        return of(vault, schema, dialect, staged, false, false);
    }

    /**
     * The plan that takes records of loaded deliveries which were refused when these were loaded. Each is loaded as a late
     * row is, by the load date and the place that it has.
     *
     * @param staged the names of the sources of which such records, and nothing else, are staged
     */
    public static LoadPlan ofReplayed(Vault vault, VaultSchema schema, Dialect dialect, Set<String> staged) {
        return of(vault, schema, dialect, staged, false, true);
    }

    /**
     * The plan that takes deliveries which are loaded already into what was described since.
     *
     * @param vault of which only that is loaded
     * @param staged the names of the sources whose deliveries are staged again
     */
    public static LoadPlan ofReadAgain(Vault vault, VaultSchema schema, Dialect dialect, Set<String> staged) {
        return of(vault, schema, dialect, staged, true, false);
    }

    private static LoadPlan of(
            Vault vault, VaultSchema schema, Dialect dialect, Set<String> staged, boolean readAgain, boolean inPart) {
        List<Source> sources = vault.sources().stream()
                .filter(source -> staged.contains(source.name()))
                .toList();
        KeyLoads keyLoads = new KeyLoads(vault, schema, dialect, sources);
        TrackingLoad trackingLoad = new TrackingLoad(vault, schema, dialect, readAgain, inPart);
        NonHistorizedLoads nonHistorizedLoads = new NonHistorizedLoads(vault, schema, dialect, readAgain);
        SatelliteLoads satelliteLoads = new SatelliteLoads(vault, schema, dialect);
        List<Statement> statements = new ArrayList<>();
        for (Source source : sources) {
            statements.addAll(trackingLoad.judgeLateness(source));
        }
        RepeatedKeys repeatedKeys = new RepeatedKeys(vault, dialect);
        for (Source source : sources) {
            statements.addAll(repeatedKeys.of(source));
        }
        for (Hub hub : vault.hubs()) {
            if (!hub.isRetired()) {
                statements.addAll(keyLoads.of(hub));
            }
        }
        for (Link link : vault.links()) {
            if (link.isRetired()) {
                continue;
            }
            statements.addAll(
                    link.isNonHistorized() && staged.contains(link.source())
                            ? nonHistorizedLoads.of(link)
                            : keyLoads.of(link));
        }
        for (Source source : sources) {
            statements.addAll(trackingLoad.insert(source));
            statements.addAll(CaptureLoad.of(source));
        }
        BatchLoads batchLoads = new BatchLoads(vault, schema, dialect, readAgain);
        for (Source source : sources) {
            statements.addAll(batchLoads.of(source));
        }
        PresenceLoads presenceLoads = new PresenceLoads(vault, schema, dialect);
        for (Satellite satellite : vault.satellites()) {
            if (!satellite.isStored() || satellite.isRetired() || !staged.contains(satellite.source())) {
                continue;
            }
            if (satellite instanceof NonHistorizedSatellite nonHistorized) {
                statements.addAll(nonHistorizedLoads.of(nonHistorized));
            } else if (!(satellite instanceof StatusSatellite)) {
                statements.addAll(satelliteLoads.of(satellite));
            }
            presenceLoads.of(satellite).ifPresent(statements::add);
        }
        for (Reference reference : vault.references()) {
            reference.changes().stream()
                    .filter(changes -> !changes.isRetired() && staged.contains(changes.source()))
                    .forEach(changes -> statements.addAll(satelliteLoads.of(changes)));
        }
        TrackingEnd trackingEnd = new TrackingEnd(schema, dialect);
        for (Source source : readAgain ? List.<Source>of() : sources) {
            statements.addAll(trackingEnd.of(source));
        }
        return new LoadPlan(statements);
    }
}

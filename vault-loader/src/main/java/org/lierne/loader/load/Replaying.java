package org.lierne.loader.load;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.lierne.core.model.Corrections;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.loader.audit.Fills;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.audit.Replays;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.stage.DeliveryFinder;
import org.lierne.loader.stage.Session;
import org.lierne.loader.stage.Stager;
import org.lierne.loader.stage.Staging;
import org.lierne.loader.stage.TableLanding;
import org.lierne.loader.warehouse.Version;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WorkFolder;

/**
 * Takes refused records of loaded deliveries that the metadata of today accepts: they are read again as they were
 * delivered, and loaded with the load date, the delivery and the record number that they have, as late rows are. Each
 * source is a run of its own, of the kind {@code replay}: all of it, or nothing.
 *
 * <p>Only where each record stands for itself: what is compared as a set (blocks, links in force) or as a whole delivery
 * was tracked without the record, and would have to be tracked anew.
 */
final class Replaying {

    private static final String KIND = "replay";

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final Warehouse warehouse;
    private final ReplayRequest request;
    private final RunListener listener;
    private final Ledger ledger;
    private final Replays replays;

    Replaying(
            Vault vault,
            VaultSchema schema,
            Dialect dialect,
            Warehouse warehouse,
            ReplayRequest request,
            RunListener listener) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.warehouse = warehouse;
        this.request = request;
        this.listener = listener;
        this.ledger = new Ledger(warehouse.connection());
        this.replays = new Replays(warehouse.connection());
    }

    ReplayReport replay() throws SQLException {
        List<ReplayReport.OfSource> sources = new ArrayList<>();
        for (Source source : vault.sources()) {
            if (request.sources().isEmpty() || request.sources().contains(source.name())) {
                replay(source).ifPresent(sources::add);
            }
        }
        return new ReplayReport(sources);
    }

    private Optional<ReplayReport.OfSource> replay(Source source) throws SQLException {
        Session session = new Session(warehouse.connection(), listener, request.archive());
        try {
            replays.list(Stage.REPLAYED, source.name(), request.run(), request.codes());
            long refused = session.number("select count(*) from " + Stage.REPLAYED);
            if (refused == 0) {
                return Optional.empty();
            }
            Optional<String> cannot = cannot(source);
            if (cannot.isPresent()) {
                return Optional.of(
                        new ReplayReport.OfSource(source.name(), refused, 0, OptionalLong.empty(), cannot, List.of()));
            }
            return Optional.of(replay(source, refused, session));
        } finally {
            session.dropTemporary();
        }
    }

    /** Why the records of a source do not stand each for itself. */
    private Optional<String> cannot(Source source) {
        if (!(source.delivery() instanceof Delivery.Delta)) {
            return Optional.of("what its deliveries say is judged by whole deliveries, or by change records in order");
        }
        List<Satellite> satellites = vault.satellitesOf(source);
        for (Satellite satellite : satellites) {
            boolean ofSets = satellite instanceof MultiActiveSatellite
                    || satellite instanceof EffectivitySatellite && !source.recordsFollow();
            if (ofSets) {
                return Optional.of("its records make up sets of \"" + satellite.name() + "\", which are taken whole");
            }
        }
        if (Corrections.areFedBy(source.name(), vault.linksOf(source), satellites)) {
            return Optional.of(
                    "what arrives later corrects what is in force, so an older record would take back a newer one");
        }
        boolean compares = satellites.stream().anyMatch(satellite -> !(satellite instanceof NonHistorizedSatellite));
        if (!source.tracked() && compares) {
            return Optional.of("it is not tracked, and without tracking nothing falls into its place in time");
        }
        return schema.find(Names.retracked(source)).isPresent()
                ? Optional.of("its deliveries may have been tracked once more for what was described later")
                : Optional.empty();
    }

    private ReplayReport.OfSource replay(Source source, long refused, Session session) throws SQLException {
        long runId = request.isTrial()
                ? 0
                : ledger.startRun(KIND, request.modelVersion(), Version.current())
                        .runId();
        try (WorkFolder work = WorkFolder.of(warehouse)) {
            session.execute("create or replace temporary table " + Stage.THIS_RUN + " as select cast(" + runId
                    + " as bigint) as run_id");
            Set<UUID> wanted = replays.deliveries(Stage.REPLAYED);
            List<Fills.Loaded> deliveries = new Fills(warehouse.connection())
                    .loaded(source.name()).stream()
                            .filter(delivery -> wanted.contains(delivery.id()))
                            .toList();
            DeliveryFinder finder = new DeliveryFinder(
                    request.landing(),
                    new TableLanding(session, work.path()),
                    request.archive(),
                    ledger,
                    LocalDateTime.now(ZoneOffset.UTC),
                    RunListener.SILENT);
            Staging staging =
                    new Stager(vault, schema, dialect, session, work.path()).stageRefused(source, deliveries, finder);
            String stage = Stage.stage(source);
            long taken = staging.staged().isEmpty()
                    ? 0
                    : session.number("select count(*) from (select distinct delivery_id, record_number from " + stage
                            + ") as records");
            if (!request.isTrial()) {
                load(staging, stage, taken, session, runId);
            }
            return new ReplayReport.OfSource(
                    source.name(),
                    refused,
                    taken,
                    request.isTrial() || taken == 0 ? OptionalLong.empty() : OptionalLong.of(runId),
                    Optional.empty(),
                    staging.failed().stream()
                            .map(failure -> new RunReport.Failure(
                                    failure.source(), failure.path(), failure.code(), failure.message()))
                            .toList());
        } catch (SQLException | RuntimeException failure) {
            abandon(runId, failure);
            throw failure;
        }
    }

    private void load(Staging staging, String stage, long taken, Session session, long runId) throws SQLException {
        RunReport.Outcome outcome = staging.failed().isEmpty() ? RunReport.Outcome.DONE : RunReport.Outcome.PARTIAL;
        session.inTransaction(() -> {
            if (taken > 0) {
                LoadPlan plan = LoadPlan.ofReplayed(vault, schema, dialect, staging.sources());
                new PlanExecution(session).execute(plan.statements());
                replays.record(stage, runId);
            }
            ledger.recordFailures(runId, staging.failed());
            ledger.recordSteps(runId, session.steps());
            ledger.finishRun(runId, outcome.name().toLowerCase(Locale.ROOT), null);
            listener.on(new RunEvent.Committing(runId));
        });
        Loader.confirm(ledger, runId, outcome);
        listener.on(new RunEvent.Committed(runId));
    }

    private void abandon(long runId, Exception failure) {
        if (request.isTrial()) {
            return;
        }
        try {
            ledger.finishRun(runId, Loader.outcomeOf(failure), failure.getMessage());
        } catch (SQLException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}

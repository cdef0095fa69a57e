package org.lierne.loader.stage;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.stage.Forgetting;
import org.lierne.core.plan.stage.StagePlan;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.loader.audit.Fills;
import org.lierne.loader.audit.ForgottenKeys;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.Landing;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.warehouse.EngineFailure;
import org.lierne.loader.warehouse.RowAppender;

/** Stages all that is pending: source by source, each delivery whole or not at all. Nothing of the vault is touched. */
public final class Stager {

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final Session session;
    private final Path workFolder;
    private Forgetting forgetting = Forgetting.NOTHING;

    /** @param workFolder for copies that the engine reads; whoever gives it removes it after the run */
    public Stager(Vault vault, VaultSchema schema, Dialect dialect, Session session, Path workFolder) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.session = session;
        this.workFolder = workFolder;
    }

    /** Finds, reads and stages what is pending, and records rejects and failures in a transaction of their own. */
    public Staging stage(DeliveryFinder finder, Ledger ledger, long runId) throws SQLException {
        recallErased();
        Rejects rejects = new Rejects(session.connection());
        List<StagedSource> staged = new ArrayList<>();
        List<Ledger.FailedDelivery> failed = new ArrayList<>();
        Map<UUID, PendingDelivery> pending = new HashMap<>();
        Map<Source, List<PendingDelivery>> bySource = new LinkedHashMap<>();
        int files = 0;
        for (Source source : vault.sources()) {
            DeliveryFinder.Found found = finder.find(source);
            files += found.files() + found.failed().size();
            found.failed().forEach(failure -> fail(failed, failure));
            if (!found.pending().isEmpty()) {
                bySource.put(source, found.pending());
            }
        }
        if (files == 0) {
            warnOfNoFiles();
        }
        for (Map.Entry<Source, List<PendingDelivery>> entry : bySource.entrySet()) {
            List<PendingDelivery> found = withTrackedIds(entry.getKey(), entry.getValue());
            found.forEach(delivery -> pending.put(delivery.id(), delivery));
            keepTrackedLoadDates(entry.getKey(), found);
            stageOrLeaveOut(entry.getKey(), found, rejects, failed).ifPresent(staged::add);
        }
        for (StagedSource source : staged) {
            listLeftOut(source.source(), failed);
        }
        session.inTransaction(() -> {
            rejects.record(runId, pending, forgetting.inTexts(vault, dialect, Rejects.TORN), forgotten());
            ledger.recordFailures(runId, failed);
        });
        return new Staging(staged, failed);
    }

    /**
     * Reads deliveries of a source again that are loaded already, and stages what is loaded of them. Of their rejects,
     * those are recorded that were none when they were loaded.
     *
     * @throws LierneException as {@link #stage} does
     */
    public Staging stageAgain(
            Source source, List<Fills.Loaded> deliveries, DeliveryFinder finder, Ledger ledger, long runId)
            throws SQLException {
        recallErased();
        Rejects rejects = new Rejects(session.connection());
        List<Ledger.FailedDelivery> failed = new ArrayList<>();
        Map<UUID, PendingDelivery> pending = new HashMap<>();
        DeliveryFinder.Found found = finder.again(source, deliveries);
        found.failed().forEach(failure -> fail(failed, failure));
        found.pending().forEach(delivery -> pending.put(delivery.id(), delivery));
        List<StagedSource> staged = new ArrayList<>();
        if (!found.pending().isEmpty()) {
            stage(source, found.pending(), rejects, failed, SourceStager.Purpose.FILLING)
                    .ifPresent(staged::add);
        }
        if (!staged.isEmpty()) {
            listLeftOut(source, failed);
            listLeftOutBefore(source);
            warnOfRowsNotRead(source);
        }
        session.inTransaction(() -> {
            rejects.recordNew(runId, pending);
            ledger.recordFailures(runId, failed);
        });
        return new Staging(staged, failed);
    }

    /**
     * Reads deliveries of a source again that are loaded already, and stages those of the records in {@link Stage#REPLAYED}
     * that are accepted now. Nothing is recorded of those that are not: their rejects are there.
     */
    public Staging stageRefused(Source source, List<Fills.Loaded> deliveries, DeliveryFinder finder)
            throws SQLException {
        recallErased();
        List<Ledger.FailedDelivery> failed = new ArrayList<>();
        DeliveryFinder.Found found = finder.again(source, deliveries);
        found.failed().forEach(failure -> fail(failed, failure));
        List<StagedSource> staged = new ArrayList<>();
        if (!found.pending().isEmpty()) {
            Rejects rejects = new Rejects(session.connection());
            stage(source, found.pending(), rejects, failed, SourceStager.Purpose.REPLAYING)
                    .ifPresent(staged::add);
        }
        return new Staging(staged, failed);
    }

    /**
     * Reads deliveries of a source again that are loaded already, and leaves in the stage table all rows that can be made of
     * them, whatever became of their records: to look at them.
     *
     * @return the deliveries that cannot be read
     */
    public List<Ledger.FailedDelivery> stageToLook(Source source, List<Fills.Loaded> deliveries, DeliveryFinder finder)
            throws SQLException {
        forgetting = Forgetting.NOTHING;
        List<Ledger.FailedDelivery> failed = new ArrayList<>();
        DeliveryFinder.Found found = finder.again(source, deliveries);
        failed.addAll(found.failed());
        if (!found.pending().isEmpty()) {
            SourceStager stager = stager(source, new Rejects(session.connection()), SourceStager.Purpose.LOOKING);
            stager.stage(found.pending());
            failed.addAll(stager.failed());
        }
        return failed;
    }

    /** The sources whose rows carry keys of which some were erased. */
    private List<String> forgotten() {
        return vault.sources().stream()
                .filter(forgetting::concerns)
                .map(Source::name)
                .toList();
    }

    /** Keys that were erased are known again, and kept out. */
    private void recallErased() throws SQLException {
        forgetting = new Forgetting(new ForgottenKeys(session.connection()).prepare());
        session.execute(
                "create or replace temporary table " + Stage.KEPT_OUT
                        + " (source varchar, delivery_id uuid, record_number bigint, hub varchar, uses varchar[], fate varchar)");
    }

    /** What was left out when the batches were judged is left out still: its deliveries are not loaded. */
    private void listLeftOutBefore(Source source) throws SQLException {
        if (source.full().isPresent() && source.tracked()) {
            session.run(RunEvent.Phase.STAGING, new StagePlan(vault, schema, dialect, source).leftOutBefore());
        }
    }

    private void warnOfRowsNotRead(Source source) throws SQLException {
        long rows = session.number(new StagePlan(vault, schema, dialect, source).countNotReadAgain());
        if (rows > 0) {
            session.listener()
                    .on(new RunEvent.Warning(
                            source.name(),
                            Optional.empty(),
                            rows + " rows that were loaded before are refused or filtered by the metadata of today, or"
                                    + " have another key by it; they are missing from what is filled"));
        }
    }

    /** Nothing being pending is usual; that no file has ever matched is more likely a mistake. */
    private void warnOfNoFiles() {
        for (Source source : vault.sources()) {
            session.listener()
                    .on(new RunEvent.Warning(
                            source.name(),
                            Optional.empty(),
                            source.table().isPresent()
                                    ? "the table \"" + source.files().text() + "\" has no rows"
                                    : "no file in the landing folder matches \""
                                            + source.files().text() + "\""));
        }
    }

    /** Where it is not known which delivery is to blame, those of the source wait, and others are loaded. */
    private Optional<StagedSource> stageOrLeaveOut(
            Source source, List<PendingDelivery> pending, Rejects rejects, List<Ledger.FailedDelivery> failed)
            throws SQLException {
        try {
            return stage(source, pending, rejects, failed, SourceStager.Purpose.LOADING);
        } catch (SQLException failure) {
            EngineFailure.refuse(failure);
            for (PendingDelivery delivery : pending) {
                fail(
                        failed,
                        delivery.failedSince(
                                "source_failed",
                                "is left out with all of source \"" + source.name() + "\", which could not be staged: "
                                        + EngineFailure.sentence(failure)));
            }
            return Optional.empty();
        }
    }

    private Optional<StagedSource> stage(
            Source source,
            List<PendingDelivery> pending,
            Rejects rejects,
            List<Ledger.FailedDelivery> failed,
            SourceStager.Purpose purpose)
            throws SQLException {
        SourceStager stager = stager(source, rejects, purpose);
        Optional<StagedSource> staged = stager.stage(pending);
        stager.failed().forEach(failure -> fail(failed, failure));
        return staged;
    }

    private SourceStager stager(Source source, Rejects rejects, SourceStager.Purpose purpose) {
        return new SourceStager(
                source,
                new StagePlan(vault, schema, dialect, source, forgetting),
                session,
                rejects,
                workFolder,
                vault.rejectsStopAbove(),
                purpose);
    }

    /** Lists the files that are not loaded: of batches that they belong to, it cannot be told what they lack. */
    private void listLeftOut(Source source, List<Ledger.FailedDelivery> failed) throws SQLException {
        if (source.full().isEmpty()) {
            return;
        }
        List<String> scope = Names.scope(source);
        session.run(RunEvent.Phase.STAGING, new StagePlan(vault, schema, dialect, source).leftOut());
        try (RowAppender rows = RowAppender.intoTemporary(session.connection(), Stage.leftOut(source))) {
            for (Ledger.FailedDelivery failure : failed) {
                if (!failure.source().equals(source.name())) {
                    continue;
                }
                Landing.PathSays says = Landing.read(source.files(), source.endOfDay(), failure.path());
                List<@Nullable Object> values = new ArrayList<>();
                values.add(says.loadDate().orElse(null));
                scope.forEach(column -> values.add(says.columns().get(column)));
                rows.row(values.toArray());
            }
        }
    }

    private void fail(List<Ledger.FailedDelivery> failed, Ledger.FailedDelivery failure) {
        failed.add(failure);
        session.listener()
                .on(new RunEvent.DeliveryFailed(failure.source(), failure.path(), failure.code(), failure.message()));
    }

    /** A delivery that the vault has from before its source got its name, although the ledger does not say so, keeps its id. */
    private List<PendingDelivery> withTrackedIds(Source source, List<PendingDelivery> pending) throws SQLException {
        if (!source.tracked() || source.was().isEmpty()) {
            return pending;
        }
        String ids = pending.stream()
                .flatMap(delivery -> delivery.formerId().stream())
                .map(id -> "'" + id + "'")
                .collect(Collectors.joining(", "));
        Set<UUID> tracked = new HashSet<>();
        // Of a file without records, only its batch is known.
        List<String> tables = source.full().isPresent()
                ? List.of(Names.tracking(source), Names.batch(source))
                : List.of(Names.tracking(source));
        for (String table : tables) {
            session.query(
                    "select distinct delivery_id from " + Table.RAW_VAULT + "." + table + " where delivery_id in ("
                            + ids + ")",
                    row -> tracked.add(row.getObject(1, UUID.class)));
        }
        return pending.stream()
                .map(delivery -> delivery.formerId()
                        .filter(tracked::contains)
                        .map(id -> delivery.loadedAs(id, delivery.contentVersion(), delivery.loadDate()))
                        .orElse(delivery))
                .toList();
    }

    /**
     * A delivery whose load date is the run's start, and which the vault has although the ledger does not say so, keeps
     * the load date that it was tracked with: it is the same delivery, not a new one.
     */
    private void keepTrackedLoadDates(Source source, List<PendingDelivery> pending) throws SQLException {
        if (!source.tracked() || !(source.loadDate() instanceof Source.LoadDateRule.RunStart)) {
            return;
        }
        String ids = pending.stream().map(delivery -> "'" + delivery.id() + "'").collect(Collectors.joining(", "));
        session.query(
                "select delivery_id, min(load_date) from " + Table.RAW_VAULT + "." + Names.tracking(source)
                        + " where delivery_id in (" + ids + ") group by delivery_id",
                row -> session.keepLoadDate(row.getObject(1, UUID.class), row.getObject(2, LocalDateTime.class)));
    }
}

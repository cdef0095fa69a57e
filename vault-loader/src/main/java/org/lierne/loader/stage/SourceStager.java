package org.lierne.loader.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.core.model.Source;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.stage.StagePlan;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.warehouse.EngineFailure;
import org.lierne.loader.warehouse.RowAppender;

/** Stages the pending deliveries of one source: reads them, makes rows, judges them, and leaves out what cannot be. */
final class SourceStager {

    private final Source source;
    private final StagePlan plan;
    private final Session session;
    private final Rejects rejects;
    private final RejectLimit limit;
    private final Purpose purpose;
    private final DeliveryReader reader;
    private final List<Ledger.FailedDelivery> failed = new ArrayList<>();

    /** What deliveries are staged for. */
    enum Purpose {
        /** They are not loaded yet: what is accepted of them is staged. */
        LOADING,
        /** They are loaded: what is loaded of them is staged. */
        FILLING,
        /** They are loaded: all rows that can be made of them are staged, to be looked at. */
        LOOKING,
        /** They are loaded: what is listed of their rejects is staged, if it is accepted now. */
        REPLAYING
    }

    SourceStager(
            Source source,
            StagePlan plan,
            Session session,
            Rejects rejects,
            Path workFolder,
            double rejectsStopAbove,
            Purpose purpose) {
        this.source = source;
        this.plan = plan;
        this.session = session;
        this.rejects = rejects;
        this.purpose = purpose;
        this.limit = new RejectLimit(rejectsStopAbove);
        this.reader = new DeliveryReader(source, plan, session, rejects, limit, workFolder);
    }

    List<Ledger.FailedDelivery> failed() {
        return Stream.concat(reader.failed().stream(), failed.stream()).toList();
    }

    /**
     * Stages deliveries.
     *
     * @return empty if none could be
     */
    Optional<StagedSource> stage(List<PendingDelivery> pending) throws SQLException {
        session.run(RunEvent.Phase.STAGING, plan.refused());
        List<PendingDelivery> read = reader.read(pending);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        List<PendingDelivery> complete = read.stream()
                .filter(reader::isComplete)
                .sorted(Comparator.comparing(PendingDelivery::path, PendingDelivery.PATH_ORDER))
                .toList();
        reader.listRefused();
        List<PendingDelivery> staged = withoutTooOld(stageRows(complete));
        if (purpose == Purpose.LOOKING) {
            return Optional.empty();
        }
        session.executeAll(plan.dropRead(reader.groups()));
        return judge(staged);
    }

    /** Makes rows of deliveries; where the engine fails on some of them, leaves out only those. */
    private List<PendingDelivery> stageRows(List<PendingDelivery> deliveries) throws SQLException {
        if (refusal(deliveries).isEmpty()) {
            return deliveries;
        }
        List<PendingDelivery> fit = new ArrayList<>();
        Map<PendingDelivery, String> unfit = new LinkedHashMap<>();
        separate(deliveries, fit, unfit);
        Optional<String> together = refusal(fit);
        together.ifPresent(reason -> fit.forEach(delivery -> unfit.put(delivery, reason)));
        unfit.forEach((delivery, reason) -> failed.add(delivery.notStaged(reason)));
        return together.isPresent() ? List.of() : fit;
    }

    /**
     * Leaves out deliveries with rows from before what is tracked whole: what came between them and what is stored is not
     * known any more, so that where they belong cannot be told.
     */
    private List<PendingDelivery> withoutTooOld(List<PendingDelivery> deliveries) throws SQLException {
        Optional<String> query = plan.beforeTracking();
        if (query.isEmpty() || purpose == Purpose.FILLING) {
            return deliveries;
        }
        Map<UUID, String> tooOld = new HashMap<>();
        session.query(
                query.get(),
                row -> tooOld.put(
                        row.getObject(1, UUID.class),
                        "has rows with the load date " + row.getObject(2, LocalDateTime.class)
                                + ", and what came before "
                                + row.getObject(3, LocalDateTime.class)
                                + " is tracked no more (\"track: keep\"), so that its place among the rows that are"
                                + " stored cannot be told; load it into a source of its own, or take it out of the"
                                + " landing folder"));
        if (tooOld.isEmpty()) {
            return deliveries;
        }
        List<PendingDelivery> fit = new ArrayList<>();
        for (PendingDelivery delivery : deliveries) {
            String reason = tooOld.get(delivery.id());
            if (reason == null) {
                fit.add(delivery);
            } else {
                failed.add(delivery.failedSince("delivery_before_tracking", reason));
            }
        }
        return stageRows(fit);
    }

    private void separate(
            List<PendingDelivery> deliveries, List<PendingDelivery> fit, Map<PendingDelivery, String> unfit)
            throws SQLException {
        Optional<String> refusal = refusal(deliveries);
        if (refusal.isEmpty()) {
            fit.addAll(deliveries);
            return;
        }
        if (deliveries.size() <= 1) {
            deliveries.forEach(delivery -> unfit.put(delivery, refusal.get()));
            return;
        }
        int half = deliveries.size() / 2;
        separate(deliveries.subList(0, half), fit, unfit);
        separate(deliveries.subList(half, deliveries.size()), fit, unfit);
    }

    /** Makes rows of deliveries, in place of those made before, and says why that fails, if it does. */
    private Optional<String> refusal(List<PendingDelivery> deliveries) throws SQLException {
        reader.list(deliveries);
        try {
            session.run(RunEvent.Phase.STAGING, plan.stage(reader.groups(), reader.anyRefused()));
            return Optional.empty();
        } catch (SQLException failure) {
            EngineFailure.refuse(failure);
            return Optional.of(EngineFailure.firstLine(failure));
        }
    }

    private Optional<StagedSource> judge(List<PendingDelivery> complete) throws SQLException {
        rejects.judged(plan.errors());
        Map<UUID, long[]> counts = new HashMap<>();
        session.query(
                plan.counts(),
                row -> counts.put(
                        row.getObject(1, UUID.class), new long[] {row.getLong(2), row.getLong(3), row.getLong(4)}));
        Map<UUID, Long> rejected = new HashMap<>();
        complete.forEach(delivery -> rejected.put(
                delivery.id(), reader.refused(delivery) + counts.getOrDefault(delivery.id(), new long[3])[1]));
        List<PendingDelivery> kept = new ArrayList<>();
        for (PendingDelivery delivery : complete) {
            if (!isStopped(delivery, rejected.get(delivery.id()))) {
                kept.add(delivery);
            }
        }
        kept = withoutContradictions(kept, rejected);
        List<Ledger.LoadedDelivery> loaded = new ArrayList<>();
        for (PendingDelivery delivery : kept) {
            if (rejected.get(delivery.id()) == 0 || readRawText(delivery)) {
                long filtered = counts.getOrDefault(delivery.id(), new long[3])[2];
                loaded.add(delivery.loaded(session, filtered, rejected.get(delivery.id())));
            }
        }
        keepPending(loaded.stream().map(Ledger.LoadedDelivery::id).toList());
        noteKeptOut();
        noteRejected(complete, loaded);
        for (Statement statement : plan.keepAccepted(reader.groups())) {
            session.run(RunEvent.Phase.STAGING, statement);
        }
        for (Statement statement : keepForPurpose()) {
            session.run(RunEvent.Phase.STAGING, statement);
        }
        if (loaded.isEmpty()) {
            return Optional.empty();
        }
        long[] skipped = {0};
        session.query(plan.skippedKeys(), row -> skipped[0] = row.getLong(1));
        return Optional.of(new StagedSource(source, loaded, skipped[0]));
    }

    /** Notes which records of what is loaded name a key that was erased. */
    private void noteKeptOut() throws SQLException {
        if (purpose == Purpose.LOADING) {
            for (Statement statement : plan.noteKeptOut()) {
                session.run(RunEvent.Phase.STAGING, statement);
            }
        }
    }

    private List<Statement> keepForPurpose() {
        return switch (purpose) {
            case LOADING, LOOKING -> List.of();
            case FILLING -> plan.keepLoaded(reader.groups());
            case REPLAYING -> plan.keepListed(reader.groups());
        };
    }

    /**
     * Adds to the rejects the records that say otherwise of what happened once. A delivery that has too many of them is
     * left out, and then the rows of the others are judged again, since they may have contradicted only its own.
     *
     * @param rejected the number of rejects by delivery, which grows
     * @return the deliveries that are left
     */
    private List<PendingDelivery> withoutContradictions(List<PendingDelivery> deliveries, Map<UUID, Long> rejected)
            throws SQLException {
        List<Statement> listing = plan.listContradictions();
        if (listing.isEmpty()) {
            return deliveries;
        }
        List<PendingDelivery> kept = deliveries;
        while (true) {
            keepPending(kept.stream().map(PendingDelivery::id).toList());
            for (Statement statement : listing) {
                session.run(RunEvent.Phase.STAGING, statement);
            }
            Map<UUID, Long> contradicting = new HashMap<>();
            session.query(
                    plan.contradictingRecords(),
                    row -> contradicting.put(row.getObject(1, UUID.class), row.getLong(2)));
            List<PendingDelivery> left = new ArrayList<>();
            for (PendingDelivery delivery : kept) {
                long all = rejected.get(delivery.id()) + contradicting.getOrDefault(delivery.id(), 0L);
                if (limit.isPassed(all, delivery)) {
                    rejects.judged(plan.contradictionErrors(), delivery.id());
                    isStopped(delivery, all);
                } else {
                    left.add(delivery);
                }
            }
            if (left.size() == kept.size()) {
                rejects.judged(plan.contradictionErrors());
                contradicting.forEach((delivery, records) -> rejected.merge(delivery, records, Long::sum));
                return left;
            }
            kept = left;
        }
    }

    /** Notes which keys the rejects have, and how many have none: those that the engine could not take apart have none. */
    private void noteRejected(List<PendingDelivery> complete, List<Ledger.LoadedDelivery> loaded) throws SQLException {
        List<Statement> statements = plan.noteRejected(purpose != Purpose.LOADING);
        if (statements.isEmpty()) {
            return;
        }
        for (Statement statement : statements) {
            session.run(RunEvent.Phase.STAGING, statement);
        }
        Set<UUID> kept = loaded.stream().map(Ledger.LoadedDelivery::id).collect(Collectors.toSet());
        try (RowAppender rows = RowAppender.intoTemporary(session.connection(), Stage.unreadable(source))) {
            for (PendingDelivery delivery : complete) {
                if (kept.contains(delivery.id()) && reader.refused(delivery) > 0) {
                    rows.row(delivery.id(), reader.refused(delivery));
                }
            }
        }
    }

    private boolean isStopped(PendingDelivery delivery, long rejected) throws SQLException {
        if (!limit.isPassed(rejected, delivery)) {
            return false;
        }
        long records = delivery.scan().records();
        rejects.keepFirst(delivery.id(), RejectLimit.SAMPLE);
        readRawText(delivery);
        failed.add(delivery.failedSince(
                "too_many_rejects",
                "would lose " + rejected + " of its " + records + " records as rejects, more than the "
                        + limit.percent()
                        + " that \"rejects: stop_above\" allows; see the first of them by \"lierne rejects\", then mend"
                        + " the metadata or the file, or raise the limit in vault.yml"));
        return true;
    }

    private boolean readRawText(PendingDelivery delivery) throws SQLException {
        try {
            rejects.readRawText(delivery);
            return true;
        } catch (IOException failure) {
            failed.add(delivery.failedSince(
                    "reading_failed", "could not be read again for its rejects: " + failure.getMessage()));
            return false;
        }
    }

    private void keepPending(List<UUID> kept) throws SQLException {
        try (PreparedStatement delete = session.prepare(
                "delete from " + Stage.pending(source) + " where not list_contains(?::uuid[], delivery_id)")) {
            delete.setArray(1, session.uuids(kept));
            delete.executeUpdate();
        }
    }

    /** What a result row is given to. */
    @FunctionalInterface
    interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }
}

package org.lierne.loader.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lierne.core.model.Column;
import org.lierne.core.model.Source;
import org.lierne.core.plan.ReadGroup;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.StagePlan;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.ReaderOptions;
import org.lierne.loader.delivery.ScanOutcome;
import org.lierne.loader.delivery.Utf8Copy;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.warehouse.EngineFailure;

/** Stages the pending deliveries of one source. */
final class SourceStager {

    /** How many rejects are recorded of a delivery that is left out for having too many. */
    private static final int SAMPLE = 1000;

    private final Source source;
    private final StagePlan plan;
    private final Session session;
    private final Rejects rejects;
    private final Path workFolder;
    private final double rejectsStopAbove;
    private final List<Ledger.FailedDelivery> failed = new ArrayList<>();
    private final Map<UUID, Long> refusedRecords = new HashMap<>();
    private final Map<UUID, String> unreadableRejects = new HashMap<>();
    private final RefusedPlaces refusedPlaces = new RefusedPlaces();

    SourceStager(
            Source source, StagePlan plan, Session session, Rejects rejects, Path workFolder, double rejectsStopAbove) {
        this.source = source;
        this.plan = plan;
        this.session = session;
        this.rejects = rejects;
        this.workFolder = workFolder;
        this.rejectsStopAbove = rejectsStopAbove;
    }

    List<Ledger.FailedDelivery> failed() {
        return failed;
    }

    /**
     * Stages deliveries.
     *
     * @return empty if none could be
     */
    Optional<StagedSource> stage(List<PendingDelivery> pending) throws SQLException {
        session.run(RunEvent.Phase.STAGING, plan.refused());
        Map<String, PendingDelivery> byFile = new LinkedHashMap<>();
        List<ReadGroup> groups = read(pending, byFile);
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        Staged rows = new Staged(groups, byFile, places(groups));
        refusedPlaces.list(session, Stage.refused(source));
        List<PendingDelivery> complete = stageRows(rows, complete(byFile, rows.places()));
        for (ReadGroup group : groups) {
            session.dropQuietly(Stage.read(source, group.number()));
        }
        return judge(complete);
    }

    /** What was read, to make rows of. */
    private record Staged(List<ReadGroup> groups, Map<String, PendingDelivery> byFile, Map<String, long[]> places) {}

    /** Makes rows of deliveries; where the engine fails on some of them, leaves out only those. */
    private List<PendingDelivery> stageRows(Staged read, List<PendingDelivery> deliveries) throws SQLException {
        if (refusal(read, deliveries).isEmpty()) {
            return deliveries;
        }
        List<PendingDelivery> fit = new ArrayList<>();
        Map<PendingDelivery, String> unfit = new LinkedHashMap<>();
        separate(read, deliveries, fit, unfit);
        Optional<String> together = fit.isEmpty() ? Optional.empty() : refusal(read, fit);
        together.ifPresent(reason -> fit.forEach(delivery -> unfit.put(delivery, reason)));
        unfit.forEach((delivery, reason) -> fail(
                delivery,
                "staging-failed",
                "could not be staged: the rows of source \"" + source.name() + "\" could not be made (" + reason
                        + "); mend the file, or the source's expressions"));
        return together.isPresent() ? List.of() : fit;
    }

    private void separate(
            Staged read,
            List<PendingDelivery> deliveries,
            List<PendingDelivery> fit,
            Map<PendingDelivery, String> unfit)
            throws SQLException {
        Optional<String> refusal = refusal(read, deliveries);
        if (refusal.isEmpty()) {
            fit.addAll(deliveries);
            return;
        }
        if (deliveries.size() == 1) {
            unfit.put(deliveries.get(0), refusal.get());
            return;
        }
        int half = deliveries.size() / 2;
        separate(read, deliveries.subList(0, half), fit, unfit);
        separate(read, deliveries.subList(half, deliveries.size()), fit, unfit);
    }

    /** Makes rows of deliveries, in place of those made before, and says why that fails, if it does. */
    private Optional<String> refusal(Staged read, List<PendingDelivery> deliveries) throws SQLException {
        session.run(RunEvent.Phase.STAGING, plan.pending());
        listPending(read.byFile(), read.places(), deliveries);
        try {
            session.run(RunEvent.Phase.STAGING, plan.stage(read.groups(), !refusedPlaces.isEmpty()));
            return Optional.empty();
        } catch (SQLException failure) {
            EngineFailure.refuse(failure);
            return Optional.of(firstLine(failure));
        }
    }

    private List<ReadGroup> read(List<PendingDelivery> pending, Map<String, PendingDelivery> byFile)
            throws SQLException {
        Map<List<Object>, List<PendingDelivery>> alike = new LinkedHashMap<>();
        for (PendingDelivery delivery : pending) {
            ScanOutcome.Readable scan = delivery.scan();
            alike.computeIfAbsent(
                            List.of(delivery.fields(), scan.lineEnd(), scan.inOneThread()), key -> new ArrayList<>())
                    .add(delivery);
        }
        List<ReadGroup> groups = new ArrayList<>();
        for (List<PendingDelivery> deliveries : alike.values()) {
            readAlike(deliveries, groups, byFile);
        }
        return groups;
    }

    /** Reads files at once; where the engine fails on one of them, each by itself, to leave out only that one. */
    private void readAlike(
            List<PendingDelivery> deliveries, List<ReadGroup> groups, Map<String, PendingDelivery> byFile)
            throws SQLException {
        Map<String, PendingDelivery> files = new LinkedHashMap<>();
        for (PendingDelivery delivery : deliveries) {
            readableFile(delivery).ifPresent(file -> files.put(file, delivery));
        }
        if (files.isEmpty()) {
            return;
        }
        PendingDelivery first = deliveries.get(0);
        String options = ReaderOptions.of(
                source.format(), first.scan().lineEnd(), first.scan().inOneThread());
        ReadGroup group = new ReadGroup(
                groups.size() + 1,
                files.keySet().stream().map(ReaderOptions::file).toList(),
                first.fields(),
                options);
        try {
            session.run(RunEvent.Phase.STAGING, plan.read(group));
        } catch (SQLException failure) {
            EngineFailure.refuse(failure);
            new ReaderErrors(session).drop();
            if (files.size() == 1) {
                fail(first, "reading-failed", "could not be read by the engine: " + firstLine(failure));
                return;
            }
            for (PendingDelivery delivery : files.values()) {
                readAlike(List.of(delivery), groups, byFile);
            }
            return;
        }
        noteRefused(files);
        groups.add(group);
        byFile.putAll(files);
    }

    /** The file that the engine reads: the delivery itself, or a copy of it in UTF-8. */
    private Optional<String> readableFile(PendingDelivery delivery) {
        if (!Utf8Copy.neededFor(source.format())) {
            String file = delivery.file().toString();
            if (ReaderOptions.canBeNamed(file)) {
                return Optional.of(file);
            }
            fail(
                    delivery,
                    "reading-failed",
                    "has a backslash and one of * ? [ in its path, which the engine cannot open; rename it");
            return Optional.empty();
        }
        Path copy = workFolder.resolve(delivery.id() + ".csv");
        try {
            Utf8Copy.write(delivery.file(), source.format(), copy);
            return Optional.of(copy.toString());
        } catch (IOException failure) {
            fail(delivery, "reading-failed", "could not be read in its encoding: " + failure.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Notes the records that the reader refused. Of a file that has too many of them to be loaded, all are counted but
     * only the first are kept: there can be as many as the file has records.
     */
    private void noteRefused(Map<String, PendingDelivery> files) throws SQLException {
        ReaderErrors errors = new ReaderErrors(session);
        for (Map.Entry<String, Long> entry : errors.recordsByFile().entrySet()) {
            PendingDelivery delivery = files.get(entry.getKey());
            long records = entry.getValue();
            refusedRecords.put(delivery.id(), records);
            long wanted = isTooMany(records, delivery) ? SAMPLE : records;
            try {
                List<Long> numbers = rejects.refused(delivery, errors.first(entry.getKey(), wanted));
                refusedPlaces.note(entry.getKey(), numbers);
            } catch (IOException failure) {
                unreadableRejects.put(delivery.id(), String.valueOf(failure.getMessage()));
            }
        }
        errors.drop();
    }

    private Map<String, long[]> places(List<ReadGroup> groups) throws SQLException {
        Map<String, long[]> places = new HashMap<>();
        for (ReadGroup group : groups) {
            session.query(
                    plan.places(group),
                    row -> places.put(row.getString(1), new long[] {row.getLong(2), row.getLong(3)}));
        }
        return places;
    }

    /** The deliveries of which the engine read as many records as were counted, and which are still the same file. */
    private List<PendingDelivery> complete(Map<String, PendingDelivery> byFile, Map<String, long[]> places) {
        List<PendingDelivery> complete = new ArrayList<>();
        byFile.forEach((file, delivery) -> {
            long read = places.getOrDefault(file, new long[2])[1];
            long refused = refusedRecords.getOrDefault(delivery.id(), 0L);
            long counted = delivery.scan().records();
            if (unreadableRejects.containsKey(delivery.id())) {
                fail(
                        delivery,
                        "reading-failed",
                        "could not be read again for its rejects: " + unreadableRejects.get(delivery.id()));
                return;
            }
            if (read + refused != counted) {
                fail(
                        delivery,
                        "records-lost",
                        "has " + counted + " records by count, but " + read + " were read and " + refused
                                + " refused by the engine; check its quotes and delimiter");
                return;
            }
            Optional<ScanOutcome.Unreadable> changed = delivery.scan().changedSince();
            if (changed.isPresent()) {
                failed.add(delivery.failed(
                        changed.get().reason().code(), changed.get().message()));
                return;
            }
            complete.add(delivery);
        });
        complete.sort(Comparator.comparing(PendingDelivery::path));
        return complete;
    }

    private void listPending(
            Map<String, PendingDelivery> byFile, Map<String, long[]> places, List<PendingDelivery> complete)
            throws SQLException {
        List<Column> pathColumns = plan.pathColumns();
        String marks = ", ?".repeat(7 + pathColumns.size()).substring(2);
        try (PreparedStatement insert =
                session.prepare("insert into " + Stage.pending(source) + " values (" + marks + ")")) {
            for (Map.Entry<String, PendingDelivery> entry : byFile.entrySet()) {
                PendingDelivery delivery = entry.getValue();
                int order = complete.indexOf(delivery);
                if (order < 0) {
                    continue;
                }
                insert.setObject(1, delivery.id());
                insert.setString(2, delivery.path());
                insert.setInt(3, delivery.contentVersion());
                insert.setInt(4, order + 1);
                insert.setObject(5, session.loadDate(delivery).orElse(null));
                insert.setString(6, entry.getKey());
                insert.setLong(7, places.getOrDefault(entry.getKey(), new long[2])[0]);
                int index = 8;
                for (Column column : pathColumns) {
                    insert.setString(index, delivery.pathColumns().get(column.name()));
                    index++;
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private Optional<StagedSource> judge(List<PendingDelivery> complete) throws SQLException {
        rejects.judged(plan.errors());
        Map<UUID, long[]> counts = new HashMap<>();
        session.query(
                plan.counts(),
                row -> counts.put(
                        row.getObject(1, UUID.class), new long[] {row.getLong(2), row.getLong(3), row.getLong(4)}));
        List<Ledger.LoadedDelivery> loaded = new ArrayList<>();
        for (PendingDelivery delivery : complete) {
            long[] count = counts.getOrDefault(delivery.id(), new long[3]);
            long rejected = refusedRecords.getOrDefault(delivery.id(), 0L) + count[1];
            if (isStopped(delivery, rejected)) {
                continue;
            }
            if (readRawText(delivery)) {
                loaded.add(delivery.loaded(session, count[2], rejected));
            }
        }
        session.run(RunEvent.Phase.STAGING, plan.keepAccepted());
        removeOthers(loaded);
        if (loaded.isEmpty()) {
            return Optional.empty();
        }
        long[] skipped = {0};
        session.query(plan.skippedKeys(), row -> skipped[0] = row.getLong(1));
        return Optional.of(new StagedSource(source, loaded, skipped[0]));
    }

    private boolean isStopped(PendingDelivery delivery, long rejected) throws SQLException {
        if (!isTooMany(rejected, delivery)) {
            return false;
        }
        long records = delivery.scan().records();
        rejects.keepFirst(delivery.id(), SAMPLE);
        readRawText(delivery);
        fail(
                delivery,
                "too-many-rejects",
                "would lose " + rejected + " of its " + records + " records as rejects, more than the "
                        + percent(rejectsStopAbove)
                        + " that \"rejects: stop_above\" allows; see the first of them by \"lierne rejects\", then mend"
                        + " the metadata or the file, or raise the limit in vault.yml");
        return true;
    }

    private boolean isTooMany(long rejected, PendingDelivery delivery) {
        return rejected > rejectsStopAbove * delivery.scan().records();
    }

    private static String percent(double share) {
        return java.math.BigDecimal.valueOf(share * 100).stripTrailingZeros().toPlainString() + "%";
    }

    private boolean readRawText(PendingDelivery delivery) throws SQLException {
        try {
            rejects.readRawText(delivery);
            return true;
        } catch (IOException failure) {
            fail(delivery, "reading-failed", "could not be read again for its rejects: " + failure.getMessage());
            return false;
        }
    }

    private void removeOthers(List<Ledger.LoadedDelivery> loaded) throws SQLException {
        List<UUID> kept = loaded.stream().map(Ledger.LoadedDelivery::id).toList();
        try (PreparedStatement delete = session.prepare(
                "delete from " + Stage.stage(source) + " where not list_contains(?::uuid[], delivery_id)")) {
            delete.setArray(1, session.uuids(kept));
            delete.executeUpdate();
        }
    }

    /** @param what happened to the file, as the rest of a sentence that begins with it */
    private void fail(PendingDelivery delivery, String code, String what) {
        String message = "The file \"" + delivery.file() + "\" " + what + ". Nothing of it was loaded.";
        failed.add(delivery.failed(code, message));
    }

    private static String firstLine(SQLException failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    /** What a result row is given to. */
    @FunctionalInterface
    interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }
}

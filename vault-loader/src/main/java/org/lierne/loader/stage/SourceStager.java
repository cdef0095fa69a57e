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
import org.duckdb.DuckDBAppender;
import org.lierne.core.model.Source;
import org.lierne.core.plan.ReadGroup;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.StagePlan;
import org.lierne.core.plan.Statement;
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
    private final List<ReadGroup> groups = new ArrayList<>();
    private final Map<UUID, FilePlace> filePlaces = new HashMap<>();
    private final Map<UUID, Long> refusedRecords = new HashMap<>();
    private final Map<UUID, String> unreadableRejects = new HashMap<>();
    private final List<RefusedPlace> refusedPlaces = new ArrayList<>();

    /** Where a delivery is in what was read: its group, its number there from 1, the place of its first row, its rows. */
    private record FilePlace(int group, int fileNumber, long firstPlace, long rows) {}

    /** That from a place in a file on, so many records before it were refused. */
    private record RefusedPlace(UUID delivery, long place, long before) {}

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
        List<PendingDelivery> read = read(pending);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        List<PendingDelivery> complete = read.stream()
                .filter(this::isComplete)
                .sorted(Comparator.comparing(PendingDelivery::path, PendingDelivery.PATH_ORDER))
                .toList();
        listRefused();
        List<PendingDelivery> staged = stageRows(complete);
        session.executeAll(plan.dropRead(groups));
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
        unfit.forEach((delivery, reason) -> fail(
                delivery,
                "staging-failed",
                "could not be staged: the rows of source \"" + source.name() + "\" could not be made (" + reason
                        + "); mend the file, or the source's expressions"));
        return together.isPresent() ? List.of() : fit;
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
        session.run(RunEvent.Phase.STAGING, plan.pending());
        list(deliveries);
        try {
            session.run(RunEvent.Phase.STAGING, plan.stage(groups, !refusedPlaces.isEmpty()));
            return Optional.empty();
        } catch (SQLException failure) {
            EngineFailure.refuse(failure);
            return Optional.of(firstLine(failure));
        }
    }

    private List<PendingDelivery> read(List<PendingDelivery> pending) throws SQLException {
        Map<List<Object>, List<PendingDelivery>> alike = new LinkedHashMap<>();
        for (PendingDelivery delivery : pending) {
            ScanOutcome.Readable scan = delivery.scan();
            alike.computeIfAbsent(
                            List.of(delivery.fields(), scan.lineEnd(), scan.inOneThread()), key -> new ArrayList<>())
                    .add(delivery);
        }
        List<PendingDelivery> read = new ArrayList<>();
        for (List<PendingDelivery> deliveries : alike.values()) {
            read.addAll(readAlike(deliveries));
        }
        return read;
    }

    /** Reads files at once; where the engine fails on one of them, each by itself, to leave out only that one. */
    private List<PendingDelivery> readAlike(List<PendingDelivery> deliveries) throws SQLException {
        Map<String, PendingDelivery> files = new LinkedHashMap<>();
        for (PendingDelivery delivery : deliveries) {
            readableFile(delivery).ifPresent(file -> files.put(file, delivery));
        }
        if (files.isEmpty()) {
            return List.of();
        }
        PendingDelivery first = deliveries.get(0);
        ReadGroup group = new ReadGroup(
                groups.size() + 1,
                files.entrySet().stream()
                        .map(file -> new ReadGroup.File(
                                ReaderOptions.file(file.getKey()),
                                file.getKey(),
                                file.getValue().pathColumns()))
                        .toList(),
                first.fields(),
                ReaderOptions.of(
                        source.format(), first.scan().lineEnd(), first.scan().inOneThread()));
        try {
            session.run(RunEvent.Phase.STAGING, plan.read(group));
        } catch (SQLException failure) {
            EngineFailure.refuse(failure);
            new ReaderErrors(session).drop();
            return readOneByOne(files, failure);
        }
        groups.add(group);
        notePlaces(group, List.copyOf(files.values()));
        noteRefused(files);
        return List.copyOf(files.values());
    }

    private List<PendingDelivery> readOneByOne(Map<String, PendingDelivery> files, SQLException failure)
            throws SQLException {
        List<PendingDelivery> read = new ArrayList<>();
        for (PendingDelivery delivery : files.values()) {
            if (files.size() == 1) {
                fail(delivery, "reading-failed", "could not be read by the engine: " + firstLine(failure));
            } else {
                read.addAll(readAlike(List.of(delivery)));
            }
        }
        return read;
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

    private void notePlaces(ReadGroup group, List<PendingDelivery> deliveries) throws SQLException {
        session.query(plan.places(group), row -> {
            PendingDelivery delivery = deliveries.get(row.getInt(1) - 1);
            long rows = row.getLong(4);
            if (row.getLong(3) - row.getLong(2) + 1 != rows) {
                throw new SQLException("the rows of the file are not in the order of the file");
            }
            filePlaces.put(delivery.id(), new FilePlace(group.number(), row.getInt(1), row.getLong(2), rows));
        });
        for (int index = 0; index < deliveries.size(); index++) {
            filePlaces.putIfAbsent(deliveries.get(index).id(), new FilePlace(group.number(), index + 1, 0, 0));
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
                noteRefusedPlaces(delivery, numbers);
            } catch (IOException failure) {
                unreadableRejects.put(delivery.id(), String.valueOf(failure.getMessage()));
            }
        }
        errors.drop();
    }

    /** The nth refused record, of number r, stands before the row at place r - 2 - (n - 1) and all after it. */
    private void noteRefusedPlaces(PendingDelivery delivery, List<Long> numbers) {
        for (int index = 0; index < numbers.size(); index++) {
            long place = numbers.get(index) - 2 - index;
            boolean nextIsAdjacent = index + 1 < numbers.size() && numbers.get(index + 1) - 2 - (index + 1) == place;
            if (!nextIsAdjacent) {
                refusedPlaces.add(new RefusedPlace(delivery.id(), place, index + 1L));
            }
        }
    }

    /** Whether the engine read as many records as were counted, of a file that is still the same. */
    private boolean isComplete(PendingDelivery delivery) {
        FilePlace place = filePlaces.get(delivery.id());
        if (unreadableRejects.containsKey(delivery.id())) {
            fail(
                    delivery,
                    "reading-failed",
                    "could not be read again for its rejects: " + unreadableRejects.get(delivery.id()));
            return false;
        }
        long refused = refusedRecords.getOrDefault(delivery.id(), 0L);
        long counted = delivery.scan().records();
        if (place.rows() + refused != counted) {
            fail(
                    delivery,
                    "records-lost",
                    "has " + counted + " records by count, but " + place.rows() + " were read and " + refused
                            + " refused by the engine; check its quotes and delimiter");
            return false;
        }
        Optional<ScanOutcome.Unreadable> changed = delivery.scan().changedSince();
        changed.ifPresent(problem -> failed.add(delivery.failed(problem.reason().code(), problem.message())));
        return changed.isEmpty();
    }

    private void list(List<PendingDelivery> complete) throws SQLException {
        try (PreparedStatement insert =
                session.prepare("insert into " + Stage.pending(source) + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            int order = 0;
            for (PendingDelivery delivery : complete) {
                order++;
                FilePlace place = filePlaces.get(delivery.id());
                insert.setObject(1, delivery.id());
                insert.setString(2, delivery.path());
                insert.setInt(3, delivery.contentVersion());
                insert.setInt(4, order);
                insert.setObject(5, session.loadDate(delivery).orElse(null));
                insert.setInt(6, place.group());
                insert.setInt(7, place.fileNumber());
                insert.setLong(8, place.firstPlace());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void listRefused() throws SQLException {
        if (refusedPlaces.isEmpty()) {
            return;
        }
        // There can be as many as records; a batch of inserts would run one statement for each.
        try (DuckDBAppender rows = session.connection().createAppender("temp", "main", Stage.refused(source))) {
            for (RefusedPlace refused : refusedPlaces) {
                FilePlace place = filePlaces.get(refused.delivery());
                if (place == null) {
                    continue;
                }
                rows.beginRow();
                rows.append(place.group());
                rows.append(place.fileNumber());
                rows.append(refused.place());
                rows.append(refused.before());
                rows.endRow();
            }
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
        keepPending(loaded);
        for (Statement statement : plan.keepAccepted(groups)) {
            session.run(RunEvent.Phase.STAGING, statement);
        }
        if (loaded.isEmpty()) {
            return Optional.empty();
        }
        long[] skipped = {0};
        session.query(plan.skippedKeys(), row -> skipped[0] = row.getLong(1));
        return Optional.of(new StagedSource(source, loaded, skipped[0], plan.drop(groups)));
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

    private void keepPending(List<Ledger.LoadedDelivery> loaded) throws SQLException {
        List<UUID> kept = loaded.stream().map(Ledger.LoadedDelivery::id).toList();
        try (PreparedStatement delete = session.prepare(
                "delete from " + Stage.pending(source) + " where not list_contains(?::uuid[], delivery_id)")) {
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

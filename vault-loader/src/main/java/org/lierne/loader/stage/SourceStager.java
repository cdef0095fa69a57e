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
import java.util.TreeMap;
import java.util.UUID;
import org.lierne.core.model.Source;
import org.lierne.core.plan.ReadGroup;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.StagePlan;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.ReaderOptions;
import org.lierne.loader.delivery.ScanOutcome;
import org.lierne.loader.delivery.Utf8Copy;
import org.lierne.loader.progress.RunEvent;

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
    private final List<RefusedPlace> refusedPlaces = new ArrayList<>();

    /** That from a place in a file on, so many records before it were refused. */
    private record RefusedPlace(String file, long place, long before) {}

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
        session.run(RunEvent.Phase.STAGING, plan.pending());
        session.run(RunEvent.Phase.STAGING, plan.refused());
        Map<String, PendingDelivery> byFile = new LinkedHashMap<>();
        List<ReadGroup> groups = read(pending, byFile);
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        Map<String, long[]> places = places(groups);
        List<PendingDelivery> complete = complete(byFile, places);
        listRefused();
        List<PendingDelivery> made = makeRows(groups, new PendingList(source, plan, session, byFile, places), complete);
        for (ReadGroup group : groups) {
            session.dropQuietly(Stage.read(source, group.number()));
        }
        return made.isEmpty() ? Optional.empty() : judge(made);
    }

    /**
     * Fills the stage table with the rows of deliveries. Where an expression of the metadata fails on some, the others
     * are found by halves, since one delivery is no reason to keep the others waiting.
     *
     * @return those whose rows stand in the stage table, in the same order
     */
    private List<PendingDelivery> makeRows(List<ReadGroup> groups, PendingList list, List<PendingDelivery> deliveries)
            throws SQLException {
        list.fill(deliveries);
        SQLException failure;
        try {
            session.run(RunEvent.Phase.STAGING, plan.stage(groups, !refusedPlaces.isEmpty()));
            return deliveries;
        } catch (SQLException failed) {
            failure = failed;
        }
        List<PendingDelivery> fit = new ArrayList<>();
        if (deliveries.size() > 1) {
            int half = deliveries.size() / 2;
            fit.addAll(makeRows(groups, list, deliveries.subList(0, half)));
            fit.addAll(makeRows(groups, list, deliveries.subList(half, deliveries.size())));
        }
        // Halves that fit alone but not together fail for want of something else, such as memory.
        if (deliveries.size() <= 1 || fit.size() == deliveries.size()) {
            deliveries.forEach(delivery -> failToMake(delivery, failure));
            return List.of();
        }
        return fit.isEmpty() ? fit : makeRows(groups, list, fit);
    }

    private void failToMake(PendingDelivery delivery, SQLException failure) {
        fail(
                delivery,
                "staging-failed",
                "The rows of source \"" + source.name() + "\" could not be made: " + firstLine(failure)
                        + ". Nothing of this delivery was loaded.");
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
        ReadGroup group = new ReadGroup(groups.size() + 1, List.copyOf(files.keySet()), first.fields(), options);
        try {
            session.run(RunEvent.Phase.STAGING, plan.read(group));
            noteRefused(files);
        } catch (SQLException failure) {
            if (files.size() == 1) {
                fail(
                        first,
                        "reading-failed",
                        "The file cannot be read: " + firstLine(failure) + ". Nothing of it was loaded.");
                return;
            }
            for (PendingDelivery delivery : files.values()) {
                readAlike(List.of(delivery), groups, byFile);
            }
            return;
        }
        groups.add(group);
        byFile.putAll(files);
    }

    /** The file that the engine reads: the delivery itself, or a copy of it in UTF-8. */
    private Optional<String> readableFile(PendingDelivery delivery) {
        if (!Utf8Copy.neededFor(source.format())) {
            return Optional.of(delivery.file().toString());
        }
        Path copy = workFolder.resolve(delivery.id() + ".csv");
        try {
            Utf8Copy.write(delivery.file(), source.format(), copy);
            return Optional.of(copy.toString());
        } catch (IOException failure) {
            fail(
                    delivery,
                    "reading-failed",
                    "The file cannot be read in its encoding: " + failure.getMessage() + ". Nothing of it was loaded.");
            return Optional.empty();
        }
    }

    private void noteRefused(Map<String, PendingDelivery> files) throws SQLException {
        Map<String, List<Rejects.ReaderError>> errors = readerErrors();
        for (Map.Entry<String, List<Rejects.ReaderError>> entry : errors.entrySet()) {
            PendingDelivery delivery = files.get(entry.getKey());
            try {
                List<Long> numbers = rejects.refused(delivery, entry.getValue());
                refusedRecords.put(delivery.id(), (long) numbers.size());
                notePlaces(entry.getKey(), numbers);
            } catch (IOException failure) {
                fail(
                        delivery,
                        "reading-failed",
                        "Its rejects cannot be read: " + failure.getMessage() + ". Nothing of it was loaded.");
            }
        }
    }

    private Map<String, List<Rejects.ReaderError>> readerErrors() throws SQLException {
        Map<String, List<Rejects.ReaderError>> errors = new TreeMap<>();
        session.query(
                "select file_path, line, lower(replace(cast(error_type as varchar), ' ', '_')), column_name,"
                        + " error_message from reject_errors join reject_scans using (scan_id, file_id)"
                        + " order by file_path, line, column_idx",
                row -> errors.computeIfAbsent(row.getString(1), file -> new ArrayList<>())
                        .add(new Rejects.ReaderError(row.getLong(2), row.getString(3), row.getString(5))));
        session.dropQuietly("reject_errors");
        session.dropQuietly("reject_scans");
        return errors;
    }

    /** The nth refused record, of number r, stands before the row at place r - 2 - (n - 1) and all after it. */
    private void notePlaces(String file, List<Long> numbers) {
        for (int index = 0; index < numbers.size(); index++) {
            long place = numbers.get(index) - 2 - index;
            boolean nextIsAdjacent = index + 1 < numbers.size() && numbers.get(index + 1) - 2 - (index + 1) == place;
            if (!nextIsAdjacent) {
                refusedPlaces.add(new RefusedPlace(file, place, index + 1L));
            }
        }
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
            if (read + refused != counted) {
                fail(
                        delivery,
                        "records-lost",
                        "Of " + counted + " records counted in the file, " + read
                                + " were read and " + refused
                                + " refused. Since that is not all, nothing of it was loaded;"
                                + " check the file's quotes and delimiter.");
                return;
            }
            Optional<ScanOutcome.Unreadable> changed = delivery.scan().changedSince();
            if (changed.isPresent()) {
                fail(delivery, changed.get().reason().code(), changed.get().message());
                return;
            }
            complete.add(delivery);
        });
        complete.sort(Comparator.comparing(PendingDelivery::path));
        return complete;
    }

    private void listRefused() throws SQLException {
        if (refusedPlaces.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = session.prepare("insert into " + Stage.refused(source) + " values (?, ?, ?)")) {
            for (RefusedPlace refused : refusedPlaces) {
                insert.setString(1, refused.file());
                insert.setLong(2, refused.place());
                insert.setLong(3, refused.before());
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
                loaded.add(loaded(delivery, rejected, count[2]));
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
        long records = delivery.scan().records();
        if (rejected == 0 || rejected <= rejectsStopAbove * records) {
            return false;
        }
        rejects.keepFirst(delivery.id(), SAMPLE);
        readRawText(delivery);
        fail(
                delivery,
                "too-many-rejects",
                rejected + " of its " + records + " records would be rejected, more than the "
                        + percent(rejectsStopAbove)
                        + " that \"rejects: stop_above\" allows. Nothing of it was loaded. See the"
                        + " first of them by \"lierne rejects\"; then mend the metadata or the file, or raise the limit in"
                        + " vault.yml.");
        return true;
    }

    private static String percent(double share) {
        return java.math.BigDecimal.valueOf(share * 100).stripTrailingZeros().toPlainString() + "%";
    }

    private boolean readRawText(PendingDelivery delivery) throws SQLException {
        try {
            rejects.readRawText(delivery);
            return true;
        } catch (IOException failure) {
            fail(
                    delivery,
                    "reading-failed",
                    "Its rejects cannot be read: " + failure.getMessage() + ". Nothing of it was loaded.");
            return false;
        }
    }

    private Ledger.LoadedDelivery loaded(PendingDelivery delivery, long rejected, long filtered) {
        ScanOutcome.Readable scan = delivery.scan();
        return new Ledger.LoadedDelivery(
                delivery.id(),
                source.name(),
                delivery.path(),
                delivery.contentVersion(),
                scan.sha256(),
                scan.state().size(),
                session.loadDate(delivery).orElse(null),
                scan.records(),
                scan.records() - rejected - filtered,
                filtered,
                rejected,
                delivery.warnings().isEmpty() ? null : String.join("; ", delivery.warnings()),
                scan.archived().map(session::inArchive).orElse(null));
    }

    private void removeOthers(List<Ledger.LoadedDelivery> loaded) throws SQLException {
        List<UUID> kept = loaded.stream().map(Ledger.LoadedDelivery::id).toList();
        try (PreparedStatement delete = session.prepare(
                "delete from " + Stage.stage(source) + " where not list_contains(?::uuid[], delivery_id)")) {
            delete.setArray(1, session.uuids(kept));
            delete.executeUpdate();
        }
    }

    private void fail(PendingDelivery delivery, String code, String message) {
        failed.add(new Ledger.FailedDelivery(
                delivery.id(), source.name(), delivery.path(), delivery.scan().sha256(), code, message));
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

package org.lierne.loader.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.model.Source;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.stage.ReadGroup;
import org.lierne.core.plan.stage.StagePlan;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.ReaderOptions;
import org.lierne.loader.delivery.Reason;
import org.lierne.loader.delivery.ScanOutcome;
import org.lierne.loader.delivery.Utf8Copy;
import org.lierne.loader.json.JsonRows;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.warehouse.EngineFailure;
import org.lierne.loader.warehouse.RowAppender;

/** Reads the pending deliveries of one source into tables, and knows where in them each delivery stands. */
final class DeliveryReader {

    /** How many bytes of row files are made before the engine reads them. */
    private static final long ROW_FILE_BYTES = 1L << 29;

    private final Source source;
    private final StagePlan plan;
    private final Session session;
    private final Rejects rejects;
    private final RejectLimit limit;
    private final Path workFolder;
    private final List<Ledger.FailedDelivery> failed = new ArrayList<>();
    private final List<ReadGroup> groups = new ArrayList<>();
    private final Map<UUID, FilePlace> filePlaces = new HashMap<>();
    private final Map<UUID, Long> refusedRecords = new HashMap<>();
    private final Map<UUID, String> unreadableRejects = new HashMap<>();
    private final List<RefusedPlace> refusedPlaces = new ArrayList<>();
    private final Map<UUID, JsonRows.Written> written = new HashMap<>();

    /** Where a delivery is in what was read: its group, its number there from 1, the place of its first row, its rows. */
    private record FilePlace(int group, int fileNumber, long firstPlace, long rows) {}

    /** That from a place in a file on, so many records before it were refused. */
    private record RefusedPlace(UUID delivery, long place, long before) {}

    DeliveryReader(
            Source source, StagePlan plan, Session session, Rejects rejects, RejectLimit limit, Path workFolder) {
        this.source = source;
        this.plan = plan;
        this.session = session;
        this.rejects = rejects;
        this.limit = limit;
        this.workFolder = workFolder;
    }

    List<Ledger.FailedDelivery> failed() {
        return failed;
    }

    List<ReadGroup> groups() {
        return groups;
    }

    /** How many records of a delivery the engine refused to read. */
    long refused(PendingDelivery delivery) {
        return refusedRecords.getOrDefault(delivery.id(), 0L);
    }

    boolean anyRefused() {
        return !refusedPlaces.isEmpty();
    }

    /**
     * Reads deliveries.
     *
     * @return those that could be read
     */
    List<PendingDelivery> read(List<PendingDelivery> pending) throws SQLException {
        if (source.format() instanceof JsonFormat json) {
            return readJson(pending, json);
        }
        Map<List<Object>, List<PendingDelivery>> alike = new LinkedHashMap<>();
        for (PendingDelivery delivery : pending) {
            ScanOutcome.Readable scan = delivery.scan();
            alike.computeIfAbsent(
                            List.of(
                                    delivery.fields(),
                                    delivery.typed(),
                                    scan.lineEnd(),
                                    scan.inOneThread(),
                                    captured(delivery)),
                            key -> new ArrayList<>())
                    .add(delivery);
        }
        List<PendingDelivery> read = new ArrayList<>();
        for (List<PendingDelivery> deliveries : alike.values()) {
            read.addAll(readAlike(deliveries));
        }
        return read;
    }

    /** The headers that have no place and are kept all the same, by position: JSON rows bring theirs. */
    private Map<Integer, String> captured(PendingDelivery delivery) {
        Map<Integer, String> captured = new LinkedHashMap<>();
        if (source.captures() && source.format() instanceof CsvFormat) {
            Set<String> ignored =
                    source.ignore().stream().map(FieldPath::essence).collect(Collectors.toSet());
            List<String> header = delivery.scan().header();
            for (int position = 0; position < header.size(); position++) {
                boolean hasPlace = delivery.fields().get(position).isPresent();
                if (!hasPlace && !ignored.contains(FieldPath.essence(header.get(position)))) {
                    captured.put(position, header.get(position));
                }
            }
        }
        return captured;
    }

    private List<PendingDelivery> readAlike(List<PendingDelivery> deliveries) throws SQLException {
        ScanOutcome.Readable first = deliveries.get(0).scan();
        String options = source.format() instanceof CsvFormat csv
                ? ReaderOptions.of(csv, first.lineEnd(), first.inOneThread())
                : ReaderOptions.ofParquet();
        List<PendingDelivery> read = new ArrayList<>();
        for (Map<String, PendingDelivery> files : byFile(deliveries)) {
            read.addAll(readTogether(files, options));
        }
        return read;
    }

    /** Deliveries of equal content have one copy, and the engine says of a row only which file it stood in. */
    private List<Map<String, PendingDelivery>> byFile(List<PendingDelivery> deliveries) {
        List<Map<String, PendingDelivery>> groups = new ArrayList<>();
        for (PendingDelivery delivery : deliveries) {
            Optional<String> file = readableFile(delivery);
            if (file.isEmpty()) {
                continue;
            }
            Map<String, PendingDelivery> group = groups.stream()
                    .filter(files -> !files.containsKey(file.get()))
                    .findFirst()
                    .orElseGet(LinkedHashMap::new);
            if (group.isEmpty()) {
                groups.add(group);
            }
            group.put(file.get(), delivery);
        }
        return groups;
    }

    /** Makes files of rows, and reads so many of them at once that they do not fill the disk. */
    private List<PendingDelivery> readJson(List<PendingDelivery> pending, JsonFormat format) throws SQLException {
        RowFiles rowFiles = new RowFiles(source, format, workFolder, limit, session.listener());
        List<PendingDelivery> read = new ArrayList<>();
        List<RowFiles.RowFile> waiting = new ArrayList<>();
        long bytes = 0;
        int index = 0;
        for (PendingDelivery delivery : pending) {
            index++;
            long start = System.nanoTime();
            session.listener()
                    .on(new RunEvent.StepStarted(RunEvent.Phase.STAGING, delivery.path(), index, pending.size()));
            Optional<RowFiles.RowFile> file = rowFiles.write(delivery, failed);
            session.listener()
                    .on(new RunEvent.StepFinished(
                            RunEvent.Phase.STAGING,
                            delivery.path(),
                            file.map(each -> each.written().rows()).orElse(0L),
                            Duration.ofNanos(System.nanoTime() - start)));
            if (file.isPresent()) {
                waiting.add(file.get());
                bytes += file.get().written().bytes();
            }
            if (bytes > ROW_FILE_BYTES) {
                read.addAll(readRowFiles(waiting));
                waiting.clear();
                bytes = 0;
            }
        }
        read.addAll(readRowFiles(waiting));
        return read;
    }

    private List<PendingDelivery> readRowFiles(List<RowFiles.RowFile> waiting) throws SQLException {
        Map<String, PendingDelivery> files = new LinkedHashMap<>();
        long longest = 0;
        boolean inOneThread = false;
        for (RowFiles.RowFile each : waiting) {
            files.put(each.file().toString(), each.delivery());
            written.put(each.delivery().id(), each.written());
            longest = Math.max(longest, each.written().longestRow());
            inOneThread |= each.written().hasLineEnds();
        }
        List<PendingDelivery> read = readTogether(files, ReaderOptions.ofRows(longest, inOneThread));
        for (PendingDelivery delivery : read) {
            JsonRows.Written rows = written.get(delivery.id());
            if (rows.unfit() > 0) {
                refusedRecords.put(delivery.id(), rows.unfit());
                rejects.unfit(delivery, rows.faults());
            }
        }
        for (RowFiles.RowFile each : waiting) {
            each.file().toFile().delete();
        }
        return read;
    }

    /** Reads files at once; where the engine fails on one of them, halves of them, until those at fault stand alone. */
    private List<PendingDelivery> readTogether(Map<String, PendingDelivery> files, String options) throws SQLException {
        if (files.isEmpty()) {
            return List.of();
        }
        PendingDelivery first = files.values().iterator().next();
        ReadGroup group = new ReadGroup(
                groups.size() + 1,
                files.entrySet().stream()
                        .map(file -> new ReadGroup.File(
                                ReaderOptions.file(file.getKey()),
                                file.getKey(),
                                file.getValue().pathColumns()))
                        .toList(),
                first.fields(),
                first.typed(),
                options,
                captured(first));
        try {
            session.run(RunEvent.Phase.STAGING, plan.read(group));
        } catch (SQLException failure) {
            EngineFailure.refuse(failure);
            new ReaderErrors(session).drop();
            return readHalves(files, options, failure);
        }
        groups.add(group);
        notePlaces(group, List.copyOf(files.values()));
        if (!source.format().numbersRows()) {
            noteRefused(files);
        }
        return List.copyOf(files.values());
    }

    private List<PendingDelivery> readHalves(Map<String, PendingDelivery> files, String options, SQLException failure)
            throws SQLException {
        if (files.size() == 1) {
            failed.add(notRead(files.values().iterator().next(), EngineFailure.firstLine(failure)));
            return List.of();
        }
        Map<String, PendingDelivery> firstHalf = new LinkedHashMap<>();
        Map<String, PendingDelivery> secondHalf = new LinkedHashMap<>();
        files.forEach(
                (file, delivery) -> (firstHalf.size() < files.size() / 2 ? firstHalf : secondHalf).put(file, delivery));
        List<PendingDelivery> read = new ArrayList<>(readTogether(firstHalf, options));
        read.addAll(readTogether(secondHalf, options));
        return read;
    }

    /** Of a file that was taken apart before, the expressions are at fault; Parquet is taken apart by the engine alone. */
    private Ledger.FailedDelivery notRead(PendingDelivery delivery, String reason) throws SQLException {
        if (source.format() instanceof ParquetFormat) {
            String file = ReaderOptions.file(delivery.file().toString()).replace("'", "''");
            try {
                session.query(
                        "select max(hash(parquet_row)) from read_parquet('" + file + "') as parquet_row", row -> {});
            } catch (SQLException damaged) {
                EngineFailure.refuse(damaged);
                return delivery.failedSince(
                        Reason.INVALID_PARQUET.code(),
                        "is no valid Parquet file: " + EngineFailure.firstLine(damaged) + "; have it sent again");
            }
        }
        return delivery.notStaged(reason);
    }

    /** The file that the engine reads: the delivery itself, or a copy of it in UTF-8. */
    private Optional<String> readableFile(PendingDelivery delivery) {
        if (!(source.format() instanceof CsvFormat csv) || !Utf8Copy.neededFor(csv)) {
            String file = delivery.file().toString();
            if (ReaderOptions.canBeNamed(file)) {
                return Optional.of(file);
            }
            failed.add(delivery.failedSince(
                    "reading_failed",
                    "has a backslash and one of * ? [ in its path, which the engine cannot open; rename it"));
            return Optional.empty();
        }
        Path copy = workFolder.resolve(delivery.id() + ".csv");
        try {
            Utf8Copy.write(delivery.file(), csv, copy);
            return Optional.of(copy.toString());
        } catch (IOException failure) {
            failed.add(delivery.failedSince(
                    "reading_failed", "could not be read in its encoding: " + failure.getMessage()));
            return Optional.empty();
        }
    }

    private void notePlaces(ReadGroup group, List<PendingDelivery> deliveries) throws SQLException {
        session.query(plan.places(group), row -> {
            PendingDelivery delivery = deliveries.get(row.getInt(1) - 1);
            long rows = row.getLong(4);
            boolean inOrder = row.getLong(3) - row.getLong(2) + 1 == rows;
            if (!inOrder && !source.format().numbersRows()) {
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
            long wanted = limit.isPassed(records, delivery) ? RejectLimit.SAMPLE : records;
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
    boolean isComplete(PendingDelivery delivery) {
        FilePlace place = filePlaces.get(delivery.id());
        if (unreadableRejects.containsKey(delivery.id())) {
            failed.add(delivery.failedSince(
                    "reading_failed",
                    "could not be read again for its rejects: " + unreadableRejects.get(delivery.id())));
            return false;
        }
        long refused = refusedRecords.getOrDefault(delivery.id(), 0L);
        long counted = delivery.scan().records();
        JsonRows.Written rows = written.get(delivery.id());
        if (rows != null && (place.rows() != rows.rows() || rows.records() != counted)) {
            failed.add(delivery.failedSince(
                    "records_lost",
                    "has " + counted + " records by count, which make " + rows.rows() + " rows, but " + rows.records()
                            + " records and " + place.rows() + " rows were read"));
            return false;
        }
        if (rows == null && place.rows() + refused != counted) {
            failed.add(delivery.failedSince(
                    "records_lost",
                    "has " + counted + " records by count, but " + place.rows() + " were read and " + refused
                            + " refused by the engine; check its quotes and delimiter"));
            return false;
        }
        Optional<ScanOutcome.Unreadable> changed = delivery.scan().changedSince();
        changed.ifPresent(problem -> failed.add(delivery.failed(problem.reason().code(), problem.message())));
        return changed.isEmpty();
    }

    /** Lists these deliveries, and no others, for the statements that make rows. */
    void list(List<PendingDelivery> complete) throws SQLException {
        session.run(RunEvent.Phase.STAGING, plan.pending());
        try (RowAppender rows = RowAppender.intoTemporary(session.connection(), Stage.pending(source))) {
            int order = 0;
            for (PendingDelivery delivery : complete) {
                order++;
                FilePlace place = filePlaces.get(delivery.id());
                rows.row(
                        delivery.id(),
                        delivery.path(),
                        delivery.contentVersion(),
                        order,
                        session.loadDate(delivery).orElse(null),
                        place.group(),
                        place.fileNumber(),
                        place.firstPlace());
            }
        }
    }

    /** Lists where refused records shift the numbers of those after them. */
    void listRefused() throws SQLException {
        if (refusedPlaces.isEmpty()) {
            return;
        }
        try (RowAppender rows = RowAppender.intoTemporary(session.connection(), Stage.refused(source))) {
            for (RefusedPlace refused : refusedPlaces) {
                FilePlace place = filePlaces.get(refused.delivery());
                if (place == null) {
                    continue;
                }
                rows.row(place.group(), place.fileNumber(), refused.place(), refused.before());
            }
        }
    }
}

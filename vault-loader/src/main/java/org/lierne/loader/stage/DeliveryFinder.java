package org.lierne.loader.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.lierne.core.model.Column;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.model.Source;
import org.lierne.core.plan.stage.ReadGroup;
import org.lierne.loader.audit.DeliveryId;
import org.lierne.loader.audit.Fills;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.Archive;
import org.lierne.loader.delivery.DeliveryScan;
import org.lierne.loader.delivery.HeaderMatch;
import org.lierne.loader.delivery.Landing;
import org.lierne.loader.delivery.ParquetFooters;
import org.lierne.loader.delivery.Reason;
import org.lierne.loader.delivery.ScanOutcome;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.EngineFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the deliveries of a source that are not loaded yet: each file is hashed, counted and archived, and its header
 * matched with the metadata. A file that is loaded already, by its content, is passed over.
 */
public final class DeliveryFinder {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryFinder.class);

    private final Landing landing;
    private final TableLanding tables;
    private final Optional<Path> archive;
    private final LoadedFinder loadedFinder;
    private final Ledger ledger;
    private final LocalDateTime runStart;
    private final RunListener listener;
    private @Nullable ParquetFooters footers;

    /**
     * @param tables where rows of tables land
     * @param archive the folder of copies; empty to keep none
     * @param runStart the load date, in UTC, of deliveries that have no other
     */
    public DeliveryFinder(
            Path landing,
            TableLanding tables,
            Optional<Path> archive,
            Ledger ledger,
            LocalDateTime runStart,
            RunListener listener) {
        this.landing = new Landing(landing);
        this.tables = tables;
        this.archive = archive;
        this.loadedFinder = new LoadedFinder(landing, archive);
        this.ledger = ledger;
        this.runStart = runStart;
        this.listener = listener;
    }

    /**
     * What was found.
     *
     * @param files how many files the pattern matches, loaded or not
     * @param pending in the order of their paths
     * @param failed those that cannot be read
     */
    record Found(int files, List<PendingDelivery> pending, List<Ledger.FailedDelivery> failed) {}

    /** @throws LierneException {@code landing_unreadable}, if the landing folder cannot be read */
    Found find(Source source) throws SQLException {
        clearArchive(source);
        Landing.Found landed = landed(source);
        Map<String, Map<String, Integer>> versions = ledger.versions(source.name());
        List<PendingDelivery> pending = new ArrayList<>();
        List<Ledger.FailedDelivery> failed = new ArrayList<>();
        landed.problems()
                .forEach(problem -> failed.add(new Ledger.FailedDelivery(
                        null, source.name(), problem.path(), null, code(source), problem.message())));
        landed.passedOver()
                .forEach(remark ->
                        listener.on(new RunEvent.Warning(source.name(), Optional.of(remark.path()), remark.message())));
        try {
            lookAtAll(source, landed, versions, pending, failed);
        } finally {
            closeFooters();
        }
        return new Found(landed.files().size(), pending, failed);
    }

    /** Whether there is a file by which a loaded delivery may be read again. */
    public boolean isKept(Fills.Loaded delivery) {
        return loadedFinder.file(delivery).isPresent();
    }

    /** Finds deliveries that are loaded already, to read them again. */
    Found again(Source source, List<Fills.Loaded> deliveries) throws SQLException {
        List<PendingDelivery> pending = new ArrayList<>();
        List<Ledger.FailedDelivery> failed = new ArrayList<>();
        Map<Landing.LandedFile, Fills.Loaded> files = new LinkedHashMap<>();
        for (Fills.Loaded delivery : deliveries) {
            Optional<Path> file = loadedFinder.file(delivery);
            if (file.isEmpty()) {
                failed.add(
                        LoadedFinder.failed(
                                delivery,
                                "delivery_not_kept",
                                "The delivery \"" + delivery.path()
                                        + "\" is neither in the archive nor in the landing folder, so it cannot be read again."));
                continue;
            }
            Optional<Landing.LandedFile> place = LoadedFinder.place(source, delivery, file.get());
            place.ifPresent(landed -> files.put(landed, delivery));
            if (place.isEmpty()) {
                failed.add(LoadedFinder.failed(
                        delivery,
                        "delivery_path_unreadable",
                        "The path \"" + delivery.path() + "\" of a loaded delivery does not match the pattern \""
                                + source.files().text() + "\" any more, so it cannot be read again."));
            }
        }
        List<Landing.LandedFile> places = List.copyOf(files.keySet());
        try (ScansAhead scans = new ScansAhead(
                places, file -> LoadedFinder.scan(source, Objects.requireNonNull(files.get(file)), file.file()))) {
            for (Landing.LandedFile file : places) {
                Fills.Loaded delivery = Objects.requireNonNull(files.get(file));
                List<PendingDelivery> found = new ArrayList<>();
                lookAgain(source, delivery, file, scans.next(), found, failed);
                Optional<LocalDateTime> ofRows = Optional.empty();
                boolean each = source.loadDate() instanceof Source.LoadDateRule.FromColumn;
                found.forEach(one -> pending.add(one.loadedAs(
                        delivery.contentVersion(),
                        each ? ofRows : delivery.loadDate().or(one::loadDate))));
            }
        } finally {
            closeFooters();
        }
        return new Found(places.size(), pending, failed);
    }

    /** A copy in the archive that is damaged is made good by the file that was delivered, if that is there unchanged. */
    private void lookAgain(
            Source source,
            Fills.Loaded delivery,
            Landing.LandedFile file,
            ScanOutcome outcome,
            List<PendingDelivery> pending,
            List<Ledger.FailedDelivery> failed)
            throws SQLException {
        Optional<Path> delivered = outcome instanceof ScanOutcome.Unreadable
                ? loadedFinder.delivered(delivery).filter(path -> !path.equals(file.file()))
                : Optional.empty();
        if (delivered.isPresent()
                && LoadedFinder.scan(source, delivery, delivered.get()) instanceof ScanOutcome.Readable readable) {
            Landing.LandedFile unchanged =
                    new Landing.LandedFile(file.path(), delivered.get(), file.pathColumns(), file.loadDate());
            look(source, unchanged, readable, Map.of(), pending, failed);
            return;
        }
        look(source, file, outcome, Map.of(), pending, failed);
    }

    private void lookAtAll(
            Source source,
            Landing.Found landed,
            Map<String, Map<String, Integer>> versions,
            List<PendingDelivery> pending,
            List<Ledger.FailedDelivery> failed)
            throws SQLException {
        int index = 0;
        try (ScansAhead scans = new ScansAhead(landed.files(), file -> scan(source, file, known(versions, file)))) {
            for (Landing.LandedFile file : landed.files()) {
                index++;
                long start = System.nanoTime();
                listener.on(new RunEvent.StepStarted(
                        RunEvent.Phase.READING,
                        file.path(),
                        index,
                        landed.files().size()));
                long records = look(source, file, scans.next(), known(versions, file), pending, failed);
                listener.on(new RunEvent.StepFinished(
                        RunEvent.Phase.READING, file.path(), records, Duration.ofNanos(System.nanoTime() - start)));
            }
        }
    }

    /** The versions that a path's contents have, by SHA-256. */
    private static Map<String, Integer> known(Map<String, Map<String, Integer>> versions, Landing.LandedFile file) {
        return versions.getOrDefault(file.path(), Map.of());
    }

    private void closeFooters() throws SQLException {
        if (footers != null) {
            footers.close();
            footers = null;
        }
    }

    private void clearArchive(Source source) {
        try {
            Optional<Archive> copies = archiveOf(source);
            if (copies.isPresent()) {
                copies.get().clear();
            }
        } catch (IOException unreadable) {
            // What stays takes room, no more; an archive that cannot be written shows when a copy is made.
            LOG.debug("Unfinished copies of \"{}\" could not be removed", source.name(), unreadable);
        }
    }

    private Optional<Archive> archiveOf(Source source) {
        return archive.map(folder -> Archive.of(folder, source));
    }

    private static String code(Source source) {
        return source.table().isPresent() ? "table_not_read" : "delivery_path_unreadable";
    }

    private Landing.Found landed(Source source) {
        if (source.table().isPresent()) {
            return tables.land(source);
        }
        try {
            return landing.find(source);
        } catch (IOException unreadable) {
            throw new LierneException(
                    LierneException.Category.USAGE,
                    "landing_unreadable",
                    unreadable.getMessage(),
                    "Name the folder with --landing.",
                    unreadable);
        }
    }

    /** @return how many records the file has, if it is pending; else -1 */
    private long look(
            Source source,
            Landing.LandedFile file,
            ScanOutcome outcome,
            Map<String, Integer> known,
            List<PendingDelivery> pending,
            List<Ledger.FailedDelivery> failed)
            throws SQLException {
        if (outcome instanceof ScanOutcome.Unreadable unreadable) {
            failed.add(failure(
                    source, file, unreadable.sha256(), unreadable.reason().code(), unreadable.message()));
            return -1;
        }
        ScanOutcome.Readable readable = (ScanOutcome.Readable) outcome;
        if (known.containsKey(readable.sha256())) {
            warnIfSuperseded(source, file, known, known.get(readable.sha256()));
            return -1;
        }
        if (source.format() instanceof JsonFormat) {
            pending.add(delivery(source, file, known, readable, everyField(source), List.of(), List.of()));
            return readable.records();
        }
        if (source.format() instanceof ParquetFormat) {
            return lookIntoParquet(source, file, known, readable, pending, failed);
        }
        HeaderMatch match = HeaderMatch.of(source, readable.header());
        if (match instanceof HeaderMatch.Misfits misfits) {
            failed.add(misfit(source, file, readable, misfits.message()));
            return -1;
        }
        HeaderMatch.Fits fits = (HeaderMatch.Fits) match;
        pending.add(delivery(source, file, known, readable, fields(fits), List.of(), fits.passedOver()));
        return readable.records();
    }

    private static Ledger.FailedDelivery misfit(
            Source source, Landing.LandedFile file, ScanOutcome.Readable readable, String message) {
        return failure(
                source,
                file,
                Optional.of(readable.sha256()),
                "delivery_header_misfit",
                "The file \"" + file.file() + "\" does not fit the source \"" + source.name() + "\". " + message);
    }

    private static List<Optional<String>> everyField(Source source) {
        return source.columns().stream()
                .filter(column -> column.origin() instanceof Column.Origin.Field)
                .map(column -> Optional.of(column.name()))
                .toList();
    }

    private long lookIntoParquet(
            Source source,
            Landing.LandedFile file,
            Map<String, Integer> known,
            ScanOutcome.Readable scanned,
            List<PendingDelivery> pending,
            List<Ledger.FailedDelivery> failed)
            throws SQLException {
        ParquetFooters.Footer footer;
        try {
            footer = footers().read(file.file());
        } catch (SQLException damaged) {
            failed.add(failure(
                    source,
                    file,
                    Optional.of(scanned.sha256()),
                    Reason.INVALID_PARQUET.code(),
                    "The file \"" + file.file() + "\" is no valid Parquet file: " + EngineFailure.firstLine(damaged)
                            + ". Nothing of it was loaded."));
            return -1;
        }
        ScanOutcome.Readable readable = scanned.withContent(footer.header(), footer.rows());
        HeaderMatch match = HeaderMatch.of(source, readable.header());
        if (match instanceof HeaderMatch.Misfits misfits) {
            failed.add(misfit(source, file, readable, misfits.message()));
            return -1;
        }
        HeaderMatch.Fits fits = (HeaderMatch.Fits) match;
        List<Optional<String>> fields = new ArrayList<>();
        List<ReadGroup.TypedField> typed = new ArrayList<>();
        for (Map.Entry<String, Integer> place : fits.positions().entrySet()) {
            Column.Origin.Field field =
                    (Column.Origin.Field) source.column(place.getKey()).origin();
            List<String> steps = field.path().steps();
            Optional<ParquetFooters.Found> found =
                    footer.columns().get(place.getValue()).find(steps.subList(1, steps.size()));
            if (found.isPresent()) {
                fields.add(Optional.of(place.getKey()));
                typed.add(new ReadGroup.TypedField(
                        found.get().names(), found.get().type()));
            } else if (!field.optional()) {
                failed.add(misfit(
                        source,
                        file,
                        readable,
                        "It has no \"" + field.header() + "\". Nothing of the file was loaded."));
                return -1;
            }
        }
        pending.add(delivery(source, file, known, readable, fields, typed, fits.passedOver()));
        return readable.records();
    }

    private ParquetFooters footers() throws SQLException {
        if (footers == null) {
            footers = ParquetFooters.open();
        }
        return footers;
    }

    /** The same content under the same path is the same delivery, even if another content came between. */
    private void warnIfSuperseded(Source source, Landing.LandedFile file, Map<String, Integer> known, int version) {
        int latest = Collections.max(known.values());
        if (version < latest) {
            listener.on(new RunEvent.Warning(
                    source.name(),
                    Optional.of(file.path()),
                    "it holds its content version " + version + " again, which is loaded already; version " + latest
                            + " stays in force. To bring the old content back, deliver it under a new name"));
        }
    }

    /** A path whose content is known is first only hashed: a copy is made of what is new. */
    private ScanOutcome scan(Source source, Landing.LandedFile file, Map<String, Integer> known) {
        Optional<Archive> copies = archiveOf(source);
        if (known.isEmpty() || copies.isEmpty()) {
            return DeliveryScan.scan(file.file(), source.format(), copies);
        }
        ScanOutcome outcome = DeliveryScan.scan(file.file(), source.format(), Optional.empty());
        boolean isNew = outcome instanceof ScanOutcome.Readable readable && !known.containsKey(readable.sha256());
        return isNew ? DeliveryScan.scan(file.file(), source.format(), copies) : outcome;
    }

    private static Ledger.FailedDelivery failure(
            Source source, Landing.LandedFile file, Optional<String> sha256, String code, String message) {
        return new Ledger.FailedDelivery(
                sha256.map(hash -> DeliveryId.of(source.name(), file.path(), hash))
                        .orElse(null),
                source.name(),
                file.path(),
                sha256.orElse(null),
                code,
                message);
    }

    private PendingDelivery delivery(
            Source source,
            Landing.LandedFile file,
            Map<String, Integer> known,
            ScanOutcome.Readable scan,
            List<Optional<String>> fields,
            List<ReadGroup.TypedField> typed,
            List<String> passedOver) {
        int version = known.isEmpty() ? 1 : Collections.max(known.values()) + 1;
        List<String> warnings = new ArrayList<>();
        if (scan.headerOnly()) {
            warnings.add(source.format() instanceof CsvFormat ? "it has a header and no records" : "it has no records");
        } else if (!scan.lastRecordEnds()) {
            warnings.add("its last record has no line end: it may have been cut off");
        }
        if (!passedOver.isEmpty()) {
            warnings.add(
                    "its columns " + String.join(", ", passedOver) + " are not in the metadata and were passed over");
        }
        warnings.forEach(
                warning -> listener.on(new RunEvent.Warning(source.name(), Optional.of(file.path()), warning)));
        return new PendingDelivery(
                source,
                file.path(),
                scan,
                version,
                loadDate(source, file),
                file.pathColumns(),
                fields,
                typed,
                warnings);
    }

    private Optional<LocalDateTime> loadDate(Source source, Landing.LandedFile file) {
        if (source.loadDate() instanceof Source.LoadDateRule.FromColumn) {
            return Optional.empty();
        }
        return Optional.of(file.loadDate().orElse(runStart));
    }

    private static List<Optional<String>> fields(HeaderMatch.Fits fits) {
        List<Optional<String>> fields = new ArrayList<>(Collections.nCopies(fits.width(), Optional.<String>empty()));
        fits.positions().forEach((column, position) -> fields.set(position, Optional.of(column)));
        return fields;
    }
}

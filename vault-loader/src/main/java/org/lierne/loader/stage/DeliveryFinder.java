package org.lierne.loader.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lierne.core.LierneException;
import org.lierne.core.model.Source;
import org.lierne.loader.audit.Fills;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.Archive;
import org.lierne.loader.delivery.DeliveryScan;
import org.lierne.loader.delivery.Landing;
import org.lierne.loader.delivery.ScanOutcome;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
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
        List<Ledger.FailedDelivery> failed = new ArrayList<>();
        landed.problems()
                .forEach(problem -> failed.add(new Ledger.FailedDelivery(
                        null, source.name(), problem.path(), null, code(source), problem.message())));
        landed.passedOver()
                .forEach(remark ->
                        listener.on(new RunEvent.Warning(source.name(), Optional.of(remark.path()), remark.message())));
        List<PendingDelivery> pending = lookAtAll(source, landed, failed);
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
        try (ScannedFiles scanned = new ScannedFiles(source, runStart, listener, failed);
                ScansAhead scans = new ScansAhead(
                        places,
                        file -> LoadedFinder.scan(source, Objects.requireNonNull(files.get(file)), file.file()))) {
            for (Landing.LandedFile file : places) {
                Fills.Loaded delivery = Objects.requireNonNull(files.get(file));
                Optional<LocalDateTime> ofRows = Optional.empty();
                boolean each = source.loadDate() instanceof Source.LoadDateRule.FromColumn;
                lookAgain(scanned, source, delivery, file, scans.next())
                        .ifPresent(one -> pending.add(one.loadedAs(
                                delivery.id(),
                                delivery.contentVersion(),
                                each ? ofRows : delivery.loadDate().or(one::loadDate))));
            }
        }
        return new Found(places.size(), pending, failed);
    }

    /** A copy in the archive that is damaged is made good by the file that was delivered, if that is there unchanged. */
    private Optional<PendingDelivery> lookAgain(
            ScannedFiles scanned, Source source, Fills.Loaded delivery, Landing.LandedFile file, ScanOutcome outcome)
            throws SQLException {
        Optional<Path> delivered = outcome instanceof ScanOutcome.Unreadable
                ? loadedFinder.delivered(delivery).filter(path -> !path.equals(file.file()))
                : Optional.empty();
        if (delivered.isPresent()
                && LoadedFinder.scan(source, delivery, delivered.get()) instanceof ScanOutcome.Readable readable) {
            Landing.LandedFile unchanged =
                    new Landing.LandedFile(file.path(), delivered.get(), file.pathColumns(), file.loadDate());
            return scanned.look(unchanged, readable, Map.of());
        }
        return scanned.look(file, outcome, Map.of());
    }

    private List<PendingDelivery> lookAtAll(Source source, Landing.Found landed, List<Ledger.FailedDelivery> failed)
            throws SQLException {
        Map<String, Map<String, Integer>> versions = ledger.versions(source.name());
        List<PendingDelivery> pending = new ArrayList<>();
        int index = 0;
        try (ScannedFiles scanned = new ScannedFiles(source, runStart, listener, failed);
                ScansAhead scans = new ScansAhead(landed.files(), file -> scan(source, file, known(versions, file)))) {
            for (Landing.LandedFile file : landed.files()) {
                index++;
                long start = System.nanoTime();
                listener.on(new RunEvent.StepStarted(
                        RunEvent.Phase.READING,
                        file.path(),
                        index,
                        landed.files().size()));
                Optional<PendingDelivery> found = scanned.look(file, scans.next(), known(versions, file));
                found.ifPresent(pending::add);
                long records = found.map(delivery -> delivery.scan().records()).orElse(-1L);
                listener.on(new RunEvent.StepFinished(
                        RunEvent.Phase.READING, file.path(), records, Duration.ofNanos(System.nanoTime() - start)));
            }
        }
        return pending;
    }

    /** The versions that a path's contents have, by SHA-256. */
    private static Map<String, Integer> known(Map<String, Map<String, Integer>> versions, Landing.LandedFile file) {
        return versions.getOrDefault(file.path(), Map.of());
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
                    "Name the folder with --landing, or make it readable.",
                    unreadable);
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
}

package org.lierne.loader.stage;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Column;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.model.Source;
import org.lierne.core.plan.stage.ReadGroup;
import org.lierne.loader.audit.DeliveryId;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.HeaderMatch;
import org.lierne.loader.delivery.Landing;
import org.lierne.loader.delivery.ParquetFooters;
import org.lierne.loader.delivery.Reason;
import org.lierne.loader.delivery.ScanOutcome;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.EngineFailure;

/** What files of a source are that were scanned: pending deliveries, deliveries that fail, or known ones. */
final class ScannedFiles implements AutoCloseable {

    private final Source source;
    private final LocalDateTime runStart;
    private final RunListener listener;
    private final List<Ledger.FailedDelivery> failed;
    private @Nullable ParquetFooters footers;

    /**
     * @param runStart the load date, in UTC, of deliveries that have no other
     * @param failed gets those that cannot be read
     */
    ScannedFiles(Source source, LocalDateTime runStart, RunListener listener, List<Ledger.FailedDelivery> failed) {
        this.source = source;
        this.runStart = runStart;
        this.listener = listener;
        this.failed = failed;
    }

    @Override
    public void close() throws SQLException {
        if (footers != null) {
            footers.close();
        }
    }

    /**
     * The delivery that a file is, unless its content is known or it cannot be read.
     *
     * @param known the versions that the contents of its path have, by SHA-256
     */
    Optional<PendingDelivery> look(Landing.LandedFile file, ScanOutcome outcome, Map<String, Integer> known)
            throws SQLException {
        if (outcome instanceof ScanOutcome.Unreadable unreadable) {
            failed.add(
                    failure(file, unreadable.sha256(), unreadable.reason().code(), told(file, unreadable.message())));
            return Optional.empty();
        }
        ScanOutcome.Readable readable = (ScanOutcome.Readable) outcome;
        if (known.containsKey(readable.sha256())) {
            warnIfSuperseded(file, known, known.get(readable.sha256()));
            return Optional.empty();
        }
        if (source.format() instanceof JsonFormat) {
            return Optional.of(delivery(file, known, readable, everyField(), List.of(), List.of()));
        }
        if (source.format() instanceof ParquetFormat) {
            return lookIntoParquet(file, known, readable);
        }
        HeaderMatch match = HeaderMatch.of(source, readable.header());
        if (match instanceof HeaderMatch.Misfits misfits) {
            failed.add(misfit(file, readable, misfits.message()));
            return Optional.empty();
        }
        HeaderMatch.Fits fits = (HeaderMatch.Fits) match;
        return Optional.of(delivery(file, known, readable, fields(fits), List.of(), fits.passedOver()));
    }

    private Ledger.FailedDelivery misfit(Landing.LandedFile file, ScanOutcome.Readable readable, String message) {
        return failure(
                file,
                Optional.of(readable.sha256()),
                "delivery_header_misfit",
                named(file) + " does not fit the source \"" + source.name() + "\". " + message);
    }

    /** A table whose rows were written into a file, which is gone after the run, is called by its own name. */
    private String named(Landing.LandedFile file) {
        return source.table()
                .map(table -> "The table \"" + table.qualified() + "\"")
                .orElseGet(() -> file(file));
    }

    private static String file(Landing.LandedFile file) {
        return "The file \"" + file.file() + "\"";
    }

    private String told(Landing.LandedFile file, String message) {
        return message.replace(file(file), named(file));
    }

    private List<Optional<String>> everyField() {
        return source.columns().stream()
                .filter(column -> column.origin() instanceof Column.Origin.Field)
                .map(column -> Optional.of(column.name()))
                .toList();
    }

    private Optional<PendingDelivery> lookIntoParquet(
            Landing.LandedFile file, Map<String, Integer> known, ScanOutcome.Readable scanned) throws SQLException {
        ParquetFooters.Footer footer;
        try {
            footer = footers().read(file.file());
        } catch (SQLException damaged) {
            failed.add(failure(
                    file,
                    Optional.of(scanned.sha256()),
                    Reason.INVALID_PARQUET.code(),
                    "The file \"" + file.file() + "\" is no valid Parquet file: " + EngineFailure.firstLine(damaged)
                            + ". Nothing of it was loaded."));
            return Optional.empty();
        }
        ScanOutcome.Readable readable = scanned.withContent(footer.header(), footer.rows());
        HeaderMatch match = HeaderMatch.of(source, readable.header());
        if (match instanceof HeaderMatch.Misfits misfits) {
            failed.add(misfit(file, readable, misfits.message()));
            return Optional.empty();
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
                        file, readable, "It has no \"" + field.header() + "\". Nothing of the file was loaded."));
                return Optional.empty();
            }
        }
        return Optional.of(delivery(file, known, readable, fields, typed, fits.passedOver()));
    }

    private ParquetFooters footers() throws SQLException {
        if (footers == null) {
            footers = ParquetFooters.open();
        }
        return footers;
    }

    /** The same content under the same path is the same delivery, even if another content came between. */
    private void warnIfSuperseded(Landing.LandedFile file, Map<String, Integer> known, int version) {
        int latest = Collections.max(known.values());
        if (version < latest) {
            listener.on(new RunEvent.Warning(
                    source.name(),
                    Optional.of(file.path()),
                    "it holds its content version " + version + " again, which is loaded already; version " + latest
                            + " stays in force. To bring the old content back, deliver it under a new name"));
        }
    }

    private Ledger.FailedDelivery failure(
            Landing.LandedFile file, Optional<String> sha256, String code, String message) {
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
            warnings.add("its columns " + String.join(", ", passedOver) + " are not in the metadata and were "
                    + (source.captures() ? "captured" : "passed over"));
        }
        warnings.forEach(
                warning -> listener.on(new RunEvent.Warning(source.name(), Optional.of(file.path()), warning)));
        return new PendingDelivery(
                DeliveryId.of(source.name(), file.path(), scan.sha256()),
                source,
                file.path(),
                scan,
                version,
                loadDate(file),
                file.pathColumns(),
                fields,
                typed,
                warnings);
    }

    private Optional<LocalDateTime> loadDate(Landing.LandedFile file) {
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

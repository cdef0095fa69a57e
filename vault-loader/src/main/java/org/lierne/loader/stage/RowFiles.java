package org.lierne.loader.stage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.model.Column;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.Source;
import org.lierne.core.model.Source.NewColumn;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.RecordReader;
import org.lierne.loader.json.JsonRows;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;

/** The rows of JSON deliveries as files of texts, which the engine reads as it reads CSV. */
final class RowFiles {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Source source;
    private final JsonFormat format;
    private final Path workFolder;
    private final RejectLimit limit;
    private final RunListener listener;
    private final List<FieldPath> paths = new ArrayList<>();

    RowFiles(Source source, JsonFormat format, Path workFolder, RejectLimit limit, RunListener listener) {
        this.source = source;
        this.format = format;
        this.workFolder = workFolder;
        this.limit = limit;
        this.listener = listener;
        for (Column column : source.columns()) {
            if (column.origin() instanceof Column.Origin.Field field) {
                paths.add(field.path());
            }
        }
    }

    /** A delivery's rows. */
    record RowFile(PendingDelivery delivery, Path file, JsonRows.Written written) {}

    /**
     * Writes the rows of a delivery.
     *
     * @return empty if the delivery does not fit; then why is among {@code failed}
     */
    Optional<RowFile> write(PendingDelivery delivery, List<Ledger.FailedDelivery> failed) {
        Path file = workFolder.resolve(delivery.id() + ".rows");
        JsonRows.Written written;
        try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            written = JsonRows.write(
                    () -> RecordReader.open(delivery.file()),
                    format,
                    paths,
                    source.ignore(),
                    source.captures(),
                    target,
                    limit.kept(delivery));
        } catch (IOException failure) {
            failed.add(delivery.failedSince("reading_failed", "could not be made into rows: " + failure.getMessage()));
            return Optional.empty();
        }
        if (written.unknown().isEmpty()) {
            return Optional.of(new RowFile(delivery, file, written));
        }
        String names = String.join(", ", written.unknown());
        if (source.newColumn() == NewColumn.FAIL) {
            failed.add(delivery.failed(
                    "delivery_header_misfit",
                    "The file \"" + delivery.file() + "\" does not fit the source \"" + source.name()
                            + "\". Its rows have the names " + names + ", which the source does not know. Give each a"
                            + " column of the source, or list it under \"ignore\". Nothing of the file was loaded."));
            return Optional.empty();
        }
        String warning = "its names " + names + " are not in the metadata and were "
                + (source.captures() ? "captured" : "passed over");
        listener.on(new RunEvent.Warning(source.name(), Optional.of(delivery.path()), warning));
        return Optional.of(new RowFile(delivery.warnedOf(warning), file, written));
    }
}

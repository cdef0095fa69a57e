package org.lierne.loader.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.model.Source;
import org.lierne.loader.audit.Fills;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.delivery.DeliveryScan;
import org.lierne.loader.delivery.Landing;
import org.lierne.loader.delivery.RecordReader;
import org.lierne.loader.delivery.ScanOutcome;

/**
 * Finds the bytes of deliveries that are loaded already: their copies in the archive, or else the files in the landing
 * folder, if these are still the same.
 */
final class LoadedFinder {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path landing;
    private final Optional<Path> archive;

    LoadedFinder(Path landing, Optional<Path> archive) {
        this.landing = landing;
        this.archive = archive;
    }

    /** Where a delivery may be read again; empty if there is no such file. */
    Optional<Path> file(Fills.Loaded delivery) {
        Optional<Path> copy = archive.flatMap(folder -> delivery.archivedAs().map(folder::resolve))
                .filter(Files::isRegularFile);
        return copy.or(() -> delivered(delivery));
    }

    /** The file in the landing folder that has the path of a delivery; it may hold something else now. */
    Optional<Path> delivered(Fills.Loaded delivery) {
        return Optional.of(landing.resolve(delivery.path())).filter(Files::isRegularFile);
    }

    /** What the path of a loaded delivery says today; empty if the source's pattern no longer names it. */
    static Optional<Landing.LandedFile> place(Source source, Fills.Loaded delivery, Path file) {
        if (source.table().isPresent()) {
            return Optional.of(new Landing.LandedFile(delivery.path(), file, Map.of(), delivery.loadDate()));
        }
        if (!Landing.isNamedBy(source.files(), delivery.path())) {
            return Optional.empty();
        }
        Landing.PathSays says = Landing.read(source.files(), source.endOfDay(), delivery.path());
        return Optional.of(new Landing.LandedFile(delivery.path(), file, says.columns(), says.loadDate()));
    }

    /** Scans the file of a loaded delivery, and makes sure that it holds what was delivered. */
    static ScanOutcome scan(Source source, Fills.Loaded delivery, Path file) {
        ScanOutcome outcome = DeliveryScan.scan(file, source.format(), Optional.empty());
        if (!(outcome instanceof ScanOutcome.Readable readable)) {
            return outcome;
        }
        Set<String> known = new HashSet<>(Set.of(delivery.sha256()));
        // What was erased of it is not in the copy any more, which is known by another hash.
        delivery.copySha256().ifPresent(known::add);
        if (known.contains(readable.sha256()) || known.contains(ofContent(source, file))) {
            return readable.deliveredAs(delivery.sha256());
        }
        return ScanOutcome.Unreadable.otherContent(file, readable.sha256());
    }

    /** The SHA-256 of what a compressed copy holds: it is that of the delivery, if that was not compressed itself. */
    private static String ofContent(Source source, Path file) {
        if (source.format() instanceof ParquetFormat) {
            return "";
        }
        try (InputStream content = RecordReader.open(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            return "";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Ledger.FailedDelivery failed(Fills.Loaded delivery, String code, String message) {
        return new Ledger.FailedDelivery(
                delivery.id(), delivery.source(), delivery.path(), delivery.sha256(), code, message);
    }
}

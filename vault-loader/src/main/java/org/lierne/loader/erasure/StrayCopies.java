package org.lierne.loader.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.loader.delivery.RecordReader;

/**
 * Copies in the archive that no loaded delivery has: of deliveries that were left out, or of a process that was killed.
 * Nothing reads them; a delivery that is still pending is copied anew when it is loaded.
 */
final class StrayCopies {

    private static final int CHUNK_BYTES = 1 << 20;

    private final Vault vault;
    private final Connection connection;

    StrayCopies(Vault vault, Connection connection) {
        this.vault = vault;
        this.connection = connection;
    }

    /** Those that hold one of these texts; Parquet files, whose texts are compressed, in any case. */
    List<Path> of(Optional<Path> archive, List<String> texts) throws SQLException, IOException {
        List<Path> stray = new ArrayList<>();
        if (archive.isEmpty() || !Files.isDirectory(archive.get())) {
            return stray;
        }
        Set<Path> known = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "select distinct archived_as from audit.delivery where archived_as is not null")) {
            while (found.next()) {
                known.add(archive.get()
                        .resolve(found.getString(1))
                        .toAbsolutePath()
                        .normalize());
            }
        }
        for (Source source : vault.sources()) {
            Path folder = archive.get().resolve(source.name());
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    boolean isKnown = known.contains(file.toAbsolutePath().normalize());
                    if (!isKnown && holds(file, texts)) {
                        stray.add(file);
                    }
                }
            }
        }
        return stray;
    }

    private static boolean holds(Path file, List<String> texts) {
        if (file.getFileName().toString().endsWith(".parquet")) {
            return true;
        }
        int longest = texts.stream().mapToInt(String::length).max().orElse(0) * 4;
        try (InputStream bytes = RecordReader.open(file)) {
            byte[] before = {};
            while (true) {
                byte[] next = bytes.readNBytes(CHUNK_BYTES);
                if (next.length == 0) {
                    return false;
                }
                byte[] both = java.util.Arrays.copyOf(before, before.length + next.length);
                System.arraycopy(next, 0, both, before.length, next.length);
                String text = new String(both, StandardCharsets.UTF_8);
                String narrow = new String(both, StandardCharsets.ISO_8859_1);
                if (texts.stream().anyMatch(each -> text.contains(each) || narrow.contains(each))) {
                    return true;
                }
                before = java.util.Arrays.copyOfRange(both, Math.max(0, both.length - longest), both.length);
            }
        } catch (IOException damaged) {
            // What cannot be read is of no use to anybody.
            return true;
        }
    }
}

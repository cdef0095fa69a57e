package org.lierne.loader.warehouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.lierne.core.LierneException;

/**
 * Which migrations a database says it has, with their checksums. Reading it takes milliseconds where starting Flyway
 * takes some hundred; if the two disagree about anything, Flyway is asked.
 */
final class MigrationHistory {

    static final String SCHEMA = "audit";
    static final String TABLE = "schema_history";

    /** What comes with Lierne, by version; new ones are added here. */
    static final Map<String, String> BUILT_IN = Map.of(
            "0.1",
            "V0_1__ledger.sql",
            "0.2",
            "V0_2__fills.sql",
            "0.3",
            "V0_3__renamed.sql",
            "0.4",
            "V0_4__replays.sql",
            "0.5",
            "V0_5__erasures.sql",
            "0.6",
            "V0_6__fits.sql");

    private static final Pattern EDITED = Pattern.compile("migration version ([\\d.]+)");

    private final Map<String, Integer> checksums;

    private MigrationHistory(Map<String, Integer> checksums) {
        this.checksums = checksums;
    }

    static MigrationHistory of(Connection connection) {
        Map<String, Integer> checksums = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                return new MigrationHistory(checksums);
            }
            try (ResultSet rows = statement.executeQuery("select version, checksum from " + SCHEMA + "." + TABLE
                    + " where success and version is not null order by installed_rank")) {
                while (rows.next()) {
                    checksums.put(rows.getString(1), rows.getInt(2));
                }
            }
        } catch (SQLException failed) {
            EngineFailure.refuse("Reading which migrations the database has", "Nothing was changed.", failed);
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "migration_history_unreadable",
                    "The table \"" + SCHEMA + "." + TABLE + "\" of the database cannot be read: " + failed.getMessage()
                            + ". Nothing was changed.",
                    null,
                    failed);
        }
        return new MigrationHistory(checksums);
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("select 1 from duckdb_tables() where database_name ="
                + " current_database() and schema_name = '" + SCHEMA + "' and table_name = '" + TABLE + "'")) {
            return found.next();
        }
    }

    /** Refuses a database with migrations that are not among these. */
    void refuseUnknown(List<MigrationFile> files, Path folder) {
        Set<String> known = files.stream()
                .map(file -> Integer.toString(file.version()))
                .collect(Collectors.toCollection(HashSet::new));
        known.addAll(BUILT_IN.keySet());
        List<String> unknown = checksums.keySet().stream()
                .filter(each -> !known.contains(each))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        throw new LierneException(
                LierneException.Category.INVALID_METADATA,
                "migration_missing",
                "The database has migrations that are not in \"" + folder + "\": version " + String.join(", ", unknown)
                        + ". Nothing was changed.",
                "Get the newer version of the project (or of Lierne, for versions that begin with \"0.\"), or restore"
                        + " the files from version control.");
    }

    /** Whether all of these are applied, as they stand. */
    boolean isComplete(List<MigrationFile> files) {
        try {
            for (Map.Entry<String, String> builtIn : BUILT_IN.entrySet()) {
                InputStream text = MigrationHistory.class.getResourceAsStream(builtIn.getValue());
                if (text == null || !matches(builtIn.getKey(), new InputStreamReader(text, StandardCharsets.UTF_8))) {
                    return false;
                }
            }
            for (MigrationFile file : files) {
                if (!matches(Integer.toString(file.version()), Files.newBufferedReader(file.sql()))) {
                    return false;
                }
            }
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private boolean matches(String version, Reader text) throws IOException {
        try (BufferedReader lines = new BufferedReader(text)) {
            Integer recorded = checksums.get(version);
            return recorded != null && recorded == checksum(lines);
        }
    }

    /** As Flyway makes it: a CRC32 of the lines without their ends. */
    private static int checksum(BufferedReader lines) throws IOException {
        CRC32 checksum = new CRC32();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            checksum.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return (int) checksum.getValue();
    }

    /** The versions that Flyway's message names, as words. */
    static String editedNames(String message) {
        Matcher found = EDITED.matcher(message);
        List<String> versions = found.results()
                .map(each -> "version " + each.group(1))
                .distinct()
                .toList();
        return versions.isEmpty() ? "a file" : String.join(" and ", versions);
    }
}

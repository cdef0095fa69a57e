package org.lierne.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files and folders without the permissions that a command needs. To root all is permitted, so as root the commands run without
 * root's capabilities (by {@code setpriv} of util-linux); where that is not possible, this is skipped.
 */
@Tag("heavy")
final class BrokenProjectsTest {

    private static final List<String> WITHOUT_CAPABILITIES =
            List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all");

    @TempDir
    static Path folder;

    static final Map<Breakage, String[]> TOLD = new EnumMap<>(Breakage.class);

    @BeforeAll
    static void runAll() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "root can do without its capabilities");
            command.addAll(WITHOUT_CAPABILITIES);
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokenProjects.class.getName(),
                folder.toString()));
        Path errors = folder.resolve("errors.txt");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        for (String line : told.lines().toList()) {
            String[] fields = line.split("\t", -1);
            TOLD.put(Breakage.valueOf(fields[0]), fields);
        }
        assertThat(Files.readString(errors)).as("no stack trace").doesNotContain("\tat ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            DATABASE_READ_ONLY                   | 5 | (database_not_writable)      | its file or its folder is read-only. Nothing was changed.
            DATABASE_FOLDER_READ_ONLY            | 5 | (database_not_writable)      | its file or its folder is read-only. Nothing was changed.
            DATABASE_FOLDER_READ_ONLY_TO_MIGRATE | 5 | (database_not_writable)      | its file or its folder is read-only. Nothing was changed.
            DATABASE_UNREADABLE                  | 5 | (database_not_readable)      | may not be read. Nothing was changed.
            DATABASE_UNREADABLE_TO_VERIFY        | 5 | (database_not_readable)      | may not be read. Nothing was changed.
            ARCHIVE_READ_ONLY                    | 6 | left out orders              | cannot be copied into the archive: permission is denied: "FOLDER
            MIGRATIONS_READ_ONLY                 | 1 | (migrations_folder_unusable) | cannot be written: permission is denied: "FOLDER
            MIGRATIONS_UNREADABLE                | 1 | (migrations_folder_unusable) | cannot be read: permission is denied: "FOLDER
            RECORDED_TABLES_UNREADABLE           | 1 | (migrations_folder_unusable) | The recorded tables cannot be read: permission is denied: "FOLDER
            LANDING_UNREADABLE                   | 2 | (landing_unreadable)         | may not be looked into. Nothing was loaded.
            LANDING_NOT_ENTERED                  | 2 | (landing_unreadable)         | may not be looked into. Nothing was loaded.
            LANDING_OF_A_SOURCE_UNREADABLE       | 6 | left out orders              | of the landing folder could not be looked into: permission is denied
            FILE_UNREADABLE                      | 6 | left out orders              | may not be read; check its permissions. Nothing of it was loaded.
            METADATA_UNREADABLE                  | 3 | (invalid_metadata)           | The file cannot be read
            WORK_FOLDER_STUCK                    | 1 | (no_work_folder)             | permission is denied: "FOLDER
            """)
    void isToldAndMadeGood(Breakage breakage, String exitCode, String code, String sentence) {
        String[] told = TOLD.getOrDefault(breakage, new String[4]);
        assertThat(told[3]).contains(code, sentence).doesNotContain("Exception:", "should not have");
        assertThat(told[1]).as("exit code").isEqualTo(exitCode);
        assertThat(told[2]).as("exit code once it is mended").isEqualTo("0");
    }
}

package org.lierne.loader.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;

/** Opening databases, and the words for those that do not open. */
class WarehouseTest {

    private static final WarehouseSettings SETTINGS =
            WarehouseSettings.defaults().withMemoryLimitBytes(200_000_000).withThreads(1);

    @TempDir
    Path folder;

    @Test
    void aDatabaseIsMadeWithItsFoldersAndSettings() throws SQLException {
        Path file = folder.resolve("data/warehouse/shop.duckdb");

        try (Warehouse warehouse = Warehouse.open(file, SETTINGS);
                Statement statement = warehouse.connection().createStatement();
                ResultSet row = statement.executeQuery("select current_setting('threads'),"
                        + " current_setting('memory_limit'), current_setting('temp_directory'),"
                        + " current_setting('preserve_insertion_order')")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(1);
            assertThat(row.getString(2)).isEqualTo("190.7 MiB");
            assertThat(row.getString(3)).isEqualTo(file + ".tmp");
            assertThat(row.getBoolean(4)).isTrue();
        }
        assertThat(file).exists();
    }

    @Test
    void readersMayNotWrite() throws SQLException {
        Path file = folder.resolve("shop.duckdb");
        Warehouse.open(file, SETTINGS).close();

        try (Warehouse warehouse = Warehouse.openToRead(file, SETTINGS);
                Statement statement = warehouse.connection().createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table t (a integer)"))
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void aMissingDatabaseIsNotMadeForReading() {
        Path file = folder.resolve("nowhere.duckdb");

        assertThat(failure(() -> Warehouse.openToRead(file, SETTINGS)).code()).isEqualTo("database_missing");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("orders.csv"), "order_id,gross\n1,2\n".repeat(1000));

        LierneException failure = failure(() -> Warehouse.open(file, SETTINGS));

        assertThat(failure.code()).isEqualTo("not_a_database");
        assertThat(failure.category()).isEqualTo(LierneException.Category.CANNOT_CONNECT);
        assertThat(file).content().startsWith("order_id,gross\n");
    }

    @Test
    void aTextIsNoDatabase() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "order_id,gross\n1,2\n".repeat(1000));

        assertThat(failure(() -> Warehouse.open(file, SETTINGS)).code()).isEqualTo("not_a_database");
    }

    @Test
    void aFolderIsNoDatabase() {
        assertThat(failure(() -> Warehouse.open(folder, SETTINGS)).code()).isEqualTo("not_a_database");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(folder.resolve("file"), "in the way");

        LierneException failure = failure(() -> Warehouse.open(folder.resolve("file/shop.duckdb"), SETTINGS));

        assertThat(failure.code()).isEqualTo("database_not_writable");
        assertThat(failure).hasMessageContaining("shop.duckdb");
    }

    @Test
    void whoHoldsALockIsNamed() throws Exception {
        Path file = folder.resolve("shop.duckdb");
        Process owner = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = owner.inputReader()) {
            assertThat(out.readLine()).isEqualTo("open");

            LierneException failure = failure(() -> Warehouse.open(file, SETTINGS));

            assertThat(failure.code()).isEqualTo("database_locked");
            assertThat(failure).hasMessageContaining("process " + owner.pid());
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    @Test
    void theSameDatabaseWithOtherSettingsInThisProcessIsRefused() {
        Path file = folder.resolve("shop.duckdb");
        try (Warehouse first = Warehouse.open(file, SETTINGS)) {
            assertThat(first.file()).contains(file);

            LierneException failure = failure(() -> Warehouse.open(file, SETTINGS.withThreads(2)));

            assertThat(failure.code()).isEqualTo("database_locked");
        }
    }

    @Test
    void aHostsConnectionStaysOpen() throws SQLException {
        try (var host = DriverManager.getConnection("jdbc:duckdb:")) {
            Warehouse.on(host).close();

            assertThat(host.isClosed()).isFalse();
        }
    }

    private static LierneException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(LierneException.class, call);
    }

    /** Holds a database until it is killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            Warehouse.open(Path.of(arguments[0]), SETTINGS);
            System.out.println("open");
            System.in.read();
        }
    }
}

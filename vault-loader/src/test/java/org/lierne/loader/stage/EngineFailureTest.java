package org.lierne.loader.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.warehouse.Warehouse;

/** Failures that no file is to blame for: a code, a sentence, and the vault as before. */
class EngineFailureTest {

    private static final int RECORDS = 60_000;

    @TempDir
    Path folder;

    @Tag("heavy")
    @Test
    void tooLittleMemoryToSpillInto() {
        Path database = folder.resolve("shop.duckdb");
        try (Warehouse warehouse = small(database, folder.resolve("spill"), 4);
                Shop shop = Shop.of(folder, Shop.metadata(), warehouse)) {
            shop.deliver(Shop.BAD, records());

            failsWhole(shop, "out_of_memory", "since the engine's memory is used up");
        }
        isLoadedLater(database);
    }

    @Tag("heavy")
    @Test
    void aTemporaryFolderThatCannotBeMade() throws IOException {
        Path database = folder.resolve("shop.duckdb");
        Path inTheWay = Files.writeString(folder.resolve("spill"), "a file where a folder should be");
        try (Warehouse warehouse = small(database, inTheWay.resolve("deep"), 16);
                Shop shop = Shop.of(folder, Shop.metadata(), warehouse)) {
            shop.deliver(Shop.BAD, records());

            failsWhole(shop, "not_writable", "since the database or its temporary folder cannot be written");
        }
        isLoadedLater(database);
    }

    /** Of the records that such an engine reads, none could be told by its number. */
    @Test
    void anEngineThatKeepsNoOrderIsNotLoadedWith() {
        try (Shop shop = Shop.inMemory(folder)) {
            shop.run("set preserve_insertion_order = false");

            LierneException failure = catchThrowableOfType(LierneException.class, shop::load);

            assertThat(failure).as("reading in any order is refused").isNotNull();
            assertThat(failure.code()).isEqualTo("order_not_kept");
            assertThat(shop.rows("select count(*) from audit.run")).containsExactly("0");
            shop.run("set preserve_insertion_order = true");
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
        }
    }

    @Test
    void anErrorJustBeforeTheCommitRollsBackAndIsReported() {
        try (Shop shop = Shop.inMemory(folder)) {
            LierneException failure = catchThrowableOfType(
                    LierneException.class,
                    () -> shop.load(event -> {
                        if (event instanceof RunEvent.Committing) {
                            breakTransaction(shop);
                        }
                    }));

            assertThat(failure).as("a commit that stores nothing is noticed").isNotNull();
            assertThat(failure.code()).isEqualTo("commit_lost");
            assertThat(failure).hasMessageContaining("Nothing of");
            assertThat(shop.deliveries()).isEmpty();
            assertThat(shop.orders()).isEmpty();
            assertThat(shop.rows("select outcome from audit.run")).containsExactly("failed");
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(shop.orders()).containsExactly("A1", "A2");
        }
    }

    /** A run that fills what was described later is committed by itself, and looked at by itself. */
    @Test
    void aFillWhoseCommitIsLostIsReportedAndMadeGood() {
        Map<String, String> later = Shop.metadata(
                "order_details: { of: order, from: orders }",
                "order_details: { of: order, from: orders, columns: [amount, note] }\n"
                        + "  order_text: { of: order, from: orders, columns: note }");
        Map<String, String> before = Shop.metadata(
                "order_details: { of: order, from: orders }",
                "order_details: { of: order, from: orders, columns: [amount, note] }");
        try (Shop shop = Shop.inMemory(folder, later)) {
            assertThat(Shop.reopened(folder.resolve("before"), before, shop.warehouse(), folder)
                            .load()
                            .outcome())
                    .isEqualTo(RunReport.Outcome.DONE);

            LierneException failure = catchThrowableOfType(
                    LierneException.class,
                    () -> shop.load(event -> {
                        if (event instanceof RunEvent.Committing committing && committing.runId() == 2) {
                            breakTransaction(shop);
                        }
                    }));

            assertThat(failure).as("a commit that stores nothing is noticed").isNotNull();
            assertThat(failure.code()).isEqualTo("commit_lost");
            assertThat(shop.rows("select run_id, kind, outcome from audit.run order by run_id"))
                    .containsExactly("1|load|done", "2|fill|failed");
            assertThat(shop.rows("select count(*) from raw_vault.sat_order_text where run_id > 0"))
                    .containsExactly("0");
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(shop.rows("select count(*) from raw_vault.sat_order_text where run_id > 0"))
                    .containsExactly("2");
        }
    }

    /** What an error does that nobody heard of: the transaction is dead, and yet can be committed. */
    private static void breakTransaction(Shop shop) {
        try (java.sql.Statement statement = shop.warehouse().connection().createStatement()) {
            statement.execute("insert into raw_vault.hub_order select error('as if the disk were full')");
        } catch (java.sql.SQLException expected) {
            return;
        }
        throw new AssertionError("the transaction is whole");
    }

    @Test
    void aDatabaseThatAnotherProcessHolds() throws Exception {
        Path database = folder.resolve("shop.duckdb");
        Warehouse.open(database, Shop.settings()).close();
        Process owner = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        database.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = owner.inputReader()) {
            assertThat(out.readLine()).isEqualTo("open");

            LierneException failure = openingFails(database);

            assertThat(failure.code()).isEqualTo("database_locked");
            assertThat(failure)
                    .hasMessage("The database \"" + database + "\" is in use by process " + owner.pid()
                            + ". Nothing was changed.");
        } finally {
            owner.destroyForcibly().waitFor();
        }
        Warehouse.open(database, Shop.settings()).close();
    }

    /** Holds a database until it is killed, or whoever started it is gone. */
    static final class Owner {
        public static void main(String[] arguments) throws Exception {
            try (Warehouse held = Warehouse.open(Path.of(arguments[0]), Shop.settings())) {
                System.out.println(held.file().isPresent() ? "open" : "not open");
                System.in.read();
            }
        }
    }

    @Test
    void aDatabaseFileThatIsCutOff() throws IOException {
        Path broken = copyOfLoaded("cut.duckdb");
        try (RandomAccessFile file = new RandomAccessFile(broken.toFile(), "rw")) {
            file.setLength(9000);
        }

        LierneException failure = openingFails(broken);

        assertThat(failure.code()).isEqualTo("database_corrupt");
        assertThat(failure).hasMessageContaining("\"" + broken + "\"").hasMessageContaining("left as it is");
    }

    @Test
    void aDatabaseFileWithOtherBytesInIt() throws IOException {
        Path broken = copyOfLoaded("garbled.duckdb");
        try (RandomAccessFile file = new RandomAccessFile(broken.toFile(), "rw")) {
            byte[] noise = new byte[4000];
            java.util.Arrays.fill(noise, (byte) 0x5a);
            for (long place = 12288; place + 4000 < file.length(); place += 16384) {
                file.seek(place);
                file.write(noise);
            }
        }

        LierneException failure = openingFails(broken);

        assertThat(failure.code()).isEqualTo("database_corrupt");
    }

    @Test
    void aDatabaseFileWithOtherBytesInItsHeader() throws IOException {
        Path broken = copyOfLoaded("headless.duckdb");
        try (RandomAccessFile file = new RandomAccessFile(broken.toFile(), "rw")) {
            file.write("not a database at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        assertThat(openingFails(broken).code()).isIn("not_a_database", "database_corrupt");
    }

    private Path copyOfLoaded(String name) throws IOException {
        Path database = folder.resolve("shop.duckdb");
        try (Warehouse warehouse = Warehouse.open(database, Shop.settings());
                Shop shop = Shop.of(folder, Shop.metadata(), warehouse)) {
            shop.load();
        }
        return Files.copy(database, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static LierneException openingFails(Path database) {
        LierneException failure = catchThrowableOfType(LierneException.class, () -> {
            try (Warehouse warehouse = Warehouse.open(database, Shop.settings())) {
                throw new AssertionError("opened " + warehouse.file());
            }
        });
        assertThat(failure).isNotNull();
        assertThat(failure.category()).isEqualTo(LierneException.Category.CANNOT_CONNECT);
        return failure;
    }

    private static Warehouse small(Path database, Path spill, int megabytes) {
        return Warehouse.open(
                database,
                Shop.settings().withMemoryLimitBytes(megabytes * 1_000_000L).withTemporaryFolder(spill));
    }

    private static void failsWhole(Shop shop, String code, String message) {
        LierneException failure = catchThrowableOfType(LierneException.class, shop::load);

        assertThat(failure).as("the load fails").isNotNull();
        assertThat(failure).hasMessageStartingWith("Run 1 failed, ").hasMessageContaining(message);
        assertThat(failure).hasMessageContaining("Nothing of it was loaded; the vault is as it was before.");
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.hint()).isPresent();
        assertThat(shop.deliveries()).isEmpty();
        assertThat(shop.orders()).isEmpty();
        assertThat(shop.rows("select outcome from audit.run")).containsExactly("failed");
    }

    private void isLoadedLater(Path database) {
        try (Warehouse warehouse = Warehouse.open(database, Shop.settings());
                Shop shop = Shop.reopened(folder, Shop.metadata(), warehouse)) {
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(shop.rows("select sum(records) from audit.delivery")).isEqualTo(List.of("" + (RECORDS + 3)));
        }
    }

    private static String records() {
        StringBuilder text = new StringBuilder("order_no,amount,note\n");
        for (int record = 0; record < RECORDS; record++) {
            text.append("N").append(record).append(",1.50,some words of the customer\n");
        }
        return text.toString();
    }
}

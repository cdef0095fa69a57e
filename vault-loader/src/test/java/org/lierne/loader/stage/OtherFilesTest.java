package org.lierne.loader.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.LierneException;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.warehouse.Warehouse;

/** Files that stand where the database should, and what is left of a database: each has its code, and is left as it is. */
class OtherFilesTest {

    private static final int HEADER_BYTES = 4096;
    private static final int VERSION_AT = 12;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"SQLite format 3\0 and pages", "PAR1 and columns", "some,text\n1,2\n", ""})
    void whatAnotherProgramWrote(String content) throws IOException {
        byte[] bytes = Arrays.copyOf(content.getBytes(StandardCharsets.UTF_8), content.isEmpty() ? 0 : 8192);
        Path file = Files.write(folder.resolve("shop.duckdb"), bytes);

        assertThat(opening(file).code()).isEqualTo("not_a_database");
        assertThat(openingToRead(file).code()).isEqualTo("not_a_database");
        assertThat(file).hasBinaryContent(bytes);
        assertThat(folder).isDirectoryNotContaining("glob:**.wal");
    }

    @Test
    void noise() throws IOException {
        byte[] bytes = new byte[20_000];
        new Random(5).nextBytes(bytes);
        Path file = Files.write(folder.resolve("shop.duckdb"), bytes);

        assertThat(opening(file).code()).isEqualTo("not_a_database");
        assertThat(file).hasBinaryContent(bytes);
    }

    /** The engine would wait until somebody writes into it. */
    @Test
    void aPipe() throws Exception {
        Path pipe = folder.resolve("shop.duckdb");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "a pipe can be made");

        assertThat(opening(pipe).code()).isEqualTo("not_a_database");
        assertThat(openingToRead(pipe)).hasMessageContaining("a device or a pipe");
    }

    @Test
    void aDatabaseOfAnotherVersionOfTheEngine() throws IOException {
        Path file = loaded();
        byte[] header = new byte[HEADER_BYTES];
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.readFully(header);
            ByteBuffer words = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(words.getLong(0))
                    .as("the checksum is what we take it for")
                    .isEqualTo(checksum(words));
            words.putLong(VERSION_AT, 9999);
            words.putLong(0, checksum(words));
            open.seek(0);
            open.write(header);
        }

        LierneException failure = opening(file);

        assertThat(failure.code()).isEqualTo("database_of_other_version");
        assertThat(failure).hasMessageContaining("9999").hasMessageContaining("left as it is");
        assertThat(openingToRead(file).code()).isEqualTo("database_of_other_version");
    }

    /** As the engine makes it of a block: over the words behind the checksum itself. */
    private static long checksum(ByteBuffer block) {
        long sum = 5381;
        for (int place = Long.BYTES; place < HEADER_BYTES; place += Long.BYTES) {
            sum ^= block.getLong(place) * 0xbf58476d1ce4e5b9L;
        }
        return sum;
    }

    /** Cut off behind what is read when it is opened: the blocks that are missing are missed later. */
    @Test
    void aDatabaseThatLacksItsLastBlocks() throws IOException {
        Path file = loaded();
        Set<String> codes = new TreeSet<>();
        for (int share = 9; share > 2; share -= 3) {
            Path cut = Files.copy(file, folder.resolve("cut_" + share + ".duckdb"));
            try (RandomAccessFile open = new RandomAccessFile(cut.toFile(), "rw")) {
                open.setLength(open.length() * share / 10);
            }
            LierneException failure = catchThrowableOfType(LierneException.class, () -> {
                try (Warehouse warehouse = Warehouse.open(cut, Shop.settings());
                        Shop shop = Shop.reopened(folder, Shop.metadata(), warehouse)) {
                    shop.deliver(Shop.BAD, "order_no,amount,note\nB" + cut.hashCode() + ",1,x\n");
                    shop.load();
                }
            });
            if (failure != null) {
                codes.add(failure.code());
            }
        }
        assertThat(codes).as("what is told of blocks that are not there").containsExactly("database_corrupt");
    }

    /** What was committed and not yet written into the database stands in the log; what is torn off of it was not committed. */
    @Test
    void aLogThatIsCutOff() throws IOException {
        Path database = folder.resolve("shop.duckdb");
        Path state = Files.createDirectories(folder.resolve("state"));
        Path log = folder.resolve("shop.duckdb.wal");
        try (Warehouse warehouse = Warehouse.open(database, Shop.settings());
                Shop shop = Shop.of(folder, Shop.metadata(), warehouse)) {
            shop.run("checkpoint");
            shop.load();
            assertThat(log).as("the log of the load").exists();
            Files.copy(database, state.resolve("shop.duckdb"));
            Files.copy(log, state.resolve("shop.duckdb.wal"));
        }
        long length = Files.size(state.resolve("shop.duckdb.wal"));
        Set<String> outcomes = new TreeSet<>();
        for (int cut = 0; cut <= 8; cut += 2) {
            Path copy = Files.createDirectories(folder.resolve("cut_" + cut)).resolve("shop.duckdb");
            Files.copy(state.resolve("shop.duckdb"), copy);
            Path torn = Files.copy(state.resolve("shop.duckdb.wal"), copy.resolveSibling("shop.duckdb.wal"));
            try (RandomAccessFile open = new RandomAccessFile(torn.toFile(), "rw")) {
                open.setLength(length * cut / 8);
            }
            try (Warehouse warehouse = Warehouse.open(copy, Shop.settings());
                    Shop shop = Shop.reopened(folder, Shop.metadata(), warehouse)) {
                outcomes.addAll(shop.rows("select coalesce(max(outcome), 'unknown') from audit.run"));
                assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
                assertThat(shop.orders()).containsExactly("A1", "A2");
                assertThat(shop.rows("select count(*) from raw_vault.tracking_orders"))
                        .containsExactly("2");
                assertThat(shop.deliveries()).containsExactly(Shop.CUSTOMERS + "|1|1|0|0", Shop.ORDERS + "|2|2|0|0");
            }
        }
        assertThat(outcomes).as("all of the run, or nothing").contains("done", "running");
    }

    private Path loaded() {
        Path database = folder.resolve("whole.duckdb");
        try (Warehouse warehouse = Warehouse.open(database, Shop.settings());
                Shop shop = Shop.of(folder, Shop.metadata(), warehouse)) {
            shop.load();
        }
        return database;
    }

    private static LierneException opening(Path file) {
        return failure(() -> Warehouse.open(file, Shop.settings()).close());
    }

    private static LierneException openingToRead(Path file) {
        return failure(() -> Warehouse.openToRead(file, Shop.settings()).close());
    }

    private static LierneException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable opening) {
        LierneException failure = catchThrowableOfType(LierneException.class, opening);
        assertThat(failure).as("it is not opened").isNotNull();
        assertThat(failure.category()).isEqualTo(LierneException.Category.CANNOT_CONNECT);
        return failure;
    }
}

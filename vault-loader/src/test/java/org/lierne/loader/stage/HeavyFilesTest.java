package org.lierne.loader.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.warehouse.Warehouse;

/** Files that could cost much time or memory, and disks that fill up. */
@Tag("heavy")
class HeavyFilesTest {

    private static final String HEADER = "order_no,amount,note\n";
    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    Path folder;

    /** What a load cost: time, and how far the process grew above what it had before. */
    private record Cost(RunReport report, Duration took, long grownMegabytes) {}

    @Test
    void aLineOfAHundredMegabytes() throws IOException {
        try (Shop shop = Shop.inMemory(folder)) {
            write(shop.file(Shop.BAD), HEADER + "B1,1,", 100, "\n");

            Cost cost = isLeftOut(shop, Shop.BAD, "delivery_record_too_long", "record 2, which begins at byte 21");

            assertThat(cost.took()).isLessThan(Duration.ofSeconds(10));
            assertThat(cost.grownMegabytes()).isLessThan(200);
        }
    }

    @Test
    void anUnclosedQuoteBeforeFortyMegabytes() throws IOException {
        try (Shop shop = Shop.inMemory(folder)) {
            write(shop.file(Shop.BAD), HEADER + "B1,1,\"x\n", 40, "\n");

            Cost cost = isLeftOut(shop, Shop.BAD, "delivery_record_too_long", "often that is an unclosed quote");

            assertThat(cost.took()).isLessThan(Duration.ofSeconds(10));
            assertThat(cost.grownMegabytes()).isLessThan(200);
        }
    }

    @Test
    void anUnclosedQuoteBeforeFortyMegabytesOfRecords() throws IOException {
        try (Shop shop = Shop.inMemory(folder)) {
            byte[] records = "B2,2,some words\n".repeat(MEGABYTE / 16).getBytes(UTF_8);
            try (OutputStream file = Files.newOutputStream(shop.file(Shop.BAD))) {
                file.write((HEADER + "B1,1,\"x\n").getBytes(UTF_8));
                for (int megabyte = 0; megabyte < 40; megabyte++) {
                    file.write(records);
                }
            }

            Cost cost = isLeftOut(shop, Shop.BAD, "delivery_record_too_long", "record 2, which begins at byte 21");

            assertThat(cost.took()).isLessThan(Duration.ofSeconds(10));
            assertThat(cost.grownMegabytes()).isLessThan(200);
        }
    }

    @Test
    void aGzipBomb() throws IOException {
        try (Shop shop = Shop.inMemory(folder, Shop.metadata("\"orders/*.csv\"", "\"orders/*.csv.gz\""))) {
            Path bomb = shop.file("orders/bomb.csv.gz");
            byte[] zeros = new byte[MEGABYTE];
            Arrays.fill(zeros, (byte) 'x');
            try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(bomb))) {
                file.write((HEADER + "B1,1,").getBytes(UTF_8));
                for (int megabyte = 0; megabyte < 1024; megabyte++) {
                    file.write(zeros);
                }
            }

            Cost cost = isLeftOut(shop, "orders/bomb.csv.gz", "delivery_record_too_long", "record 2");

            assertThat(cost.took()).isLessThan(Duration.ofSeconds(10));
            assertThat(cost.grownMegabytes()).isLessThan(200);
        }
    }

    @Test
    void twoHundredThousandRejectsUnderAHighLimit() throws IOException {
        try (Shop shop = Shop.inMemory(folder, Shop.metadata("stop_above: 50%", "stop_above: 90%"))) {
            manyRejects(shop.file(Shop.BAD), 200_000);

            Cost cost = load(shop);

            assertThat(cost.report().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(shop.deliveries()).contains(Shop.BAD + "|250000|50000|0|200000");
            assertThat(shop.rows("select count(*), count(distinct record_number), min(record_number),"
                            + " max(record_number) from audit.reject"))
                    .containsExactly("200000|200000|2|250000");
            assertThat(shop.rows("select code, count(*) from audit.reject_error group by code order by code"))
                    .containsExactly("missing_columns|100000", "unreadable|100000");
            assertThat(cost.took()).isLessThan(Duration.ofSeconds(30));
            assertThat(cost.grownMegabytes()).isLessThan(900);
        }
    }

    @Test
    void aMillionRejectsAboveTheLimitAreCountedButNotKept() throws IOException {
        try (Shop shop = Shop.inMemory(folder)) {
            manyRejects(shop.file(Shop.BAD), 1_000_000);

            Cost cost = isLeftOut(shop, Shop.BAD, "too_many_rejects", "would lose 1000000 of its 1250000 records");

            assertThat(shop.rows("select count(*) from audit.reject")).containsExactly("1000");
            assertThat(cost.took()).isLessThan(Duration.ofSeconds(60));
            assertThat(cost.grownMegabytes()).isLessThan(1200);
        }
    }

    /** Of five records two are unreadable, two lack fields, one is fine. */
    private static void manyRejects(Path file, int rejects) throws IOException {
        try (var text = Files.newBufferedWriter(file)) {
            text.write(HEADER);
            for (int record = 0; record < rejects / 4 * 5; record++) {
                text.write("R" + record + (record % 5 < 2 ? ",one,x\n" : record % 5 < 4 ? ",1\n" : ",1,x\n"));
            }
        }
    }

    @Test
    void littleMemoryForManyRecords() throws IOException {
        Path database = folder.resolve("shop.duckdb");
        try (Warehouse warehouse = Warehouse.open(database, Shop.settings().withMemoryLimitBytes(50_000_000));
                Shop shop = Shop.of(folder, Shop.metadata(), warehouse)) {
            records(shop.file(Shop.BAD), 300_000);

            Cost cost = load(shop);

            assertThat(cost.report().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(shop.deliveries()).contains(Shop.BAD + "|300000|300000|0|0");
        }
    }

    @Test
    void aDiskThatFillsUp() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(mount(disk), "a small disk can be mounted");
        try {
            Path database = disk.resolve("shop.duckdb");
            Path spill = folder.resolve("spill");
            try (Warehouse warehouse = Warehouse.open(database, Shop.settings().withTemporaryFolder(spill));
                    Shop shop = Shop.of(folder, Shop.metadata(), warehouse)) {
                assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
                distinctRecords(shop.file(Shop.BAD), 400_000);

                LierneException failure = catchThrowableOfType(LierneException.class, shop::load);

                assertThat(failure).as("a full disk is no success").isNotNull();
                System.out.println("## disk full: " + failure.code() + ": " + failure.getMessage());
                assertThat(failure.code()).isIn("disk_full", "database_invalidated", "commit_lost");
                assertThat(failure).hasMessageContaining("Nothing of it was loaded; the vault is as it was before.");
            }
            Files.delete(folder.resolve("landing").resolve(Shop.BAD));
            try (Warehouse warehouse = Warehouse.open(database, Shop.settings().withTemporaryFolder(spill));
                    Shop shop = Shop.reopened(folder, Shop.metadata(), warehouse)) {
                assertThat(shop.orders()).containsExactly("A1", "A2");
                assertThat(shop.deliveries()).containsExactly(Shop.CUSTOMERS + "|1|1|0|0", Shop.ORDERS + "|2|2|0|0");
                shop.deliver(Shop.BAD, HEADER + "B1,1,x\n");
                assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
                assertThat(shop.orders()).containsExactly("A1", "A2", "B1");
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void aDiskThatMayNotBeWritten() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(mount(disk), "a small disk can be mounted");
        try {
            Path database = disk.resolve("shop.duckdb");
            Warehouse.open(database, Shop.settings()).close();
            assumeTrue(run("mount", "-o", "remount,ro", disk.toString()) == 0, "it can be made read-only");

            LierneException failure = catchThrowableOfType(
                    LierneException.class,
                    () -> Warehouse.open(database, Shop.settings()).close());

            assertThat(failure).as("opening for writing").isNotNull();
            assertThat(failure.code()).isEqualTo("database_not_writable");
            assertThat(failure)
                    .hasMessage(
                            "The database \"" + database
                                    + "\" cannot be opened for writing: its file or its folder is read-only. Nothing was changed.");
            Warehouse.openToRead(database, Shop.settings()).close();
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void aDiskTooFullForTheArchive() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("archive"));
        assumeTrue(mount(disk), "a small disk can be mounted");
        try (Shop shop = Shop.inMemory(folder)) {
            distinctRecords(shop.file(Shop.BAD), 2_000_000);

            Cost cost = isLeftOut(shop, Shop.BAD, "delivery_archive_error", "cannot be copied into the archive");

            assertThat(cost.took()).isLessThan(Duration.ofSeconds(30));
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean mount(Path disk) throws IOException, InterruptedException {
        return Files.isDirectory(Path.of("/proc/self"))
                && run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()) == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    private static void records(Path file, int count) throws IOException {
        try (var text = Files.newBufferedWriter(file)) {
            text.write(HEADER);
            for (int record = 0; record < count; record++) {
                text.write("N" + record + ",1.50,some words of the customer\n");
            }
        }
    }

    /** Records that do not compress well. */
    private static void distinctRecords(Path file, int count) throws IOException {
        java.util.Random random = new java.util.Random(7);
        try (var text = Files.newBufferedWriter(file)) {
            text.write(HEADER);
            for (int record = 0; record < count; record++) {
                text.write("N" + record + ",1.50," + Long.toString(random.nextLong(), 36) + "\n");
            }
        }
    }

    private static void write(Path file, String before, int megabytes, String after) throws IOException {
        byte[] filler = new byte[MEGABYTE];
        Arrays.fill(filler, (byte) 'x');
        try (OutputStream output = Files.newOutputStream(file)) {
            output.write(before.getBytes(UTF_8));
            for (int megabyte = 0; megabyte < megabytes; megabyte++) {
                output.write(filler);
            }
            output.write(after.getBytes(UTF_8));
        }
    }

    private static Cost isLeftOut(Shop shop, String path, String code, String message) throws IOException {
        Cost cost = load(shop);
        assertThat(cost.report().outcome()).isEqualTo(RunReport.Outcome.PARTIAL);
        assertThat(cost.report().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo(path);
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.message()).contains(message).endsWith("Nothing of it was loaded.");
        });
        assertThat(shop.rows("select path from audit.delivery where path = '" + path + "'"))
                .isEmpty();
        assertThat(shop.rows("select path from audit.delivery")).contains(Shop.CUSTOMERS);
        return cost;
    }

    private static Cost load(Shop shop) throws IOException {
        System.gc();
        resetPeak();
        long before = residentMegabytes("VmRSS");
        long start = System.nanoTime();
        RunReport report = shop.load();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        long peak = residentMegabytes("VmHWM");
        System.out.println("## " + shop.landing().getParent().getFileName() + " took " + took.toMillis()
                + " ms; resident " + before + " MB before, " + peak + " MB at its peak");
        return new Cost(report, took, peak - before);
    }

    /** Makes the kernel forget the highest resident size so far, where it can. */
    private static void resetPeak() throws IOException {
        Path reset = Path.of("/proc/self/clear_refs");
        if (Files.isWritable(reset)) {
            Files.writeString(reset, "5");
        }
    }

    private static long residentMegabytes(String what) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(status);
        return lines.stream()
                .filter(line -> line.startsWith(what + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}

package org.lierne.loader.stage;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;

/** Files that are left out: why, what is said, and that all else is loaded beside them, and they too once repaired. */
class BadFilesTest {

    private static final String HEADER = "order_no,amount,note\n";

    @TempDir
    Path folder;

    @Test
    void anEmptyFile() {
        isLeftOut("", "delivery_empty", """
                The file "FILE" is empty: it has 0 bytes, not even a header; ask for it to be sent again.\
                 Nothing of it was loaded.""");
    }

    @Test
    void anotherDelimiter() {
        isLeftOut("order_no;amount;note\nB1;1;x\n", "delivery_header_misfit", """
                The file "FILE" does not fit the source "orders". The header is a single field, "order_no;amount;note":\
                 the fields seem to be separated by ";", while the source "orders" expects ","; say so under format:\
                 delimiter. Nothing of the file was loaded.""");
    }

    @Test
    void aNewColumn() {
        isLeftOut("order_no,amount,voucher,note\nB1,1,v,x\n", "delivery_header_misfit", """
                The file "FILE" does not fit the source "orders". The header has "voucher", which the source "orders"\
                 does not know. Give a new header a column of the source, or list it under "ignore". Nothing of the\
                 file was loaded.""");
    }

    @Test
    void aRenamedColumn() {
        isLeftOut("order_no,amounts,note\nB1,1,x\n", "delivery_header_misfit", """
                The file "FILE" does not fit the source "orders". The header lacks "amount". The header has "amounts",\
                 which the source "orders" does not know. Was "amount" renamed to "amounts"? Then say from: "amounts"\
                 on its column. Give a new header a column of the source, or list it under "ignore". Nothing of the\
                 file was loaded.""");
    }

    @Test
    void aMissingColumn() {
        isLeftOut("order_no,note\nB1,x\n", "delivery_header_misfit", """
                The file "FILE" does not fit the source "orders". The header lacks "amount". If files from before\
                 the column came are still expected, say "optional: true" on it. Nothing of the file was loaded.""");
    }

    @Test
    void anUnclosedQuote() {
        isLeftOut(HEADER + "B1,1,x\nB2,2,\"y\nB3,3,z\n", "delivery_unclosed_quote", """
                The file "FILE" ends inside a quoted field: record 3, which begins at byte 28, has an opening quote\
                 that is never closed; close it, or have the file sent again. Nothing of it was loaded.""");
    }

    @Test
    void aRecordLongerThanAllowed() {
        isLeftOut(HEADER + "B1,1," + "x".repeat(2 * 1024 * 1024) + "\n", "delivery_record_too_long", """
                The file "FILE" has a record longer than the 2097152 bytes allowed: record 2, which begins at byte 21;\
                 often that is an unclosed quote, else raise format: max_record_size. Nothing of it was loaded.""");
    }

    @Test
    void utf16WhereUtf8IsExpected() {
        isLeftOut((HEADER + "B1,1,x\n").getBytes(UTF_16), "delivery_invalid_encoding", """
                The file "FILE" has a header that is not valid UTF-8; if the file is in another encoding (Latin-1\
                 perhaps), say so under format: encoding. Nothing of it was loaded.""");
    }

    @Test
    void utf16WithoutAMark() {
        isLeftOut((HEADER + "B1,1,x\n").getBytes(UTF_16LE), "delivery_header_invalid", """
                The file "FILE" has NUL bytes in its header; it is not CSV text, or in another encoding than UTF-8\
                 (UTF-16 perhaps: say so under format: encoding). Nothing of it was loaded.""");
    }

    @Test
    void mixedLineEnds() {
        isLeftOut(HEADER + "B1,1,x\r\nB2,2,y\n", "delivery_mixed_line_ends", """
                The file "FILE" mixes line ends: its header ends in LF, but record 2, which begins at byte 21, in CRLF;\
                 all must be the same outside quotes. Nothing of it was loaded.""");
    }

    @Test
    void rejectsAboveTheLimit() {
        try (Shop shop = Shop.inMemory(folder)) {
            shop.deliver(Shop.BAD, HEADER + "B1,eins,ok\nB2\nB3,3,ok\n");

            isLeftOut(shop, "too_many_rejects", """
                    The file "FILE" would lose 2 of its 3 records as rejects, more than the 50% that "rejects:\
                     stop_above" allows; see the first of them by "lierne rejects", then mend the metadata or the file,\
                     or raise the limit in vault.yml. Nothing of it was loaded.""");
            assertThat(rejects(shop))
                    .containsExactly(
                            "2|21|B1,eins,ok|amount|unreadable|\"eins\" is not readable as decimal(12,2)",
                            "3|32|B2|null|missing_columns|it has 1 fields instead of 3");
            isLoadedOnceRepaired(shop);
        }
    }

    @Test
    void aTruncatedArchive() {
        byte[] whole = Shop.gzip((HEADER + "B1,1,ok\n".repeat(1000)).getBytes(UTF_8));
        try (Shop shop = Shop.inMemory(folder, Shop.metadata("\"orders/*.csv\"", "\"orders/*.csv.gz\""))) {
            shop.deliver("orders/good.csv.gz", Shop.gzip(Shop.GOOD_CONTENT.getBytes(UTF_8)));
            shop.deliver("orders/bad.csv.gz", Arrays.copyOf(whole, whole.length - 20));

            RunReport report = shop.load();

            assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PARTIAL);
            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.code()).isEqualTo("delivery_gzip_truncated");
                assertThat(failure.message())
                        .isEqualTo(
                                "The file \"" + shop.file("orders/bad.csv.gz").toString()
                                        + "\" is cut off: its compressed data end at byte " + (whole.length - 20)
                                        + " before they are complete; ask for it to be sent again. Nothing of it was loaded.");
            });
            assertThat(shop.orders()).containsExactly("A1", "A2");
            shop.deliver("orders/bad.csv.gz", Shop.gzip((HEADER + "B1,1,ok\n").getBytes(UTF_8)));
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(shop.orders()).containsExactly("A1", "A2", "B1");
        }
    }

    @Test
    void aFileThatVanishesBeforeItIsRead() {
        try (Shop shop = Shop.inMemory(folder)) {
            shop.deliver(Shop.BAD, HEADER + "B1,1,x\n");

            isLeftOut(shop, whenReading(shop, () -> Files.delete(shop.file(Shop.BAD))), "delivery_missing", """
                    The file "FILE" does not exist; it may have been moved after it was found. Nothing of it was\
                     loaded.""");
            isLoadedOnceRepaired(shop);
        }
    }

    @Test
    void aFileThatVanishesBeforeItIsStaged() {
        try (Shop shop = Shop.inMemory(folder)) {
            shop.deliver(Shop.BAD, HEADER + "B1,1,x\n");

            RunReport report = shop.load(whenStaging(shop, () -> Files.delete(shop.file(Shop.BAD))));

            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.code()).isEqualTo("staging_failed");
                assertThat(failure.message())
                        .startsWith("The file \"" + shop.file(Shop.BAD) + "\" could not be staged: ")
                        .endsWith(". Nothing of it was loaded.");
            });
            hasLoadedTheOthers(shop, report);
            isLoadedOnceRepaired(shop);
        }
    }

    @Test
    void aFileReplacedBetweenCountingAndStaging() {
        try (Shop shop = Shop.inMemory(folder)) {
            shop.deliver(Shop.BAD, HEADER + "B1,1,x\nB2,2,y\n");
            String changed = HEADER + "B1,1,x\nB9,9,y\n";

            isLeftOut(shop, whenStaging(shop, () -> replace(shop, changed)), "delivery_changed", """
                    The file "FILE" changed while it was being read; deliver files under a name ending in ".part" and\
                     rename them when they are complete, then run again. Nothing of it was loaded.""");
            isLoadedOnceRepaired(shop);
        }
    }

    @Test
    void aFileThatMayNotBeRead() throws IOException {
        try (Shop shop = Shop.inMemory(folder)) {
            shop.deliver(Shop.BAD, HEADER + "B1,1,x\n");
            Path bad = shop.file(Shop.BAD);
            assumeTrue(bad.toFile().setReadable(false) && !Files.isReadable(bad), "who runs this may be kept out");

            isLeftOut(shop, "delivery_no_permission", """
                    The file "FILE" may not be read; check its permissions. Nothing of it was loaded.""");
            assertThat(bad.toFile().setReadable(true)).isTrue();
            isLoadedOnceRepaired(shop);
        }
    }

    @Test
    void aLinkThatLeavesTheLandingFolder() throws IOException {
        try (Shop shop = Shop.inMemory(folder)) {
            Path outside = Files.writeString(folder.resolve("secret.csv"), HEADER + "S1,1,x\n");
            Files.createSymbolicLink(shop.file(Shop.BAD), outside);

            isLeftOut(shop, "delivery_path_unreadable", """
                    The symbolic link "orders/bad.csv" leads out of the landing folder and is not followed. Deliver the\
                     file itself.""");
            Files.delete(shop.file(Shop.BAD));
            isLoadedOnceRepaired(shop);
        }
    }

    @Test
    void aPathWithoutAReadableLoadDate() {
        Map<String, String> metadata = Shop.metadata("orders/*.csv", "orders/{note}_{load_date:yyyyMMdd}.csv");
        try (Shop shop = Shop.inMemory(folder, metadata)) {
            shop.deliver("orders/x_20260230.csv", "order_no,amount\nB1,1\n");
            shop.deliver("orders/it's_20260228.csv", "order_no,amount\nB2,1\n");

            RunReport report = shop.load();

            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.code()).isEqualTo("delivery_path_unreadable");
                assertThat(failure.message()).isEqualTo("""
                        The file "orders/x_20260230.csv" matches the pattern "orders/{note}_{load_date:yyyyMMdd}.csv",\
                         but "20260230" is no date in the form "yyyyMMdd". Rename the file; nothing of it was loaded.""");
            });
            assertThat(shop.rows("select order_no, load_date from raw_vault.hub_order where order_no is not null"))
                    .containsExactly("B2|2026-02-28 00:00:00.0");
        }
    }

    @Test
    void aValueThatAnExpressionFailsOn() {
        Map<String, String> metadata = Shop.metadata(
                "  note: varchar",
                "  note: varchar\n  length: { sql: \"case when note = 'fine' then 4 else cast(note as integer) end\","
                        + " type: integer }");
        try (Shop shop = Shop.inMemory(folder, metadata)) {
            shop.deliver(Shop.BAD, HEADER + "B1,1,x\n");
            shop.deliver("orders/also_good.csv", HEADER + "G1,1,7\n");

            RunReport report = shop.load();

            assertThat(report.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.path()).isEqualTo(Shop.BAD);
                assertThat(failure.code()).isEqualTo("staging_failed");
                assertThat(failure.message())
                        .isEqualTo("The file \"" + shop.file(Shop.BAD)
                                + "\" could not be staged: Conversion Error: Could not"
                                + " convert string 'x' to INT32 when casting from source column note; mend the"
                                + " file, or the source's expressions. Nothing of it was loaded.");
            });
            assertThat(shop.orders()).containsExactly("A1", "A2", "G1");
            shop.deliver(Shop.BAD, HEADER + "B1,1,3\n");
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(shop.orders()).containsExactly("A1", "A2", "B1", "G1");
        }
    }

    private interface Interference {
        void run() throws IOException;
    }

    private static RunListener whenReading(Shop shop, Interference interference) {
        return event -> {
            if (event instanceof RunEvent.StepStarted started
                    && started.phase() == RunEvent.Phase.READING
                    && started.object().equals(Shop.BAD)) {
                interfere(interference);
            }
        };
    }

    private static RunListener whenStaging(Shop shop, Interference interference) {
        boolean[] done = {false};
        return event -> {
            if (event instanceof RunEvent.StepStarted started
                    && started.phase() == RunEvent.Phase.STAGING
                    && started.object().startsWith("refused_orders")
                    && !done[0]) {
                done[0] = true;
                interfere(interference);
            }
        };
    }

    private static void interfere(Interference interference) {
        try {
            interference.run();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** As a careful sender does: the name changes hands at once. */
    private static void replace(Shop shop, String content) throws IOException {
        Path other = shop.landing().resolve("orders/bad.csv.part");
        Files.writeString(other, content);
        Files.move(other, shop.file(Shop.BAD), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void isLeftOut(String content, String code, String message) {
        isLeftOut(content.getBytes(UTF_8), code, message);
    }

    private void isLeftOut(byte[] content, String code, String message) {
        try (Shop shop = Shop.inMemory(folder)) {
            shop.deliver(Shop.BAD, content);
            isLeftOut(shop, code, message);
            isLoadedOnceRepaired(shop);
        }
    }

    private static void isLeftOut(Shop shop, String code, String message) {
        isLeftOut(shop, RunListener.SILENT, code, message);
    }

    private static void isLeftOut(Shop shop, RunListener listener, String code, String message) {
        RunReport report = shop.load(listener);

        String said = message.replace("FILE", shop.file(Shop.BAD).toString());
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.source()).isEqualTo("orders");
            assertThat(failure.path()).isEqualTo(Shop.BAD);
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.message()).isEqualTo(said);
        });
        assertThat(shop.rows("select source, path, code, message from audit.failed_delivery"))
                .containsExactly("orders|" + Shop.BAD + "|" + code + "|" + said);
        hasLoadedTheOthers(shop, report);
    }

    private static void hasLoadedTheOthers(Shop shop, RunReport report) {
        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PARTIAL);
        assertThat(shop.rows("select outcome from audit.run where run_id = " + report.runId()))
                .containsExactly("partial");
        assertThat(shop.deliveries()).containsExactly(Shop.CUSTOMERS + "|1|1|0|0", Shop.ORDERS + "|2|2|0|0");
        assertThat(shop.orders()).containsExactly("A1", "A2");
        assertThat(shop.rows("select count(*), count(distinct delivery_id) from raw_vault.tracking_orders"))
                .as("rows tracked: those of the good file alone")
                .containsExactly("2|1");
    }

    private static void isLoadedOnceRepaired(Shop shop) {
        shop.deliver(Shop.BAD, HEADER + "B1,1,x\nB2,2,y\n");

        assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
        assertThat(shop.deliveries())
                .containsExactly(Shop.CUSTOMERS + "|1|1|0|0", Shop.BAD + "|2|2|0|0", Shop.ORDERS + "|2|2|0|0");
        assertThat(shop.orders()).containsExactly("A1", "A2", "B1", "B2");
    }

    private static java.util.List<String> rejects(Shop shop) {
        return shop.rows("select record_number, byte_offset, raw_text, column_name, code, message from audit.reject"
                + " join audit.reject_error using (run_id, delivery_id, record_number) order by 1, error_number");
    }
}

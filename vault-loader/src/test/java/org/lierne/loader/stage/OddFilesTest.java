package org.lierne.loader.stage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.loader.load.RunReport;

/** Files that look wrong and are loaded all the same: right, warned about, or less the records that are refused. */
class OddFilesTest {

    private static final String HEADER = "order_no,amount,note\n";

    @TempDir
    Path folder;

    @Test
    void aHeaderAndNothingElse() {
        try (Shop shop = Shop.inMemory(folder)) {
            RunReport report = loaded(shop, HEADER.getBytes(UTF_8), "0|0|0|0");

            assertThat(report.warnings()).containsExactly(Shop.BAD + ": it has a header and no records");
            shop.deliver(Shop.BAD, HEADER + "B1,1,x\n");
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(shop.orders()).containsExactly("A1", "A2", "B1");
        }
    }

    @Test
    void aFileCutInsideItsLastFieldIsWarnedAboutAndCorrectedByTheWholeFile() {
        try (Shop shop = Shop.inMemory(folder)) {
            RunReport report = loaded(shop, (HEADER + "B1,1,x\nB2,2,ye").getBytes(UTF_8), "2|2|0|0");

            assertThat(report.warnings())
                    .containsExactly(Shop.BAD + ": its last record has no line end: it may have been cut off");
            assertThat(shop.rows("select warnings from audit.delivery where path = '" + Shop.BAD + "'"))
                    .containsExactly("its last record has no line end: it may have been cut off");
            shop.deliver(Shop.BAD, HEADER + "B1,1,x\nB2,2,yes\n");
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(shop.rows("select content_version, records from audit.delivery where path = '" + Shop.BAD
                            + "' order by 1"))
                    .containsExactly("1|2", "2|2");
            assertThat(details(shop)).contains("B2|2.00|yes");
        }
    }

    @Test
    void swappedColumns() {
        try (Shop shop = Shop.inMemory(folder)) {
            loaded(shop, "note,order_no,amount\nx,B1,1\n".getBytes(UTF_8), "1|1|0|0");

            assertThat(details(shop)).contains("B1|1.00|x");
        }
    }

    @Test
    void aNewColumnThatIsToBeIgnored() {
        Map<String, String> metadata =
                Shop.metadata("keys: { order:", "schema_changes: { new_column: ignore }\nkeys: { order:");
        try (Shop shop = Shop.inMemory(folder, metadata)) {
            RunReport report = loaded(shop, "order_no,amount,voucher,note\nB1,1,v,x\n".getBytes(UTF_8), "1|1|0|0");

            assertThat(report.warnings())
                    .containsExactly(Shop.BAD + ": its columns voucher are not in the metadata and were passed over");
            assertThat(details(shop)).contains("B1|1.00|x");
        }
    }

    @Test
    void latin1BytesInUtf8() {
        try (Shop shop = Shop.inMemory(folder)) {
            String text = HEADER + "B1,1,Grün\nB2,2,ok\nB3,3,ä\nB4,4,ok\n";

            loaded(shop, text.getBytes(ISO_8859_1), "4|2|0|2");

            String message = "Invalid unicode (byte sequence mismatch) detected. This file is not utf-8 encoded.";
            assertThat(rejects(shop))
                    .containsExactly(
                            "2|21|B1,1,Gr\uFFFDn|invalid_encoding|" + message,
                            "4|39|B3,3,\uFFFD|invalid_encoding|" + message);
            assertThat(shop.orders()).containsExactly("A1", "A2", "B2", "B4");
            shop.deliver(Shop.BAD, text);
            assertThat(shop.load().outcome()).isEqualTo(RunReport.Outcome.DONE);
            assertThat(details(shop)).contains("B1|1.00|Grün", "B3|3.00|ä");
        }
    }

    @Test
    void aLatin1Source() {
        Map<String, String> metadata = Shop.metadata("keys: { order:", "format: { encoding: latin-1 }\nkeys: { order:");
        try (Shop shop = Shop.inMemory(folder, metadata)) {
            loaded(shop, (HEADER + "B1,1,Grün\n").getBytes(ISO_8859_1), "1|1|0|0");

            assertThat(details(shop)).contains("B1|1.00|Grün");
        }
    }

    @Test
    void aUtf16Source() {
        Map<String, String> metadata = Shop.metadata("keys: { order:", "format: { encoding: utf-16 }\nkeys: { order:");
        try (Shop shop = Shop.inMemory(folder, metadata)) {
            shop.deliver(Shop.ORDERS, Shop.GOOD_CONTENT.getBytes(UTF_16));
            loaded(shop, (HEADER + "B1,1,Grün\nB2,2,😀\n").getBytes(UTF_16), "2|2|0|0");

            assertThat(details(shop)).contains("B1|1.00|Grün", "B2|2.00|😀");
        }
    }

    @Test
    void nulBytes() {
        try (Shop shop = Shop.inMemory(folder)) {
            loaded(shop, (HEADER + "B1,1,x\0y\nB2,2,z\n").getBytes(UTF_8), "2|2|0|0");

            assertThat(details(shop)).contains("B1|1.00|x\0y");
        }
    }

    @Test
    void aByteOrderMark() {
        try (Shop shop = Shop.inMemory(folder)) {
            loaded(shop, ("\uFEFF" + HEADER + "B1,1,x\n").getBytes(UTF_8), "1|1|0|0");

            assertThat(details(shop)).contains("B1|1.00|x");
        }
    }

    @Test
    void carriageReturnsAlone() {
        try (Shop shop = Shop.inMemory(folder)) {
            loaded(shop, (HEADER + "B1,1,x\nB2,2,y\n").replace('\n', '\r').getBytes(UTF_8), "2|2|0|0");

            assertThat(details(shop)).contains("B1|1.00|x", "B2|2.00|y");
        }
    }

    @Test
    void quotesInTheMiddle() {
        try (Shop shop = Shop.inMemory(folder)) {
            loaded(shop, (HEADER + "B1,1,x\"y\"z\nB2,2,\"a\"b\nB3,3,ok\nB4,4,\"q\"\"q\"\n").getBytes(UTF_8), "4|3|0|1");

            assertThat(rejects(shop))
                    .containsExactly("3|32|B2,2,\"a\"b|unquoted_value|Value with unterminated quote found.");
            assertThat(details(shop)).contains("B1|1.00|x\"y\"z", "B4|4.00|q\"q");
        }
    }

    @Test
    void tooFewAndTooManyFields() {
        try (Shop shop = Shop.inMemory(folder)) {
            loaded(shop, (HEADER + "B1,1\nB2,2,y,z\nB3,3,ok\nB4,4,ok\n").getBytes(UTF_8), "4|2|0|2");

            assertThat(rejects(shop))
                    .containsExactly(
                            "2|21|B1,1|missing_columns|it has 2 fields instead of 3",
                            "3|26|B2,2,y,z|too_many_columns|it has 4 fields instead of 3");
        }
    }

    @Test
    void blankLinesBetweenRejectsAreNoRecords() {
        try (Shop shop = Shop.inMemory(folder)) {
            String text = HEADER + "B1,1,ok\n\nB2,zwei,y\n\n\nB3,3\n\nB4,4,ok\nB5,x,no\nB6,6,ok\n\n";

            loaded(shop, text.getBytes(UTF_8), "6|3|0|3");

            assertThat(rejects(shop))
                    .containsExactly(
                            "3|30|B2,zwei,y|unreadable|\"zwei\" is not readable as decimal(12,2)",
                            "4|42|B3,3|missing_columns|it has 2 fields instead of 3",
                            "6|56|B5,x,no|unreadable|\"x\" is not readable as decimal(12,2)");
            assertThat(shop.rows("select record_number from raw_vault.tracking_orders join audit.delivery"
                            + " using (delivery_id) where path = '" + Shop.BAD + "' order by 1"))
                    .containsExactly("2", "5", "7");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"o'r\"d er;--.csv", "grün😀.csv", "*.csv", "[g]ood.csv", "goo?.csv", "a\\b.csv", "{a,b}.csv"})
    void namesThatMeanSomethingElsewhere(String name) {
        try (Shop shop = Shop.inMemory(folder)) {
            shop.deliver("orders/" + name, HEADER + "B1,1,x\n");

            RunReport report = shop.load();

            assertThat(report.failures()).isEmpty();
            assertThat(shop.deliveries())
                    .containsExactlyInAnyOrder(
                            Shop.CUSTOMERS + "|1|1|0|0", Shop.ORDERS + "|2|2|0|0", "orders/" + name + "|1|1|0|0");
            assertThat(shop.orders()).containsExactly("A1", "A2", "B1");
        }
    }

    @Test
    void twoSourcesOverTheSameFiles() {
        Map<String, String> metadata = Shop.metadata(
                "  customer_details: { of: customer, from: customers }",
                "  customer_details: { of: customer, from: customers }\n"
                        + "  order_remarks: { of: order, from: remarks }");
        metadata.put("sources/remarks.yml", """
                source: remarks
                system: shop
                files: "orders/*.csv"
                keys: { order: order_no }
                ignore: amount
                columns:
                  order_no: varchar
                  remark: { from: note }
                """);
        try (Shop shop = Shop.inMemory(folder, metadata)) {
            shop.deliver(Shop.BAD, HEADER + "B1,eins,x\nB2,2,y\n");

            RunReport report = shop.load();

            assertThat(report.failures()).isEmpty();
            assertThat(shop.rows("select source, path, records, accepted, rejected from audit.delivery"
                            + " where path <> '" + Shop.CUSTOMERS + "' order by all"))
                    .containsExactly(
                            "orders|orders/bad.csv|2|1|1",
                            "orders|orders/good.csv|2|2|0",
                            "remarks|orders/bad.csv|2|2|0",
                            "remarks|orders/good.csv|2|2|0");
            assertThat(shop.rows("select count(*) from raw_vault.sat_order_remarks"))
                    .containsExactly("4");
            assertThat(shop.rows("select count(*) from raw_vault.sat_order_details"))
                    .containsExactly("3");
        }
    }

    /** Delivers a file beside the good ones and loads; its counts are records, accepted, filtered, rejected. */
    private static RunReport loaded(Shop shop, byte[] content, String counts) {
        shop.deliver(Shop.BAD, content);
        RunReport report = shop.load();
        assertThat(report.failures()).isEmpty();
        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.DONE);
        assertThat(shop.deliveries())
                .containsExactly(Shop.CUSTOMERS + "|1|1|0|0", Shop.BAD + "|" + counts, Shop.ORDERS + "|2|2|0|0");
        return report;
    }

    private static List<String> details(Shop shop) {
        return shop.rows("select order_no, amount, note from raw_vault.hub_order"
                + " join raw_vault.sat_order_details using (order_hk) order by 1");
    }

    private static List<String> rejects(Shop shop) {
        return shop.rows("select record_number, byte_offset, raw_text, code, message from audit.reject"
                + " join audit.reject_error using (run_id, delivery_id, record_number) order by 1, error_number");
    }
}

package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of JSON: lines and documents, nested values, arrays as rows, and records that are none. */
class JsonDeliveriesTest {

    private static final String SHOP = """
            files: "{load_date:yyyyMMdd}*.ndjson"
            sources:
              orders:
                ignore: lines
                keys: { order: order_id, customer: customer_id }
                one_row_per: order
                columns:
                  order_id: { from: id }
                  customer_id: { from: customer.id }
                  placed_at: timestamp
                  note: varchar
              order_lines:
                rows: lines
                keys: { order: order_id, product: sku }
                one_row_per: [order, line_number]
                columns:
                  order_id: { from: $.id }
                  line_number: { from: no, type: integer }
                  sku: varchar
                  price: { type: "decimal(12,2)", min: 0 }
            """;
    private static final String SHOP_MODEL = """
            hubs: { order: order_id, customer: customer_id, product: sku }
            links:
              order_customer: { connects: [order, customer], from: orders }
              order_line: { connects: [order, product], dependent_child_key: line_number, from: order_lines }
            satellites:
              order_details: { of: order, from: orders }
              order_line_prices: { of: order_line, from: order_lines }
            """;
    private static final String REJECTS = "select source, record_number, byte_offset, code, message, raw_text"
            + " from audit.reject join audit.reject_error using (run_id, delivery_id, record_number)"
            + " order by source, path, record_number, error_number";
    private static final String COUNTS =
            "select source, records, accepted, filtered, rejected from audit.delivery order by source, path";
    private static final String LEFT_OUT = "select source, code, message from audit.failed_delivery order by source";

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void givenItems(String extension, String... source) {
        givenItems("rejects: 100%", extension, source);
    }

    private void givenItems(String settings, String extension, String[] source) {
        project = Project.of(
                folder,
                "vault: test\n" + settings,
                "source: items\nfiles: \"*." + extension + "\"\nkeys: item\n" + String.join("\n", source),
                "hubs: { item: item_id }\nsatellites: { item_details: { of: item, from: items } }");
    }

    private String items(String columns) {
        return project.rows(
                "select item_id, " + columns
                        + " from raw_vault.hub_item join raw_vault.sat_item_details using (item_hk) order by item_id, record_number, row_number");
    }

    private String failure() {
        return project.rows("select code from audit.failed_delivery");
    }

    @Test
    void aLineIsARecordAndAnArrayInItMakesRows() {
        project = Project.of(folder, SHOP, SHOP_MODEL);
        project.deliver("20240105.ndjson", """
                {"id":7,"customer":{"id":"C1"},"placedAt":"2024-01-05T10:00:00Z","lines":[{"no":1,"sku":"A","price":9.90},{"no":2,"sku":"B","price":"1"}]}""", """
                {"id":"8","customer":null,"note":"say \\"hi\\"\\nand go","lines":[]}""");

        project.run();

        assertThat(project.rows("select order_id, customer_id, placed_at, note"
                        + " from raw_vault.link_order_customer join raw_vault.hub_order using (order_hk)"
                        + " join raw_vault.hub_customer using (customer_hk)"
                        + " left join raw_vault.sat_order_details using (order_hk) order by order_id"))
                .isEqualTo(table("7 | C1 | 2024-01-05T10:00 | NULL", "8 | NULL | NULL | say \"hi\"\nand go"));
        assertThat(project.rows("select order_id, line_number, sku, price, record_number, row_number"
                        + " from raw_vault.link_order_line join raw_vault.hub_order using (order_hk)"
                        + " join raw_vault.hub_product using (product_hk)"
                        + " join raw_vault.sat_order_line_prices using (order_line_hk) order by all"))
                .isEqualTo(table("7 | 1 | A | 9.90 | 1 | 1", "7 | 2 | B | 1.00 | 1 | 2"));
        assertThat(project.rows(COUNTS)).isEqualTo(table("order_lines | 2 | 2 | 0 | 0", "orders | 2 | 2 | 0 | 0"));
        assertThat(project.run().outcome()).isEqualTo(RunReport.Outcome.DONE);
    }

    @Test
    void aBrokenLineIsARejectOfEachSourceThatReadsIt() {
        project = Project.of(folder, "vault: test\nrejects: 100%", SHOP, SHOP_MODEL);
        project.deliver("20240105.ndjson", "{\"id\":1,\"lines\":[]}", "", "{\"id\":2,\"lines\":[}", "  [1] ", "7");

        project.run();

        assertThat(project.rows(REJECTS))
                .isEqualTo(
                        table(
                                "order_lines | 3 | 21 | invalid_json | the record is no valid JSON: no value stands where one should"
                                        + " be, at its byte 18 | {\"id\":2,\"lines\":[}",
                                "order_lines | 4 | 42 | not_an_object | the record is not an object, so no column can be read from"
                                        + " it | [1]",
                                "order_lines | 5 | 47 | not_an_object | the record is not an object, so no column can be read from"
                                        + " it | 7",
                                "orders | 3 | 21 | invalid_json | the record is no valid JSON: no value stands where one should be,"
                                        + " at its byte 18 | {\"id\":2,\"lines\":[}",
                                "orders | 4 | 42 | not_an_object | the record is not an object, so no column can be read from it | [1]",
                                "orders | 5 | 47 | not_an_object | the record is not an object, so no column can be read from it | 7"));
        assertThat(project.rows(COUNTS)).isEqualTo(table("order_lines | 4 | 1 | 0 | 3", "orders | 4 | 1 | 0 | 3"));
    }

    @Test
    void aRecordIsTakenWholeOrNotAtAll() {
        project = Project.of(folder, "vault: test\nrejects: 100%", SHOP, SHOP_MODEL);
        project.deliver(
                "20240105.ndjson",
                "{\"id\":1,\"lines\":[{\"no\":1,\"sku\":\"A\",\"price\":-1},{\"no\":2,\"sku\":\"B\",\"price\":2},"
                        + "{\"no\":\"x\",\"sku\":\"B\",\"price\":1.005}]}",
                "{\"id\":2,\"lines\":[{\"no\":1,\"sku\":\"A\",\"price\":1}]}",
                "{\"id\":3,\"lines\":{\"no\":1,\"sku\":\"C\"}}",
                "{\"id\":4,\"lines\":\"none\"}");

        project.run();

        assertThat(project.rows("select record_number, error_number, column_name, code, message from audit.reject_error"
                        + " order by all"))
                .isEqualTo(
                        table(
                                "1 | 1 | price | below_minimum | row 1: \"-1.00\" is below 0",
                                "1 | 2 | line_number | unreadable | row 3: \"x\" is not readable as integer",
                                "1 | 3 | price | unreadable | row 3: \"1.005\" is not readable as decimal(12,2)",
                                "4 | 1 | NULL | not_an_array | \"lines\" is neither an array nor an object, so it has no rows"));
        assertThat(project.rows("select sku from raw_vault.hub_product where run_id > 0 order by all"))
                .isEqualTo(table("A", "C"));
        assertThat(project.rows(COUNTS)).isEqualTo(table("order_lines | 4 | 2 | 0 | 2", "orders | 4 | 4 | 0 | 0"));
    }

    @Test
    void aDocumentsRecordsAreTheElementsOfTheOutermostArray() {
        givenItems(
                "json",
                "rows: shops.items",
                "where: item_id <> 'x'",
                "columns:",
                "  item_id: { from: id }",
                "  shop: { from: $.shops.name }",
                "  made_on: { from: $.generated.on, type: date }");
        project.deliverText("a.json", """
                \uFEFF{ "shops": [
                    {"name": "Ulm", "items": [{"id": 1}, {"id": 2}, {"id": "x"}]},
                    {"items": [{"id": "x"}]},
                    {"name": "Graz"},
                    {"name": "Linz", "items": [{"id": 4}, 5]}
                  ],
                  "generated": {"on": "2024-01-05"} }
                """);

        project.run();

        assertThat(items("shop, made_on, record_number, row_number"))
                .isEqualTo(table("1 | Ulm | 2024-01-05 | 1 | 1", "2 | Ulm | 2024-01-05 | 1 | 2"));
        assertThat(project.rows(REJECTS))
                .isEqualTo(
                        "items | 4 | 139 | not_an_object | an element of \"items\" is not an object, so no column can be read"
                                + " from it | {\"name\": \"Linz\", \"items\": [{\"id\": 4}, 5]}");
        assertThat(project.rows(COUNTS)).isEqualTo("items | 4 | 2 | 1 | 1");
    }

    @Test
    void aDocumentMayBeAnArrayOrOneRecord() {
        givenItems("json", "columns: { item_id: varchar, name: varchar }");
        project.deliverText("a.json", "[{\"item_id\":1},{\"item_id\":2}]");
        project.deliverText("b.json", "{\"item_id\":3,\"name\":\"c\"}");
        project.deliverText("c.json", "[]");

        project.run();

        assertThat(items("name, record_number")).isEqualTo(table("1 | NULL | 1", "2 | NULL | 2", "3 | c | 1"));
        assertThat(project.rows(COUNTS))
                .isEqualTo(table("items | 2 | 2 | 0 | 0", "items | 1 | 1 | 0 | 0", "items | 0 | 0 | 0 | 0"));
    }

    @Test
    void numbersKeepTheirDigitsAndNestedValuesTheirText() {
        givenItems(
                "ndjson",
                "columns:",
                "  item_id: varchar",
                "  number: varchar",
                "  price: decimal(38,3)",
                "  whole: bigint",
                "  nested: varchar",
                "  list: varchar",
                "  flag: boolean",
                "  text: varchar");
        project.deliver(
                "a.ndjson",
                "{\"item_id\":\"1\",\"number\":1234567890123456.789,\"price\":12345678901234567890123.450,"
                        + "\"whole\":9223372036854775807,\"nested\":{ \"a\" : [1.50, \"x, \\\" y\"] },\"list\":[ ],"
                        + "\"flag\":true,\"text\":\"\\u00e9\\ud83d\\ude00\\t/\\/\\\\\"}",
                "{\"item_id\":\"2\",\"number\":1.10,\"flag\":false,\"text\":\"\"}");

        project.run();

        assertThat(items("number, price, whole, nested, list, flag, text"))
                .isEqualTo(table(
                        "1 | 1234567890123456.789 | 12345678901234567890123.450 | 9223372036854775807 | "
                                + "{\"a\":[1.50,\"x, \\\" y\"]} | [] | true | é😀\t//\\",
                        "2 | 1.10 | NULL | NULL | NULL | NULL | false | "));
    }

    @Test
    void namesMatchByLettersAndDigitsAndTheSpellingOfTheMetadataComesFirst() {
        givenItems("ndjson", "columns: { item_id: varchar, unit_price: varchar, a: { from: deep.er.name } }");
        project.deliver(
                "a.ndjson",
                "{\"ItemId\":1,\"Unit-Price\":2,\"DEEP\":{\"er\":{\"Name\":3}}}",
                "{\"item_id\":2,\"ItemId\":9,\"unitPrice\":8,\"unit_price\":3}",
                "{\"item_id\":3,\"item_id\":4,\"unit_price\":null}",
                "{\"item_id\":4,\"unitPrice\":1,\"UnitPrice\":2}",
                "{\"item_id\":5,\"deep\":{\"er\":[]}}",
                "{\"item_id\":6,\"deep\":\"x\"}",
                "{\"item\\u005fid\":7}");

        project.run();

        assertThat(items("unit_price, a"))
                .isEqualTo(table("1 | 2 | 3", "2 | 3 | NULL", "3 | NULL | NULL", "5 | NULL | NULL", "7 | NULL | NULL"));
        assertThat(project.rows("select record_number, code, message from audit.reject_error order by all"))
                .isEqualTo(table(
                        "4 | ambiguous_name | \"unitPrice\" and \"UnitPrice\" stand in one object; letters and digits alone"
                                + " must tell them apart",
                        "6 | not_an_object | \"deep\" is not an object, so \"er\" cannot be read from it"));
    }

    @Test
    void whatIsNotJsonIsRejected() {
        givenItems("ndjson", "columns: { item_id: varchar, name: varchar }");
        project.deliverText(
                "a.ndjson",
                String.join(
                        "\n",
                        "{\"item_id\":1,}",
                        "{\"item_id\":NaN}",
                        "{\"item_id\":01}",
                        "{item_id:1}",
                        "{\"item_id\":1} // one",
                        "{\"item_id\":1}{\"item_id\":2}",
                        "{\"item_id\":\"\t\"}",
                        "{\"item_id\":\"\\ud800\"}",
                        "{\"item_id\":\"\\x\"}",
                        "{\"item_id\":1.}",
                        "{\"item_id\":\"a",
                        "{\"item_id\":[1}",
                        "{\"item_id\":tru}",
                        "{\"item_id\":10}\r",
                        "\uFEFF{\"item_id\":11}"));

        project.run();

        assertThat(project.rows("select item_id from raw_vault.hub_item where run_id > 0"))
                .isEqualTo("10");
        assertThat(project.rows(
                        "select count(*), count(distinct record_number), any_value(code) from audit.reject_error"))
                .isEqualTo("14 | 14 | invalid_json");
        assertThat(project.rows(COUNTS)).isEqualTo("items | 15 | 1 | 0 | 14");
        assertThat(project.rows("select warnings from audit.delivery"))
                .isEqualTo("its last record has no line end: it may have been cut off");
    }

    @Test
    void unknownNamesArePassedOverWithAWarningOrFailTheDelivery() {
        givenItems("ndjson", "ignore: known_too", "columns: { item_id: varchar, name: varchar }");
        project.deliver("a.ndjson", "{\"item_id\":1,\"colour\":2,\"KnownToo\":{\"x\":1}}");

        project.run();

        assertThat(project.rows("select warnings from audit.delivery"))
                .isEqualTo("its names colour are not in the metadata and were passed over");
        project.close();
        givenItems("ndjson", "schema_changes: fail", "columns: { item_id: varchar, name: varchar }");
        project.run();
        assertThat(failure()).isEqualTo("delivery_header_misfit");
    }

    @Test
    void aDocumentThatIsNoneIsLeftOutWithItsPlace() {
        givenItems("json", "rows: items", "columns: { item_id: varchar, name: varchar }");
        project.deliverText("1.json", "{\"items\":[{\"item_id\":1},{\"item_id\":2");
        project.deliverText("2.json", "{\"items\":[{\"item_id\":1},{\"item_id\":01}]}");
        project.deliverText("3.json", "{\"items\":[{\"item_id\":1}{\"item_id\":2}]}");
        project.deliverText("4.json", "{\"items\":[{\"item_id\":1}],}");
        project.deliverText("5.json", "{\"items\":[{\"item_id\":1}]} x");
        project.deliverText("6.json", "{\"item\":[]}");
        project.deliverText("7.json", "{\"items\":[],\"items\":[{\"item_id\":2}]}");
        project.deliverText("8.json", "");
        project.deliverText("9.json", "{\"items\":[{\"item_id\":1},]}");

        RunReport report = project.run();

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PARTIAL);
        assertThat(project.rows("select path, code, regexp_replace(message, '^.*json\" |\\. Nothing.*', '', 'g')"
                        + " from audit.failed_delivery order by path"))
                .isEqualTo(table(
                        "1.json | delivery_invalid_json | is no valid JSON document: it ends at byte 36 in the middle,"
                                + " after record 2 began; it may have been cut off, so have it sent again",
                        "2.json | delivery_invalid_json | is no valid JSON document: a comma or } is missing, at byte 36 in"
                                + " record 2",
                        "3.json | delivery_invalid_json | is no valid JSON document: a comma or ] is missing after record"
                                + " 1, at byte 23 in record 1",
                        "4.json | delivery_invalid_json | is no valid JSON document: a name in double quotes is missing, at"
                                + " byte 25",
                        "5.json | delivery_invalid_json | is no valid JSON document: something follows the document, at"
                                + " byte 26",
                        "6.json | delivery_no_rows | has no array \"items\", where \"rows\" expects its records; without it,"
                                + " nothing says that there are none",
                        "7.json | delivery_invalid_json | is no valid JSON document: \"items\", which \"rows\" names, is"
                                + " there twice, at byte 20",
                        "8.json | delivery_empty | is empty: it has 0 bytes; ask for it to be sent again",
                        "9.json | delivery_invalid_json | is no valid JSON document: no value stands where one should be,"
                                + " at byte 24 in record 2"));
        assertThat(project.rows("select count(*) from raw_vault.hub_item where run_id > 0"))
                .isEqualTo("0");
    }

    @Test
    void nestingOfAnyDepthAndLinesOfAnyLengthCrashNothing() {
        givenItems("ndjson", "columns: { item_id: varchar, deep: varchar }");
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        project.deliver(
                "a.ndjson", "{\"item_id\":1,\"deep\":" + deep + "}", "[".repeat(100_000), "{\"a\":".repeat(100_000));
        project.deliver("b.ndjson", "{\"item_id\":2}", "{\"item_id\":\"" + "x".repeat(2_100_000) + "\"}");
        project.deliverText("c.ndjson", "");

        project.run();

        assertThat(project.rows("select item_id, length(deep) from raw_vault.hub_item"
                        + " join raw_vault.sat_item_details using (item_hk)"))
                .isEqualTo("1 | 200000");
        assertThat(project.rows("select record_number, length(raw_text) from audit.reject order by 1"))
                .isEqualTo(table("2 | 10000", "3 | 10000"));
        assertThat(failure()).isEqualTo("delivery_record_too_long");
        assertThat(project.rows("select path, records, warnings from audit.delivery where path <> 'a.ndjson'"))
                .isEqualTo("c.ndjson | 0 | it has no records");
    }

    @Test
    void occurrencesAndPlacesCountTheRowsOfARecord() {
        givenItems(
                "ndjson",
                "rows: items",
                "one_row_per: [item, _occurrence]",
                "columns:",
                "  item_id: { from: id }",
                "  place: { row_number_within: item_id }");
        project.deliver("a.ndjson", "{\"items\":[{\"id\":1},{\"id\":2},{\"id\":1}]}", "{\"items\":[{\"id\":1}]}");

        project.run();

        assertThat(items("place, record_number, row_number"))
                .isEqualTo(table("1 | 1 | 1 | 1", "1 | 2 | 1 | 3", "1 | 3 | 2 | 1", "2 | 1 | 1 | 2"));
    }

    @Test
    void anEffectivitySatelliteSeesWholeRecordsOnly() {
        project = Project.of(folder, "vault: test\nrejects: 100%", """
                source: teams
                files: "{load_date:yyyyMMdd}.ndjson"
                rows: members
                keys: { team: team_id, person: person_id }
                one_row_per: team
                columns:
                  team_id: { from: $.id }
                  person_id: { from: id }
                  age: { type: integer }
                """, """
                hubs: { team: team_id, person: person_id }
                links: { member: { connects: [team, person], from: teams } }
                satellites:
                  membership: { kind: effectivity, of: member, from: teams, driving_key: team }
                  ages: { of: person, from: teams }
                """);
        project.deliver(
                "20240101.ndjson", "{\"id\":1,\"members\":[{\"id\":\"a\",\"age\":1},{\"id\":\"b\",\"age\":\"x\"}]}");
        project.deliver("20240102.ndjson", "{\"id\":1,\"members\":[{\"id\":\"c\"},{\"id\":\"d\"}]}");

        project.run();

        assertThat(project.rows("select person_id from raw_vault.hub_person where run_id > 0 order by 1"))
                .isEqualTo(table("c", "d"));
        assertThat(project.rows("select count(*), count(distinct hashdiff) from raw_vault.sat_membership"))
                .isEqualTo("2 | 1");
    }
}

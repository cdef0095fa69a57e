package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of Parquet files: columns by name, types without loss, rows that break a rule, damaged files. */
class ParquetDeliveriesTest {

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String... source) {
        project = Project.of(
                folder,
                "vault: test\nrejects: 100%",
                "source: items\nfiles: \"{branch}_*.parquet\"\nkeys: item\n" + String.join("\n", source),
                "hubs: { item: item_id }\nsatellites: { item_details: { of: item, from: items } }");
    }

    private Path arrives(String file, String rows) {
        Path target = folder.resolve("landing").resolve(file);
        project.execute("copy (" + rows + ") to '" + target + "' (format parquet)");
        return target;
    }

    private String items(String columns) {
        return project.rows("select item_id, " + columns
                + " from raw_vault.hub_item join raw_vault.sat_item_details using (item_hk)"
                + " order by item_id, delivery_id, record_number");
    }

    @Test
    void valuesOfEveryTypeArriveWithoutLoss() {
        given(
                "columns:",
                "  branch: varchar",
                "  item_id: varchar",
                "  price: decimal(38,3)",
                "  changed_at: timestamp",
                "  sold_at: timestamp",
                "  day: date",
                "  whole: bigint",
                "  ratio: double",
                "  sold: boolean",
                "  street: { from: address.street }",
                "  tags: varchar",
                "  note: { optional: true }");
        arrives(
                "ulm_1.parquet",
                "select 7 as \"ItemId\", 12345678901234567890123.450::decimal(38,3) as price,"
                        + " timestamp '2024-01-05 10:00:00.123456' as changed_at,"
                        + " timestamptz '2024-01-05 10:00:00+02' as sold_at, date '2024-02-29' as day,"
                        + " 9223372036854775807 as whole, 1e22::double as ratio, true as sold,"
                        + " {'Street': 'Main St', 'zip': 1} as address, ['a', 'b'] as tags");
        arrives(
                "graz_1.parquet",
                "select * from (values (true, 'note', null, 8), (false, null, ['x'], 9)) as t(sold, note, tags, item_id),"
                        + " (select 1.5::double as price, null::timestamp as changed_at, null::timestamp as sold_at,"
                        + " null::date as day, 1::tinyint as whole, 0.1::float as ratio,"
                        + " null::struct(street varchar) as address)");

        project.run();

        assertThat(project.rows("select path, code, message from audit.failed_delivery"))
                .isEmpty();
        assertThat(items("price, changed_at, sold_at, day, whole, ratio, sold, street, tags, note, record_number"))
                .isEqualTo(table(
                        "7 | 12345678901234567890123.450 | 2024-01-05T10:00:00.123456 | 2024-01-05T08:00 | 2024-02-29"
                                + " | 9223372036854775807 | 1.0E22 | true | Main St | [\"a\",\"b\"] | NULL | 1",
                        "8 | 1.500 | NULL | NULL | NULL | 1 | 0.1 | true | NULL | NULL | note | 1",
                        "9 | 1.500 | NULL | NULL | NULL | 1 | 0.1 | false | NULL | [\"x\"] | NULL | 2"));
    }

    @Test
    void aRowThatBreaksARuleIsARejectWithItsRow() {
        given("columns: { branch: varchar, item_id: varchar, price: { type: \"decimal(5,2)\", min: 0 } }");
        arrives(
                "ulm_1.parquet",
                "select i as item_id, case i when 3 then -1 when 5 then 1.005 else i end::decimal(12,3) as price"
                        + " from range(1, 7) as t(i)");

        project.run();

        assertThat(project.rows("select record_number, byte_offset, code, raw_text from audit.reject"
                        + " join audit.reject_error using (record_number) order by 1"))
                .isEqualTo(table(
                        "3 | -1 | below_minimum | {\"item_id\":3,\"price\":-1.0}",
                        "5 | -1 | unreadable | {\"item_id\":5,\"price\":1.005}"));
        assertThat(project.rows("select records, accepted, filtered, rejected from audit.delivery"))
                .isEqualTo("6 | 4 | 0 | 2");
        assertThat(items("record_number")).isEqualTo(table("1 | 1", "2 | 2", "4 | 4", "6 | 6"));
    }

    @Test
    void damagedAndUnfitFilesAreLeftOut() throws IOException {
        given("columns: { branch: varchar, item_id: varchar, price: double, city: { from: address.city } }");
        String rows = "select i as item_id, random() as price, {'city': 'Ulm'} as address from range(20000) as t(i)";
        byte[] whole = Files.readAllBytes(arrives("a_1.parquet", rows));
        Path landing = folder.resolve("landing");
        Files.write(landing.resolve("b_1.parquet"), Arrays.copyOf(whole, whole.length / 2));
        byte[] pages = whole.clone();
        Arrays.fill(pages, 10, 5000, (byte) 0xff);
        Files.write(landing.resolve("c_1.parquet"), pages);
        byte[] footer = whole.clone();
        Arrays.fill(footer, whole.length - 60, whole.length - 20, (byte) 0xff);
        Files.write(landing.resolve("d_1.parquet"), footer);
        Files.writeString(landing.resolve("e_1.parquet"), "item_id,price\n");
        Files.writeString(landing.resolve("f_1.parquet"), "");
        arrives("g_1.parquet", "select 1 as item_id, 1 as price, {'town': 'Ulm'} as address");
        arrives("h_1.parquet", "select 1 as item_id, 1 as price, {'city': 'Ulm'} as address, 1 as colour");

        project.run();

        assertThat(project.rows("select path, code from audit.failed_delivery order by path"))
                .isEqualTo(table(
                        "b_1.parquet | delivery_invalid_parquet",
                        "c_1.parquet | delivery_invalid_parquet",
                        "d_1.parquet | delivery_invalid_parquet",
                        "e_1.parquet | delivery_invalid_parquet",
                        "f_1.parquet | delivery_empty",
                        "g_1.parquet | delivery_header_misfit",
                        "h_1.parquet | delivery_header_misfit"));
        assertThat(project.rows("select path, records, accepted from audit.delivery"))
                .isEqualTo("a_1.parquet | 20000 | 20000");
    }
}

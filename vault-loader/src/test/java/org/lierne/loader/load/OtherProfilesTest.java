package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and hashdiffs as other packages make them: what is hashed is spelled out beside each. */
class OtherProfilesTest {

    private static final String SETTINGS = "vault: test\nhashing: { profile: %s }";
    private static final String SALES = """
            source: sales
            files: "sales_{load_date:yyyyMMdd}.csv"
            keys: { sale: sale_id, shop: [country, shop_id] }
            columns: { sale_id: integer, country: varchar, shop_id: varchar, town: varchar, manager: varchar, opened: date }
            """;
    private static final String MODEL = """
            hubs:
              sale: { key: { sale_id: integer } }
              shop: [country, shop_id]
            links:
              sale_shop: { connects: [sale, shop], from: sales }
            satellites:
              shop_details: { of: shop, from: sales }
            """;
    private static final String HEADER = "sale_id,country,shop_id,town,manager,opened";

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.closeVerified();
    }

    private void given(String profile) {
        project = Project.of(folder, SETTINGS.formatted(profile), SALES, MODEL);
    }

    private void arrives(String day, String... lines) {
        project.deliverText("sales_202401" + day + ".csv", HEADER + "\n" + String.join("\n", lines) + "\n");
        project.run();
    }

    /** The rows of a table whose hash, in a column, is the md5 of a text. */
    private String hashedAs(String text, String column, String table, String shown) {
        return project.rows("select " + shown + " from raw_vault." + table + " where lower(hex(" + column + ")) = md5('"
                + text + "') order by all");
    }

    @Test
    void automateDvFoldsKeysAndKeepsThoseThatLackAPart() {
        given("automate_dv");

        arrives("01", "1, at ,9,Ulm,Ann,2020-02-29", "2,AT,9,Ulm,Ann,2020-02-29", "3,DE,,Graz,Bob,", "4,  ,,Linz,Cid,");

        assertThat(hashedAs("1", "sale_hk", "hub_sale", "sale_id")).isEqualTo("1");
        assertThat(hashedAs("AT||9", "shop_hk", "hub_shop", "'[' || country || ']', shop_id"))
                .as("written as in the first record")
                .isEqualTo("[ at ] | 9");
        assertThat(hashedAs("DE||^^", "shop_hk", "hub_shop", "country, shop_id"))
                .isEqualTo("DE | NULL");
        assertThat(project.rows("select count(*) from raw_vault.hub_shop where run_id > 0"))
                .as("a blank key is missing")
                .isEqualTo("2");
        assertThat(hashedAs("2||AT||9", "sale_shop_hk", "link_sale_shop", "1")).isEqualTo("1");
        assertThat(hashedAs("4||^^||^^", "sale_shop_hk", "link_sale_shop", "hex(shop_hk)"))
                .as("a link refers to the unknown key")
                .isEqualTo("0".repeat(32));
    }

    @Test
    void automateDvComparesColumnsInTheOrderOfTheirNamesAndFolded() {
        given("automate_dv");

        arrives("01", "1,AT,9,Ulm,Ann,2020-02-29");
        arrives("02", "1,AT,9, ULM,ann,2020-02-29");
        arrives("03", "1,AT,9,Ulm,,");

        assertThat(hashedAs("ANN||2020-02-29||ULM", "hashdiff", "sat_shop_details", "town, manager"))
                .isEqualTo("Ulm | Ann");
        assertThat(hashedAs("^^||^^||ULM", "hashdiff", "sat_shop_details", "town, manager"))
                .isEqualTo("Ulm | NULL");
        assertThat(project.history("shop_details"))
                .isEqualTo(table(
                        "AT | 9 | 2024-01-01 | 2024-01-03 | Ulm | Ann | 2020-02-29",
                        "AT | 9 | 2024-01-03 | NULL | Ulm | NULL | NULL"));
    }

    @Test
    void datavault4dbtFoldsKeysButNotHashdiffs() {
        given("datavault4dbt");

        arrives("01", "1,at,9,Ulm,Ann,2020-02-29", "2,DE,,Ulm,Ann,", "3,,,Ulm,Ann,");
        arrives("02", "1,AT,9,ULM,Ann,2020-02-29");

        assertThat(hashedAs("\"AT\"||\"9\"", "shop_hk", "hub_shop", "country, shop_id"))
                .isEqualTo("at | 9");
        assertThat(hashedAs("\"DE\"||^^", "shop_hk", "hub_shop", "country, shop_id"))
                .isEqualTo("DE | NULL");
        assertThat(hashedAs("\"3\"||^^||^^", "sale_shop_hk", "link_sale_shop", "hex(shop_hk)"))
                .isEqualTo("0".repeat(32));
        assertThat(hashedAs("\"ULM\"||\"Ann\"||\"2020-02-29\"", "hashdiff", "sat_shop_details", "town"))
                .isEqualTo("ULM");
        assertThat(project.rows("select count(*) from raw_vault.sat_shop_details_history"))
                .isEqualTo("3");
    }

    @Test
    void aKeyBroughtByDaysIsWrittenAsThatBroughtAtOnce() {
        given("automate_dv");
        project.deliverText("sales_20240102.csv", HEADER + "\n1,AT,9,Ulm,Ann,\n");
        project.deliverText("sales_20240101.csv", HEADER + "\n1,At,9,Ulm,Ann,\n1,aT,9,Ulm,Ann,\n");

        project.run();

        assertThat(hashedAs("AT||9", "shop_hk", "hub_shop", "country, load_date"))
                .isEqualTo("At | 2024-01-01");
    }

    /** The package's null keys: a text stands in for what is NULL, and for nothing else. */
    @Test
    void nullKeysOfAutomateDvAreDefaultsOfColumns() {
        project = Project.of(
                folder,
                SETTINGS.formatted("automate_dv"),
                SALES.replace("shop_id: varchar", "shop_id: { default: '-2' }")
                        .replace("country: varchar", "country: { default: '-1' }"),
                MODEL);

        arrives("01", "1,,,Ulm,Ann,", "2,AT,\"\",Graz,Bob,");

        assertThat(hashedAs("-1||-2", "shop_hk", "sat_shop_details", "town")).isEqualTo("Ulm");
        assertThat(hashedAs("AT||^^", "shop_hk", "sat_shop_details", "town")).isEqualTo("Graz");
    }

    @Test
    void aBlankKeyIsMissingWhereItMayNot() {
        project = Project.of(
                folder, SETTINGS.formatted("automate_dv") + "\nrejects: 100%", SALES + "one_row_per: shop\n", MODEL);

        arrives("01", "1, ,,Ulm,Ann,", "2,AT,,Ulm,Ann,");

        assertThat(project.rows("select record_number, code from audit.reject join audit.reject_error"
                        + " using (run_id, delivery_id, record_number)"))
                .isEqualTo("2 | missing_key");
    }
}

package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference tables: what is read is the latest known, or what held when, whatever the order of arrival. */
class ReferencesTest {

    private static final String SETTINGS = "vault: test\nrejects: 100%";
    private static final String COUNTRIES = """
            source: countries
            files: "countries_{load_date:yyyyMMdd}*.csv"
            one_row_per: country_code
            columns: { country_code: { case: upper }, name: varchar, vat_rate: "decimal(5,2)" }
            """;
    private static final String COUNTRY = "references: { country: { key: country_code, from: countries } }";
    private static final String INDICATORS = """
            source: indicators
            files: "indicators_{load_date:yyyyMMdd}.csv"
            columns: { indicator: varchar, country_code: varchar, period: date, value: "decimal(8,1)", unit: varchar }
            """;
    private static final String INDICATOR = """
            references:
              economic_indicator: { key: [indicator, country_code, period], from: indicators, history: true }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private RunReport countries(String day, String... lines) {
        project.deliver(
                "countries_" + day + ".csv", ("country_code,name,vat_rate\n" + String.join("\n", lines)).split("\n"));
        return project.run();
    }

    private void indicators(String day, String... lines) {
        project.deliver(
                "indicators_" + day + ".csv",
                ("indicator,country_code,period,value,unit\n" + String.join("\n", lines)).split("\n"));
        project.run();
    }

    private String country() {
        return project.rows("select * from raw_vault.ref_country order by country_code");
    }

    private String history() {
        return project.rows("select indicator, country_code, period, value, load_date, load_end_date, is_current"
                + " from raw_vault.ref_economic_indicator_history order by all");
    }

    @Test
    void theLatestKnownIsReadAndNothingStoredTwice() {
        project = Project.of(folder, SETTINGS, COUNTRIES, COUNTRY);

        countries("20240101", "de,Germany,19.00", "at,Austria,20.00");
        countries("20240601", "DE,Germany,16.00", "AT,Austria,20.00");
        RunReport last = countries("20240701", "DE,Germany,16.00", "CH,Switzerland,8.10");

        assertThat(country())
                .isEqualTo(table(
                        "AT | Austria | 20.00 | 2024-01-01 | countries",
                        "CH | Switzerland | 8.10 | 2024-07-01 | countries",
                        "DE | Germany | 16.00 | 2024-06-01 | countries"));
        assertThat(project.rows("select count(*) from raw_vault.ref_country_from_countries"))
                .isEqualTo("4");
        assertThat(last.sources().get(0).accepted()).isEqualTo(2);
    }

    /** That an unchanged row came on the 10th is known from tracking only. */
    @Test
    void aLateFileDoesNotReplaceWhatIsLater() {
        project = Project.of(folder, SETTINGS, COUNTRIES, COUNTRY);

        countries("20240101", "DE,Germany,19.00");
        countries("20240110", "DE,Germany,19.00");
        countries("20240105", "DE,Germany,16.00");

        assertThat(country()).isEqualTo("DE | Germany | 19.00 | 2024-01-10 | countries");
    }

    @Test
    void ofOneFileTheLastRowIsRead() {
        project = Project.of(folder, SETTINGS, COUNTRIES, COUNTRY);

        countries("20240101", "DE,Germany,19.00", "DE,Germany,16.00");

        assertThat(country()).isEqualTo("DE | Germany | 16.00 | 2024-01-01 | countries");
    }

    @Test
    void aRecordWithoutItsKeyIsRejected() {
        project = Project.of(folder, SETTINGS, COUNTRIES, COUNTRY);

        RunReport report = countries("20240101", ",Nowhere,1.00", "DE,Germany,x", "AT,Austria,20.00");

        assertThat(country()).isEqualTo("AT | Austria | 20.00 | 2024-01-01 | countries");
        assertThat(report.sources().get(0).rejected()).isEqualTo(2);
        assertThat(project.rows("select record_number, column_name, code, message from audit.reject_error order by 1"))
                .isEqualTo(table(
                        "2 | country_code | missing_key | the key of reference \"country\" is missing (country_code)",
                        "3 | vat_rate | unreadable | \"x\" is not readable as decimal(5,2)"));
    }

    @Test
    void aHistoryShowsWhatHeldWhenLateFilesIncluded() {
        project = Project.of(folder, SETTINGS, INDICATORS, INDICATOR);

        indicators("20240115", "cpi,DE,2023-12-01,3.7,%", "cpi,,2023-12-01,3.7,%");
        indicators("20240315", "cpi,DE,2023-12-01,3.8,%", "cpi,DE,2024-01-01,2.9,%");
        indicators("20240215", "cpi,DE,2023-12-01,3.6,%");

        assertThat(history())
                .isEqualTo(table(
                        "cpi | DE | 2023-12-01 | 3.6 | 2024-02-15 | 2024-03-15 | false",
                        "cpi | DE | 2023-12-01 | 3.7 | 2024-01-15 | 2024-02-15 | false",
                        "cpi | DE | 2023-12-01 | 3.8 | 2024-03-15 | NULL | true",
                        "cpi | DE | 2024-01-01 | 2.9 | 2024-03-15 | NULL | true"));
        assertThat(project.rows("select period, value, unit from raw_vault.ref_economic_indicator order by 1"))
                .isEqualTo(table("2023-12-01 | 3.8 | %", "2024-01-01 | 2.9 | %"));
        assertThat(project.rows("select column_name, code from audit.reject_error"))
                .isEqualTo("country_code | missing_key");
    }

    @Test
    void loadingAgainAddsNothing() {
        project = Project.of(folder, SETTINGS, INDICATORS, INDICATOR);
        indicators("20240115", "cpi,DE,2023-12-01,3.7,%");
        indicators("20240215", "cpi,DE,2023-12-01,3.6,%");
        String before = project.counts();
        project.execute("delete from audit.delivery");

        project.run();

        assertThat(project.counts()).isEqualTo(before);
    }

    @Test
    void ofSeveralSourcesAKeyBelongsToTheFirstThatKnowsIt() {
        project = Project.of(folder, SETTINGS, """
                files: "{source}_{load_date:yyyyMMdd}.csv"
                columns: { country_code: varchar, name: varchar, vat_rate: "decimal(5,2)" }
                sources:
                  own_list:
                  countries: { record_source: office }
                """, """
                references:
                  country: { key: country_code, from: [own_list, countries], columns: [name, vat_rate], history: true }
                """);
        countries("20240101", "DE,Germany,19.00", "AT,Austria,20.00");
        project.deliver("own_list_20240102.csv", "country_code,name,vat_rate", "DE,Deutschland,19.00");
        project.run();
        countries("20240103", "DE,Germany,16.00", "AT,Austria,19.00");

        assertThat(country())
                .isEqualTo(table(
                        "AT | Austria | 19.00 | 2024-01-03 | office",
                        "DE | Deutschland | 19.00 | 2024-01-02 | own_list"));
        assertThat(project.rows("select country_code, name, load_date, is_current from raw_vault.ref_country_history"
                        + " order by 1, 3"))
                .isEqualTo(table(
                        "AT | Austria | 2024-01-01 | false",
                        "AT | Austria | 2024-01-03 | true",
                        "DE | Deutschland | 2024-01-02 | true"));
    }

    @Test
    void aSourceMayFeedAHubAndAReferenceAndColumnsMayComeLater() {
        String sources = """
                source: shops
                files: "shops_{load_date:yyyyMMdd}.csv"
                keys: shop
                columns: { shop: varchar, manager: varchar, region: varchar, region_name: varchar }
                """;
        String model = """
                hubs: { shop: shop }
                satellites: { shop_details: { of: shop, from: shops, columns: [manager, region] } }
                references: { region: { key: region, from: shops } }
                """;
        project = Project.of(folder, SETTINGS, sources, model);
        project.deliver("shops_20240101.csv", "shop,manager,region,region_name", "1,Ann,N,North", "2,Bob,N,North");
        project.run();

        project.change(
                sources.replace("region_name: varchar }", "region_name: varchar, tax: { optional: true } }"), model);
        project.deliver(
                "shops_20240102.csv", "shop,manager,region,region_name,tax", "1,Ann,N,North,", "3,Cid,S,South,7");
        project.run();

        assertThat(project.rows("select * exclude (record_source) from raw_vault.ref_region order by 1"))
                .isEqualTo(table("N | North | NULL | 2024-01-01", "S | South | 7 | 2024-01-02"));
        assertThat(project.history("shop_details"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | NULL | Ann | N",
                        "2 | 2024-01-01 | NULL | Bob | N",
                        "3 | 2024-01-02 | NULL | Cid | S"));
    }

    @Test
    void aDeletionNeedsNoKeyOfAReference() {
        project = Project.of(folder, SETTINGS, """
                source: customers
                files: "customers_{load_date:yyyyMMdd}.csv"
                delivery: { kind: cdc, operation: op, deletes: D }
                keys: customer
                one_row_per: customer
                columns: { op: varchar, customer_id: varchar, country_code: varchar, name: varchar }
                """, """
                hubs: { customer: customer_id }
                references: { country: { key: country_code, from: customers, columns: name } }
                """);
        project.deliver("customers_20240101.csv", "op,customer_id,country_code,name", "I,1,DE,Germany", "D,1,,");
        RunReport report = project.run();

        assertThat(report.sources().get(0).rejected()).isZero();
        assertThat(project.rows("select country_code, name from raw_vault.ref_country"))
                .isEqualTo("DE | Germany");
    }
}

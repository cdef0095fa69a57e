package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of addresses, countries, currencies and documents, and of those that are none. */
class NamedTypesTest {

    private static final String MODEL = """
            hubs:
              item: item_id
            satellites:
              item_details: { of: item, from: items }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String files, String columns) {
        project = Project.of(
                folder,
                "vault: test\nrejects: 100%",
                "source: items\nfiles: \"" + files + "\"\nkeys: item\ncolumns:\n  item_id: varchar\n" + columns,
                MODEL);
    }

    private String values() {
        return project.rows("select item_id, item_details.* exclude (item_hk, load_date, delivery_id, record_number,"
                + " row_number, hashdiff, record_source, run_id) from raw_vault.sat_item_details as item_details"
                + " join raw_vault.hub_item using (item_hk) order by all");
    }

    private String errors() {
        return project.rows("select record_number, code, message from audit.reject_error order by all");
    }

    @Test
    void countriesAndCurrenciesBecomeTheirCodes() {
        given("{load_date:yyyyMMdd}.csv", """
                  country: { type: country, map: { Deutschland: DE, ALLEMAGNE: DE }, null_values: n/a, default: AT }
                  currency: { type: currency, map: { "$": USD } }
                """);

        project.deliver(
                "20240101.csv",
                "item_id,country,currency",
                "1, de ,eur",
                "2,deutschland,€",
                "3,Allemagne,\u00a0$",
                "4,uk,zł",
                "5,n/a,",
                "6,Atlantis,EUR",
                "7,D,EURO");
        project.run();

        assertThat(values())
                .isEqualTo(table("1 | DE | EUR", "2 | DE | EUR", "3 | DE | USD", "4 | GB | PLN", "5 | AT | NULL"));
        assertThat(errors())
                .isEqualTo(table(
                        "7 | does_not_match | \"ATLANTIS\" is no country code of ISO 3166-1 alpha-2",
                        "8 | does_not_match | \"D\" is no country code of ISO 3166-1 alpha-2",
                        "8 | does_not_match | \"EURO\" is no currency code of ISO 4217"));
    }

    @Test
    void aPathMayNameACountry() {
        given("{country}_{load_date:yyyyMMdd}.csv", "  country: country\n  name: varchar\n");

        project.deliver("at_20240101.csv", "item_id,name", "1,a");
        project.deliver("zz_20240101.csv", "item_id,name", "2,b");
        project.run();

        assertThat(errors()).isEqualTo("2 | does_not_match | \"ZZ\" is no country code of ISO 3166-1 alpha-2");
    }

    @Test
    void addressesAreTrimmedAndInLowerCase() {
        given("{load_date:yyyyMMdd}.csv", "  email: email\n");

        project.deliver(
                "20240101.csv",
                "item_id,email",
                "01, Ada.Lovelace+shop@Example.ORG ",
                "02,jürgen@bücher.example",
                "03,o'neil@a-b.c-d.museum",
                "04,x_1@xn--bcher-kva.xn--p1ai",
                "11,ada",
                "12,ada@localhost",
                "13,ada.@example.org",
                "14,ada lovelace@example.org",
                "15,Ada <ada@example.org>",
                "16,ada@-example.org",
                "17,ada@example..org",
                "18,ada@@example.org");
        project.run();

        assertThat(values())
                .isEqualTo(table(
                        "01 | ada.lovelace+shop@example.org",
                        "02 | jürgen@bücher.example",
                        "03 | o'neil@a-b.c-d.museum",
                        "04 | x_1@xn--bcher-kva.xn--p1ai"));
        assertThat(project.rows("select distinct code, right(message, 22) from audit.reject_error"))
                .isEqualTo("does_not_match | \" is no e-mail address");
        assertThat(project.rows("select count(*) from audit.reject")).isEqualTo("8");
    }

    @Test
    void aDocumentThatIsOnlyLaidOutOtherwiseIsNoChange() {
        given("{load_date:yyyyMMdd}.csv", "  note: json\n");

        project.deliver("20240101.csv", "item_id,note", "1,\"{\"\"a b\"\": [1.50, 2]}\"", "2,{a}");
        project.deliver("20240102.csv", "item_id,note", "1,\"{ \"\"a b\"\":\t[1.50,2] }\"");
        project.deliver("20240103.csv", "item_id,note", "1,\"{\"\"a b\"\":[1.5,2]}\"");
        project.run();

        assertThat(project.history("item_details"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-03 | {\"a b\":[1.50,2]}",
                        "1 | 2024-01-03 | NULL | {\"a b\":[1.5,2]}"));
        assertThat(errors()).isEqualTo("3 | unreadable | \"{a}\" is not readable as json");
    }

    @Test
    void countsSince1970AreTimestamps() {
        given("{load_date:yyyyMMdd}.csv", """
                  seconds: { type: timestamp, formats: [epoch_seconds, yyyy-MM-dd] }
                  microseconds: { type: timestamp, formats: epoch_microseconds }
                """);

        project.deliver(
                "20240101.csv",
                "item_id,seconds,microseconds",
                "1,1700000000,1700000000123456",
                "2,2024-01-01,",
                "3,later,");
        project.run();

        assertThat(values())
                .isEqualTo(table("1 | 2023-11-14T22:13:20 | 2023-11-14T22:13:20.123456", "2 | 2024-01-01 | NULL"));
        assertThat(errors())
                .isEqualTo("4 | unreadable | \"later\" is not readable as timestamp in epoch_seconds or yyyy-MM-dd");
    }
}

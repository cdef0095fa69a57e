package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a record does to histories that is rejected since it says otherwise of what happened once. */
class OnceBesideHistoriesTest {

    private static final String SOURCES = """
            source: contracts
            files: "{load_date:yyyyMMdd}.csv"
            keys: [customer, contract]
            one_row_per: contract
            columns: { customer_id: varchar, contract_id: varchar, signed: varchar, tariff: varchar }
            """;
    private static final String FULL = SOURCES + "delivery: full\nmissing_at_most: 100%\n";
    private static final String MODEL = """
            hubs: { customer: customer_id, contract: contract_id }
            links: { holder: { connects: [customer, contract], from: contracts } }
            satellites:
              signature: { kind: non_historized, of: contract, from: contracts, columns: signed }
            """;
    private static final String REST = "  holding: { of: holder, from: contracts }\n";
    private static final String STATUS =
            "  contract_status: { kind: status_tracking, of: contract, from: contracts }\n";
    private static final String BLOCKS = """
              tariffs: { kind: multi_active, of: customer, from: contracts, sub_key: contract_id, columns: tariff }
            """;
    private static final String SETS =
            "  held: { kind: effectivity, of: holder, from: contracts, driving_key: customer }\n";

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.close();
    }

    private void given(String sources, String satellites) {
        project = Project.of(folder, "vault: test\nrejects: 100%", sources, MODEL + satellites);
    }

    private void arrives(String day, String... rows) {
        project.deliver("202401" + day + ".csv", "customer_id,contract_id,signed,tariff\n" + String.join("\n", rows));
        project.run();
    }

    private String tariffs() {
        return project.rows("select customer_id, contract_id, tariff, strftime(tariffs.load_date, '%d'),"
                + " strftime(load_end_date, '%d') from raw_vault.sat_tariffs_history as tariffs"
                + " join raw_vault.hub_customer using (customer_hk)"
                + " order by customer_id, tariffs.load_date, contract_id");
    }

    private String held() {
        return project.rows("select customer_id, contract_id, strftime(held.load_date, '%d'),"
                + " strftime(load_end_date, '%d') from raw_vault.sat_held_history as held"
                + " join raw_vault.hub_customer as customer on customer.customer_hk = held.customer_hk"
                + " join raw_vault.link_holder as link on link.holder_hk = held.holder_hk"
                + " join raw_vault.hub_contract as contract on contract.contract_hk = link.contract_hk"
                + " order by customer_id, held.load_date, contract_id");
    }

    @Test
    void recordThatSaysOtherwiseHasBeenDeliveredAllTheSame() {
        given(FULL, REST + STATUS);
        arrives("01", "1,A,may,x", "1,B,june,x", "1,C,june,x");
        arrives("02", "1,A,may,x", "1,B,july,x");

        assertThat(project.rows("select path, record_number from audit.reject")).isEqualTo("20240102.csv | 3");
        assertThat(project.rows("select contract_id, status from raw_vault.sat_contract_status_current"
                        + " join raw_vault.hub_contract using (contract_hk) order by all"))
                .isEqualTo(table("A | created", "B | created", "C | deleted"));
    }

    @Test
    void blockOfWhichARecordSaysOtherwiseIsNotWhole() {
        given(SOURCES, BLOCKS);
        arrives("01", "1,A,may,x", "1,B,june,x", "2,C,june,x");
        arrives("02", "1,A,may,y", "1,B,july,x", "2,C,june,y");
        assertThat(tariffs())
                .isEqualTo(table(
                        "1 | A | x | 01 | NULL",
                        "1 | B | x | 01 | NULL",
                        "2 | C | x | 01 | 02",
                        "2 | C | y | 02 | NULL"));

        arrives("04", "1,A,may,z", "1,B,june,x");
        arrives("03", "1,A,may,y");

        assertThat(tariffs())
                .isEqualTo(table(
                        "1 | A | x | 01 | 03",
                        "1 | B | x | 01 | 03",
                        "1 | A | y | 03 | 04",
                        "1 | A | z | 04 | NULL",
                        "1 | B | x | 04 | NULL",
                        "2 | C | x | 01 | 02",
                        "2 | C | y | 02 | NULL"));
    }

    @Test
    void setIsWhatIsLeftWithoutTheRecordThatSaysOtherwise() {
        given(SOURCES, REST + SETS);
        arrives("01", "1,A,may,x", "2,B,june,x");
        arrives("02", "1,A,may,x", "1,B,july,x");
        assertThat(held()).isEqualTo(table("1 | A | 01 | NULL", "2 | B | 01 | NULL"));

        arrives("04", "1,A,may,x");
        arrives("03", "1,C,may,x");

        assertThat(held())
                .isEqualTo(table("1 | A | 01 | 03", "1 | C | 03 | 04", "1 | A | 04 | NULL", "2 | B | 01 | NULL"));
    }

    @Test
    void setsAndBlocksThatAreDescribedLaterAreWithoutThatRecordToo() {
        String holding = "  holding: { of: holder, from: contracts, columns: tariff }\n";
        given(SOURCES, holding);
        arrives("01", "1,A,may,x", "2,B,june,x");
        arrives("02", "1,A,may,x", "1,B,july,x");
        project.change("vault: test\nrejects: 100%", SOURCES, MODEL + holding + SETS + BLOCKS);

        arrives("04", "1,A,may,x");

        assertThat(held()).isEqualTo(table("1 | A | 01 | NULL", "2 | B | 01 | NULL"));
        assertThat(project.history("tariffs"))
                .isEqualTo(table("1 | 2024-01-01 | NULL | A | x", "2 | 2024-01-01 | NULL | B | x"));
    }

    @Test
    void deletionSaysNothingOfWhatHappenedOnce() {
        project = Project.of(
                folder,
                "vault: test\nrejects: 100%",
                SOURCES.replace("columns: {", "columns: { op: varchar,")
                        + "delivery: { kind: cdc, operation: op, deletes: D }\n",
                """
                hubs: { customer: customer_id, contract: contract_id }
                links:
                  signing:
                    { kind: non_historized, connects: [customer, contract], from: contracts, columns: tariff }
                satellites:
                  signature: { kind: non_historized, of: contract, from: contracts, columns: signed }
                """ + STATUS);
        String header = "op,customer_id,contract_id,signed,tariff";
        project.deliver("20240101.csv", header, "I,1,A,may,x", "D,1,A,,", "D,1,B,,", "I,1,C,may,x");
        project.deliver("20240102.csv", header, "D,1,C,,");
        project.run();

        assertThat(project.rows("select count(*) from audit.reject")).isEqualTo("0");
        assertThat(project.rows("select contract_id, signed, tariff from raw_vault.sat_signature"
                        + " join raw_vault.hub_contract using (contract_hk)"
                        + " join raw_vault.link_signing using (contract_hk) order by all"))
                .isEqualTo(table("A | may | x", "C | may | x"));
        assertThat(project.rows("select contract_id, status from raw_vault.sat_contract_status_current"
                        + " join raw_vault.hub_contract using (contract_hk) order by all"))
                .isEqualTo(table("A | deleted", "C | deleted"));
    }
}

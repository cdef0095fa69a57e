package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The date since which something holds in the business stands beside the date on which it was learned. */
class EffectiveDatesTest {

    private static final String HOLDS_ON_15_MARCH = """
            select premium
            from (
              select *, row_number() over (partition by contract_hk order by valid_from desc, load_date desc) as place
              from raw_vault.sat_contract_terms_history
              where valid_from <= date '2024-03-15'
            )
            where place = 1""";

    @TempDir
    Path folder;

    @Test
    void anEffectiveDateIsKeptAndChangesNothingByItself() {
        try (Project project = Project.of(folder, "vault: test", """
                source: contracts
                files: "{load_date:yyyyMMdd}.csv"
                keys: contract
                columns: { contract: varchar, premium: integer, valid_from: date, channel: varchar }
                """, """
                hubs:
                  contract: contract
                satellites:
                  contract_terms: { of: contract, from: contracts, columns: premium, effective_from: valid_from }
                  contract_details: { of: contract, from: contracts }
                """)) {
            String header = "contract,premium,valid_from,channel";
            project.deliver("20240101.csv", header, "C1,100,2024-01-01,web");
            project.deliver("20240102.csv", header, "C1,120,2024-04-01,web");
            project.run();
            assertThat(project.rows(HOLDS_ON_15_MARCH)).isEqualTo("100");

            project.deliver("20240103.csv", header, "C1,110,2024-03-01,web");
            project.deliver("20240104.csv", header, "C1,110,2024-03-02,web");
            project.run();

            assertThat(project.rows("select premium, valid_from, load_date, load_end_date"
                            + " from raw_vault.sat_contract_terms_history order by load_date"))
                    .isEqualTo(table(
                            "100 | 2024-01-01 | 2024-01-01 | 2024-01-02",
                            "120 | 2024-04-01 | 2024-01-02 | 2024-01-03",
                            "110 | 2024-03-01 | 2024-01-03 | NULL"));
            assertThat(project.rows(HOLDS_ON_15_MARCH)).isEqualTo("110");
            assertThat(project.rows(
                            "select valid_from from raw_vault.tracking_contracts where load_date = '2024-01-04'"))
                    .isEqualTo("2024-03-02");
            assertThat(project.rows("select channel from raw_vault.sat_contract_details"))
                    .isEqualTo("web");
            assertThat(project.schema().table("sat_contract_details").columnNames())
                    .doesNotContain("valid_from");
            assertThat(project.verify().findings()).isEmpty();
        }
    }
}

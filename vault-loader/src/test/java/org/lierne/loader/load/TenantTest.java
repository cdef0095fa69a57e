package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants whose keys are equal, and stand for different things. */
class TenantTest {

    private static final String SETTINGS = "vault: test\ntenant: tenant\nrejects: 100%";
    private static final String SOURCES = """
            system: shop
            sources:
              orders:
                files: "{tenant}/orders_{load_date:yyyyMMdd}*.csv"
                keys: { order: order_id, customer: buyer, recipient: recipient }
                one_row_per: order
                columns: [tenant, order_id, buyer, recipient, amount]
              customers:
                files: "customers_{load_date:yyyyMMdd}*.csv"
                delivery: { kind: full, within: tenant }
                missing_at_most: 100%
                keys: [customer]
                one_row_per: customer_id
                columns: [tenant, customer_id, name]
              countries:
                files: "countries_{load_date:yyyyMMdd}.csv"
                columns: [code, country]
            """;
    private static final String MODEL = """
            hubs:
              order: order_id
              customer: { key: customer_id, roles: [recipient] }
            links:
              order_customer: { connects: [order, customer, recipient], from: orders }
            satellites:
              order_details: { of: order, from: orders }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
              customer_details: { of: customer, from: customers }
              customer_status: { kind: status_tracking, of: customer, from: customers }
            references:
              country: { key: code, from: countries }
            """;

    @TempDir
    Path folder;

    private Project project;

    @AfterEach
    void close() {
        project.closeVerified();
    }

    private RunReport ordered(String tenant, String day, String... rows) {
        project.deliver(
                tenant + "/orders_202401" + day + ".csv",
                "order_id,buyer,recipient,amount\n" + String.join("\n", rows));
        return project.run();
    }

    private RunReport known(String day, String... rows) {
        project.deliver("customers_202401" + day + ".csv", "tenant,customer_id,name\n" + String.join("\n", rows));
        return project.run();
    }

    private String hub(String columns, String hub) {
        return project.rows("select " + columns + " from raw_vault.hub_" + hub + " where run_id > 0 order by all");
    }

    private String inForce() {
        return project.rows(
                project.queries().links(project.vault().link("order_customer"), "link_order_customer_in_force")
                        + " order by all");
    }

    @Test
    void equalKeysOfTwoTenantsDoNotMeet() {
        project = Project.of(folder, SETTINGS, SOURCES, MODEL);
        ordered("north", "01", "1,C1,C2,10");
        ordered("south", "01", "1,C1,C1,20");
        known("01", "north,C1,Ada", "south,C1,Bob", "north,C2,Cid");

        assertThat(hub("tenant, order_id", "order")).isEqualTo(table("north | 1", "south | 1"));
        assertThat(hub("tenant, customer_id", "customer"))
                .as("from both sources and both roles, each once")
                .isEqualTo(table("north | C1", "north | C2", "south | C1"));
        assertThat(inForce())
                .isEqualTo(table("north | 1 | north | C1 | north | C2", "south | 1 | south | C1 | south | C1"));
        assertThat(project.history("order_details"))
                .isEqualTo(table("north | 1 | 2024-01-01 | NULL | 10", "south | 1 | 2024-01-01 | NULL | 20"));
        assertThat(project.history("customer_details"))
                .isEqualTo(table(
                        "north | C1 | 2024-01-01 | NULL | Ada",
                        "north | C2 | 2024-01-01 | NULL | Cid",
                        "south | C1 | 2024-01-01 | NULL | Bob"));
    }

    @Test
    void oneTenantsChangeIsNoneOfAnothers() {
        project = Project.of(folder, SETTINGS, SOURCES, MODEL);
        ordered("north", "01", "1,C1,C1,10");
        ordered("south", "01", "1,C1,C1,10");
        ordered("south", "02", "1,C9,C9,10");

        assertThat(inForce())
                .isEqualTo(table("north | 1 | north | C1 | north | C1", "south | 1 | south | C9 | south | C9"));
        assertThat(project.history("order_details"))
                .isEqualTo(table("north | 1 | 2024-01-01 | NULL | 10", "south | 1 | 2024-01-01 | NULL | 10"));
    }

    @Test
    void whatOneTenantsFileLacksIsNotGoneForAnother() {
        project = Project.of(folder, SETTINGS, SOURCES, MODEL);
        known("01", "north,C1,Ada", "south,C1,Bob", "south,C2,Dot");
        known("02", "south,C1,Bob");

        assertThat(project.rows(
                        "select hub_customer.tenant, customer_id, status from raw_vault.sat_customer_status_current"
                                + " join raw_vault.hub_customer using (customer_hk) order by all"))
                .isEqualTo(table("north | C1 | created", "south | C1 | created", "south | C2 | deleted"));
    }

    @Test
    void aRecordWithoutItsTenantIsRejected() {
        project = Project.of(folder, SETTINGS, SOURCES, MODEL);
        RunReport report = known("01", "north,C1,Ada", ",C1,Bob");

        assertThat(hub("tenant, customer_id", "customer")).isEqualTo("north | C1");
        assertThat(report.sources().stream()
                        .mapToLong(RunReport.SourceReport::rejected)
                        .sum())
                .isEqualTo(1);
        assertThat(project.rows("select column_name, code from audit.reject_error order by all"))
                .contains("tenant | missing");
    }

    @Test
    void aMissingKeyIsTheUnknownOneOfNoTenant() {
        project = Project.of(folder, SETTINGS, SOURCES, MODEL);
        ordered("north", "01", "1,C1,,10");

        assertThat(inForce()).isEqualTo("north | 1 | north | C1 | NULL | NULL");
    }

    @Test
    void theTenantMayBeGivenByTheSource() {
        project = Project.of(folder, SETTINGS, """
                source: customers
                files: "customers_{load_date:yyyyMMdd}.csv"
                keys: customer
                columns: { customer_id: varchar, tenant: { value: west }, name: varchar }
                """, """
                hubs: { customer: customer_id }
                satellites: { customer_details: { of: customer, from: customers } }
                """);
        project.deliver("customers_20240101.csv", "customer_id,name", "C1,Ada");
        project.run();

        assertThat(project.history("customer_details")).isEqualTo("west | C1 | 2024-01-01 | NULL | Ada");
    }

    @Test
    void referencesAreSharedByAllTenants() {
        project = Project.of(folder, SETTINGS, SOURCES, MODEL);
        project.deliver("countries_20240101.csv", "code,country", "DE,Germany");
        project.run();

        assertThat(project.rows("select code, country from raw_vault.ref_country"))
                .isEqualTo("DE | Germany");
    }
}

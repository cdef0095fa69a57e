package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of other names hold the same rows, and are read under Lierne's. */
class NamesTest {

    private static final String SOURCES = """
            files: "{source}_{load_date:yyyyMMdd}.csv"
            sources:
              customers:
                keys: customer
                one_row_per: customer
                delivery: full
                columns: [customer_id, city]
              orders:
                keys: [order, customer]
                one_row_per: order
                columns: [order_id, customer_id, amount]
              phones:
                keys: customer
                columns: [customer_id, kind, number]
              payments:
                keys: order
                columns: [order_id, payment_id, paid, remark]
            """;
    private static final String MODEL = """
            hubs:
              customer: customer_id
              order: order_id
            links:
              order_customer: { connects: [order, customer], from: orders }
              payment:
                kind: non_historized
                connects: order
                dependent_child_key: payment_id
                from: payments
                columns: paid
            satellites:
              customer_city: { of: customer, from: customers }
              customer_status: { kind: status_tracking, of: customer, from: customers }
              customer_phone: { kind: multi_active, of: customer, from: phones, sub_key: kind }
              order_amount: { of: order, from: orders }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
              payment_remark: { kind: non_historized, of: payment, from: payments }
            """;
    private static final String NAMES = """
            vault: test
            names:
              schema: Old Vault
              hub: "H_{name}"
              link: "l {name}"
              satellite: "s_{name}"
              hash_key: "HK {name}"
              hashdiff: "HD_{name}"
              load_date: LDTS
              record_source: order
            """;

    @TempDir
    Path folder;

    /** Everything that can come late, in a file of its own, each loaded by a run of its own, the latest first. */
    private static Project loaded(Path folder, String settings) {
        Project project = Project.of(folder, settings, SOURCES, MODEL);
        for (String day : List.of("03", "01", "02")) {
            project.deliver("customers_202401" + day + ".csv", "customer_id,city", "1,Ulm " + day, "2,Graz");
            project.deliver("orders_202401" + day + ".csv", "order_id,customer_id,amount", "7," + day + ",5", "8,2,6");
            project.deliver("phones_202401" + day + ".csv", "customer_id,kind,number", "1,home,11", "1,work," + day);
            project.deliver(
                    "payments_202401" + day + ".csv", "order_id,payment_id,paid,remark", "7,a,5,x", "7," + day + ",5,");
            project.run();
        }
        project.deliver("customers_20240104.csv", "customer_id,city", "1,Ulm 03");
        project.run();
        return project;
    }

    @Tag("thorough")
    @Test
    void theSameRowsAreReadUnderLiernesNames(@TempDir Path other) {
        try (Project named = loaded(folder, NAMES);
                Project plain = loaded(other, "vault: test")) {
            List<List<String>> relations = plain.cells("select table_name from information_schema.tables"
                    + " where table_schema = 'raw_vault' order by 1");

            assertThat(named.cells("select table_name from information_schema.tables"
                            + " where table_schema = 'raw_vault' order by 1"))
                    .isEqualTo(relations);
            assertThat(named.verify().findings()).isEmpty();
            assertThat(relations).hasSizeGreaterThan(25).allSatisfy(relation -> {
                String rows = "select * from raw_vault." + relation.get(0) + " order by all";
                assertThat(named.cells(rows)).as(relation.get(0)).isEqualTo(plain.cells(rows));
                String columns = "describe raw_vault." + relation.get(0);
                assertThat(named.cells("select column_name from (" + columns + ")"))
                        .isEqualTo(plain.cells("select column_name from (" + columns + ")"));
            });
        }
    }

    @Test
    void tablesHaveTheNamesThatAreSaid() {
        try (Project project = loaded(folder, NAMES)) {
            assertThat(project.rows(
                            "select table_name || ': ' || string_agg(column_name, ', ' order by ordinal_position)"
                                    + " from information_schema.columns where table_schema = 'Old Vault' group by table_name"
                                    + " order by 1"))
                    .isEqualTo(Project.table(
                            "H_customer: HK customer, customer_id, LDTS, order, run_id",
                            "H_order: HK order, order_id, LDTS, order, run_id",
                            "l order_customer: HK order_customer, HK order, HK customer, LDTS, order, run_id",
                            "l payment: HK payment, HK order, payment_id, LDTS, delivery_id, record_number, row_number,"
                                    + " order, run_id, paid",
                            "s_customer_city: HK customer, LDTS, delivery_id, record_number, row_number,"
                                    + " HD_customer_city, order, run_id, city",
                            "s_customer_phone: HK customer, LDTS, delivery_id, record_number, row_number,"
                                    + " HD_customer_phone, block_hashdiff, order, run_id, kind, number",
                            "s_customer_status: HK customer, LDTS, delivery_id, record_number, row_number, is_deleted,"
                                    + " order, run_id",
                            "s_order_amount: HK order, LDTS, delivery_id, record_number, row_number, HD_order_amount,"
                                    + " order, run_id, amount",
                            "s_order_customer_effectivity: HK order, HK order_customer, LDTS, delivery_id,"
                                    + " record_number, row_number, HD_order_customer_effectivity, order, run_id",
                            "s_payment_remark: HK payment, LDTS, delivery_id, record_number, row_number, order, run_id,"
                                    + " remark"));
        }
    }

    @Test
    void oneTableMayHaveNamesOfItsOwn() {
        String model = """
                hubs:
                  customer: { key: customer_id, hash_key: customer_key }
                satellites:
                  customer_city: { of: customer, from: customers, table: old.city, hashdiff: { name: diff } }
                """;
        String sources = """
                source: customers
                files: "customers_{load_date:yyyyMMdd}.csv"
                keys: customer
                columns: [customer_id, city]
                """;
        try (Project project = Project.of(folder, sources, model)) {
            project.deliver("customers_20240101.csv", "customer_id,city", "1,Ulm");
            project.run();

            assertThat(project.rows("select city, hub.customer_id from old.city join data_vault.hub_customer as hub"
                            + " using (customer_key) where diff is not null"))
                    .isEqualTo("Ulm | 1");
            assertThat(project.history("customer_city")).isEqualTo("1 | 2024-01-01 | NULL | Ulm");
            assertThat(project.rows("select count(*) from raw_vault.tracking_customers"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aRenamedHubKeepsItsRowsUnderOtherNames() {
        String sources = """
                source: customers
                files: "customers_{load_date:yyyyMMdd}.csv"
                keys: %s
                columns: [customer_id, city]
                """;
        String names = "vault: test\nnames: { hub: \"h_{name}\", hash_key: \"hk_{name}\" }";
        String model = "hubs: { customer: customer_id }\nsatellites: { city: { of: customer, from: customers } }";
        String renamed = "hubs: { client: { key: customer_id, was: customer } }\n"
                + "satellites: { city: { of: client, from: customers } }";
        try (Project project = Project.of(folder, names, sources.formatted("customer"), model)) {
            project.deliver("customers_20240101.csv", "customer_id,city", "1,Ulm");
            project.run();
            project.change(names, sources.formatted("client"), renamed);
            project.deliver("customers_20240102.csv", "customer_id,city", "1,Graz");
            project.run();

            assertThat(project.history("city"))
                    .isEqualTo(Project.table("1 | 2024-01-01 | 2024-01-02 | Ulm", "1 | 2024-01-02 | NULL | Graz"));
            assertThat(project.rows(
                            "select count(*) from data_vault.h_client join data_vault.sat_city using (hk_client)"))
                    .isEqualTo("2");
        }
    }
}

package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lierne.loader.load.Project.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.LierneException;
import org.lierne.loader.erasure.ErasureReport;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;

/** A person is taken out of a vault, and everything else stays as it is. */
class ErasureTest {

    private static final String SOURCES = """
            system: shop
            files: "{source}_{load_date:yyyyMMdd}.csv"
            sources:
              customers:
                keys: [customer]
                one_row_per: customer
                sensitive: [name, email]
                required: name
                columns:
                  customer_id: varchar
                  name: varchar
                  email: { type: varchar, matches: ".+@.+" }
                  city: varchar
              orders:
                keys: { order: order_id, customer: customer_id, recipient: recipient_id }
                one_row_per: order
                sensitive: ship_to
                columns: { order_id: varchar, customer_id: varchar, recipient_id: varchar, ship_to: varchar, amount: integer }
            """;
    private static final String MODEL = """
            hubs:
              customer: { key: customer_id, roles: recipient }
              order: order_id
            links:
              order_customer: { connects: [order, customer, recipient], from: orders }
            satellites:
              customer_contact: { of: customer, from: customers, columns: [name, email] }
              customer_details: { of: customer, from: customers, columns: city }
              order_address: { of: order, from: orders, columns: ship_to }
              order_details: { of: order, from: orders }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
            """;

    @TempDir
    Path folder;

    private Project shop(String settings) {
        Project project = Project.of(folder, settings, SOURCES, MODEL).archiving();
        project.deliver(
                "customers_20240101.csv",
                "customer_id,name,email,city",
                "C-1001,Ada Lovelace,ada@example.org,London",
                "C-1002,Blaise Pascal,blaise@example.org,Paris",
                "C-1001,Ada L.,ada@example.org,London",
                "C-1001,Ada X.,adaexample,London");
        project.deliver(
                "customers_20240102.csv",
                "customer_id,name,email,city",
                "C-1001,Ada Byron,ada@example.org,Ockham",
                "C-1003,Carl,carl@example.org,Gauss");
        project.deliver(
                "orders_20240101.csv",
                "order_id,customer_id,recipient_id,ship_to,amount",
                "7,C-1001,C-1001,Ada at 12 St James,10",
                "8,C-1002,C-1001,Ada at 12 St James,20",
                "9,C-1002,C-1002,Blaise,30");
        project.deliver(
                "orders_20240102.csv",
                "order_id,customer_id,recipient_id,ship_to,amount",
                "7,C-1002,C-1002,Ada at 12 St James,10",
                "9,C-1002,C-1002,Blaise,30");
        project.run();
        return project;
    }

    /** However keys are hashed and called, they are found, and all that is made of them is made again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault: test\nnull_keys: skip",
                "vault: test\nhashing: { algorithm: sha256 }\nnames: { load_date: ldts, hash_key: \"hk_{name}\" }",
                "vault: test\nhashing: { profile: automate_dv, keys: hex }",
                "vault: test\nhashing: { profile: datavault4dbt }\nghost_records: lierne"
            })
    void aPersonIsTakenOut(String settings) {
        Project project = shop(settings);
        String others = "select order_id, amount from raw_vault.sat_order_details_history join raw_vault.hub_order"
                + " using (order_hk) order by all";
        String amounts = project.rows(others);
        String inForce = project.rows(IN_FORCE.formatted("'C-1001'"));

        ErasureReport report = project.forget("C-1001");

        assertThat(report.records()).isEqualTo(6);
        assertThat(project.rows("select customer_id from raw_vault.hub_customer where run_id > 0 order by 1"))
                .matches("C-1002\nC-1003\n(?i)erased[0-9a-f]{24}");
        assertThat(project.rows("select name, email from raw_vault.sat_customer_contact where run_id > 0 order by all"))
                .as("the first row of the person stays, empty; what followed says no more than it")
                .isEqualTo(table("Blaise Pascal | blaise@example.org", "Carl | carl@example.org", "NULL | NULL"));
        assertThat(
                        project.rows(
                                "select city, details.load_date from raw_vault.sat_customer_details_history as details"
                                        + " join raw_vault.hub_customer using (customer_hk) where customer_id ilike 'erased%' order by 2"))
                .as("what is not sensitive stays, under a key that nobody knows")
                .isEqualTo(table("London | 2024-01-01", "Ockham | 2024-01-02"));
        assertThat(project.rows(
                        "select order_id, address.load_date, ship_to from raw_vault.sat_order_address_history as address"
                                + " join raw_vault.hub_order using (order_hk) order by all"))
                .as("the second record of order 7 does not name the person, and repeated what is empty now")
                .isEqualTo(table(
                        "7 | 2024-01-01 | NULL",
                        "7 | 2024-01-02 | Ada at 12 St James",
                        "8 | 2024-01-01 | NULL",
                        "9 | 2024-01-01 | Blaise"));
        assertThat(project.rows(others)).isEqualTo(amounts);
        assertThat(project.rows(IN_FORCE.formatted(
                        "(select customer_id from raw_vault.hub_customer" + " where customer_id ilike 'erased%')")))
                .isEqualTo(inForce);
        assertThat(project.rows(
                        "select raw_text, message from audit.reject join audit.reject_error using (delivery_id)"))
                .isEqualTo(" | erased");
        assertThat(Rebuilding.inPlace(project))
                .contains("customers: 2 deliveries, 6 records, 5 rows", "orders: 2 deliveries, 5 records, 5 rows")
                .doesNotContain(": stored");
        assertThat(project.run().sources()).as("nothing is pending").isEmpty();
        project.closeVerified();
    }

    private static final String IN_FORCE = "select count(*) from raw_vault.link_order_customer_in_force as link"
            + " join raw_vault.hub_customer as hub on hub.customer_hk = link.recipient_hk where customer_id = %s";

    @Tag("thorough")
    @Test
    void whatIsDescribedLaterIsFilledWithoutThePerson() {
        Project project = shop("vault: test");
        project.forget("C-1001");
        project.change(
                "vault: test",
                SOURCES,
                MODEL + "  buyer_city: { of: customer, from: customers, columns: [name, city] }\n");
        project.run();
        assertThat(project.rows("select name, city, load_date from raw_vault.sat_buyer_city order by all"))
                .isEqualTo(table(
                        "Blaise Pascal | Paris | 2024-01-01",
                        "Carl | Gauss | 2024-01-02",
                        "NULL | London | 2024-01-01",
                        "NULL | Ockham | 2024-01-02"));
        assertThat(Rebuilding.inPlace(project)).doesNotContain(": stored");
        project.closeVerified();
    }

    @Test
    void whatIsDeliveredAgainIsKeptOut() {
        Project project = shop("vault: test");
        project.forget("C-1001");
        String counts = project.counts();
        project.deliver(
                "customers_20240103.csv",
                "customer_id,name,email,city",
                "C-1001,Ada Lovelace,ada@example.org,London",
                "C-1001,Ada Lovelace,nothing,London");
        project.deliver(
                "orders_20240103.csv", "order_id,customer_id,recipient_id,ship_to,amount", "10,C-1002,C-1001,Ada,1");
        RunReport report = project.run();
        assertThat(report.warnings())
                .containsExactly(
                        "customers: 2 records name keys that were erased, and were kept out; they are counted as filtered",
                        "orders: 1 record names a key that was erased, and was kept out; they are counted as filtered");
        assertThat(project.counts()).isEqualTo(counts);
        assertThat(project.rows("select records, accepted, filtered, rejected from audit.delivery"
                        + " where path like '%03.csv' order by path"))
                .isEqualTo(table("2 | 0 | 2 | 0", "1 | 0 | 1 | 0"));
        assertThat(Rebuilding.inPlace(project)).doesNotContain(": stored");

        assertThat(project.lift("C-1001")).isTrue();
        project.deliver(
                "customers_20240104.csv", "customer_id,name,email,city", "C-1001,Ada Again,ada@example.org,Paris");
        project.run();
        assertThat(project.history("customer_details"))
                .as("who comes back is somebody new")
                .contains("C-1001 | 2024-01-04 | NULL | Paris");
        assertThat(Rebuilding.inPlace(project)).doesNotContain(": stored");
        project.closeVerified();
    }

    @Test
    void withoutTheSecretNobodyElseIsErasedByAnother() {
        Project project = shop("vault: test");
        project.forget("C-1001");
        project.execute("delete from audit.forgotten_secret");

        assertThatThrownBy(() -> project.forget("C-1002"))
                .as("a second secret would let the first person back in")
                .isInstanceOfSatisfying(
                        LierneException.class,
                        refused -> assertThat(refused.code()).isEqualTo("forgotten_secret_missing"));
        assertThatThrownBy(() -> project.lift("C-1001"))
                .isInstanceOfSatisfying(
                        LierneException.class,
                        refused -> assertThat(refused.code()).isEqualTo("forgotten_secret_missing"));
        project.close();
    }

    @Test
    void whatIsKeptOutOfAFullDeliveryIsNotGone() {
        Project project = Project.of(folder, """
                        system: shop
                        files: "{source}_{load_date:yyyyMMdd}.csv"
                        delivery: full
                        sources:
                          orders:
                            keys: [order, customer]
                            one_row_per: order
                            columns: { order_id: varchar, customer_id: varchar, amount: integer }
                          members:
                            keys: [customer]
                            one_row_per: customer
                            sensitive: pet
                            columns: { customer_id: varchar, pet: varchar }
                        """, """
                        hubs: { customer: customer_id, order: order_id }
                        links: { order_customer: { connects: [order, customer], from: orders } }
                        satellites:
                          order_details: { of: order, from: orders }
                          order_status: { kind: status_tracking, of: order, from: orders }
                          member_details: { of: customer, from: members }
                          member_status: { kind: status_tracking, of: customer, from: members }
                        """).archiving();
        project.deliver("orders_20240101.csv", "order_id,customer_id,amount", "1,C-1001,10", "2,C-1002,20");
        project.deliver("members_20240101.csv", "customer_id,pet", "C-1001,cat", "C-1002,dog", "C-1003,cow");
        project.run();
        project.forget("C-1001");
        project.deliver("orders_20240102.csv", "order_id,customer_id,amount", "1,C-1001,10", "2,C-1002,20");
        project.deliver("members_20240102.csv", "customer_id,pet", "C-1001,cat", "C-1002,dog", "C-1003,cow");
        project.run();
        assertThat(project.rows("select order_id, status from raw_vault.sat_order_status_current"
                        + " join raw_vault.hub_order using (order_hk) order by 1"))
                .isEqualTo(table("1 | created", "2 | created"));
        assertThat(project.rows("select left(customer_id, 6), status from raw_vault.sat_member_status_current"
                        + " join raw_vault.hub_customer using (customer_hk) order by 1"))
                .isEqualTo(table("C-1002 | created", "C-1003 | created", "erased | deleted"));
        assertThat(Rebuilding.inPlace(project)).doesNotContain(": stored");
        project.closeVerified();
    }

    @Test
    void aMarkHidesNoTampering() {
        Project project = shop("vault: test");
        project.forget("C-1001");
        assertThat(project.verifyTampered(
                                List.of("update raw_vault.sat_customer_contact set name = 'Eve' where name is null"))
                        .findings())
                .extracting(finding -> finding.promise().code())
                .contains("erased", "hashdiff");
    }

    @Test
    void aPersonHasOtherKeys() {
        Project project = Project.of(folder, """
                        system: shop
                        files: "{source}_{load_date:yyyyMMdd}.csv"
                        sources:
                          matches: { keys: { customer: one, twin: other }, columns: { one: varchar, other: varchar } }
                        """, """
                        hubs: { customer: { key: { customer_id: { case: upper } }, roles: twin } }
                        links: { same_customer: { kind: same_as, connects: [customer, twin], from: matches } }
                        """).archiving();
        project.deliver("matches_20240101.csv", "one,other", "a1,a2", "a3,a2", "b1,b2");
        project.run();
        assertThat(project.forget(true, "A2").same()).containsExactly("A1", "A3");
        assertThat(project.forget("a2").same()).containsExactly("A1", "A3");
        assertThat(project.rows("select customer_id from raw_vault.hub_customer where run_id > 0 order by 1"))
                .matches("A1\nA3\nB1\nB2\nERASED[0-9A-F]{24}");
        assertThat(Rebuilding.inPlace(project)).doesNotContain(": stored");
        project.closeVerified();
    }

    @Test
    void aKeyOfSeveralPartsKeepsWhatOthersShare() {
        Project project =
                Project.of(folder, "vault: test\ntenant: tenant", """
                        system: shop
                        files: "{source}_{load_date:yyyyMMdd}.csv"
                        sources:
                          customers:
                            keys: { customer: [region, number] }
                            sensitive: name
                            columns: { tenant: varchar, region: varchar, number: integer, name: varchar }
                          sales:
                            keys: { customer: [region, number], branch: region }
                            columns: { tenant: varchar, region: varchar, number: integer, amount: integer }
                        """, """
                        hubs: { customer: { key: { region: varchar, number: integer } }, branch: region }
                        links: { sale: { connects: [customer, branch], from: sales } }
                        satellites: { customer_details: { of: customer, from: customers }, sale_details: { of: sale, from: sales } }
                        """).archiving();
        project.deliver("customers_20240101.csv", "tenant,region,number,name", "t,north,7,Ada", "t,north,8,Bob");
        project.deliver("sales_20240101.csv", "tenant,region,number,amount", "t,north,7,3", "t,north,8,4");
        project.run();
        project.forget("t", "north", "7");
        assertThat(project.rows("select tenant, region from raw_vault.hub_customer where run_id > 0 order by all"))
                .isEqualTo(table("t | north", "t | north"));
        assertThat(project.rows("select count(*) from raw_vault.hub_customer where number = 7"))
                .isEqualTo("0");
        assertThat(Rebuilding.inPlace(project)).doesNotContain(": stored");
        project.closeVerified();
    }

    /** Before the commit nothing has happened; after it, erasing again ends what was begun. */
    @Tag("thorough")
    @Test
    void anInterruptedErasureIsEnded() throws IOException {
        Project project = shop("vault: test");
        String counts = project.counts();
        List<String> copies = copies(project);
        RunListener dies = event -> {
            if (event instanceof RunEvent.Committing) {
                throw new IllegalStateException("killed before the commit");
            }
        };
        assertThatThrownBy(() -> project.forget(false, dies, "C-1001")).hasMessage("killed before the commit");
        assertThat(project.counts()).isEqualTo(counts);
        assertThat(copies(project)).isEqualTo(copies);
        assertThat(project.rows("select outcome from audit.run where kind = 'forget'"))
                .isEqualTo("failed");

        RunListener diesLater = event -> {
            if (event instanceof RunEvent.Committed) {
                throw new IllegalStateException("killed after the commit");
            }
        };
        assertThatThrownBy(() -> project.forget(false, diesLater, "C-1001")).hasMessage("killed after the commit");
        assertThat(copies(project))
                .as("the old copies are there still")
                .containsAll(copies)
                .hasSize(copies.size() + 3);

        ErasureReport report = project.forget("C-1001");
        assertThat(report.resumed()).isTrue();
        assertThat(copies(project)).hasSize(copies.size()).doesNotContainAnyElementsOf(copies.subList(0, 2));
        assertThat(project.rows("select count(*) from audit.erasure_file")).isEqualTo("0");
        assertThat(project.rows("select count(*) from audit.erasure where finished_at is null"))
                .isEqualTo("0");
        assertThat(Rebuilding.inPlace(project)).doesNotContain(": stored");
        project.closeVerified();
    }

    private static List<String> copies(Project project) throws IOException {
        try (Stream<Path> files = Files.walk(project.archive())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> project.archive().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatCannotBeErasedIsSaid() {
        Project project = shop("vault: test");
        assertThat(project.failureOfForgetting("C-9999")).isEqualTo("key_not_found");
        project.forget("C-1001");
        assertThat(project.failureOfForgetting("C-1001")).isEqualTo("key_erased_already");
        assertThat(project.failureOfForgetting("C-1002", "2")).isEqualTo("key_unreadable");
        project.close();
    }
}

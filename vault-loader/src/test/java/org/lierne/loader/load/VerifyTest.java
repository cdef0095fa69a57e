package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.verify.Promise;
import org.lierne.loader.verify.Finding;
import org.lierne.loader.verify.VerifyReport;

/** Every promise is broken by a row of its own, and exactly that is found. */
class VerifyTest {

    @TempDir
    static Path folder;

    private static Project project;

    /** What hash keys and deliveries stand for, by their text. */
    private static final Map<String, String> NAMES = new HashMap<>();

    @BeforeAll
    static void load() {
        project = WholeVault.loaded(folder);
        name("select delivery_id, path from audit.delivery");
        name("select customer_hk, customer_id from raw_vault.hub_customer where run_id > 0");
        name("select order_hk, order_id from raw_vault.hub_order where run_id > 0");
        name("select product_hk, sku from raw_vault.hub_product where run_id > 0");
        name("select warehouse_hk, warehouse_id from raw_vault.hub_warehouse where run_id > 0");
        name("select order_customer_hk, order_id || '-' || hub_customer.customer_id || '-' || coalesce("
                + "recipient.customer_id, '?') from raw_vault.link_order_customer join raw_vault.hub_order using (order_hk)"
                + " join raw_vault.hub_customer using (customer_hk) join raw_vault.hub_customer as recipient"
                + " on recipient.customer_hk = recipient_hk");
        name("select order_line_hk, order_id || '-' || sku || '-' || line_number from raw_vault.link_order_line"
                + " join raw_vault.hub_order using (order_hk) join raw_vault.hub_product using (product_hk)");
        name("select stock_hk, sku || '-' || warehouse_id from raw_vault.link_stock"
                + " join raw_vault.hub_product using (product_hk) join raw_vault.hub_warehouse using (warehouse_hk)");
        name("select payment_hk, payment_id from raw_vault.link_payment");
        name("select ref_country_hk, country_code from raw_vault.ref_country_from_countries");
    }

    private static void name(String query) {
        project.cells(query).forEach(row -> NAMES.put(row.get(0), row.get(1)));
    }

    private static String named(Object value) {
        String text = Objects.toString(value).replace("T00:00", "");
        return NAMES.getOrDefault(text, text);
    }

    @AfterAll
    static void close() {
        assertThat(project.verify().offences()).as("after all was taken back").isZero();
        project.close();
    }

    @Test
    void aVaultThatWasLoadedKeepsWhatItPromises() {
        VerifyReport report = project.verify();

        assertThat(findings(report)).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(report.checks().stream().map(each -> each.check().promise()).distinct())
                .as("every promise is held to something")
                .containsExactlyInAnyOrder(Promise.values());
        assertThat(report.tables()).isEqualTo(project.schema().tables().size());
    }

    @Test
    void aKeyThatStandsTwice() {
        assertFound(
                "insert into raw_vault.hub_customer from raw_vault.hub_customer where customer_id = '1'",
                "unique_key hub_customer 1: 1, not 2");
        assertFound(
                "insert into raw_vault.link_order_line from raw_vault.link_order_line where line_number = 2",
                "unique_key link_order_line 7-B-2: 1, not 2");
        assertFound(
                "insert into raw_vault.tracking_countries from raw_vault.tracking_countries where record_number = 2",
                "unique_key tracking_countries countries_20240101.csv:2: 1, not 2");
    }

    @Test
    void aHashKeyThatIsNotThatOfItsBusinessKey() {
        assertFound(
                "update raw_vault.hub_warehouse set warehouse_id = 'W1' where warehouse_id = 'W2'",
                "hash_key hub_warehouse W2 2024-01-02 run 2: W1, not W2",
                "hash_key link_stock A-W2 2024-01-02 run 2: A-W1, not A-W2");
        assertFound(
                "update raw_vault.link_order_line set line_number = 1 where line_number = 2",
                "hash_key link_order_line 7-B-2 2024-01-01 run 1: " + key("1:71:B1:1") + ", not 7-B-2");
        assertFound(
                "update raw_vault.link_order_customer set recipient_hk = customer_hk where run_id = 2",
                "hash_key link_order_customer 7-3-2 2024-01-02 run 2: " + key("1:71:31:3") + ", not 7-3-2");
    }

    @Test
    void whatIsReferredToIsGone() {
        assertFound(
                "delete from raw_vault.hub_customer where customer_id = '4'",
                "orphan first_seen_hub_customer 4 2024-01-04 run 4: a row of hub_customer, not 4",
                "orphan sat_customer_details 4 2024-01-04 customers_20240104.csv:3: a row of hub_customer, not 4",
                "orphan sat_customer_details 4 2024-01-05 customers_20240105.csv:3: a row of hub_customer, not 4",
                "orphan tracking_customers 2024-01-04 customers_20240104.csv:3: a row of hub_customer, not 4",
                "orphan tracking_customers 2024-01-05 customers_20240105.csv:3: a row of hub_customer, not 4",
                "orphan tracking_customers 2024-01-20 customers_20240120.csv:2: a row of hub_customer, not 4");
        assertFound(
                "delete from raw_vault.link_payment where payment_id = 'P2'",
                "orphan sat_payment_account P2 2024-01-01 payments_20240101.csv:3: a row of link_payment, not P2");
    }

    @Test
    void aTableThatIsNotAsTheMetadataMeanIt() {
        assertFound(
                "drop table raw_vault.sat_payment_account",
                "structure raw_vault sat_payment_account: table, not nothing");
        assertFound(
                "alter table raw_vault.sat_payment_account alter column iban type integer using 1",
                "structure raw_vault sat_payment_account iban: varchar, not integer");
        assertFound(
                "drop view raw_vault.sat_customer_pages_current",
                "structure raw_vault sat_customer_pages_current: view, not nothing");
    }

    private static String key(String text) {
        return project.rows("select cast(md5('" + text + "') as uuid)");
    }

    private static void assertFound(String change, String... expected) {
        assertThat(findings(project.verifyTampered(change))).containsExactlyInAnyOrder(expected);
    }

    private static List<String> findings(VerifyReport report) {
        return report.findings().stream().map(VerifyTest::text).toList();
    }

    /** Check, table, what names the row with the record as {@code file:number}, what was expected and found. */
    private static String text(Finding finding) {
        List<String> row = new ArrayList<>();
        finding.row().forEach((column, value) -> {
            if (column.equals("record_number")) {
                row.set(row.size() - 1, row.get(row.size() - 1) + ":" + value);
            } else if (!column.equals("row_number") && !"".equals(value)) {
                row.add(column.equals("run_id") ? "run " + value : named(value));
            }
        });
        return finding.promise().code() + " " + finding.table().replace("raw_vault.", "") + " " + String.join(" ", row)
                + ": " + named(finding.expected()) + ", not " + named(finding.found());
    }
}

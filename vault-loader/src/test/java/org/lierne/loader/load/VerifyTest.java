package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.verify.check.Promise;
import org.lierne.loader.verify.Finding;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyRequest;

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
        return NAMES.getOrDefault(text, value instanceof UUID ? text.substring(0, 8) : text);
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
                .as("every promise of a raw vault is held to something")
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(
                        EnumSet.of(Promise.SNAPSHOT, Promise.POINT_IN_TIME, Promise.BRIDGE, Promise.ERASED)));
        assertThat(report.tables()).isEqualTo(project.schema().tables().size());
    }

    @Test
    void aKeyThatStandsTwice() {
        assertFound(
                List.of(
                        twice("hub_customer", "customer_id = '1'"),
                        twice("link_order_line", "line_number = 2"),
                        twice("sat_payment_account", "iban = 'DE1'"),
                        twice("sat_order_customer_effectivity", "run_id = 2"),
                        twice("sat_product_price", "currency = 'USD' and run_id = 1"),
                        twice("sat_product_status", "run_id = 3"),
                        twice("first_seen_hub_customer", "run_id = 4"),
                        twice("tracking_countries", "record_number = 2")),
                "unique_key hub_customer 1: 1, not 2",
                "unique_key link_order_line 7-B-2: 1, not 2",
                "unique_key sat_order_customer_effectivity 7 2024-01-02 orders_20240102.csv 7-3-2: 1, not 2",
                "unique_key sat_product_status C 2024-01-03 run 3: 1, not 2",
                "unique_key sat_product_price A prices_20240101.csv:3: 1, not 2",
                "unique_key sat_payment_account P1: 1, not 2",
                "unique_key tracking_countries countries_20240101.csv:2: 1, not 2",
                "unique_key first_seen_hub_customer 4 2024-01-04: 1, not 2");
    }

    @Tag("thorough")
    @Test
    void aSatelliteRowThatStandsTwiceIsNoChangeEither() {
        assertFound(
                List.of(twice("sat_customer_details", "city = 'Linz'")),
                "unique_key sat_customer_details 3 customers_20240101.csv:4: 1, not 2",
                "equal_neighbours sat_customer_details 3 2024-01-01 customers_20240101.csv:4: a change, not as the row before it");
    }

    @Test
    void aHashKeyThatIsNotThatOfItsBusinessKey() {
        assertFound(
                List.of(
                        "update raw_vault.hub_warehouse set warehouse_id = 'W1' where warehouse_id = 'W2'",
                        "update raw_vault.link_order_line set line_number = 1 where line_number = 2",
                        "update raw_vault.link_order_customer set recipient_hk = customer_hk where run_id = 2",
                        "update raw_vault.ref_country_from_countries set country_code = 'D' where country_code = 'DE'"),
                "hash_key hub_warehouse W2 2024-01-02 run 2: W1, not W2",
                "hash_key link_order_customer 7-3-2 2024-01-02 run 2: 448f06d5, not 7-3-2",
                "hash_key link_order_line 7-B-2 2024-01-01 run 1: 694b257c, not 7-B-2",
                "hash_key link_stock A-W2 2024-01-02 run 2: A-W1, not A-W2",
                "hash_key ref_country_from_countries DE 2024-01-01 countries_20240101.csv:2: f623e75a, not DE",
                "hashdiff ref_country_from_countries DE 2024-01-01 countries_20240101.csv:2: d91fceda, not aef8fa0a");
    }

    @Test
    void whatIsReferredToIsGone() {
        assertFound(
                List.of(
                        "delete from raw_vault.hub_customer where customer_id = '4'",
                        "delete from raw_vault.link_payment where payment_id = 'P2'"),
                "orphan first_seen_hub_customer 4 2024-01-04 run 4: a row of hub_customer, not 4",
                "orphan sat_customer_details 4 2024-01-04 customers_20240104.csv:3: a row of hub_customer, not 4",
                "orphan sat_customer_details 4 2024-01-05 customers_20240105.csv:3: a row of hub_customer, not 4",
                "orphan sat_payment_account P2 2024-01-01 payments_20240101.csv:3: a row of link_payment, not P2",
                "orphan tracking_payments 2024-01-01 payments_20240101.csv:3: a row of link_payment, not P2",
                "orphan tracking_customers 2024-01-04 customers_20240104.csv:3: a row of hub_customer, not 4",
                "orphan tracking_customers 2024-01-05 customers_20240105.csv:3: a row of hub_customer, not 4",
                "orphan tracking_customers 2024-01-20 customers_20240120.csv:2: a row of hub_customer, not 4");
    }

    @Tag("thorough")
    @Test
    void aZeroKeyThatIsGone() {
        assertFound(
                List.of(
                        "delete from raw_vault.hub_warehouse where run_id = 0",
                        "delete from raw_vault.sat_customer_details where run_id = 0 and customer_hk::varchar like 'f%'"),
                "zero_key hub_warehouse 00000000: 1, not 0",
                "zero_key hub_warehouse ffffffff: 1, not 0",
                "zero_key sat_customer_details ffffffff: 1, not 0");
    }

    @Tag("thorough")
    @Test
    void payloadThatIsNotThatOfItsHashdiff() {
        String other = "md5('other')::uuid";
        assertFound(
                List.of(
                        "update raw_vault.sat_customer_details set city = 'Wien' where city = 'Linz'",
                        "update raw_vault.sat_product_price set price = 7 where currency = 'USD' and run_id = 1",
                        "update raw_vault.sat_product_price set block_hashdiff = " + other + " where price = 3",
                        "update raw_vault.ref_country_from_countries set country_name = NULL where country_code = 'AT'",
                        "update raw_vault.sat_order_customer_effectivity set hashdiff = " + other + " where run_id = 2",
                        "update raw_vault.tracking_orders set order_customer_effectivity_hashdiff = " + other
                                + " where run_id = 2 and record_number = 2"),
                "hashdiff sat_customer_details 3 2024-01-01 customers_20240101.csv:4: d8ea7afd, not 0ca3843b",
                "hashdiff sat_order_customer_effectivity 7 2024-01-02 orders_20240102.csv: f5974c37, not 795f3202",
                "hashdiff sat_product_price A 2024-01-01 prices_20240101.csv:3: e7da9bfd, not 46e898c4",
                "hashdiff sat_product_price C 2024-01-01 prices_20240101.csv: ee85b1ca, not 795f3202",
                "hashdiff ref_country_from_countries AT 2024-01-01 countries_20240101.csv:3: 8532e93b, not f1f29e55",
                "missing_change sat_product_price C 2024-01-01 prices_20240101.csv:5: ee85b1ca, not nothing",
                "untracked_row sat_product_price C 2024-01-01 prices_20240101.csv:5: a row that was tracked, not 795f3202");
    }

    @Test
    void aChangeThatIsNone() {
        assertFound(
                List.of(
                        "update raw_vault.sat_customer_details set run_id = 3 where load_date = '2024-01-04' and run_id = 4"
                                + " and name = 'Di'"),
                "equal_neighbours sat_customer_details 4 2024-01-05 customers_20240105.csv:3: a change, not as the row before it");
    }

    @Test
    void aChangeThatIsMissing() {
        assertFound(
                List.of(
                        "delete from raw_vault.sat_customer_details where city = 'Wien'",
                        "delete from raw_vault.sat_product_price where currency = 'USD' and run_id = 2",
                        "delete from raw_vault.sat_order_customer_effectivity where run_id = 2"),
                "hashdiff sat_product_price A 2024-01-02 prices_20240102.csv: e83e86b2, not 038419b5",
                "missing_change sat_customer_details 2 2024-01-10 customers_20240110.csv:3: 0f600540, not nothing",
                "missing_change sat_order_customer_effectivity 7 2024-01-02 orders_20240102.csv:2: f5974c37, not nothing");
    }

    @Test
    void aChangeThatWasNotTracked() {
        assertFound(
                List.of("insert into raw_vault.sat_customer_details select * replace (md5('3')::uuid as customer_hk,"
                        + " 99 as record_number) from raw_vault.sat_customer_details where city = 'Wien'"),
                "untracked_row sat_customer_details 3 2024-01-10 customers_20240110.csv:99: a row that was tracked, not 0f600540");
    }

    @Tag("thorough")
    @Test
    void aLoadDateThatIsNotTheRecords() {
        assertFound(
                List.of("update raw_vault.sat_customer_details set load_date = '2024-01-11' where city = 'Wien'"),
                "missing_change sat_customer_details 2 2024-01-10 customers_20240110.csv:3: 0f600540, not nothing",
                "untracked_row sat_customer_details 2 2024-01-11 customers_20240110.csv:3: a row that was tracked, not 0f600540");
    }

    @Test
    void aHistoryThatOverlaps() {
        assertFound(
                List.of(
                        "create or replace view raw_vault.sat_customer_details_history as select customer_hk, load_date,"
                                + " null::timestamp as load_end_date, true as is_current, delivery_id, record_number, row_number,"
                                + " hashdiff, record_source, run_id, name, city from raw_vault.sat_customer_details"
                                + " where name = 'Bob'"),
                "validity sat_customer_details_history 2 2024-01-01 customers_20240101.csv:3: 2024-01-10, not null");
    }

    @Tag("thorough")
    @Test
    void keysThatCameOrWentOtherwise() {
        assertFound(
                List.of(
                        "delete from raw_vault.sat_product_status where load_date = '2024-01-01' and product_hk = md5('A')::uuid",
                        "update raw_vault.presence_product_price set is_deleted = false where is_deleted",
                        "update raw_vault.sat_stock_status set operation = 'U' where operation = 'D'",
                        "delete from raw_vault.presence_stock_effectivity where run_id = 4",
                        "update raw_vault.judgement_products set keys_present = 9 where run_id = 1"),
                "presence sat_product_status A 2024-01-01: false, not null",
                "presence presence_product_price C 2024-01-02: true, not false",
                "presence sat_stock_status B-W1 2024-01-02 stocks_20240102.csv:3: D, not nothing",
                "presence sat_stock_status B-W1 2024-01-02 stocks_20240102.csv:3: a change record, not U",
                "presence presence_stock_effectivity B 2024-01-03 stocks_20240103.csv:2: I, not nothing",
                "presence judgement_products 2024-01-01: 3, not 9");
    }

    @Tag("thorough")
    @Test
    void aKeyThatWasSeenAtAnotherTime() {
        assertFound(
                List.of(
                        "update raw_vault.first_seen_hub_customer set load_date = '2024-01-06'",
                        "update raw_vault.hub_order set load_date = '2023-01-01' where order_id = '8'",
                        "update raw_vault.link_stock set load_date = '2024-02-01' where run_id = 2"),
                "first_seen first_seen_hub_customer 4 2024-01-06 run 4: 2024-01-05, not 2024-01-06",
                "first_seen hub_customer 4: 2024-01-04, not 2024-01-05",
                "first_seen hub_order 8 2023-01-01 run 1: a tracked row with this load date, not none",
                "first_seen link_stock A-W2: 2024-01-02, not 2024-02-01",
                "first_seen link_stock A-W2 2024-02-01 run 2: a tracked row with this load date, not none");
    }

    @Test
    void aColumnThatIsNotFilled() {
        assertFound(
                List.of(
                        "alter table raw_vault.link_payment alter column record_source drop not null",
                        "update raw_vault.link_payment set record_source = NULL where payment_id = 'P1'"),
                "required link_payment P1 2024-01-01 payments_20240101.csv:2: a value in each column that needs one,"
                        + " not record_source");
    }

    @Tag("thorough")
    @Test
    void aRecordSourceThatIsNotThatOfTheSource() {
        assertFound(
                List.of(
                        "update raw_vault.hub_customer set record_source = 'shop.payments' where customer_id = '4'",
                        "update raw_vault.link_stock set record_source = 'shop.orders' where run_id = 2",
                        "update raw_vault.ref_country_from_countries set record_source = 'x' where country_code = 'DE'",
                        "update raw_vault.sat_product_status set record_source = 'shop' where run_id = 3",
                        "update raw_vault.sat_customer_details set record_source = 'x' where city = 'Linz'"),
                "record_source hub_customer 4 2024-01-05 run 3: shop.customers or shop.orders or shop.visits,"
                        + " not shop.payments",
                "record_source link_stock A-W2 2024-01-02 run 2: shop.stocks, not shop.orders",
                "record_source sat_customer_details 3 2024-01-01 customers_20240101.csv:4: shop.customers, not x",
                "record_source sat_product_status C 2024-01-03 products_20240103.csv:4: shop.products, not shop",
                "record_source ref_country_from_countries DE 2024-01-01 countries_20240101.csv:2: shop.countries, not x");
    }

    @Tag("thorough")
    @Test
    void whatHappenedOnceButWasNotTracked() {
        assertFound(
                List.of(
                        "update raw_vault.link_payment set record_number = 9 where payment_id = 'P1'",
                        "update raw_vault.sat_payment_account set load_date = '2024-01-02' where iban = 'AT1'"),
                "event link_payment P1 2024-01-01 payments_20240101.csv:9: a record that was tracked with this key and"
                        + " load date, not none",
                "event sat_payment_account P2 2024-01-02 payments_20240101.csv:3: a record that was tracked with this key"
                        + " and load date, not none");
    }

    @Test
    void whatTheLedgerSaysOtherwise() {
        assertFound(
                List.of(
                        "update raw_vault.sat_payment_account set run_id = 99 where iban = 'DE1'",
                        "update audit.run set outcome = 'failed' where run_id = 4",
                        "update raw_vault.sat_payment_account set delivery_id = md5('none')::uuid where iban = 'AT1'",
                        "update audit.delivery set filtered = 1 where path = 'payments_20240101.csv'",
                        "delete from audit.reject",
                        "delete from raw_vault.tracking_countries where record_number = 2"),
                "untracked_row ref_country_from_countries DE 2024-01-01 countries_20240101.csv:2: a row that was tracked, not aef8fa0a",
                "ledger sat_customer_details run 4: a run that has loaded, not 2",
                "ledger sat_stock_details run 4: a run that has loaded, not 1",
                "ledger sat_stock_status run 4: a run that has loaded, not 1",
                "ledger sat_payment_account 334c4a4c: a delivery that was loaded, not 1",
                "ledger sat_payment_account run 99: a run that has loaded, not 1",
                "ledger tracking_customers run 4: a run that has loaded, not 2",
                "ledger tracking_stocks run 4: a run that has loaded, not 1",
                "ledger presence_stock_effectivity run 4: a run that has loaded, not 1",
                "ledger first_seen_hub_customer run 4: a run that has loaded, not 1",
                "ledger audit.delivery payments_20240101.csv: 2, not 3",
                "ledger audit.reject products_20240102.csv: 1, not 0",
                "ledger tracking_countries countries_20240101.csv: 2, not 1");
    }

    @Test
    void aDeliveryWithoutTrackingThatCameLate() {
        assertFound(
                List.of("update audit.delivery set run_id = 3 where path = 'visits_20240101.csv'"),
                "late_untracked audit.delivery visits_20240101.csv: a run before 2, not run 3");
    }

    @Tag("thorough")
    @Test
    void whatCannotBeReadIsNotJudged() {
        VerifyReport report =
                project.verifyTampered(List.of("alter table raw_vault.sat_payment_account drop column iban"));

        assertThat(findings(report))
                .containsExactly("structure raw_vault sat_payment_account iban: varchar, not nothing");
        assertThat(report.isClean()).isFalse();
        assertThat(report.undone())
                .extracting(check -> check.promise().code() + " " + check.table())
                .containsExactlyInAnyOrder(
                        "required raw_vault.sat_payment_account",
                        "unique_key raw_vault.sat_payment_account",
                        "event raw_vault.sat_payment_account",
                        "record_source raw_vault.sat_payment_account",
                        "orphan raw_vault.sat_payment_account",
                        "ledger raw_vault.sat_payment_account",
                        "ledger raw_vault.sat_payment_account");
    }

    @Test
    void allIsCountedAndSomeIsShown() {
        VerifyReport report = project.verifyTampered(
                List.of("update raw_vault.sat_customer_details set name = 'X' where run_id > 0"),
                new VerifyRequest(Set.of(Promise.HASHDIFF), Set.of("sat_customer_details"), 2));

        assertThat(report.checks()).hasSize(1);
        assertThat(report.offences()).isEqualTo(9);
        assertThat(report.findings()).hasSize(2);
    }

    @Test
    void aTableThatIsNotAsTheMetadataMeanIt() {
        assertFound(
                List.of(
                        "drop table raw_vault.sat_payment_account",
                        "alter table raw_vault.sat_customer_pages alter column page type integer using 1",
                        "drop view raw_vault.sat_customer_pages_current"),
                "structure raw_vault sat_customer_pages page: varchar, not integer",
                "structure raw_vault sat_customer_pages_current: view, not nothing",
                "structure raw_vault sat_payment_account: table, not nothing");
    }

    private static String twice(String table, String condition) {
        return "insert into raw_vault." + table + " from raw_vault." + table + " where " + condition;
    }

    private static void assertFound(List<String> changes, String... expected) {
        assertThat(findings(project.verifyTampered(changes))).containsExactlyInAnyOrder(expected);
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

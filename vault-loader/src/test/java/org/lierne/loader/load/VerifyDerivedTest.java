package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.verify.check.Promise;
import org.lierne.loader.verify.VerifyReport;

/** What is derived is held to its definition: each way to break it is broken by a row of its own, and only that is found. */
class VerifyDerivedTest {

    private static final String SOURCES = """
            files: "{source}_{load_date:yyyyMMdd}.csv"
            sources:
              customers: { keys: customer, columns: [customer_id, city] }
              phones: { delivery: full, keys: customer, one_row_per: [customer, kind], columns: [customer_id, kind, number] }
              orders: { keys: [order, customer], one_row_per: order, columns: [order_id, customer_id] }
            """;
    private static final String MODEL = """
            hubs:
              customer: customer_id
              order: order_id
            links:
              order_customer: { connects: [order, customer], from: orders }
            satellites:
              customer_city: { of: customer, from: customers }
              customer_phones: { kind: multi_active, of: customer, from: phones, sub_key: kind }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
            snapshots: { nightly: { at: "12:00", keep: { daily: 3 days, monthly: forever } } }
            point_in_time: [customer, order_customer]
            bridges: { orders: [order, order_customer, customer] }
            """;

    private static final String ZERO = "'00000000-0000-0000-0000-000000000000'";

    @TempDir
    static Path folder;

    private static Project project;

    @BeforeAll
    static void load() {
        project = Project.of(folder, "vault: test\nghost_records: lierne", SOURCES, MODEL);
        deliver("customers", "29", "customer_id,city", "1,Ulm", "2,Graz");
        deliver("phones", "29", "customer_id,kind,number", "1,home,11", "1,work,12");
        deliver("orders", "29", "order_id,customer_id", "7,1", "8,2");
        run();
        deliver("customers", "31", "customer_id,city", "1,Linz", "2,Graz");
        deliver("phones", "31", "customer_id,kind,number", "1,home,13");
        deliver("orders", "31", "order_id,customer_id", "7,2");
        run();
        deliver("customers", "30", "customer_id,city", "1,Bonn", "3,Wien");
        run();
    }

    private static void deliver(String source, String day, String... lines) {
        project.deliver(source + "_202401" + day + ".csv", lines);
    }

    private static void run() {
        assertThat(project.run().failures()).isEmpty();
    }

    @AfterAll
    static void close() {
        assertThat(project.verify().offences()).as("after all was taken back").isZero();
        project.close();
    }

    @Test
    void whatIsDerivedIsAsItIsDefined() {
        VerifyReport report = project.verify();

        assertThat(findings(report)).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(report.checks().stream()
                        .collect(Collectors.groupingBy(each -> each.check().promise(), Collectors.counting())))
                .containsAllEntriesOf(Map.of(Promise.SNAPSHOT, 1L, Promise.POINT_IN_TIME, 5L, Promise.BRIDGE, 2L));
    }

    @Test
    void datesThatRulesDoNotLeadTo() {
        // The unknown and the error key have rows at each date that there is.
        assertFound(
                List.of(
                        "update business_vault.snapshot_nightly set is_monthly = true where snapshot_date = '2024-01-30 12:00'",
                        "insert into business_vault.snapshot_nightly select * replace (timestamp '2023-01-01' as snapshot_date)"
                                + " from business_vault.snapshot_nightly where snapshot_date = '2024-01-29 12:00'"),
                "snapshot snapshot_nightly 2023-01-01: no date, not is_daily",
                "snapshot snapshot_nightly 2024-01-30T12:00: is_daily, not is_daily is_monthly",
                "point_in_time pit_customer 2023-01-01: a row, not no row",
                "point_in_time pit_customer 2023-01-01: a row, not no row");
    }

    @Tag("thorough")
    @Test
    void aDateThatIsGone() {
        assertThat(promises(List.of(
                        "delete from business_vault.snapshot_nightly where snapshot_date = '2024-01-30 12:00'")))
                .as("the rows at that date are too many then")
                .isEqualTo(Map.of(Promise.SNAPSHOT, 1L, Promise.POINT_IN_TIME, 7L, Promise.BRIDGE, 2L));
    }

    @Test
    void aKeyThatIsNotThereAtADate() {
        assertFound(
                List.of("delete from business_vault.pit_customer where snapshot_date = '2024-01-30 12:00' and "
                        + isCustomer("3")),
                "point_in_time pit_customer 2024-01-30T12:00: a row, not no row");
    }

    @Test
    void aKeyThatStandsTwiceAtADate() {
        assertFound(
                List.of("insert into business_vault.pit_customer from business_vault.pit_customer where snapshot_date ="
                        + " '2024-01-30 12:00' and " + isCustomer("3")),
                "unique_key pit_customer 2024-01-30T12:00: 1, not 2");
    }

    @Test
    void aKeyThatWasNotSeenYet() {
        assertFound(
                List.of("insert into business_vault.pit_customer select * replace (timestamp '2024-01-29 12:00' as"
                        + " snapshot_date) from business_vault.pit_customer where snapshot_date = '2024-01-30 12:00' and "
                        + isCustomer("3")),
                "point_in_time pit_customer 2024-01-29T12:00: no row, not a row",
                "point_in_time pit_customer 2024-01-29T12:00: null, not 2024-01-30T00:00");
    }

    @Test
    void aRowThatDoesNotHoldAnyMore() {
        assertFound(
                List.of("update business_vault.pit_customer set sat_customer_city_load_date = '2024-01-29',"
                        + " sat_customer_city_delivery_id = (select delivery_id from raw_vault.sat_customer_city where city = 'Ulm')"
                        + " where snapshot_date = '2024-01-30 12:00' and " + isCustomer("1")),
                "point_in_time pit_customer 2024-01-30T12:00: 2024-01-30T00:00, not 2024-01-29T00:00");
    }

    @Test
    void anotherRecordThanTheOneThatHolds() {
        assertFound(
                List.of("update business_vault.pit_customer set sat_customer_city_record_number = 9"
                        + " where snapshot_date = '2024-01-30 12:00' and " + isCustomer("1")),
                "point_in_time pit_customer 2024-01-30T12:00: 2024-01-30T00:00, not 2024-01-30T00:00");
    }

    @Tag("thorough")
    @Test
    void aBlockThatIsPassedOver() {
        assertFound(
                List.of("update business_vault.pit_customer set sat_customer_phones_hk = " + ZERO + ","
                        + " sat_customer_phones_load_date = '1900-01-01', sat_customer_phones_delivery_id = " + ZERO
                        + " where snapshot_date = '2024-01-31 12:00' and " + isCustomer("1")),
                "point_in_time pit_customer 2024-01-31T12:00: 2024-01-31T00:00, not 1900-01-01T00:00");
    }

    @Tag("thorough")
    @Test
    void whatLeadsToNoGhost() {
        assertFound(
                List.of("update business_vault.pit_customer set sat_customer_phones_delivery_id = md5('x')::uuid"
                        + " where snapshot_date = '2024-01-31 12:00' and " + isCustomer("3")),
                "point_in_time pit_customer 2024-01-31T12:00: null, not 1900-01-01T00:00");
    }

    @Tag("thorough")
    @Test
    void aRelationshipThatIsInForceNoMore() {
        assertFound(
                List.of(
                        "update business_vault.bridge_orders set customer_hk = (select customer_hk from raw_vault.hub_customer"
                                + " where customer_id = '3') where snapshot_date = '2024-01-31 12:00' and order_hk ="
                                + " (select order_hk from raw_vault.hub_order where order_id = '7')",
                        "insert into business_vault.bridge_orders from business_vault.bridge_orders where"
                                + " snapshot_date = '2024-01-29 12:00' and order_hk ="
                                + " (select order_hk from raw_vault.hub_order where order_id = '8')"),
                "bridge bridge_orders 2024-01-29T12:00: a row, not 2 rows",
                "bridge bridge_orders 2024-01-31T12:00: no row, not a row",
                "bridge bridge_orders 2024-01-31T12:00: a row, not no row");
    }

    @Tag("thorough")
    @Test
    void aTableThatIsGone() {
        VerifyReport report = project.verifyTampered(List.of("drop table business_vault.pit_customer"));

        assertThat(findings(report)).containsExactly("structure business_vault pit_customer: table, not nothing");
        assertThat(report.undone())
                .extracting(check -> check.promise() + " " + check.table())
                .containsExactlyInAnyOrder(
                        "REQUIRED business_vault.pit_customer",
                        "UNIQUE_KEY business_vault.pit_customer",
                        "POINT_IN_TIME business_vault.pit_customer",
                        "POINT_IN_TIME business_vault.pit_customer",
                        "POINT_IN_TIME business_vault.pit_customer");
    }

    private static String isCustomer(String id) {
        return "customer_hk = (select customer_hk from raw_vault.hub_customer where customer_id = '" + id + "')";
    }

    private static void assertFound(List<String> changes, String... expected) {
        assertThat(findings(project.verifyTampered(changes))).containsExactlyInAnyOrder(expected);
    }

    private static Map<Promise, Long> promises(List<String> changes) {
        return project.verifyTampered(changes).findings().stream()
                .collect(Collectors.groupingBy(finding -> finding.promise(), Collectors.counting()));
    }

    /** Check, table, date or table, what was expected and found; keys are left out. */
    private static List<String> findings(VerifyReport report) {
        return report.findings().stream()
                .map(finding -> finding.promise().code() + " " + finding.table().replace("business_vault.", "")
                        + finding.row().entrySet().stream()
                                .filter(each -> !each.getKey().endsWith("_hk") && !"".equals(each.getValue()))
                                .map(each -> " " + text(each.getValue()))
                                .collect(Collectors.joining())
                        + ": " + text(finding.expected()) + ", not " + text(finding.found()))
                .toList();
    }

    private static String text(Object value) {
        return Objects.toString(value).replaceFirst("^2023-01-01T00:00$", "2023-01-01");
    }
}

package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that another tool has put into a table are one delivery of each run. */
class TableSourcesTest {

    private static final String SOURCES = """
            source: customers
            table: Staging.stg_customers
            load_date: ldts
            record_source: { column: source }
            keys: customer
            where: name is distinct from 'test'
            ignore: [CUSTOMER_HK, tags]
            columns:
              customer_id: varchar
              name: varchar
              joined: date
              seen: timestamp
              credit: { type: "decimal(9,2)", min: 0 }
              ldts: timestamp
              source: { from: RECORD_SOURCE }
            """;
    private static final String MODEL = """
            hubs:
              customer: customer_id
            satellites:
              customer_details: { of: customer, from: customers }
            """;

    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void open() {
        project = Project.of(folder, "vault: test\ntimezone: Asia/Tokyo", SOURCES, MODEL);
        project.execute("create schema staging; create table staging.stg_customers (CUSTOMER_HK blob, customer_id"
                + " integer, name varchar, joined date, seen timestamptz, credit decimal(12,3), tags varchar[],"
                + " LDTS timestamp, record_source varchar)");
    }

    @AfterEach
    void close() {
        project.closeVerified();
    }

    private void staged(String... rows) {
        project.execute("delete from staging.stg_customers");
        for (String row : rows) {
            project.execute("insert into staging.stg_customers values (md5('x')::blob, " + row + ")");
        }
    }

    private String reports(RunReport run) {
        RunReport.SourceReport report = run.sources().get(0);
        return report.records() + " = " + report.accepted() + " + " + report.filtered() + " + " + report.rejected();
    }

    @Test
    void valuesAreThoseOfTheTable() {
        staged(
                "1, 'a \"quoted\", word\nand a line', '2020-02-29', '2024-01-01 10:00:00+02', 1.5, ['x'],"
                        + " '2024-01-01 05:06:07.123456', 'SHOP'",
                "2, '', null, null, null, null, '2024-01-01', 'CRM'",
                "3, null, null, null, 1234567.89, [], '2024-01-01', 'CRM'");

        assertThat(reports(project.run())).isEqualTo("3 = 3 + 0 + 0");
        assertThat(project.rows("select customer_id, name = 'a \"quoted\", word\nand a line', name = '', name is null,"
                        + " joined, seen, credit, load_date, satellite.record_source"
                        + " from raw_vault.sat_customer_details as satellite join raw_vault.hub_customer"
                        + " using (customer_hk, load_date, record_source) order by customer_id"))
                .isEqualTo(table(
                        "1 | true | false | false | 2020-02-29 | 2024-01-01T08:00 | 1.50 |"
                                + " 2024-01-01T05:06:07.123456 | SHOP",
                        "2 | false | true | false | NULL | NULL | NULL | 2024-01-01 | CRM",
                        "3 | NULL | NULL | true | NULL | NULL | 1234567.89 | 2024-01-01 | CRM"));
        assertThat(project.rows("select path, records from audit.delivery"))
                .isEqualTo("Staging.stg_customers/2024-01-01T05:06:07.123456 | 3");
    }

    @Test
    void theSameRowsInAnotherOrderAddNothing() {
        staged("1, 'a', null, null, 1, null, '2024-01-01', 'S'", "2, 'b', null, null, 1, null, '2024-01-01', 'S'");
        project.run();
        String before = project.counts();
        staged("2, 'b', null, null, 1, null, '2024-01-01', 'S'", "1, 'a', null, null, 1, null, '2024-01-01', 'S'");

        RunReport run = project.run();

        assertThat(run.sources()).isEmpty();
        assertThat(project.counts()).isEqualTo(before);
        project.execute("delete from audit.delivery");
        project.run();
        assertThat(project.counts()).isEqualTo(before);
    }

    @Test
    void rowsOfTheNextLoadAreAnotherDelivery() {
        staged("1, 'a', null, null, 1, null, '2024-01-01', 'S'");
        project.run();
        staged("1, 'b', null, null, 1, null, '2024-01-02', 'T'");
        project.run();
        staged("1, 'a', null, null, 1, null, '2024-01-03', 'S'");
        project.run();

        assertThat(project.rows("select name, load_date, record_source from raw_vault.sat_customer_details order by 2"))
                .isEqualTo(table("a | 2024-01-01 | S", "b | 2024-01-02 | T", "a | 2024-01-03 | S"));
    }

    @Test
    void aLateRowKeepsTheRecordSourceThatRevealsIt() {
        staged("1, 'a', null, null, 1, null, '2024-01-01', 'S'", "1, 'a', null, null, 1, null, '2024-01-10', 'T'");
        project.run();
        staged("1, 'b', null, null, 1, null, '2024-01-05', 'U'");
        project.run();

        assertThat(project.rows("select name, load_date, record_source from raw_vault.sat_customer_details order by 2"))
                .isEqualTo(table("a | 2024-01-01 | S", "b | 2024-01-05 | U", "a | 2024-01-10 | T"));
        assertThat(project.rows("select load_date, record_source from raw_vault.hub_customer where run_id > 0"))
                .isEqualTo("2024-01-01 | S");
    }

    @Test
    void aRecordSourceThatIsNotThatOfTheRecordIsFound() {
        staged("1, 'a', null, null, 1, null, '2024-01-01', 'S'", "2, 'b', null, null, 1, null, '2024-01-02', 'T'");
        project.run();

        assertThat(found("update raw_vault.sat_customer_details set record_source = 'S' where record_source = 'T'"))
                .containsExactly("record_source: that of the record, not another");
        assertThat(found("update raw_vault.hub_customer set record_source = 'S' where record_source = 'T'"))
                .containsExactly("first_seen: a tracked row with this load date, not none");
        assertThat(found("update raw_vault.hub_customer set load_date = '2023-01-01' where record_source = 'T'"))
                .containsExactly("first_seen: a tracked row with this load date, not none");
    }

    private List<String> found(String change) {
        return project.verifyTampered(List.of(change)).findings().stream()
                .map(finding -> finding.promise().code() + ": " + finding.expected() + ", not " + finding.found())
                .toList();
    }

    @Test
    void everyRowIsAcceptedFilteredOrRejectedByName() {
        staged(
                "1, 'a', null, null, 1, null, '2024-01-01', 'S'",
                "2, 'test', null, null, 1, null, '2024-01-01', 'S'",
                "3, 'b', null, null, 1.005, null, '2024-01-01', 'S'",
                "4, 'c', null, null, -1, null, '2024-01-01', null",
                "5, 'd', null, null, 1, null, '2024-01-01', 'S'");

        assertThat(reports(project.run())).isEqualTo("5 = 2 + 1 + 2");
        assertThat(project.rows(
                        "select path, record_number, byte_offset, column_name, code, split_part(raw_text, ',', 2)"
                                + " from audit.reject join audit.reject_error using (run_id, delivery_id, record_number)"
                                + " order by record_number, column_name"))
                .isEqualTo(table(
                        "Staging.stg_customers/2024-01-01T00:00:00 | 4 | -1 | credit | unreadable | 3",
                        "Staging.stg_customers/2024-01-01T00:00:00 | 5 | -1 | credit | below_minimum | 4",
                        "Staging.stg_customers/2024-01-01T00:00:00 | 5 | -1 | source | missing | 4"));
    }

    @Test
    void aTableThatCannotBeReadIsLeftOutAndTheNextRunTriesAgain() {
        project.execute("alter table staging.stg_customers rename to elsewhere");
        RunReport missing = project.run();
        assertThat(missing.failures().toString())
                .contains("table_not_read", "There is no table \"Staging.stg_customers\"");

        project.execute("create table staging.stg_customers as select 1 as customer_id, current_date as ldts");
        assertThat(project.run().failures().toString())
                .contains(
                        "delivery_header_misfit",
                        "The table \"Staging.stg_customers\" does not fit the source \"customers\". The header lacks \"name\"");

        project.execute("drop table staging.stg_customers; alter table staging.elsewhere rename to stg_customers");
        assertThat(project.run().outcome()).isEqualTo(RunReport.Outcome.DONE);
        assertThat(project.rows("select count(*) from audit.delivery")).isEqualTo("0");
    }
}

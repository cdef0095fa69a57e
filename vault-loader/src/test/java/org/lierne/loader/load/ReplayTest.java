package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refused records are taken once a rule is mended, and fall into their place in time. */
class ReplayTest {

    private static final String SOURCES = """
            system: shop
            files: "{source}_{load_date:yyyyMMdd}.csv"
            sources:
              customers:
                keys: [customer]
                one_row_per: customer
                columns: { customer_id: varchar, city: varchar, age: { type: integer%s } }
              visits:
                track: false
                keys: [customer]
                columns: { customer_id: varchar, visit: varchar, pages: { type: integer%s } }
              phones:
                keys: [customer]
                columns: { customer_id: varchar, kind: varchar, number: { type: varchar, length: { min: 2 } } }
            """;
    private static final String MODEL = """
            hubs: { customer: customer_id }
            links:
              visit: { kind: non_historized, connects: customer, dependent_child_key: visit, from: visits, columns: pages }
            satellites:
              customer_details: { of: customer, from: customers }
              customer_phone: { kind: multi_active, of: customer, from: phones, sub_key: kind }
            """;

    @TempDir
    Path folder;

    @Test
    void aRefusedRecordIsTakenWhereItWouldHaveBeen() {
        Project project =
                Project.of(folder, "vault: test\nrejects: 100%", SOURCES.formatted(", max: 99", ", max: 9"), MODEL);
        project.keepArchive();
        project.deliver("customers_20240101.csv", "customer_id,city,age", "1,Ulm,30", "2,Graz,40");
        project.deliver("customers_20240102.csv", "customer_id,city,age", "1,Linz,130", "3,Bonn,oops", "4,Wien,120");
        project.deliver("customers_20240103.csv", "customer_id,city,age", "1,Ulm,30");
        project.deliver("visits_20240102.csv", "customer_id,visit,pages", "5,a,12", "1,b,3");
        project.deliver("phones_20240102.csv", "customer_id,kind,number", "1,home,1", "1,work,22");
        project.run();
        assertThat(project.history("customer_details"))
                .isEqualTo(table("1 | 2024-01-01 | NULL | Ulm | 30", "2 | 2024-01-01 | NULL | Graz | 40"));

        assertThat(told(project.replay(false))).as("nothing is mended").isEqualTo("""
                customers 0 of 3
                visits 0 of 1
                phones: its records make up sets of "customer_phone", which are taken whole""");

        project.change("vault: test\nrejects: 100%", SOURCES.formatted(", max: 150", ", max: 15"), MODEL);
        assertThat(told(project.replay(true))).startsWith("customers 2 of 3\nvisits 1 of 1");
        assertThat(told(project.replay(true, "unreadable"))).startsWith("customers 0 of 1");
        assertThat(project.rows("select count(*) from audit.replay"))
                .as("after a trial")
                .isEqualTo("0");

        assertThat(told(project.replay(false))).startsWith("customers 2 of 3\nvisits 1 of 1");
        assertThat(project.history("customer_details"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-02 | Ulm | 30",
                        "1 | 2024-01-02 | 2024-01-03 | Linz | 130",
                        "1 | 2024-01-03 | NULL | Ulm | 30",
                        "2 | 2024-01-01 | NULL | Graz | 40",
                        "4 | 2024-01-02 | NULL | Wien | 120"));
        assertThat(project.rows("select path, records, accepted, rejected from audit.delivery order by 1"))
                .isEqualTo(table(
                        "customers_20240101.csv | 2 | 2 | 0",
                        "customers_20240102.csv | 3 | 2 | 1",
                        "customers_20240103.csv | 1 | 1 | 0",
                        "phones_20240102.csv | 2 | 1 | 1",
                        "visits_20240102.csv | 2 | 2 | 0"));
        assertThat(project.rows("select record_number from audit.replay order by 1"))
                .isEqualTo(table("2", "2", "4"));

        String counts = project.counts();
        assertThat(told(project.replay(false))).startsWith("customers 0 of 1\nphones");
        project.run();
        assertThat(project.counts()).as("what is taken is not taken again").isEqualTo(counts);
        assertThat(Rebuilding.of(project))
                .as("what is made again")
                .startsWith("customers: 3 deliveries, 6 records, 5 rows\nvisits: ");
        project.closeVerified();
    }

    @Test
    void anOlderRecordDoesNotTakeBackWhatANewerOneSays() {
        String sources = """
                source: payments
                files: "payments_{load_date:yyyyMMdd}.csv"
                keys: [customer]
                one_row_per: [customer, payment]
                columns: { customer_id: varchar, payment: varchar, amount: { type: integer, max: %s } }
                """;
        String model = """
                hubs: { customer: customer_id }
                links:
                  pays:
                    { kind: non_historized, connects: customer, dependent_child_key: payment, from: payments,
                      columns: amount, corrections: counter_row }
                """;
        Project project = Project.of(folder, "vault: test\nrejects: 100%", sources.formatted("99"), model);
        project.keepArchive();
        project.deliver("payments_20240101.csv", "customer_id,payment,amount", "1,a,500");
        project.deliver("payments_20240102.csv", "customer_id,payment,amount", "1,a,5");
        project.run();

        project.change("vault: test\nrejects: 100%", sources.formatted("999"), model);
        String told = told(project.replay(false));

        assertThat(told)
                .isEqualTo(
                        "payments: what arrives later corrects what is in force, so an older record would take back a"
                                + " newer one");
        assertThat(project.rows("select sum(counter * amount) from raw_vault.link_pays"))
                .isEqualTo("5");
        project.closeVerified();
    }

    private static String told(ReplayReport report) {
        return report.sources().stream()
                .map(source -> source.source()
                        + source.cannot()
                                .map(why -> ": " + why)
                                .orElse(" " + source.taken() + " of " + source.refused()))
                .collect(Collectors.joining("\n"));
    }
}

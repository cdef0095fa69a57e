package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the metadata has no place for is kept as it stands in the file, with the row that said it. */
class CaptureTest {

    private static final String ROWS =
            "select path, captured.load_date, captured.record_number, captured.row_number, unmapped,"
                    + " captured.run_id from raw_vault.captured_customers as captured join audit.delivery using (delivery_id)"
                    + " order by all";
    private static final String ONE_ROW = "{ of: customer, from: customers, columns: city }";
    private static final String BLOCKS =
            "{ kind: multi_active, of: customer, from: customers, sub_key: city, columns: [] }";

    @TempDir
    Path folder;

    private static String model(String satellite) {
        return "hubs: { customer: customer_id }\nsatellites:\n  city: " + satellite.replace(", columns: []", "") + "\n";
    }

    private static void keeps(Project project) {
        assertThat(project.verify().findings()).isEmpty();
        assertThat(project.verify().undone()).isEmpty();
        assertThat(Rebuilding.of(project)).doesNotContain("in the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_ROW, BLOCKS})
    void unknownColumnsOfCsvAreKept(String satellite) {
        String sources = """
                source: customers
                files: "customers_{load_date:yyyyMMdd}*.csv"
                keys: { customer: customer_id }
                schema_changes: capture
                ignore: Skip me
                columns: { customer_id: varchar, city: { length: 3 } }
                """;
        try (Project project = Project.of(folder, "vault: test\nrejects: 100%", sources, model(satellite))) {
            project.keepArchive();
            project.deliver("customers_20240101.csv", "customer_id,city", "1,Ulm");
            project.deliver(
                    "customers_20240102_a.csv",
                    "customer_id,phone no,city,skip_me,level",
                    "1,11,Ulm,x,\"the \"\"first\"\"\"",
                    "2,,Rom,x,\"\"",
                    "3,33,Turin,x,rejected");
            project.deliver("customers_20240102_b.csv", "customer_id,fax,city,skip_me,level", "3,33,Rom,x,é");
            RunReport report = project.run();

            assertThat(report.warnings())
                    .anyMatch(warning ->
                            warning.endsWith("its columns phone no, level are not in the metadata and were captured"));
            assertThat(project.rows(ROWS))
                    .isEqualTo(table(
                            "customers_20240102_a.csv | 2024-01-02 | 2 | 1 | {\"phone no\":\"11\",\"level\":\"the \\\"first\\\"\"} | 1",
                            "customers_20240102_a.csv | 2024-01-02 | 3 | 1 | {\"phone no\":null,\"level\":\"\"} | 1",
                            "customers_20240102_b.csv | 2024-01-02 | 2 | 1 | {\"fax\":\"33\",\"level\":\"é\"} | 1"));
            keeps(project);
            String counts = project.counts();
            project.run();
            assertThat(project.counts()).isEqualTo(counts);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_ROW, BLOCKS})
    void unknownMembersOfJsonAreKept(String satellite) {
        String sources = """
                source: customers
                files: "customers_{load_date:yyyyMMdd}.ndjson"
                rows: customers
                keys: { customer: customer_id }
                schema_changes: capture
                ignore: skip_me
                columns: { customer_id: varchar, city: varchar }
                """;
        try (Project project = Project.of(folder, sources, model(satellite))) {
            project.keepArchive();
            project.deliver(
                    "customers_20240101.ndjson",
                    "{\"sent\": 1, \"customers\": [{\"customer_id\": 1, \"city\": \"Ulm\"},"
                            + " {\"customer_id\": 2, \"phones\": [ \"1\\\"1\", { \"no\" : 1.10 } ], \"city\": \"Rom\", \"Skip Me\": 1, \"vip\": true}]}",
                    "{\"customers\": {\"customer_id\": 3, \"note\": \"a,\\n\\u00e9\", \"none\": null}}");
            project.run();

            assertThat(project.rows(ROWS))
                    .isEqualTo(
                            table(
                                    "customers_20240101.ndjson | 2024-01-01 | 1 | 2 | {\"phones\":[\"1\\\"1\",{\"no\":1.10}],\"vip\":true} | 1",
                                    "customers_20240101.ndjson | 2024-01-01 | 2 | 1 | {\"note\":\"a,\\n\\u00e9\",\"none\":null} | 1"));
            keeps(project);
        }
    }

    @Test
    void whatGetsAPlaceIsFilledAndWhatWasCapturedStays() {
        String sources = """
                source: customers
                files: "customers_{load_date:yyyyMMdd}.csv"
                keys: { customer: customer_id }
                schema_changes: capture
                columns: { customer_id: varchar, city: varchar%s }
                """;
        try (Project project = Project.of(folder, sources.formatted(""), model(ONE_ROW))) {
            project.keepArchive();
            project.deliver("customers_20240101.csv", "customer_id,city,points,fax", "1,Ulm,10,77");
            project.run();
            project.change(
                    sources.formatted(", points: { type: integer, optional: true }"),
                    model(ONE_ROW) + "  points: { of: customer, from: customers, columns: points }\n");
            project.deliver("customers_20240102.csv", "customer_id,city,points,fax", "1,Ulm,20,78");
            RunReport report = project.run();

            assertThat(report.fills()).hasSize(1);
            assertThat(project.history("points"))
                    .isEqualTo(table("1 | 2024-01-01 | 2024-01-02 | 10", "1 | 2024-01-02 | NULL | 20"));
            assertThat(project.rows("select unmapped from raw_vault.captured_customers order by all"))
                    .isEqualTo(table("{\"fax\":\"78\"}", "{\"points\":\"10\",\"fax\":\"77\"}"));
            keeps(project);
        }
    }

    @Test
    void whatAnotherToolHasStagedIsCapturedToo() {
        String sources = """
                source: customers
                table: staging.customers
                load_date: { column: loaded_at }
                keys: { customer: customer_id }
                schema_changes: capture
                columns: { customer_id: varchar, city: varchar, loaded_at: timestamp }
                """;
        try (Project project = Project.of(
                folder,
                "vault: test",
                sources,
                model(ONE_ROW),
                made -> List.of(
                                "create schema staging",
                                "create table staging.customers as select 1 as customer_id, 'Ulm' as city,"
                                        + " timestamp '2024-01-01' as loaded_at, 1.50 as credit")
                        .forEach(made::execute))) {
            project.run();

            assertThat(project.rows("select unmapped from raw_vault.captured_customers"))
                    .isEqualTo("{\"credit\":\"1.50\"}");
        }
    }
}

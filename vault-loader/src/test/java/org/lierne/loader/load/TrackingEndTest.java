package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lierne.core.model.Link;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.SchemaFinding;

/** A source may track its rows for some time only: what comes within it is judged as if all were tracked. */
class TrackingEndTest {

    private static final String SOURCES = """
            source: contracts
            files: "contracts_{load_date:yyyyMMdd}_*.csv"
            delivery: %1$s
            %2$s
            keys: { contract: contract_id, customer: customer_id }
            one_row_per: contract
            columns:
              contract_id: varchar
              customer_id: varchar
              note: varchar
              checked_by: varchar
              kind: varchar
              phone: varchar
              op: varchar
            %3$s
            """;
    private static final String MODEL = """
            hubs: { contract: contract_id, customer: customer_id }
            links:
              contract_customer: { connects: [contract, customer], from: contracts }
              contract_payer: { connects: [contract, customer], from: contracts }
            satellites:
              note: { of: contract, from: contracts, columns: [note, checked_by], hashdiff: { without: checked_by } }
              in_force: { kind: effectivity, of: contract_customer, from: contracts }
              seen: { kind: record_tracking, of: contract, from: contracts }
              %s
            references:
              area: { key: kind, from: contracts, columns: phone, history: true }
            """;
    private static final String PHONES =
            "phones: { kind: multi_active, of: customer, from: contracts, sub_key: kind, columns: phone }";
    private static final String STATUS = "status: { kind: status_tracking, of: contract, from: contracts }";
    private static final String KEEP = "track: { keep: 30 days }";
    private static final String HEADER = "contract_id,customer_id,note,checked_by,kind,phone,op";
    private static final DateTimeFormatter IN_PATH = DateTimeFormatter.ofPattern("yyyyMMdd");

    @TempDir
    Path folder;

    private static String sources(boolean changeRecords, String track) {
        return SOURCES.formatted(
                changeRecords ? "{ kind: cdc, operation: op, deletes: D }" : "delta",
                track,
                changeRecords ? "" : "ignore: op");
    }

    private static String model(boolean changeRecords) {
        return changeRecords
                ? MODEL.formatted(STATUS)
                : MODEL.replace("kind, from: contracts, columns: phone", "kind, from: contracts, columns: note")
                        .replace("columns: [note, checked_by]", "columns: [checked_by]")
                        .replace(", hashdiff: { without: checked_by }", "")
                        .formatted(PHONES);
    }

    private static Map<String, String> shown(Project project) {
        Map<String, String> shown = new LinkedHashMap<>();
        SatelliteQueries queries = project.queries();
        for (Satellite satellite : project.vault().satellites()) {
            if (satellite instanceof RecordTrackingSatellite) {
                shown.put(
                        satellite.name(),
                        project.rows("select contract_id, seen.load_date, rows_tracked from raw_vault."
                                + Names.current(satellite)
                                + " as seen join raw_vault.hub_contract using (contract_hk) order by all"));
            } else {
                shown.put(
                        satellite.name(),
                        satellite instanceof StatusSatellite
                                ? project.rows(queries.status(satellite.name()))
                                : project.history(satellite.name()));
            }
        }
        for (Link link : project.vault().links()) {
            shown.put(
                    link.name(),
                    project.rows(queries.links(link, Names.inForce(link)) + " order by all") + "\n"
                            + project.rows(queries.firstSeen(link) + " order by all"));
        }
        shown.put(
                "area",
                project.rows("select * exclude (delivery_id, run_id) from raw_vault.ref_area_history order by all"));
        return shown;
    }

    private static void keeps(Project project) {
        assertThat(project.verify().findings()).isEmpty();
        assertThat(project.verify().undone()).isEmpty();
        assertThat(Rebuilding.of(project)).doesNotContain("in the file");
    }

    /** Files of four months, in the order of which none comes more than 25 days after one that is newer. */
    private static List<String[]> deliveries(boolean changeRecords, long seed) {
        Random random = new Random(seed);
        List<String[]> files = new ArrayList<>();
        LocalDate first = LocalDate.of(2024, 1, 1);
        for (int day = 0; day < 120; day += 8) {
            int late = random.nextInt(3) == 0 ? random.nextInt(25) : 0;
            LocalDate date = first.plusDays(Math.max(0, day - late));
            List<String> lines =
                    new ArrayList<>(List.of("contracts_" + date.format(IN_PATH) + "_" + files.size() + ".csv", HEADER));
            for (int contract = 1; contract <= 5; contract++) {
                if (random.nextInt(3) > 0) {
                    lines.add(contract + ",C" + (1 + random.nextInt(2)) + "," + (char) ('a' + random.nextInt(2)) + ",by"
                            + random.nextInt(3) + "," + (changeRecords ? "k" : "k" + contract) + "," + random.nextInt(2)
                            + "," + List.of("I", "U", "U", "D").get(random.nextInt(4)));
                }
            }
            files.add(lines.toArray(String[]::new));
        }
        return files;
    }

    @Tag("thorough")
    @ParameterizedTest
    @CsvSource({"false, 1", "true, 2"})
    void whatComesInTimeIsJudgedAsIfAllWereTracked(boolean changeRecords, long seed) {
        try (Project all = Project.of(folder.resolve("all"), sources(changeRecords, ""), model(changeRecords));
                Project some = Project.of(folder.resolve("some"), sources(changeRecords, KEEP), model(changeRecords))) {
            some.keepArchive();
            for (String[] file : deliveries(changeRecords, seed)) {
                for (Project project : List.of(all, some)) {
                    project.deliver(
                            file[0], List.of(file).subList(1, file.length).toArray(String[]::new));
                    assertThat(project.run().failures()).isEmpty();
                }
            }

            assertThat(shown(some)).isEqualTo(shown(all));
            keeps(some);
            String ended = "(select sum(rows_ended) from raw_vault.ended_contracts)";
            assertThat(some.rows("select " + ended + " > 5, " + ended
                            + " + (select count(*) from raw_vault.tracking_contracts)"))
                    .isEqualTo("true | " + all.rows("select count(*) from raw_vault.tracking_contracts"));
            assertThat(Rebuilding.of(some)).contains("deliveries are tracked no more, and cannot be made again");
            String counts = some.counts();
            some.run();
            assertThat(some.counts()).isEqualTo(counts);
        }
    }

    private static Project given(Path folder) {
        Project project = Project.of(folder, sources(false, KEEP), model(false));
        project.keepArchive();
        project.deliver("contracts_20240101_a.csv", HEADER, "1,C1,a,x,k1,1,", "2,C2,a,x,k2,1,");
        project.run();
        project.deliver("contracts_20240110_a.csv", HEADER, "1,C1,a,x,k1,1,");
        project.run();
        project.deliver("contracts_20240120_a.csv", HEADER, "1,C1,a,x,k1,1,");
        project.run();
        project.deliver("contracts_20240301_a.csv", HEADER, "1,C1,a,x,k1,2,");
        project.run();
        return project;
    }

    @Tag("thorough")
    @Test
    void whatEachKeyCameWithLastIsTrackedStill() {
        try (Project project = given(folder)) {
            assertThat(project.rows(
                            "select contract_id, tracking.load_date from raw_vault.tracking_contracts as tracking"
                                    + " join raw_vault.hub_contract using (contract_hk) order by all"))
                    .isEqualTo(table("1 | 2024-01-20", "1 | 2024-03-01", "2 | 2024-01-01"));
            assertThat(
                            project.rows(
                                    "select path, ended.load_date, rows_ended, ended.run_id"
                                            + " from raw_vault.ended_contracts as ended join audit.delivery using (delivery_id) order by all"))
                    .isEqualTo(table(
                            "contracts_20240101_a.csv | 2024-01-31 | 1 | 4",
                            "contracts_20240110_a.csv | 2024-01-31 | 1 | 4"));
            keeps(project);
        }
    }

    @Tag("thorough")
    @Test
    void whatComesTooLateIsLeftOut() {
        try (Project project = given(folder)) {
            String counts = project.counts();
            project.deliver("contracts_20240115_late.csv", HEADER, "1,C2,z,x,k1,9,");
            RunReport report = project.run();

            assertThat(report.failures())
                    .extracting(RunReport.Failure::code)
                    .containsExactly("delivery_before_tracking");
            assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PARTIAL);
            assertThat(project.counts()).isEqualTo(counts);
            assertThat(report.failures().get(0).message())
                    .contains("2024-01-15T00:00", "2024-01-31T00:00")
                    .endsWith("Nothing of it was loaded.");

            project.deliver("contracts_20240131_late.csv", HEADER, "1,C1,a,z,k1,1,");
            project.deliver("contracts_20240215_late.csv", HEADER, "2,C2,a,x,k2,7,");
            project.run();

            assertThat(project.history("note"))
                    .isEqualTo(table(
                            "1 | 2024-01-01 | 2024-01-31 | x",
                            "1 | 2024-01-31 | 2024-03-01 | z",
                            "1 | 2024-03-01 | NULL | x",
                            "2 | 2024-01-01 | NULL | x"));
            keeps(project);
        }
    }

    @Test
    void whatIsDescribedLaterBeginsWithWhatIsTracked() {
        try (Project project = given(folder)) {
            project.change(
                    sources(false, KEEP),
                    model(false)
                            .replace(
                                    "  in_force:",
                                    "  later: { of: contract, from: contracts, columns: phone }\n  in_force:"));
            RunReport report = project.run();

            assertThat(project.history("later"))
                    .isEqualTo(table("1 | 2024-01-20 | 2024-03-01 | 1", "1 | 2024-03-01 | NULL | 2"));
            assertThat(report.warnings())
                    .anyMatch(warning -> warning.contains(
                            "satellite later has nothing of deliveries that are tracked no" + " more"));
            assertThat(project.run().warnings()).isEmpty();
            keeps(project);
        }
    }

    @Test
    void whatHasEndedIsNotForgotten() {
        try (Project project = given(folder)) {
            SchemaDifference difference = SchemaDifference.between(
                    project.difference().schema(),
                    Project.read(folder.resolve("other"), "vault: test", sources(false, ""), model(false)));
            assertThat(difference.refusals()).extracting(SchemaFinding::code).containsExactly("keep_removed");

            project.change(sources(false, "track: { keep: forever }"), model(false));
            project.deliver("contracts_20250301_a.csv", HEADER, "1,C1,a,x,k1,2,");
            project.run();

            assertThat(project.rows("select count(*) from raw_vault.tracking_contracts"))
                    .isEqualTo("4");
            keeps(project);
        }
    }
}

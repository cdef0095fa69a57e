package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.SchemaFinding;

/** A retired satellite keeps its rows and is read as before, and needs nothing of its source. */
class RetiredTest {

    private static final String SOURCE = """
            source: customers
            files: "customers_{load_date:yyyyMMdd}*.csv"
            keys: { customer: customer_id, referrer: referrer_id }
            one_row_per: customer_id
            columns: { customer_id: varchar, referrer_id: varchar, city: varchar, points: integer, level: varchar }
            """;
    private static final String SOURCE_WITHOUT = """
            source: customers
            files: "customers_{load_date:yyyyMMdd}*.csv"
            keys: { customer: customer_id }
            one_row_per: customer_id
            columns: { customer_id: varchar, city: varchar }
            """;
    private static final String SOURCE_IGNORING = SOURCE + "ignore: [points, level]\n";
    private static final String MODEL = """
            hubs: { customer: { key: customer_id, roles: referrer } }
            satellites:
              customer_city: { of: customer, from: customers, columns: city }
              customer_loyalty: { of: customer, from: customers, columns: [points, level]%s }
              referrer_loyalty: { of: referrer, from: customers, columns: [points]%s }
            """;
    private static final String LOADED = MODEL.formatted("", "");
    private static final String WITH_LEVEL = "  customer_level: { of: customer, from: customers, columns: [level] }\n";
    private static final String RETIRED = MODEL.formatted(", retired: true", ", retired: true");

    @TempDir
    Path folder;

    private final List<Project> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Project::close);
    }

    private Project given(String name) {
        Project project = Project.of(folder.resolve(name), SOURCE, LOADED);
        open.add(project);
        project.keepArchive();
        return project;
    }

    private static void load(Project project, String day, String... rows) {
        project.deliver(
                "customers_202401" + day + ".csv",
                "customer_id,referrer_id,city,points,level\n" + String.join("\n", rows));
        project.run();
    }

    private static void keeps(Project project) {
        assertThat(project.verify().checks())
                .filteredOn(check -> check.offences() > 0)
                .isEmpty();
        assertThat(project.verify().undone()).isEmpty();
    }

    @Test
    void itsHistoryStaysAndTheOthersGoOn() {
        Project project = given("vault");
        load(project, "01", "1,2,Ulm,10,gold", "2,,Rom,5,iron");
        load(project, "02", "1,2,Ulm,20,gold");
        project.change(SOURCE_WITHOUT, RETIRED);
        project.deliver("customers_20240103.csv", "customer_id,city", "1,Bonn", "3,Kiel");

        RunReport report = project.run();

        assertThat(report.failures()).isEmpty();
        assertThat(report.fills()).isEmpty();
        assertThat(project.difference().warnings()).isEmpty();
        assertThat(project.history("customer_city"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-03 | Ulm",
                        "1 | 2024-01-03 | NULL | Bonn",
                        "2 | 2024-01-01 | NULL | Rom",
                        "3 | 2024-01-03 | NULL | Kiel"));
        assertThat(project.history("customer_loyalty"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-02 | 10 | gold",
                        "1 | 2024-01-02 | NULL | 20 | gold",
                        "2 | 2024-01-01 | NULL | 5 | iron"));
        assertThat(project.history("referrer_loyalty"))
                .isEqualTo(table("2 | 2024-01-01 | 2024-01-02 | 10", "2 | 2024-01-02 | NULL | 20"));
        assertThat(project.rows("select city, points from raw_vault.sat_customer_city_current"
                        + " left join raw_vault.sat_customer_loyalty_current using (customer_hk) order by all"))
                .isEqualTo(table("Bonn | 20", "Kiel | NULL", "Rom | 5"));
        keeps(project);
    }

    @Tag("thorough")
    @Test
    void loadedAgainItIsComparedWithWhatCameBeforeThoughAnotherWasFilledMeanwhile() {
        Project always = given("always");
        Project again = given("again");
        for (Project project : List.of(always, again)) {
            load(project, "01", "1,2,Ulm,10,gold");
            load(project, "05", "1,2,Ulm,10,gold");
        }
        again.change(SOURCE_IGNORING.replace(", level]", "]"), RETIRED + WITH_LEVEL);
        again.run();
        again.change(SOURCE, LOADED + WITH_LEVEL);
        again.run();
        always.change(SOURCE, LOADED + WITH_LEVEL);
        for (Project project : List.of(always, again)) {
            load(project, "03", "1,2,Ulm,20,gold");
        }

        assertThat(again.history("customer_loyalty"))
                .isEqualTo(always.history("customer_loyalty"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-03 | 10 | gold",
                        "1 | 2024-01-03 | 2024-01-05 | 20 | gold",
                        "1 | 2024-01-05 | NULL | 10 | gold"));
        keeps(again);
    }

    @Test
    void loadedAgainItGetsWhatCameMeanwhileInItsPlace() {
        Project always = given("always");
        Project again = given("again");
        for (Project project : List.of(always, again)) {
            load(project, "01", "1,2,Ulm,10,gold", "2,1,Kiel,1,iron");
            load(project, "05", "1,2,Ulm,20,gold", "2,1,Kiel,1,iron");
        }
        again.change(SOURCE_IGNORING, RETIRED);
        for (Project project : List.of(always, again)) {
            load(project, "07", "1,2,Bonn,30,gold", "2,1,Kiel,1,iron");
            load(project, "03", "1,2,Ulm,15,iron", "2,1,Kiel,2,iron");
            load(project, "06", "1,2,Ulm,20,gold", "3,1,Rom,7,gold");
        }
        again.change(SOURCE, LOADED);
        for (Project project : List.of(always, again)) {
            load(project, "09", "1,2,Bonn,30,iron", "3,2,Rom,7,gold");
            load(project, "04", "1,2,Bonn,20,iron", "2,2,Rom,1,iron");
        }

        for (String satellite : List.of("customer_city", "customer_loyalty", "referrer_loyalty")) {
            assertThat(again.history(satellite)).as(satellite).isEqualTo(always.history(satellite));
        }
        assertThat(again.rows("select kind, count(*) from audit.run group by all order by all"))
                .isEqualTo(table("fill | 1", "load | 7"));
        assertThat(again.rows("select count(distinct delivery_id) from audit.fill where run_id ="
                        + " (select run_id from audit.run where kind = 'fill')"))
                .isEqualTo("3");
        keeps(again);
        String counts = again.counts();
        again.run();
        assertThat(again.counts()).isEqualTo(counts);
    }

    @Tag("thorough")
    @Test
    void loadedAgainItGetsColumnsThatAreNotComparedToo() {
        String loaded = LOADED.replace("[points, level]", "[points, level], hashdiff: { without: level }");
        String retired = loaded.replace("without: level }", "without: level }, retired: true");
        Project always = given("always");
        Project again = given("again");
        for (Project project : List.of(always, again)) {
            project.change(SOURCE, loaded.replace("customer_loyalty", "customer_state"));
            load(project, "01", "1,2,Ulm,10,gold");
        }
        again.change(
                SOURCE_IGNORING.replace("[points, level]", "level"),
                retired.replace("customer_loyalty", "customer_state"));
        for (Project project : List.of(always, again)) {
            load(project, "04", "1,2,Bonn,10,iron");
            load(project, "05", "1,2,Bonn,30,gold");
        }
        again.change(SOURCE, loaded.replace("customer_loyalty", "customer_state"));
        for (Project project : List.of(always, again)) {
            load(project, "03", "1,2,Ulm,20,tin");
        }

        assertThat(again.history("customer_state")).isEqualTo(always.history("customer_state"));
        keeps(again);
    }

    @Test
    void whatItKeepsIsVerified() {
        Project project = given("vault");
        load(project, "01", "1,,Ulm,10,gold");
        project.change(SOURCE_WITHOUT, RETIRED);

        assertThat(project.verifyTampered(List.of("update raw_vault.sat_customer_loyalty set points = 11"))
                        .findings())
                .extracting(finding -> finding.promise() + " " + finding.table())
                .containsExactly("HASHDIFF raw_vault.sat_customer_loyalty");
    }

    @Test
    void loadedAgainBeforeAnythingCameItLacksNothing() {
        Project project = given("vault");
        load(project, "01", "1,2,Ulm,10,gold");
        project.change(SOURCE_IGNORING, RETIRED);
        project.run();
        project.change(SOURCE, LOADED);
        load(project, "02", "1,2,Ulm,20,gold");
        project.run();

        assertThat(project.history("customer_loyalty"))
                .isEqualTo(table("1 | 2024-01-01 | 2024-01-02 | 10 | gold", "1 | 2024-01-02 | NULL | 20 | gold"));
        assertThat(project.rows("select count(*) from audit.run where kind = 'fill'"))
                .isEqualTo("0");
        keeps(project);
    }

    @Test
    void whatWasNeverThereCannotBeRetired() {
        SchemaDifference difference =
                SchemaDifference.ofNew(Project.read(folder.resolve("new"), "vault: test", SOURCE_WITHOUT, RETIRED));

        assertThat(difference.refusals())
                .extracting(SchemaFinding::code)
                .containsExactly("retired_unknown", "retired_unknown");
    }

    @Test
    void itsColumnsAreThoseThatItHad() {
        Project project = given("vault");
        String otherwise = RETIRED.replace("[points, level]", "[points, colour]");

        SchemaDifference difference = SchemaDifference.between(
                project.difference().schema(),
                Project.read(folder.resolve("other"), "vault: test", SOURCE_WITHOUT, otherwise));

        assertThat(difference.refusals())
                .extracting(SchemaFinding::message)
                .containsExactly(
                        "The table of the retired satellite \"customer_loyalty\" is recorded with \"level\" that the metadata does"
                                + " not name, and the metadata names \"colour\" that it does not have. Nothing was changed.");
    }
}

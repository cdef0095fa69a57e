package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column that has another name keeps its values, and what comes with either header goes there. */
class RenamedColumnsTest {

    private static final String SOURCES = """
            source: customers
            files: "customers_{load_date:yyyyMMdd}*.csv"
            keys: customer
            columns: { customer_id: varchar, %s, kind: varchar, phone: varchar, country: varchar }
            """;
    private static final String MODEL = """
            hubs: { customer: customer_id }
            satellites:
              customer_city: { of: customer, from: customers, columns: %s }
              customer_phones: { kind: multi_active, of: customer, from: customers, sub_key: kind, columns: phone }
            references:
              area: { key: %s, from: customers, columns: country }
            """;

    @Test
    void aRenamedColumnKeepsItsPastAndGoesOn(@TempDir Path folder) {
        try (Project project =
                Project.of(folder, SOURCES.formatted("city: varchar"), MODEL.formatted("city", "city"))) {
            project.deliver("customers_20240101.csv", "customer_id,city,kind,phone,country", "1,Ulm,home,11,DE");
            project.run();
            project.deliver("customers_20240103.csv", "customer_id,city,kind,phone,country", "1,Ulm,home,11,DE");
            project.run();

            project.change(SOURCES.formatted("town: { was: city }"), MODEL.formatted("town", "town"));
            project.deliver("customers_20240104.csv", "customer_id,town,kind,phone,country", "1,Ulm,home,11,DE");
            project.deliver("customers_20240105.csv", "customer_id,town,kind,phone,country", "1,Graz,home,11,AT");
            RunReport report = project.run();
            project.deliver("customers_20240102.csv", "customer_id,city,kind,phone,country", "1,Graz,home,11,AT");
            project.run();
            project.change(SOURCES.formatted("town: { was: city }"), MODEL.formatted("town", "town"));
            project.run();

            assertThat(report.fills()).isEmpty();
            assertThat(project.history("customer_city"))
                    .isEqualTo(table(
                            "1 | 2024-01-01 | 2024-01-02 | Ulm",
                            "1 | 2024-01-02 | 2024-01-03 | Graz",
                            "1 | 2024-01-03 | 2024-01-05 | Ulm",
                            "1 | 2024-01-05 | NULL | Graz"));
            assertThat(project.rows("select town, country from raw_vault.ref_area order by all"))
                    .isEqualTo(table("Graz | AT", "Ulm | DE"));
            assertThat(project.rows("select count(*) from raw_vault.sat_customer_phones"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aRenamedSourceLoadsNothingAgain(@TempDir Path folder) {
        String model = MODEL.formatted("city", "city");
        try (Project project = Project.of(folder, SOURCES.formatted("city: varchar"), model)) {
            project.deliver("customers_20240101.csv", "customer_id,city,kind,phone,country", "1,Ulm,home,11,DE");
            project.deliver("customers_20240105.csv", "customer_id,city,kind,phone,country", "1,Ulm,home,11,DE");
            project.run();

            project.change(
                    SOURCES.formatted("city: varchar").replace("source: customers", "source: clients\nwas: customers"),
                    model.replace("from: customers", "from: clients"));
            RunReport nothing = project.run();
            project.deliver("customers_20240103.csv", "customer_id,city,kind,phone,country", "1,Graz,home,11,AT");
            RunReport late = project.run();

            assertThat(nothing.sources()).isEmpty();
            assertThat(nothing.fills()).isEmpty();
            assertThat(late.sources())
                    .extracting(RunReport.SourceReport::deliveries)
                    .containsExactly(1);
            assertThat(project.history("customer_city"))
                    .isEqualTo(table(
                            "1 | 2024-01-01 | 2024-01-03 | Ulm",
                            "1 | 2024-01-03 | 2024-01-05 | Graz",
                            "1 | 2024-01-05 | NULL | Ulm"));
            assertThat(project.rows("select count(*) from raw_vault.tracking_clients"))
                    .isEqualTo("3");
            assertThat(project.rows("select distinct source from audit.delivery"))
                    .isEqualTo("clients");
        }
    }

    @Test
    void whatIsDescribedAsTheSourceIsRenamedLeadsToTheDeliveriesThatThereAre(@TempDir Path folder) {
        String model = MODEL.formatted("city", "city");
        try (Project project = Project.of(folder, SOURCES.formatted("city: varchar"), model)) {
            project.deliver("customers_20240101.csv", "customer_id,city,kind,phone,country", "1,Ulm,home,11,DE");
            project.run();

            project.change(
                    SOURCES.formatted("city: varchar").replace("source: customers", "source: clients\nwas: customers"),
                    model.replace("from: customers", "from: clients")
                            .replace(
                                    "references:",
                                    "  customer_home: { of: customer, from: clients, columns: [city, country] }\nreferences:"));
            RunReport filled = project.run();

            assertThat(filled.fills()).hasSize(1);
            assertThat(project.rows("select path, city from raw_vault.sat_customer_home"
                            + " left join audit.delivery using (delivery_id)"))
                    .isEqualTo("customers_20240101.csv | Ulm");
        }
    }

    @Test
    void aFileWithoutRecordsOfARenamedSourceIsKnownByItsBatch(@TempDir Path folder) {
        String source = """
                source: places
                files: "places_{load_date:yyyyMMdd}.csv"
                delivery: full
                keys: [place]
                one_row_per: place
                columns: [place_id, city]
                """;
        String model = "hubs: { place: place_id }\nsatellites: { place_city: { of: place, from: %s } }";
        try (Project project = Project.of(folder, source, model.formatted("places"))) {
            project.deliver("places_20240101.csv", "place_id,city");
            project.run();
            project.change(source.replace("source: places", "source: sites\nwas: places"), model.formatted("sites"));
            project.deliver("places_20240102.csv", "place_id,city", "1,Ulm");
            project.run();
            String before = project.counts();
            project.execute("delete from audit.delivery");

            project.run();

            assertThat(project.counts()).isEqualTo(before);
        }
    }

    @Test
    void aRenamedSourceLoadsNothingAgainEvenIfTheLedgerForgot(@TempDir Path folder) {
        String model = MODEL.formatted("city", "city");
        try (Project project = Project.of(folder, SOURCES.formatted("city: varchar"), model)) {
            project.deliver("customers_20240101.csv", "customer_id,city,kind,phone,country", "1,Ulm,home,11,DE");
            project.run();
            project.change(
                    SOURCES.formatted("city: varchar").replace("source: customers", "source: clients\nwas: customers"),
                    model.replace("from: customers", "from: clients"));
            project.deliver("customers_20240102.csv", "customer_id,city,kind,phone,country", "1,Ulm,home,11,DE");
            project.run();
            String before = project.counts();
            project.execute("delete from audit.delivery");

            project.run();

            assertThat(project.counts()).isEqualTo(before);
            assertThat(project.rows("select distinct delivery.path from raw_vault.tracking_clients"
                            + " join audit.delivery using (delivery_id) order by 1"))
                    .isEqualTo(table("customers_20240101.csv", "customers_20240102.csv"));
        }
    }
}

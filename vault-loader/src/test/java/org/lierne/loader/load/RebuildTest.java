package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries are made again from the raw vault and the list of deliveries alone, and compared with the archive. */
class RebuildTest {

    private static final String SOURCES = """
            system: shop
            files: "{source}_{load_date:yyyy-MM-dd}.csv"
            sources:
              customers:
                keys: [customer]
                one_row_per: customer
                columns:
                  customer_id: varchar
                  name: { trim: true }
                  city: varchar
                  score: { type: "decimal(6,2)", min: 0 }
                  joined: date
              orders:
                keys: [order, customer]
                one_row_per: order
                where: channel <> 'test'
                columns:
                  order_id: varchar
                  customer_id: varchar
                  channel: { case: lower, map: { www: web } }
                  ordered_at: { type: timestamp, timezone: Europe/Berlin }
                  gross: decimal(12,2)
                  vat: decimal(12,2)
                  net: { sql: gross - vat, type: "decimal(12,2)" }
            """.replace("gross: decimal(12,2)", "gross: \"decimal(12,2)\"")
            .replace("vat: decimal(12,2)", "vat: \"decimal(12,2)\"");

    private static final String MODEL = """
            hubs:
              customer: { key: { customer_id: { case: upper } } }
              order: order_id
            links:
              order_customer: { connects: [order, customer], from: orders }
            satellites:
              customer_details: { of: customer, from: customers }
              order_details: { of: order, from: orders }
            """;

    @TempDir
    private Path folder;

    @Test
    void csvWithRepeatsRejectsAndCorrectionsIsRebuilt() {
        try (Project project = Project.of(folder, SOURCES, MODEL).archiving()) {
            project.deliver(
                    "customers_2026-01-01.csv",
                    "customer_id,name,city,score,joined",
                    "c1,  Ada ,London,1.50,2020-01-01",
                    "c2,Blaise,Paris,-1,2020-01-01",
                    "c1,Ada,\"\",2,2020-01-01",
                    "c1,Ada,London,1.5,2020-01-01",
                    "c1,Ada,London,1.50,2020-01-01",
                    "C3,\"So\"\"phie\",,,",
                    "c4,too,few");
            project.deliver(
                    "orders_2026-01-01.csv",
                    "order_id,customer_id,channel,ordered_at,gross,vat",
                    "1,c1,WWW,2026-01-01 00:30,10,1.6",
                    "2,,app,2026-01-01T12:00:00+01:00,10,1.6",
                    "3,c9,TEST,,,",
                    "4,c9,,,,");
            project.run();
            project.deliver(
                    "customers_2026-01-01.csv", "customer_id,name,city,score,joined", "c1,Ada,Graz,1,2020-01-02");
            project.deliver(
                    "customers_2026-01-03.csv", "customer_id,name,city,score,joined", "c1,Ada,London,1.5,2020-01-01");
            project.run();

            assertThat(Rebuilding.of(project)).isEqualTo("""
                    customers: 3 deliveries, 9 records, 7 rows
                    orders: 1 delivery, 4 records, 2 rows
                    """);
        }
    }

    @Test
    void whatWasTamperedWithIsNamed() throws IOException {
        try (Project project = Project.of(folder, SOURCES, MODEL).archiving()) {
            project.deliver(
                    "customers_2026-01-01.csv",
                    "customer_id,name,city,score,joined",
                    "c1,Ada,London,1.5,2020-01-01",
                    "c2,Blaise,Paris,1,2020-01-01");
            project.deliver(
                    "customers_2026-01-02.csv",
                    "customer_id,name,city,score,joined",
                    "c3,Sophie,Paris,,",
                    "c1,Ada,London,1.5,2020-01-01");
            project.run();
            String whole = "customers: 2 deliveries, 4 records, 4 rows\norders: 0 deliveries, 0 records, 0 rows\n";
            String short1 = "customers: 2 deliveries, 4 records, 3 rows\n%sorders: 0 deliveries, 0 records, 0 rows\n";

            assertThat(Rebuilding.of(project)).isEqualTo(whole);
            assertThat(Rebuilding.of(
                            project, "update raw_vault.sat_customer_details set city = 'Graz' where name = 'Ada'"))
                    .as("a payload that was changed shows wherever it was said")
                    .isEqualTo(whole.replace("4 rows\n", """
                            4 rows
                              customers_2026-01-01.csv record 2 city in sat_customer_details: stored Graz, in the file London
                              customers_2026-01-02.csv record 3 city in sat_customer_details: stored Graz, in the file London
                            """));
            assertThat(Rebuilding.of(project, "delete from raw_vault.sat_customer_details where name = 'Blaise'"))
                    .as("a row of a satellite that was taken away")
                    .isEqualTo(whole.replace("4 rows\n", """
                            4 rows
                              customers_2026-01-01.csv record 3 name in sat_customer_details: stored no row, in the file Blaise
                            """));
            assertThat(Rebuilding.of(
                            project, "update raw_vault.hub_customer set customer_id = 'C9' where customer_id = 'C3'"))
                    .as("a business key that was changed")
                    .isEqualTo(whole.replace("4 rows\n", """
                            4 rows
                              customers_2026-01-02.csv record 2 customer_id in hub_customer: stored C9, in the file C3
                            """));
            assertThat(Rebuilding.of(
                            project,
                            "delete from raw_vault.tracking_customers"
                                    + " where record_number = 3 and load_date = timestamp '2026-01-02'"))
                    .as("a tracking row that was taken away")
                    .isEqualTo(short1.formatted("""
                              customers_2026-01-02.csv record 3: stored no row, in the file a row
                              customers_2026-01-02.csv: stored 1 rows, in the file 2 rows
                            """));
            assertThat(Rebuilding.of(
                            project,
                            "update raw_vault.tracking_customers set record_number = 7"
                                    + " where record_number = 3 and load_date = timestamp '2026-01-02'"))
                    .as("a tracking row of no record")
                    .isEqualTo(whole.replace("4 rows\n", """
                            4 rows
                              customers_2026-01-02.csv record 3: stored no row, in the file a row
                              customers_2026-01-02.csv record 7: stored a row, in the file no such record
                            """));

            assertThat(Rebuilding.of(project, "drop table raw_vault.sat_customer_details"))
                    .as("a table that was dropped")
                    .isEqualTo(
                            "customers: the table \"sat_customer_details\" is not there;"
                                    + " \"lierne verify\" names all that is missing\norders: 0 deliveries, 0 records, 0 rows\n");
            assertThat(Rebuilding.of(project, "alter table raw_vault.sat_customer_details drop column city"))
                    .as("a column that was dropped")
                    .contains("city", "; \"lierne verify\" names all that is missing\norders: 0 deliveries");

            changeArchive("Sophie", "Sophia");
            assertThat(Rebuilding.of(project).lines().filter(line -> !line.contains("SHA-256")))
                    .as("a copy in the archive that was changed")
                    .contains(
                            "  customers_2026-01-02.csv record 2 name in sat_customer_details: stored Sophie, in the file Sophia");
            assertThat(Rebuilding.of(project)).contains("  customers_2026-01-02.csv: stored SHA-256 ");
            emptyArchive();
            assertThat(Rebuilding.of(project)).as("copies of no byte").contains("cannot be read: it ends too early\n");
        }
    }

    private void emptyArchive() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("archive"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(file, new byte[0]);
            }
        }
    }

    /** Changes the copy that has a text. */
    private void changeArchive(String text, String other) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("archive"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content;
                try (GZIPInputStream input = new GZIPInputStream(Files.newInputStream(file))) {
                    content = input.readAllBytes();
                }
                String changed = new String(content, StandardCharsets.UTF_8).replace(text, other);
                try (GZIPOutputStream output = new GZIPOutputStream(Files.newOutputStream(file))) {
                    output.write(changed.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}

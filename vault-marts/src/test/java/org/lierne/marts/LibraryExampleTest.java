package org.lierne.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.model.Vault;
import org.lierne.loader.load.LoadRequest;
import org.lierne.loader.load.Loader;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.VaultMigration;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.publish.MartFolder;
import org.lierne.marts.publish.Publisher;

/** The README's example of use as a library: it compiles, it runs, and it is the one that the README shows. */
final class LibraryExampleTest {

    @Test
    void loadsAndPublishes(@TempDir Path project) throws IOException, SQLException {
        write(project, "vault.yml", "vault: bookshop\n");
        write(project, "sources/customers.yml", """
                source: customers
                files: "customers_{load_date:yyyy-MM-dd}.csv"
                keys: [customer]
                columns: [customer_id, city]
                """);
        write(project, "model/shop.yml", """
                hubs:
                  customer: customer_id
                satellites:
                  customer_details: { of: customer, from: customers }
                """);
        write(project, "marts/shop.yml", "marts:\n  dim_customer: { kind: dimension, of: customer }\n");
        write(project, "landing/customers_2026-03-01.csv", "customer_id,city\nC1,London\n");
        Files.createDirectories(project.resolve("warehouse"));

        RunReport report = loadAndPublish(project);

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.DONE);
        assertThat(report.sources())
                .singleElement()
                .satisfies(source -> assertThat(source.accepted()).isEqualTo(1));
        assertThat(project.resolve("warehouse/marts.duckdb")).exists();
    }

    // README: begin
    static RunReport loadAndPublish(Path project) {
        Vault vault = MetadataReader.read(project).vault().orElseThrow();
        VaultMigration migration = VaultMigration.of(project, vault);
        Path folder = project.resolve("warehouse");
        try (Warehouse warehouse = Warehouse.open(folder.resolve("shop.duckdb"), WarehouseSettings.defaults())) {
            migration.write();
            migration.apply(warehouse);
            LoadRequest request = LoadRequest.of(project.resolve("landing"), folder.resolve("archive"));
            RunListener listener = event -> {};
            RunReport report = new Loader(vault, migration.schema(), warehouse).load(request, listener);
            new Publisher(vault, migration.schema(), new MartFolder(folder))
                    .publish(warehouse.connection(), report.runId(), listener);
            return report;
        }
    }
    // README: end

    @Test
    void isTheOneInTheReadme() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/org/lierne/marts/LibraryExampleTest.java"));
        int begin = source.indexOf("    // README: begin");
        int end = source.indexOf("    // README: end");
        String example =
                String.join("\n", source.subList(begin + 1, end)).indent(-4).strip();

        assertThat(Files.readString(Path.of("..", "README.md")))
                .as("the README shows what this test runs")
                .contains(example);
    }

    private static void write(Path project, String file, String content) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}

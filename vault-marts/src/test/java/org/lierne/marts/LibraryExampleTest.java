package org.lierne.marts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.project.VaultProject;

/** The README's example of use as a library: it compiles, it runs, and it is the one that the README shows. */
final class LibraryExampleTest {

    @Test
    void theExampleMigratesLoadsListensAndReadsAMart(@TempDir Path folder) throws IOException, SQLException {
        bookshop(folder);
        PrintStream console = System.out;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(told, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            EmbeddedExample.main(new String[] {folder.toString()});
        } finally {
            System.setOut(console);
        }

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("raw_vault.hub_customer: 2 rows")
                .contains("mart.dim_customer: 2 rows")
                .endsWith("After run 1 the shop has 2 customers." + System.lineSeparator());
    }

    @Test
    void theHostsDatabaseKeepsItsSettingsAndItsConnection(@TempDir Path folder) throws IOException, SQLException {
        bookshop(folder);
        VaultProject project = VaultProject.read(folder);
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = host.createStatement()) {
            statement.execute("set global memory_limit = '700MB'; set global threads = 1; set timezone = 'Asia/Tokyo'");
            statement.execute("create temp table of_the_host as select 42 as answer");
            host.setAutoCommit(false);
            statement.execute("create table unfinished (work integer)");
            List<String> settings = rows(statement, "select name || '=' || coalesce(value, '') from duckdb_settings()");

            try (Warehouse warehouse = Warehouse.on(host)) {
                project.migrate(warehouse);
                RunReport run = project.load(
                        warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
                project.publish(warehouse, run.runId(), folder, RunListener.SILENT);
            }

            assertThat(rows(statement, "select name || '=' || coalesce(value, '') from duckdb_settings()"))
                    .isEqualTo(settings);
            assertThat(host.getAutoCommit()).isFalse();
            host.rollback();
            assertThat(rows(statement, "select database_name from duckdb_databases() where not internal"))
                    .containsExactly("memory");
            assertThat(rows(statement, "select table_name from duckdb_tables() where temporary"))
                    .containsExactly("of_the_host");
            assertThat(rows(statement, "select customer_id from raw_vault.hub_customer where run_id = 1 order by 1"))
                    .containsExactly("C1", "C2");
        }
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static void bookshop(Path project) throws IOException {
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
        write(project, "marts/shop.yml", """
                marts:
                  dim_customer: { kind: sql, query: "select * from raw_vault.sat_customer_details_current" }
                """);
        write(project, "landing/customers_2026-03-01.csv", "customer_id,city\nC1,London\nC2,Paris\n");
    }

    @Test
    void isTheOneInTheReadme() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/test/java/org/lierne/marts/EmbeddedExample.java"));
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

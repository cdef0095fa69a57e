package org.lierne.loader.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.metadata.MetadataResult;
import org.lierne.core.model.Vault;

/** Tables, views and the recorded metadata follow what a project says. */
final class VaultMigrationTest {

    private static final WarehouseSettings SETTINGS =
            WarehouseSettings.defaults().withMemoryLimitBytes(200_000_000).withThreads(1);
    private static final String HUBS = "hubs:\n  customer: customer_id\n";
    private static final String DETAILS = "satellites:\n  customer_details: { of: customer, from: customers }\n";

    @TempDir
    Path project;

    private Warehouse warehouse;

    @BeforeEach
    void writeProject() throws IOException {
        warehouse = Warehouse.inMemory(SETTINGS);
        Files.createDirectories(project.resolve("sources"));
        Files.createDirectories(project.resolve("model"));
        Files.writeString(project.resolve("vault.yml"), "vault: shop\n");
        source("customers", "name");
        Files.writeString(project.resolve("model/shop.yml"), HUBS + DETAILS);
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void aNewDatabaseGetsTablesViewsAndTheMetadata() throws SQLException {
        VaultMigration migration = migration();
        assertThat(migration.isPending(warehouse)).as("pending before").isTrue();
        migration.write();
        assertThat(migration.isPending(warehouse)).as("pending once written").isTrue();
        VaultMigration.Outcome outcome = migration.apply(warehouse);
        assertThat(outcome.applied())
                .extracting(Migrations.Applied::version)
                .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "1");
        assertThat(outcome.modelVersion()).isEqualTo(1);
        assertThat(migration.isPending(warehouse)).as("pending afterwards").isFalse();
        assertThat(views()).containsExactly("sat_customer_details_current", "sat_customer_details_history");
        assertThat(texts("select unnest(json_keys(metadata)) from audit.model_version order by 1"))
                .containsExactly("model/shop.yml", "sources/customers.yml", "vault.yml");
        VaultMigration.Outcome again = migration().apply(warehouse);
        assertThat(again.applied()).isEmpty();
        assertThat(again.modelVersion()).as("the same metadata").isEqualTo(1);
    }

    @Test
    void viewsOfWhatIsNoLongerDescribedGoAndNewColumnsComeIntoThoseThatStay() throws IOException, SQLException {
        source("visitors", "page");
        Files.writeString(
                project.resolve("model/shop.yml"),
                HUBS + DETAILS + "  customer_visits: { of: customer, from: visitors }\n");
        bringAlong();
        assertThat(views()).contains("sat_customer_visits_history");

        Files.delete(project.resolve("sources/visitors.yml"));
        source("customers", "name", "city");
        Files.writeString(project.resolve("model/shop.yml"), HUBS + DETAILS);
        assertThat(bringAlong().modelVersion()).isEqualTo(2);
        assertThat(views()).containsExactly("sat_customer_details_current", "sat_customer_details_history");
        assertThat(texts("select column_name from duckdb_columns() where table_name = 'sat_customer_details_current'"))
                .contains("name", "city");
        assertThat(texts("select table_name from duckdb_tables() where table_name = 'sat_customer_visits'"))
                .as("data is kept")
                .hasSize(1);
    }

    @Test
    void whatFailsLeavesTheViewsAsTheyWere() throws IOException, SQLException {
        bringAlong();
        run("drop view raw_vault.sat_customer_details_current");
        run("create table raw_vault.sat_customer_details_current (mine integer)");
        Files.writeString(project.resolve("vault.yml"), "vault: shop\ndescription: changed\n");
        assertThatThrownBy(this::bringAlong)
                .hasMessageContaining("The views of the vault could not be made")
                .hasMessageContaining("sat_customer_details_current");
        assertThat(views()).containsExactly("sat_customer_details_history");
        assertThat(texts("select model_version::varchar from audit.model_version"))
                .containsExactly("1");
    }

    private VaultMigration.Outcome bringAlong() {
        VaultMigration migration = migration();
        migration.write();
        return migration.apply(warehouse);
    }

    private VaultMigration migration() {
        MetadataResult read = MetadataReader.read(project);
        Vault vault = read.vault()
                .orElseThrow(() -> new IllegalStateException(
                        "the fixture is wrong: " + read.diagnostics().get(0).render()));
        return VaultMigration.of(project, vault);
    }

    private void source(String name, String... columns) throws IOException {
        StringBuilder text = new StringBuilder("source: " + name + "\nfiles: \"" + name
                + "_{load_date:yyyy-MM-dd}.csv\"\nkeys: [customer]\ncolumns:\n  customer_id: varchar\n");
        for (String column : columns) {
            text.append("  ").append(column).append(": varchar\n");
        }
        Files.writeString(project.resolve("sources").resolve(name + ".yml"), text.toString());
    }

    private List<String> views() throws SQLException {
        return texts("select view_name from duckdb_views() where schema_name = 'raw_vault' order by 1");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = warehouse.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (Statement statement = warehouse.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}

package org.lierne.loader.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lierne.core.schema.SmallVault.key;
import static org.lierne.core.schema.SmallVault.satellite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;
import org.lierne.core.model.DataType;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.schema.SmallVault;

/** Migrations on a real database: written, applied, refused, broken. */
class MigrationsTest {

    private static final WarehouseSettings SETTINGS =
            WarehouseSettings.defaults().withMemoryLimitBytes(200_000_000).withThreads(1);

    @TempDir
    Path project;

    private Warehouse warehouse;
    private Migrations migrations;

    @BeforeEach
    void open() {
        warehouse = Warehouse.inMemory(SETTINGS);
        migrations = Migrations.of(project);
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void aNewVaultGetsItsTablesTheLedgerAndTheZeroKeys() throws SQLException {
        List<Migrations.Applied> applied = migrate(SmallVault.orders());

        assertThat(applied)
                .extracting(Migrations.Applied::version)
                .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "1");
        assertThat(names()).containsExactly("V1__create_vault.json", "V1__create_vault.sql");
        assertThat(texts("select table_name from duckdb_tables() where schema_name = 'audit' order by 1"))
                .contains("run", "delivery", "schema_history");
        assertThat(texts("select order_hk || '|' || coalesce(order_id, 'none') || '|' || load_date || '|'"
                        + " || record_source || '|' || run_id from raw_vault.hub_order order by 1"))
                .containsExactly(
                        "00000000-0000-0000-0000-000000000000|none|1900-01-01 00:00:00|lierne|0",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff|none|1900-01-01 00:00:00|lierne|0");
    }

    @Test
    void whatIsAddedComesAlongAndDataIsKept() throws SQLException {
        migrate(SmallVault.orders());
        run("insert into raw_vault.sat_order_amounts values"
                + " (uuid(), now(), uuid(), 2, 1, uuid(), 'shop', 1, 10.50, 2)");
        run("insert into raw_vault.tracking_orders"
                + " values (now(), uuid(), 2, 1, 1, uuid(), uuid(), uuid(), uuid(), uuid())");

        SmallVault more = SmallVault.orders()
                .column("channel", DataType.VARCHAR)
                .column("vat", DataType.BIGINT)
                .column("product_code", DataType.VARCHAR)
                .hub("product", key("product_id", DataType.VARCHAR))
                .uses("product", "product", "product_code")
                .link(SmallVault.link(
                        "order_product", List.of(), SmallVault.participant("order"), SmallVault.participant("product")))
                .satellite(satellite("order_amounts", "order", "channel", "gross", "vat"))
                .satellite(satellite("customer_details", "customer", "customer_no"));
        List<Migrations.Applied> applied = migrate(more);

        assertThat(applied).extracting(Migrations.Applied::version).containsExactly("2");
        assertThat(texts("select gross || '|' || vat || '|' || coalesce(channel, 'none')"
                        + " from raw_vault.sat_order_amounts"))
                .containsExactly("10.50|2|none");
        assertThat(texts("select column_name from duckdb_columns() where table_name = 'tracking_orders'"
                        + " order by column_index"))
                .endsWith("product_hk", "order_product_hk", "customer_details_hashdiff");
        assertThat(texts("select count(*)::varchar from raw_vault.hub_product")).containsExactly("2");
        assertThat(migrate(more)).as("a second time").isEmpty();
    }

    @Test
    void aRefusedChangeLeavesFolderAndDatabaseAsTheyAre() throws SQLException {
        migrate(SmallVault.orders());
        List<String> before = names();

        assertThatThrownBy(() -> migrate(SmallVault.orders()
                        .hub("order", key("order_id", DataType.BIGINT))
                        .hub("product", key("product_id", DataType.VARCHAR))))
                .isInstanceOf(LierneException.class)
                .hasMessageContaining("hub \"order\"")
                .hasMessageContaining("re-key")
                .extracting(failure -> ((LierneException) failure).code())
                .isEqualTo("migration_refused");

        assertThat(names()).isEqualTo(before);
        assertThat(texts("select table_name from duckdb_tables()")).doesNotContain("hub_product");
    }

    @Test
    void aBrokenMigrationIsRolledBackWhole() throws IOException, SQLException {
        migrate(SmallVault.orders());
        Path broken = folder().resolve("V2__by_hand.sql");
        Files.writeString(
                broken, "create table raw_vault.half (a integer);\ninsert into raw_vault.nowhere values (1);");

        assertThatThrownBy(() -> migrations.apply(warehouse))
                .isInstanceOf(LierneException.class)
                .hasMessageContaining("V2__by_hand.sql")
                .hasMessageContaining("nowhere");
        assertThat(texts("select table_name from duckdb_tables()")).doesNotContain("half");

        Files.writeString(broken, "create table raw_vault.whole (a integer);");
        assertThat(migrations.apply(warehouse)).hasSize(1);
        assertThat(texts("select table_name from duckdb_tables()")).contains("whole");
    }

    @Test
    void aMigrationThatWasEditedAfterwardsIsNamed() throws IOException {
        migrate(SmallVault.orders());
        Path applied = migrations.files().get(0).sql();
        Files.writeString(applied, Files.readString(applied) + "\ncreate table raw_vault.sneaked (a integer);\n");

        assertThatThrownBy(() -> migrations.apply(warehouse))
                .isInstanceOf(LierneException.class)
                .hasMessageContaining("version 1 was changed")
                .extracting(failure -> ((LierneException) failure).code())
                .isEqualTo("migration_edited");
    }

    @Test
    void aDatabaseNewerThanTheProjectIsRefused() throws IOException {
        migrate(SmallVault.orders());
        Files.delete(migrations.files().get(0).sql());

        assertThatThrownBy(() -> migrations.apply(warehouse))
                .isInstanceOf(LierneException.class)
                .hasMessageContaining("version 1")
                .extracting(failure -> ((LierneException) failure).code())
                .isEqualTo("migration_missing");
    }

    @Test
    void aModelWithoutStatementsCountsForNothingAndGoes() throws IOException, SQLException {
        migrate(SmallVault.orders());
        Path model = migrations.files().get(0).model();
        Files.copy(model, folder().resolve("V2__never_finished.json"));
        Files.writeString(folder().resolve("V2__never_finished.sql.tmp"), "create tab");

        migrate(SmallVault.orders().hub("product", key("product_id", DataType.VARCHAR)));

        assertThat(names())
                .containsExactly(
                        "V1__create_vault.json",
                        "V1__create_vault.sql",
                        "V2__add_hub_product.json",
                        "V2__add_hub_product.sql");
    }

    @Test
    void theDatabaseOfAHostKeepsItsSettingsAndItsConnection() throws SQLException {
        try (var host = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = host.createStatement()) {
            statement.execute("set threads = 1");
            statement.execute("create schema mine; use memory.mine");
            try (Warehouse hosted = Warehouse.on(host)) {
                migrations.write(migrations.plan(SmallVault.orders().build()));
                migrations.apply(hosted);
            }
            try (ResultSet row = statement.executeQuery("select current_setting('threads'), current_schema(),"
                    + " (select count(*) from raw_vault.hub_order)")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(1);
                assertThat(row.getString(2)).isEqualTo("mine");
                assertThat(row.getInt(3)).isEqualTo(2);
            }
        }
    }

    @Test
    void aFileThatIsNoMigrationIsNamed() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("R__views.sql"), "select 1");

        assertThatThrownBy(() -> migrations.apply(warehouse))
                .isInstanceOf(LierneException.class)
                .hasMessageContaining("R__views.sql");
    }

    @Test
    void twoMigrationsOfOneVersionAreNamed() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("V1__one.sql"), "select 1");
        Files.writeString(folder().resolve("V1__other.sql"), "select 1");

        assertThatThrownBy(() -> migrations.plan(SmallVault.orders().build()))
                .isInstanceOf(LierneException.class)
                .hasMessageContaining("V1__one.sql")
                .hasMessageContaining("V1__other.sql");
    }

    @Test
    void allMigrationsThatComeWithLierneAreKnownToTheHistory() throws Exception {
        Path ledger = Path.of(Warehouse.class.getResource("V0_1__ledger.sql").toURI());
        try (Stream<Path> files = Files.list(ledger.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql")))
                    .containsExactlyInAnyOrderElementsOf(MigrationHistory.BUILT_IN.values());
        }
    }

    @Test
    void aRenamedSatelliteKeepsItsRowsUnderItsNewName() throws SQLException {
        migrate(SmallVault.orders());
        run("insert into raw_vault.sat_order_amounts values"
                + " (uuid(), now(), uuid(), 2, 1, uuid(), 'shop', 1, 10.50, 2)");
        run("create view raw_vault.sat_order_amounts_history as select * from raw_vault.sat_order_amounts");

        migrate(SmallVault.orders().with(vault -> vault.satellites.set(0, renamed("amounts", "order_amounts"))));

        assertThat(names()).contains("V2__rename_sat_order_amounts_to_sat_amounts.sql");
        assertThat(texts("select gross::varchar from raw_vault.sat_amounts")).containsExactly("10.50");
        assertThat(texts("select column_name from duckdb_columns() where table_name = 'tracking_orders'"))
                .contains("amounts_hashdiff")
                .doesNotContain("order_amounts_hashdiff");
    }

    @Test
    void aFileDatabaseIsUpToDateWhenItIsOpenedAgain() {
        Path file = project.resolve("shop.duckdb");
        migrations.write(migrations.plan(SmallVault.orders().build()));
        try (Warehouse first = Warehouse.open(file, SETTINGS)) {
            assertThat(migrations.apply(first)).hasSize(7);
        }
        try (Warehouse second = Warehouse.open(file, SETTINGS)) {
            assertThat(migrations.apply(second)).isEmpty();
        }
    }

    @Test
    void theMetadataIsRecordedWhenItChanges() throws SQLException {
        migrate(SmallVault.orders());
        var schema = migrations.plan(SmallVault.orders().build()).schema();

        assertThat(ModelVersions.record(warehouse.connection(), Map.of("vault.yml", "vault: shop"), schema))
                .isEqualTo(1);
        assertThat(ModelVersions.record(warehouse.connection(), Map.of("vault.yml", "vault: shop"), schema))
                .isEqualTo(1);
        assertThat(ModelVersions.record(warehouse.connection(), Map.of("vault.yml", "vault: small"), schema))
                .isEqualTo(2);
        assertThat(texts("select metadata from audit.model_version order by model_version"))
                .containsExactly("{\"vault.yml\":\"vault: shop\"}", "{\"vault.yml\":\"vault: small\"}");
    }

    private static DescriptiveSatellite renamed(String name, String was) {
        return new DescriptiveSatellite(
                name,
                "",
                new Parent.OfHub("order", "order"),
                "orders",
                List.of("gross", "vat"),
                false,
                Optional.of(was));
    }

    private List<Migrations.Applied> migrate(SmallVault vault) {
        migrations.write(migrations.plan(vault.build()));
        return migrations.apply(warehouse);
    }

    private Path folder() {
        return project.resolve("migrations/duckdb");
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = warehouse.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = warehouse.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}

package org.lierne.cli.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.warehouse.VaultMigration;
import org.lierne.loader.warehouse.Warehouse;

/**
 * A vault of one hub with satellites, and a point-in-time table over all of them, whose raw vault is filled by SQL: as
 * loads would have left it, in a fraction of their time.
 */
final class SnapshotVault {

    /** The point-in-time table. */
    static final String TABLE = "business_vault.pit_customer";

    private static final String FIRST_DAY = "timestamp '2024-01-01'";

    private final SnapshotSize size;
    private final Vault vault;
    private final VaultSchema schema;
    private final Warehouse warehouse;

    private SnapshotVault(SnapshotSize size, Vault vault, VaultSchema schema, Warehouse warehouse) {
        this.size = size;
        this.vault = vault;
        this.schema = schema;
        this.warehouse = warehouse;
    }

    /** The vault's tables, empty but for ghost records. */
    static SnapshotVault make(Path project, SnapshotSize size, Warehouse warehouse) throws IOException {
        Files.createDirectories(project.resolve("sources"));
        Files.createDirectories(project.resolve("model"));
        Files.writeString(project.resolve("vault.yml"), "vault: benchmark\n");
        Files.writeString(project.resolve("sources/attributes.yml"), sources(size));
        Files.writeString(project.resolve("model/customers.yml"), model(size));
        Vault vault = MetadataReader.read(project).vault().orElseThrow();
        VaultMigration migration = VaultMigration.of(project, vault);
        migration.write();
        migration.apply(warehouse);
        return new SnapshotVault(size, vault, migration.schema(), warehouse);
    }

    private static String sources(SnapshotSize size) {
        return numbers(size)
                .mapToObj(number -> """
                          attributes_%1$d:
                            files: "attributes_%1$d_{load_date:yyyyMMddHH}.csv"
                            keys: [customer]
                            columns: [customer_id, value]
                            track: false
                        """.formatted(number))
                .collect(Collectors.joining("", "sources:\n", ""));
    }

    private static String model(SnapshotSize size) {
        return numbers(size)
                .mapToObj("  customer_%1$d: { of: customer, from: attributes_%1$d }\n"::formatted)
                .collect(Collectors.joining("", """
                        hubs:
                          customer: customer_id
                        satellites:
                        """, """
                        snapshots: { nightly: { keep: { daily: forever } } }
                        point_in_time: [customer]
                        """));
    }

    private static IntStream numbers(SnapshotSize size) {
        return IntStream.rangeClosed(1, size.satellites());
    }

    Vault vault() {
        return vault;
    }

    VaultSchema schema() {
        return schema;
    }

    /** The tables of the satellites, qualified. */
    List<String> satellites() {
        return numbers(size).mapToObj("raw_vault.sat_customer_%d"::formatted).toList();
    }

    /** Every key with all its versions, which are spread over the snapshots; the first is there at the first of them. */
    void fill() throws SQLException {
        run(1);
        execute("insert into raw_vault.hub_customer by name select " + keyOf("number") + " as customer_hk,"
                + " 'C' || number as customer_id, " + FIRST_DAY + " as load_date, 'benchmark' as record_source,"
                + " 1 as run_id from range(" + size.keys() + ") as numbers(number)");
        for (int satellite = 1; satellite <= size.satellites(); satellite++) {
            // So many deliveries that no two versions of a key come with the same one.
            int daily = Math.max(4, (2 * size.versions() + size.snapshots() - 1) / size.snapshots());
            int deliveries = daily * size.snapshots();
            for (int version = 0; version < size.versions(); version++) {
                String chance = "(hash(number, " + satellite + ", " + version + ") % 1000) / 2000.0";
                String place = version == 0
                        ? "0"
                        : "(" + version + (version == size.versions() - 1 ? " + 0.5 + " : " + ") + chance + ") * "
                                + deliveries + " / " + size.versions();
                versions(
                        satellite,
                        "range(" + size.keys() + ")",
                        FIRST_DAY + " + to_seconds(cast(floor(" + place + ") as bigint) * " + 86_400 / daily + ")",
                        version,
                        1);
            }
        }
    }

    /** A further day, on which one key in a hundred changes in all satellites. */
    void nextDay(long runId) throws SQLException {
        changeSome(runId, FIRST_DAY + " + to_days(" + size.snapshots() + ")", 17);
    }

    /** Rows that are late by half of all snapshots, for one key in a hundred, in all satellites. */
    void late(long runId) throws SQLException {
        changeSome(runId, FIRST_DAY + " + to_days(" + size.snapshots() / 2 + ") + interval 1 second", 42);
    }

    private void changeSome(long runId, String loadDate, int which) throws SQLException {
        run(runId);
        for (int satellite = 1; satellite <= size.satellites(); satellite++) {
            String some = "range(" + which + ", " + (size.keys() + which) + ", 100)";
            versions(satellite, some, loadDate, Math.toIntExact(1_000 + runId), runId);
        }
    }

    private void versions(int satellite, String numbers, String loadDate, int version, long runId) throws SQLException {
        String delivery = "cast(md5('attributes_" + satellite + "_' || load_date) as uuid)";
        execute("""
                insert into raw_vault.sat_customer_%1$d by name
                select customer_hk, load_date, 'benchmark' as record_source, %6$s as delivery_id,
                  number + 2 as record_number, 1 as row_number, cast(md5(value) as uuid) as hashdiff, value, %5$d as run_id
                from (
                  select %7$s as customer_hk, number, %3$s as load_date, 'value ' || number || ' ' || %4$d as value
                  from %2$s as numbers(number)
                ) as versions""".formatted(satellite, numbers, loadDate, version, runId, delivery, keyOf("number")));
        execute("""
                insert into audit.delivery by name
                select %1$s as delivery_id, 'attributes_%2$d' as source,
                  'attributes_%2$d_' || strftime(load_date, '%%Y%%m%%d%%H%%M%%S') || '.csv' as path, 1 as content_version,
                  '' as sha256, 0 as bytes, load_date, 0 as records, 0 as accepted, 0 as filtered, 0 as rejected,
                  %3$d as run_id, load_date as loaded_at
                from (select distinct load_date from raw_vault.sat_customer_%2$d where run_id = %3$d) as delivered
                where %1$s not in (select delivery_id from audit.delivery)""".formatted(delivery, satellite, runId));
    }

    private void run(long runId) throws SQLException {
        execute("insert into audit.run (run_id, kind, started_at, outcome) values (" + runId
                + ", 'load', timestamp '2100-01-01', 'done')");
    }

    private static String keyOf(String number) {
        return "cast(md5('C' || " + number + ") as uuid)";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = warehouse.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}

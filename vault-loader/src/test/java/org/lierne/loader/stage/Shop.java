package org.lierne.loader.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Migration;
import org.lierne.loader.load.LoadRequest;
import org.lierne.loader.load.Loader;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Migrations;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/** A shop of two sources, orders and customers, with a landing folder and a database. */
final class Shop implements AutoCloseable {

    static final String ORDERS = "orders/good.csv";
    static final String CUSTOMERS = "customers/good.csv";
    static final String BAD = "orders/bad.csv";
    static final String GOOD_CONTENT = "order_no,amount,note\nA1,1.50,fine\nA2,2.50,fine\n";

    private static final List<String> LEDGER = List.of(
            "V0_1__ledger.sql",
            "V0_2__fills.sql",
            "V0_3__renamed.sql",
            "V0_4__replays.sql",
            "V0_5__erasures.sql",
            "V0_6__fits.sql");

    private final Path folder;
    private final Vault vault;
    private final Warehouse warehouse;

    private Shop(Path folder, Vault vault, Warehouse warehouse) {
        this.folder = folder;
        this.vault = vault;
        this.warehouse = warehouse;
    }

    /** The metadata, for tests to change. */
    static Map<String, String> metadata() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("vault.yml", """
                vault: shop
                rejects: { stop_above: 50% }
                """);
        files.put("sources/orders.yml", """
                source: orders
                system: shop
                files: "orders/*.csv"
                keys: { order: order_no }
                one_row_per: order
                columns:
                  order_no: varchar
                  amount: decimal(12,2)
                  note: varchar
                """);
        files.put("sources/customers.yml", """
                source: customers
                system: shop
                files: "customers/*.csv"
                keys: { customer: customer_no }
                columns:
                  customer_no: varchar
                  city: varchar
                """);
        files.put("model/shop.yml", """
                hubs:
                  order: order_no
                  customer: customer_no
                satellites:
                  order_details: { of: order, from: orders }
                  customer_details: { of: customer, from: customers }
                """);
        return files;
    }

    /** The metadata with pieces of the orders' source replaced, given in pairs. */
    static Map<String, String> metadata(String... replacements) {
        Map<String, String> files = metadata();
        for (int index = 0; index < replacements.length; index += 2) {
            String from = replacements[index];
            String to = replacements[index + 1];
            assertThat(files.values().stream().anyMatch(text -> text.contains(from)))
                    .as("the metadata has <%s>", from)
                    .isTrue();
            files.replaceAll((name, text) -> text.replace(from, to));
        }
        return files;
    }

    static Shop inMemory(Path folder) {
        return inMemory(folder, metadata());
    }

    static Shop inMemory(Path folder, Map<String, String> metadata) {
        return of(folder, metadata, Warehouse.inMemory(settings()));
    }

    static WarehouseSettings settings() {
        return WarehouseSettings.defaults().withMemoryLimitBytes(500_000_000).withThreads(2);
    }

    /** Makes the tables, by the statements that the migrations hold, and delivers one good file of each source. */
    static Shop of(Path folder, Map<String, String> metadata, Warehouse warehouse) {
        Shop shop = empty(folder, metadata, warehouse);
        shop.deliver(ORDERS, GOOD_CONTENT);
        shop.deliver(CUSTOMERS, "customer_no,city\nC1,Graz\n");
        return shop;
    }

    /** Makes the tables, and delivers nothing. */
    static Shop empty(Path folder, Map<String, String> metadata, Warehouse warehouse) {
        Vault vault = vault(folder.resolve("project"), metadata);
        SchemaDifference difference = Migrations.of(folder.resolve("project")).plan(vault);
        Shop shop = new Shop(folder, vault, warehouse);
        shop.run(ledger());
        shop.run(Migration.of(difference, true, DuckDbDialect.INSTANCE).sql());
        write(shop.landing().resolve(".kept"), new byte[0]);
        return shop;
    }

    /** A shop whose tables are there already. */
    static Shop reopened(Path folder, Map<String, String> metadata, Warehouse warehouse) {
        return new Shop(folder, vault(folder.resolve("project"), metadata), warehouse);
    }

    /** The same by other metadata, kept elsewhere than what is delivered. */
    static Shop reopened(Path project, Map<String, String> metadata, Warehouse warehouse, Path folder) {
        return new Shop(folder, vault(project, metadata), warehouse);
    }

    static Vault vault(Path project, Map<String, String> metadata) {
        metadata.forEach((name, text) -> write(project.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
        var read = MetadataReader.read(project);
        assertThat(read.diagnostics()).as("what the metadata reader says").isEmpty();
        return read.vault().orElseThrow();
    }

    private static String ledger() {
        return LEDGER.stream().map(Shop::migration).collect(Collectors.joining("\n"));
    }

    private static String migration(String name) {
        try (InputStream text = Objects.requireNonNull(Warehouse.class.getResourceAsStream(name), name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Vault vault() {
        return vault;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    Path landing() {
        return folder.resolve("landing");
    }

    Path file(String path) {
        return landing().resolve(path);
    }

    void deliver(String path, String content) {
        deliver(path, content.getBytes(StandardCharsets.UTF_8));
    }

    void deliver(String path, byte[] content) {
        write(file(path), content);
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    content,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return bytes.toByteArray();
    }

    RunReport load() {
        return load(RunListener.SILENT);
    }

    RunReport load(RunListener listener) {
        return new Loader(vault, VaultSchema.of(vault), warehouse)
                .load(LoadRequest.of(landing(), folder.resolve("archive")), listener);
    }

    void run(String sql) {
        try (Statement statement = warehouse.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** The rows of a query, values joined by {@code |}. */
    List<String> rows(String sql) {
        try (Statement statement = warehouse.connection().createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int width = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= width; column++) {
                    values.add(String.valueOf(found.getString(column)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** Per delivery, in the order of paths: records, accepted, filtered, rejected. */
    List<String> deliveries() {
        return rows("select path, records, accepted, filtered, rejected from audit.delivery order by path");
    }

    /** The order numbers in the vault. */
    List<String> orders() {
        return rows("select order_no from raw_vault.hub_order where record_source <> 'lierne' and order_no is not null"
                + " order by 1");
    }

    @Override
    public void close() {
        warehouse.close();
    }
}

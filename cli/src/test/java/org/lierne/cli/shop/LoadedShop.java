package org.lierne.cli.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.rebuild.RebuildRequest;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyRequest;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.project.VaultProject;

/** A vault by {@code metadata/shop} in a folder of its own. */
final class LoadedShop {

    private static final Path METADATA = Path.of("..", "metadata", "shop");
    private static final long MEMORY = 800_000_000L;

    private final Path folder;
    private final VaultProject project;
    private long lastRun;

    /** @param folder that is empty or does not exist */
    LoadedShop(Path folder) {
        this.folder = folder;
        copyAll(METADATA, folder);
        makeFolder(landing());
        this.project = VaultProject.read(folder);
    }

    /**
     * Lets files arrive, and runs.
     *
     * @param from where the files are, below folders named by the day on which they arrive
     * @param files with that first folder
     */
    RunReport load(Path from, List<Path> files) {
        for (Path file : files) {
            copy(from.resolve(file), landing().resolve(file.subpath(1, file.getNameCount())));
        }
        return run();
    }

    /** Loads what is in the landing folder. */
    RunReport run() {
        try (Warehouse warehouse = open()) {
            project.migrate(warehouse);
            RunReport run = project.load(warehouse, landing(), folder.resolve("archive"), RunListener.SILENT);
            lastRun = run.runId();
            return run;
        }
    }

    /** Publishes the marts of the last run. */
    LoadedShop publish() {
        try (Warehouse warehouse = open()) {
            project.publish(warehouse, lastRun, folder, RunListener.SILENT);
        }
        return this;
    }

    VerifyReport verify() {
        try (Warehouse warehouse = open()) {
            return project.verify(warehouse, VerifyRequest.ALL);
        }
    }

    /** Makes all deliveries again, on a copy that holds the raw vault, the list of deliveries, and what was erased of them. */
    RebuildReport rebuild() throws SQLException {
        Path copy = folder.resolve("copy.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + copy);
                Statement statement = connection.createStatement()) {
            statement.execute("attach '" + database() + "' as vault (read_only)");
            statement.execute("create schema raw_vault; create schema audit");
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(
                    "select table_schema || '.' || table_name from information_schema.tables where table_catalog = 'vault'"
                            + " and table_type = 'BASE TABLE' and (table_schema = 'raw_vault'"
                            + " or table_schema = 'audit' and table_name in ('delivery', 'rewritten', 'erased_record'))")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute("create table " + table + " as from vault." + table);
            }
        }
        WarehouseSettings settings = WarehouseSettings.defaults().withMemoryLimitBytes(MEMORY);
        try (Warehouse warehouse = Warehouse.openToRead(copy, settings)) {
            return project.rebuild(warehouse, RebuildRequest.of(folder.resolve("archive")));
        }
    }

    Path database() {
        return folder.resolve("shop.duckdb");
    }

    Path marts() {
        return folder.resolve("marts-" + lastRun + ".duckdb");
    }

    private Path landing() {
        return folder.resolve("landing");
    }

    private Warehouse open() {
        return Warehouse.open(database(), WarehouseSettings.defaults().withMemoryLimitBytes(MEMORY));
    }

    private static void copyAll(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> copy(file, to.resolve(from.relativize(file).toString())));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void copy(Path file, Path copy) {
        try {
            makeFolder(copy.getParent());
            Files.copy(file, copy);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

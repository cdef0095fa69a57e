package org.lierne.cli.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.project.VaultProject;

/** A vault by {@code metadata/shop} in a folder of its own. */
final class LoadedShop {

    private static final Path METADATA = Path.of("..", "metadata", "shop");
    private static final long MEMORY = 800_000_000L;

    private final Path folder;
    private final VaultProject project;

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
            return project.load(warehouse, landing(), folder.resolve("archive"), RunListener.SILENT);
        }
    }

    /** Publishes the marts of the last run. */
    LoadedShop publish() {
        try (Warehouse warehouse = open()) {
            project.publish(warehouse, 1, folder, RunListener.SILENT);
        }
        return this;
    }

    Path database() {
        return folder.resolve("shop.duckdb");
    }

    Path marts() {
        return folder.resolve("marts-1.duckdb");
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

package org.lierne.loader.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

    @TempDir
    Path folder;

    private Path beside;

    @BeforeEach
    void name() {
        beside = folder.resolve("shop.duckdb.work");
    }

    @Test
    void standsBesideTheDatabaseWhileItIsNeeded() throws IOException {
        try (Warehouse warehouse = database();
                WorkFolder work = WorkFolder.of(warehouse)) {
            Files.writeString(work.path().resolve("rows.ndjson"), "{}");

            assertThat(work.path()).isEqualTo(beside);
        }
        assertThat(beside).doesNotExist();
    }

    @Test
    void isEmptyWhateverAKilledRunLeft() throws IOException {
        Files.createDirectories(beside.resolve("orders"));
        Files.writeString(beside.resolve("orders/rows.ndjson"), "{}");

        try (Warehouse warehouse = database();
                WorkFolder work = WorkFolder.of(warehouse)) {
            assertThat(work.path()).isEmptyDirectory();
        }
    }

    @Test
    void removesALinkThatStandsThereAndNotWhatItLeadsTo() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("kept.txt"), "kept");
        Files.createSymbolicLink(beside, elsewhere);

        try (Warehouse warehouse = database();
                WorkFolder work = WorkFolder.of(warehouse)) {
            assertThat(work.path()).isEmptyDirectory();
        }
        assertThat(elsewhere.resolve("kept.txt")).hasContent("kept");
    }

    private Warehouse database() {
        return Warehouse.open(folder.resolve("shop.duckdb"), WarehouseSettings.defaults());
    }
}

package org.lierne.loader.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.warehouse.Warehouse;

/** Two loads of one database at once in one process; and a load whose listener ends it. */
class TwoLoadsTest {

    @TempDir
    Path folder;

    @Test
    void twoThreadsThatHaveOpenedTheFile() throws Exception {
        Path database = folder.resolve("shop.duckdb");
        try (Warehouse first = Warehouse.open(database, Shop.settings());
                Warehouse second = Warehouse.open(database, Shop.settings());
                Shop shop = Shop.of(folder, Shop.metadata(), first)) {
            secondIsRefused(shop, Shop.reopened(folder, Shop.metadata(), second));
        }
    }

    @Test
    void twoWarehousesOnTheConnectionOfAHost() throws Exception {
        try (Warehouse host = Warehouse.inMemory(Shop.settings());
                Warehouse first = Warehouse.on(host.connection());
                Warehouse second = Warehouse.on(host.connection());
                Shop shop = Shop.of(folder, Shop.metadata(), first)) {
            secondIsRefused(shop, Shop.reopened(folder, Shop.metadata(), second));
        }
    }

    private static void secondIsRefused(Shop shop, Shop other) throws Exception {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        CompletableFuture<RunReport> first = CompletableFuture.supplyAsync(() -> shop.load(event -> {
            if (event instanceof RunEvent.Committing) {
                committing.countDown();
                await(tried);
            }
        }));
        await(committing);

        LierneException refused = catchThrowableOfType(LierneException.class, other::load);
        tried.countDown();

        assertThat(refused).as("the second load").isNotNull();
        assertThat(refused.code()).isEqualTo("database_locked");
        assertThat(refused.category()).isEqualTo(LierneException.Category.CANNOT_CONNECT);
        assertThat(refused)
                .hasMessageContaining(
                        "by this process (" + ProcessHandle.current().pid() + ")")
                .hasMessageContaining("Nothing was changed.");
        assertThat(first.get(60, TimeUnit.SECONDS).outcome()).isEqualTo(RunReport.Outcome.DONE);
        assertThat(other.load().outcome()).as("afterwards").isEqualTo(RunReport.Outcome.DONE);
        assertThat(other.rows("select outcome from audit.run order by run_id")).containsExactly("done", "done");
        assertThat(other.rows("select count(*) from raw_vault.tracking_orders")).containsExactly("2");
        assertThat(other.rows("select count(*) from duckdb_databases() where database_name like 'lierne%'"))
                .containsExactly("0");
    }

    /** A listener that throws ends the run, unless it is committed. */
    @Test
    void aListenerThatThrowsAfterTheCommit() {
        try (Shop shop = Shop.inMemory(folder)) {
            assertThatThrownBy(() -> shop.load(event -> {
                        if (event instanceof RunEvent.Committed) {
                            throw new IllegalStateException("as somebody who embeds it might");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(shop.rows("select outcome from audit.run")).containsExactly("done");
            assertThat(shop.orders()).containsExactly("A1", "A2");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}

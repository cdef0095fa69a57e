package org.lierne.marts.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.model.DimensionMart;
import org.lierne.core.model.SqlMart;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.mart.Shop;

class PublisherTest {

    private static final Vault VAULT = Shop.with(
            new SqlMart("sizes", "", "select count(*) as products from mart.dim_product", "marts/sizes.sql"),
            new DimensionMart("dim_product", "What's sold", "product", List.of(), DimensionMart.History.TYPE_1));

    @TempDir
    private Path temporary;

    private Path folder;
    private MartFolder marts;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        folder = temporary.resolve("it's published");
        marts = new MartFolder(folder);
        connection = DriverManager.getConnection("jdbc:duckdb:" + temporary.resolve("warehouse.duckdb"));
        Shop.create(connection, VAULT);
        product(1);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void product(int number) throws SQLException {
        Shop.insert(
                connection,
                "hub_product",
                "product_hk, product_code, load_date, record_source, run_id",
                "#%1$d, 'P%1$d', @1, '', 1".formatted(number));
    }

    private MartReport publish(long run) {
        return publish(run, RunListener.SILENT);
    }

    private MartReport publish(long run, RunListener listener) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        return new Publisher(VAULT, VaultSchema.of(VAULT), marts, vault -> PastMarts.NONE, clock)
                .publish(connection, run, listener);
    }

    private static List<String> read(Path file, String sql) throws SQLException {
        try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            return Shop.rows(reader, sql);
        }
    }

    private List<String> products() throws SQLException {
        return read(marts.current().orElseThrow(), "select products from mart.sizes");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void publishesEachMartAsATableOfANewFile() throws SQLException, IOException {
        List<String> told = new ArrayList<>();

        MartReport report = publish(7, event -> {
            if (event instanceof RunEvent.StepFinished step) {
                told.add(step.phase() + " " + step.object() + " " + step.rows());
            }
        });

        assertThat(report.marts()).extracting(MartReport.BuiltMart::mart).containsExactly("dim_product", "sizes");
        assertThat(told)
                .containsExactly(
                        "MARTS mart.dim_product 1",
                        "MARTS mart.sizes 1",
                        "PUBLISHING marts-7.duckdb -1",
                        "PUBLISHING marts.duckdb -1");
        assertThat(files()).containsExactly("marts-7.duckdb", "marts.duckdb");
        assertThat(marts.current()).contains(report.file());
        assertThat(read(report.file(), "select product_code from mart.dim_product"))
                .containsExactly("P1");
        assertThat(read(report.file(), "from main.lierne_run")).containsExactly("7|shop|2026-01-02 03:04:05");
        assertThat(read(report.file(), "select mart, kind, description, row_count from main.lierne_mart"))
                .containsExactly("dim_product|dimension|What's sold|1", "sizes|sql||1");
        assertThat(read(report.file(), "select comment from duckdb_tables() where table_name = 'dim_product'"))
                .containsExactly("What's sold");
    }

    @Test
    void leavesTheHostsConnectionAsItWas() throws SQLException {
        connection.setAutoCommit(false);
        String state = "select current_database(), (select list(database_name order by 1) from duckdb_databases())";
        List<String> before = Shop.rows(connection, state);

        publish(1);

        assertThat(Shop.rows(connection, state)).isEqualTo(before);
        assertThat(connection.getAutoCommit()).isFalse();
        connection.rollback();
    }

    @Test
    void keepsTheLatestFilesAndDisturbsNoReader() throws SQLException, IOException {
        publish(8);
        try (Connection reader =
                DriverManager.getConnection("jdbc:duckdb:" + marts.current().orElseThrow())) {
            for (int run = 9; run <= 12; run++) {
                product(run);
                publish(run);
            }

            assertThat(Shop.rows(reader, "select products from mart.sizes")).containsExactly("1");
        }
        assertThat(files()).containsExactly("marts-10.duckdb", "marts-11.duckdb", "marts-12.duckdb", "marts.duckdb");
        assertThat(products()).containsExactly("5");
    }

    @Test
    void replacesWhatTheSameRunPublishedBefore() throws SQLException, IOException {
        publish(1);
        product(2);
        publish(1);

        assertThat(products()).containsExactly("2");
        assertThat(files()).containsExactly("marts-1.duckdb", "marts.duckdb");
    }

    @Test
    void leavesSomethingWholeWhereverItIsInterrupted() throws SQLException, IOException {
        publish(1);
        List<RunEvent> events = new ArrayList<>();
        publish(2, events::add);
        for (int at = 0; at < events.size(); at++) {
            int number = at + 3;
            int last = at;
            List<RunEvent> seen = new ArrayList<>();
            assertThatThrownBy(() -> publish(number, event -> {
                        seen.add(event);
                        if (seen.size() > last) {
                            throw new IllegalStateException("interrupted");
                        }
                    }))
                    .hasMessage("interrupted");

            assertThat(products()).as("after event %s", events.get(at)).containsExactly("1");
            assertThat(Shop.rows(
                            connection, "select count(*) from duckdb_databases() where database_name like 'lierne%'"))
                    .as("catalogs attached after event %s", events.get(at))
                    .containsExactly("0");
        }
        publish(99);
        assertThat(products()).containsExactly("1");
        assertThat(files()).hasSize(4).noneMatch(name -> name.contains("building"));
    }

    @Test
    void clearsUpAfterACrash() throws IOException {
        publish(1);
        for (String left : List.of("marts-2.duckdb.building", "marts-2.duckdb.building.wal", "marts.duckdb.building")) {
            Files.writeString(folder.resolve(left), "half");
        }

        publish(3);

        assertThat(files()).containsExactly("marts-1.duckdb", "marts-3.duckdb", "marts.duckdb");
    }

    @Test
    void saysWhichMartFailedAndLeavesWhatWasPublished() throws SQLException, IOException {
        publish(1);
        Vault failing = Shop.with(new SqlMart(
                "broken",
                "",
                "select cast(product_code as integer) as n from raw_vault.hub_product",
                "marts/broken.sql"));

        assertThatThrownBy(() -> new Publisher(failing, VaultSchema.of(failing), marts, none -> PastMarts.NONE)
                        .publish(connection, 2, RunListener.SILENT))
                .isInstanceOf(PublishingException.class)
                .hasMessageContaining("mart \"broken\"")
                .hasMessageContaining("'P1'")
                .hasMessageEndingWith("What was published before is unchanged.");

        assertThat(products()).containsExactly("1");
        assertThat(files()).containsExactly("marts-1.duckdb", "marts.duckdb");
    }

    @Tag("heavy")
    @Test
    void aDiskThatIsFullLeavesWhatIsPublished() throws Exception {
        Files.createDirectories(folder);
        assumeTrue(
                Files.isDirectory(Path.of("/proc/self"))
                        && run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder.toString()) == 0,
                "a small disk can be mounted");
        try {
            publish(1);
            Path filler = folder.resolve("filler");
            fillUp(filler);

            assertThatThrownBy(() -> publish(2))
                    .isInstanceOf(PublishingException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageEndingWith("What was published before is unchanged.");
            assertThat(products()).containsExactly("1");

            Files.delete(filler);
            product(2);
            publish(2);
            assertThat(products()).containsExactly("2");
            assertThat(files()).containsExactly("marts-1.duckdb", "marts-2.duckdb", "marts.duckdb");
        } finally {
            run("umount", folder.toString());
        }
    }

    private static void fillUp(Path file) throws IOException {
        byte[] kilobyte = new byte[1024];
        try (OutputStream filling = Files.newOutputStream(file)) {
            while (true) {
                filling.write(kilobyte);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void doesNotOverwriteAFileThatIsNotThePointer() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(marts.pointer(), "mine");

        assertThatThrownBy(() -> publish(1)).hasMessageContaining("move it away");

        assertThat(marts.pointer()).hasContent("mine");
    }

    @Test
    void pointsByTextWhereLinksAreNotPossible() throws IOException {
        publish(1);
        Files.delete(marts.pointer());
        assertThat(marts.current()).isEmpty();

        marts.pointByText(folder.resolve("marts-1.duckdb"));

        assertThat(marts.current()).contains(folder.resolve("marts-1.duckdb"));
    }

    @Test
    void readsTheViewsOfARealVault() throws SQLException {
        Vault vault = Shop.with(
                new DimensionMart(
                        "dim_customer", "", "customer", List.of("customer_nation"), DimensionMart.History.TYPE_2),
                new SqlMart("names", "", "select name from raw_vault.sat_product_texts_current", "marts/names.sql"));
        try (Connection warehouse = DriverManager.getConnection("jdbc:duckdb:" + temporary.resolve("real.duckdb"))) {
            Shop.migrate(warehouse, vault);
            Shop.insert(
                    warehouse,
                    "sat_product_texts",
                    "product_hk, load_date, delivery_id, record_number, row_number, hashdiff, record_source, run_id, name",
                    "#1, @1, #1, 2, 1, #1, '', 1, 'old'",
                    "#1, @2, #1, 3, 1, #2, '', 1, 'new'");

            MartReport report = new Publisher(vault, VaultSchema.of(vault), marts, none -> PastMarts.NONE)
                    .publish(warehouse, 1, RunListener.SILENT);

            assertThat(read(report.file(), "select name from mart.names")).containsExactly("new");
            assertThat(read(
                            report.file(),
                            "select customer_no, cast(valid_from as date), is_current from mart.dim_customer"))
                    .as("the rows of the two zero keys")
                    .containsExactly("null|1900-01-01|true", "null|1900-01-01|true");
        }
    }
}

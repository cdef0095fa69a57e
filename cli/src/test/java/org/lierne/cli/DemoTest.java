package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.cli.command.RunRequest;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.load.RunReport.Outcome;

/** The folder, batches and story of the demo of a real shop, over a vault that is made by hand. */
final class DemoTest {

    @TempDir
    Path folder;

    private Path target;
    private final FakeOperations operations = new FakeOperations();
    private final List<Integer> landed = new ArrayList<>();
    private CapturedConsole captured = CapturedConsole.piped();

    @BeforeEach
    void makeExample() throws IOException {
        target = folder.resolve("demo");
        Path example = folder.resolve("home/metadata/online_retail");
        Files.createDirectories(example.resolve("landing"));
        Path real = Path.of("../metadata/online_retail");
        for (String file : List.of("vault.yml", "sources/invoices.yml", "model/retail.yml")) {
            Files.createDirectories(example.resolve(file).getParent());
            Files.copy(real.resolve(file), example.resolve(file));
        }
        for (int day = 1; day <= 7; day++) {
            Files.writeString(example.resolve("landing/2010-12-0" + day + ".csv"), "InvoiceNo\n" + day + "\n");
        }
        System.setProperty("lierne.home", folder.resolve("home").toString());
        System.setProperty("lierne.command", "cli/bin/lierne");
        operations.work = this::makeVault;
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty("lierne.home");
        System.clearProperty("lierne.command");
    }

    @Test
    void itDeliversInThreeBatchesAndTellsTheStory() {
        assertThat(demo()).as(captured.err()).isZero();
        assertThat(landed).as("files in the landing folder at each run").containsExactly(2, 4, 8);
        assertThat(captured.out())
                .contains("run 1  2010-12-01 … 2010-12-02")
                .contains("run 3  2010-12-06 … 2010-12-07     4 files")
                .contains("with 2010-12-03, held back until now")
                .contains("with 2010-12-17, damaged on purpose: made by this demo")
                .contains("2 × invoices.unit_price: \"x\" is no decimal(12,3).")
                .contains("for example 2010-12-01.csv record 3:", "A1,x")
                .contains("hub_product                          2  one row per business key")
                .contains("A product whose description changed: 22246")
                .contains("2010-12-03 … 2010-12-06  GARLAND, MAGIC GARDEN 1.8M  run 3, learned late")
                .contains("2010-12-01 … 2010-12-03  MAGIC GARDEN FELT GARLAND   run 1\n")
                .contains("champions          1   75.0 %  ██████████████████")
                .contains("database  " + target.resolve("warehouse/online_retail.duckdb"))
                .contains("cli/bin/lierne runs --project " + target);
        assertThat(captured.out().lines().count()).as("lines").isLessThan(65);
    }

    @Test
    void aSecondDemoSaysWhatItWouldReplaceAndWaitsForAYes() throws IOException {
        demo();
        Path note = Files.writeString(target.resolve("my_notes.txt"), "mine");
        captured = CapturedConsole.piped();
        assertThat(demo()).isEqualTo(2);
        assertThat(captured.err())
                .contains(
                        "holds an earlier demo",
                        "  vault.yml\n",
                        "  landing/ (8 files)",
                        "--yes",
                        "Nothing was changed.");
        assertThat(operations.requests).as("runs").hasSize(3);

        captured = CapturedConsole.answering("n\n");
        assertThat(demo()).isEqualTo(2);
        captured = CapturedConsole.answering("yes\n");
        assertThat(demo()).isZero();
        captured = CapturedConsole.piped();
        assertThat(demo("--yes")).isZero();
        assertThat(landed).containsExactly(2, 4, 8, 2, 4, 8, 2, 4, 8);
        assertThat(note).as("what the demo did not make").exists();
    }

    @Test
    void aFolderThatIsNoDemoIsNeverTouched() throws IOException {
        Files.createDirectories(target.resolve("landing"));
        Path mine = Files.writeString(target.resolve("vault.yml"), "vault: mine\n");
        assertThat(demo("--yes")).isEqualTo(2);
        assertThat(captured.err()).contains("was not made by the demo", "--directory");
        assertThat(mine).hasContent("vault: mine\n");
        assertThat(operations.requests).isEmpty();
    }

    @Test
    void linksInAnEarlierDemoAreRemovedButNotFollowed() throws IOException {
        demo();
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path kept = Files.writeString(outside.resolve("kept.txt"), "kept");
        Files.createSymbolicLink(target.resolve("landing/link"), outside);
        assertThat(demo("--yes")).as(captured.err()).isZero();
        assertThat(kept).exists();
    }

    private int demo(String... more) {
        List<String> arguments = new ArrayList<>(List.of("demo", "--real", "--directory", target.toString()));
        arguments.addAll(List.of(more));
        return Lierne.run(captured.console(), operations, arguments.toArray(String[]::new));
    }

    private RunReport makeVault(RunRequest request, int number) {
        try (Stream<Path> files = Files.list(request.landing())) {
            landed.add((int) files.count());
            Files.createDirectories(request.database().getParent());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (!Files.exists(request.database())) {
            run(
                    request.database(),
                    "create schema audit",
                    "create schema raw_vault",
                    "create table audit.reject as select 1 as run_id, uuid() as delivery_id, 'invoices' as source,"
                            + " '2010-12-01.csv' as path, 'A1,x' as raw_text, unnest([3, 9]) as record_number",
                    "create table audit.reject_error as select run_id, delivery_id, record_number, 1 as error_number,"
                            + " 'unit_price' as column_name, 'not_a_decimal' as code, '\"x\" is no decimal(12,3).' as message"
                            + " from audit.reject",
                    "create table raw_vault.hub_product as select * from (values (0, 'unknown', 0), (1, '22246', 1), (2, '85123A', 1))"
                            + " as product(product_hk, stock_code, run_id)",
                    "create table audit.delivery as select * from (values (1, timestamp '2010-12-01'),"
                            + " (2, timestamp '2010-12-07')) as delivery(run_id, load_date)",
                    "create table raw_vault.sat_product_description_history as select * from (values"
                            + " (1, timestamp '2010-12-01', 'MAGIC GARDEN FELT GARLAND', 1),"
                            + " (1, timestamp '2010-12-03', 'GARLAND, MAGIC GARDEN 1.8M', 3),"
                            + " (1, timestamp '2010-12-06', 'MAGIC GARDEN FELT GARLAND', 3),"
                            + " (2, timestamp '2010-12-01', 'HOLDER', 1)) as history(product_hk, load_date, description, run_id)");
            run(
                    request.marts(),
                    "create schema mart",
                    "create table mart.customer_rfm as select * from (values (75.0, 'champions'), (25.0, 'at_risk'))"
                            + " as rfm(monetary, segment)");
        }
        return FakeOperations.report(number, Outcome.DONE);
    }

    private static void run(Path database, String... statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException refused) {
            throw new IllegalStateException("the fixture is wrong: " + refused.getMessage(), refused);
        }
    }
}

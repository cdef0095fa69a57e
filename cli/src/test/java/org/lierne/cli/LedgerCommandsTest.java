package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.warehouse.Migrations;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/** What {@code runs}, {@code deliveries} and {@code rejects} tell of a ledger. */
final class LedgerCommandsTest {

    @TempDir
    static Path folder;

    static Path database;

    @BeforeAll
    static void writeLedger() throws SQLException {
        database = folder.resolve("shop.duckdb");
        try (Warehouse warehouse = Warehouse.open(database, WarehouseSettings.defaults())) {
            Migrations.of(folder).apply(warehouse);
            try (Statement statement = warehouse.connection().createStatement()) {
                statement.execute("insert into audit.run (run_id, kind, started_at, finished_at, outcome) values"
                        + " (1, 'run', '2026-03-01 08:00:00', '2026-03-01 08:00:01.5', 'done'),"
                        + " (2, 'run', '2026-03-02 08:00:00', '2026-03-02 08:00:02', 'partial')");
                statement.execute(
                        "insert into audit.delivery (delivery_id, source, path, content_version, sha256, bytes,"
                                + " load_date, records, accepted, filtered, rejected, run_id, loaded_at) values"
                                + " (md5('a')::uuid, 'orders', 'a.csv', 1, 'x', 10, '2026-03-01', 10, 8, 1, 1, 1, '2026-03-01')");
                statement.execute("insert into audit.failed_delivery (run_id, source, path, code, message, failed_at)"
                        + " values (2, 'orders', 'b.csv', 'truncated', 'The file is cut short.', '2026-03-02')");
                statement.execute(
                        "insert into audit.reject (run_id, delivery_id, source, path, record_number, byte_offset,"
                                + " raw_text) values (1, md5('a')::uuid, 'orders', 'a.csv', 4, 61, 'o-4,many,lots')");
                statement.execute("insert into audit.reject_error (run_id, delivery_id, record_number, error_number,"
                        + " column_name, code, message) values"
                        + " (1, md5('a')::uuid, 4, 1, 'quantity', 'not_a_number', '\"many\" is no integer.'),"
                        + " (1, md5('a')::uuid, 4, 2, 'price', 'not_a_number', '\"lots\" is no decimal(12,2).')");
                statement.execute(
                        "insert into audit.step (run_id, step_number, phase, name, target, rows_affected, seconds)"
                                + " values (1, 1, 'loading', 'insert new keys', 'raw_vault.hub_order', 8, 0.0125)");
            }
        }
    }

    @Test
    void runsAreListedNewestFirst() {
        assertThat(out("runs", "--database", database.toString())).isEqualTo("""
                        run  kind  started_at           seconds  outcome  deliveries  records  rejected  left_out  message
                        ───  ────  ───────────────────  ───────  ───────  ──────────  ───────  ────────  ────────  ───────
                          2  run   2026-03-02 08:00:00     2.00  partial           0        0         0         1
                          1  run   2026-03-01 08:00:00     1.50  done              1       10         1         0
                        """);
    }

    @Test
    void oneRunIsShownWithItsDeliveriesAndSteps() {
        assertThat(out("runs", "1", "--database", database.toString()))
                .contains("orders  a.csv  2026-03-01 00:00:00       10         1         1         8")
                .contains("1  loading  insert new keys  raw_vault.hub_order     8");
        assertThat(out("runs", "2", "--database", database.toString())).contains("left out: The file is cut short.");
    }

    @Test
    void runsCanBeNarrowed() {
        assertThat(runs("--outcome", "partial")).isEqualTo("2");
        assertThat(runs("--until", "2026-03-01")).isEqualTo("1");
        assertThat(runs("--since", "2026-03-01 08:00:01", "--source", "orders")).isEqualTo("2");
        assertThat(runs("--path", "?.csv")).isEqualTo("2 1");
        assertThat(runs("--path", "a*")).isEqualTo("1");
        assertThat(runs("--source", "invoices")).isEmpty();
    }

    private static String runs(String... arguments) {
        return column(0, "runs", arguments);
    }

    @Test
    void deliveriesAreListedWithWhatWasLeftOut() {
        assertThat(out("deliveries", "--output", "csv", "--database", database.toString()))
                .isEqualTo("""
                        run,source,path,content,load_date,outcome,records,filtered,rejected,accepted,message
                        2,orders,b.csv,,,left out,,,,,truncated: The file is cut short.
                        1,orders,a.csv,1,2026-03-01 00:00:00,loaded,10,1,1,8,
                        """);
        assertThat(deliveries("--with-rejects")).isEqualTo("a.csv");
        assertThat(deliveries("--outcome", "left_out")).isEqualTo("b.csv");
        assertThat(deliveries("--run", "1", "--source", "orders")).isEqualTo("a.csv");
        assertThat(deliveries("--limit", "1")).isEqualTo("b.csv");
        assertThat(deliveries("--path", "c*")).isEmpty();
        isUnknownRun("deliveries", "--run", "9");
    }

    private static String deliveries(String... arguments) {
        return column(2, "deliveries", arguments);
    }

    private static String column(int index, String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "-o", "csv", "-d", database.toString()));
        all.addAll(List.of(arguments));
        return out(all.toArray(String[]::new))
                .lines()
                .skip(1)
                .map(line -> line.split(",")[index])
                .collect(Collectors.joining(" "));
    }

    @Test
    void anUnknownRunIsUsage() {
        isUnknownRun("runs", "9");
        isUnknownRun("rejects", "--run", "9");
    }

    private void isUnknownRun(String... arguments) {
        CapturedConsole captured = CapturedConsole.piped();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-d", database.toString()));
        assertThat(Lierne.run(captured.console(), new FakeOperations(), all.toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(captured.err()).contains("There is no run 9.");
    }

    @Test
    void aRejectHasItsPlaceAllItsErrorsAndItsText() {
        assertThat(out("rejects", "--show-sensitive", "--database", database.toString()))
                .isEqualTo("""
                        a.csv record 4 (byte 61, source orders, run 1)
                          quantity: "many" is no integer.
                          price: "lots" is no decimal(12,2).
                          o-4,many,lots
                        """);
    }

    @Test
    void textsAreMaskedWhereNobodyKnowsWhatIsSensitive() {
        assertThat(out("rejects", "--database", database.toString()))
                .as("the folder holds no metadata")
                .contains("quantity: not_a_number", "(masked; --show-sensitive shows it)")
                .doesNotContain("many", "lots");
    }

    @Test
    void rejectsCanBeNarrowedAndReadByPrograms() {
        assertThat(out("rejects", "--run", "2", "-o", "json", "-d", database.toString()))
                .isEqualTo("[]\n");
        assertThat(out("rejects", "--source", "orders", "-o", "csv", "--show-sensitive", "-d", database.toString()))
                .endsWith("1,orders,a.csv,4,61,\"quantity: \"\"many\"\" is no integer.; price: \"\"lots\"\" is no"
                        + " decimal(12,2).\",\"o-4,many,lots\",\n");
    }

    @Test
    void rejectsAreFoundByTheirReasons() {
        assertThat(rejects("--code", "not_a_number", "--column", "price")).isEqualTo("4");
        assertThat(rejects("--path", "a.*", "--since", "2026-03-01", "--until", "2026-03-01"))
                .isEqualTo("4");
        assertThat(rejects("--column", "order_id")).isEmpty();
        assertThat(rejects("--code", "missing")).isEmpty();
        assertThat(rejects("--since", "2026-03-02")).isEmpty();
    }

    private static String rejects(String... arguments) {
        return column(3, "rejects", arguments);
    }

    @Test
    void theVaultCanBeQueriedAndSaysHowManyRows() {
        CapturedConsole captured = CapturedConsole.piped();
        int exitCode = Lierne.run(
                captured.console(),
                new FakeOperations(),
                "query",
                "--vault",
                "-d",
                database.toString(),
                "select 1 as one");
        assertThat(exitCode).isZero();
        assertThat(captured.out()).isEqualTo("one\n───\n  1\n");
        assertThat(captured.err()).startsWith("(1 row, ");
    }

    @Test
    void martsThatWereNeverPublishedAreFive() {
        CapturedConsole captured = CapturedConsole.piped();
        assertThat(Lierne.run(captured.console(), new FakeOperations(), "query", "-d", database.toString(), "select 1"))
                .isEqualTo(5);
        assertThat(captured.err()).contains("marts.duckdb", "lierne run");
    }

    private static String out(String... arguments) {
        CapturedConsole captured = CapturedConsole.piped();
        assertThat(Lierne.run(captured.console(), new FakeOperations(), arguments))
                .as(captured.err())
                .isZero();
        return captured.out();
    }
}

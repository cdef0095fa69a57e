package org.lierne.marts.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.marts.project.Rows.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.asof.AsOf;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.trace.Timeline;
import org.lierne.loader.trace.TraceRequest;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyRequest;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.asof.PastVault;

/** What a model computed is kept with the run that computed it, and read back, never computed again. */
final class ComputedMartsTest {

    private static final String SAID = "select customer_id, repeat_purchases, customer_age from mart.worth order by 1";

    @TempDir
    private Path folder;

    private Connection host;
    private Warehouse warehouse;
    private @Nullable VaultProject project;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void makeProject() throws IOException, SQLException {
        host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
        warehouse = Warehouse.on(host);
        write("vault.yml", "vault: shop\n");
        write("sources/orders.yml", """
                source: orders
                files: "{source}_{load_date:yyyy-MM-dd}.csv"
                keys: [order, customer]
                one_row_per: order
                delivery: { kind: cdc, operation: operation, deletes: D }
                columns: { order_id: varchar, customer_id: varchar, day: date, amount: "decimal(12,2)", operation: varchar }
                """);
        write("model/orders.yml", """
                hubs: { customer: customer_id, order: order_id }
                links: { order_customer: { connects: [order, customer], from: orders } }
                satellites:
                  order_details: { of: order, from: orders }
                  order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
                """);
        marts("worth: { kind: predicted_value, of: purchases }");
    }

    @AfterEach
    void close() throws SQLException {
        warehouse.close();
        host.close();
    }

    private void marts(String last) throws IOException {
        project = null;
        write("marts/orders.yml", """
                marts:
                  purchases:
                    kind: transactions
                    from: order_customer
                    customer: customer
                    order: order
                    date: order_details.day
                    amount: order_details.amount
                  %s
                """.formatted(last));
    }

    @Test
    void whatARunSaidIsReadBackAndNotComputedAgain() throws IOException, SQLException {
        Path first = run("01", "1,A,2026-03-01,10,I", "2,A,2026-03-03,10,I", "3,B,2026-03-02,5,I");
        Path second = run("02", "4,B,2026-03-05,5,I");

        assertThat(rows(first, SAID)).containsExactly("A 1 3.0", "B 0 2.0");
        assertThat(rows(second, SAID)).containsExactly("A 1 5.0", "B 1 4.0");
        assertThat(rows(
                        host,
                        "select customer_age, run_id, load_date from business_vault.computed_worth order by 1, 2"))
                .as("what was said is kept, with the run that said it and up to when its data went")
                .containsExactly(
                        "2.0 1 2026-03-01 00:00:00.0",
                        "3.0 1 2026-03-01 00:00:00.0",
                        "4.0 2 2026-03-02 00:00:00.0",
                        "5.0 2 2026-03-02 00:00:00.0");

        // Were it computed again, it would differ.
        execute("update business_vault.computed_worth set customer_age = 77 where run_id = 1 and customer_age = 3");
        assertThat(past(AsOf.knownAt(1), SAID)).containsExactly("A 1 77.0", "B 0 2.0");
        assertThat(past(AsOf.of(LocalDateTime.of(2026, 3, 1, 23, 0)), SAID)).containsExactly("A 1 77.0", "B 0 2.0");
        assertThat(past(AsOf.knownAt(2), SAID)).containsExactly("A 1 5.0", "B 1 4.0");
    }

    @Test
    void whatWasFoundThenIsToldAsOfThen() throws IOException, SQLException {
        run("01", "1,A,2026-03-01,10,I", "2,A,2026-03-03,10,I", "3,B,2026-03-02,5,I");
        run("02", "4,B,2026-03-05,5,I");
        String told = "select sentence from main.lierne_fit where name = 'no_model'";
        Path file = folder.resolve("then.duckdb");

        for (AsOf then : List.of(AsOf.of(LocalDateTime.of(2026, 3, 1, 23, 0)), AsOf.knownAt(1))) {
            try (PastVault past = VaultProject.past(warehouse, then, RunListener.SILENT)) {
                past.writeTo(file);
            }
            assertThat(rows(file, told)).singleElement().asString().contains("2 customers, of whom 1 has");
        }
        try (PastVault past = VaultProject.past(warehouse, AsOf.knownAt(2), RunListener.SILENT)) {
            past.writeTo(file);
        }
        assertThat(rows(file, told)).singleElement().asString().contains("2 customers, of whom 2 have");
    }

    /** In Brazil clocks went from Saturday's last minute to one in the morning of 4 November 2018. */
    @Test
    void aLoadDateThatTheClocksOfThisPlacePassedOverIsKept() throws IOException, SQLException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/Sao_Paulo"));
        try {
            run("2018-11-04", "1,A,2018-11-01,10,I");
        } finally {
            TimeZone.setDefault(before);
        }

        assertThat(rows(host, "select distinct cast(load_date as varchar) from business_vault.computed_worth"))
                .containsExactly("2018-11-04 00:00:00");
        assertThat(rows(host, "select distinct cast(load_date as varchar) from audit.fit"))
                .containsExactly("2018-11-04 00:00:00");
    }

    @Test
    void whatItCannotTellIsToldOnce() throws IOException {
        run("01", "1,A,2026-03-01,10,I");
        assertThat(told).singleElement().asString().startsWith("No model of purchases can be used.");

        told.clear();
        run("02", "2,A,2026-03-03,10,I");
        assertThat(told)
                .as("the run before has told it; it stands beside the mart")
                .isEmpty();
    }

    @Test
    void publishedAgainUnderTheSameRunItIsTheSame() throws IOException, SQLException {
        run("01", "1,A,2026-03-01,10,I", "3,B,2026-03-02,5,I");
        List<String> kept = rows(host, "from business_vault.computed_worth order by all");
        Path again = project().publish(warehouse, 1, folder, RunListener.SILENT).file();

        assertThat(rows(host, "from business_vault.computed_worth order by all"))
                .isEqualTo(kept);
        assertThat(rows(again, "select count(*) > 0 from main.lierne_fit where mart = 'worth'"))
                .containsExactly("true");
    }

    @Test
    void whoHasNoPurchaseAnyMoreIsGone() throws IOException, SQLException {
        run("01", "1,A,2026-03-01,10,I", "3,B,2026-03-02,5,I");
        Path second = run("02", "3,B,2026-03-02,5,D");
        Path third = run("03", "3,B,2026-03-02,6,I");

        assertThat(rows(second, SAID)).containsExactly("A 0 1.0");
        assertThat(rows(third, SAID)).containsExactly("A 0 2.0", "B 0 1.0");
        assertThat(rows(host, """
                select customer_id, computed.run_id, is_gone from business_vault.computed_worth computed
                join raw_vault.hub_customer using (customer_hk) where customer_id = 'B' order by 2""")).containsExactly("B 1 false", "B 2 true", "B 3 false");
    }

    @Test
    void aTraceTellsWhatWasSaidOfACustomer() throws IOException {
        run("01", "1,A,2026-03-01,10,I");
        run("02", "1,A,2026-03-01,10,D", "2,B,2026-03-02,5,I");
        run("03", "1,A,2026-03-01,10,I");

        Timeline timeline = project().trace(warehouse, TraceRequest.of("customer", "A"));
        assertThat(timeline.events().stream()
                        .filter(event -> event.table().equals("computed_worth"))
                        .map(event -> event.run() + " " + event.what().text() + " "
                                + event.recordSource().orElse("")))
                .containsExactly(
                        "1 created predicted_value 1", "2 deleted predicted_value 1", "3 reappeared predicted_value 1");
        assertThat(project()
                        .trace(
                                warehouse,
                                "worth",
                                List.of(Map.of("customer_id", "A")),
                                TraceRequest.of("customer", "A"))
                        .reads())
                .contains("computed_worth", "sat_order_details");
    }

    @Test
    void verifyHoldsItToItsPromises() throws IOException, SQLException {
        run("01", "1,A,2026-03-01,10,I");
        run("02", "2,A,2026-03-04,10,I");
        assertThat(findings()).isEmpty();

        execute("insert into business_vault.computed_worth by name select * replace (2 as run_id) from"
                + " business_vault.computed_worth where run_id = 2");
        execute("update business_vault.computed_worth set customer_hk = '00000000-0000-0000-0000-00000000000a'"
                + " where run_id = 1");
        execute("delete from audit.fit where run_id = 1");

        assertThat(findings()).containsExactlyInAnyOrder("unique_key", "orphan", "equal_neighbours", "ledger");
    }

    @Test
    void underAnotherNameItGoesOn() throws IOException, SQLException {
        run("01", "1,A,2026-03-01,10,I");
        marts("value: { kind: predicted_value, of: purchases, was: worth }");
        Path second = run("02", "2,A,2026-03-04,10,I");

        assertThat(rows(second, SAID.replace("worth", "value"))).containsExactly("A 1 4.0");
        assertThat(rows(host, "select run_id from business_vault.computed_value order by 1"))
                .containsExactly("1", "2");
        assertThat(past(AsOf.knownAt(1), SAID)).containsExactly("A 0 1.0");
        assertThat(findings()).isEmpty();
    }

    /** Reading checks every mart in an engine, so it is done once for each description. */
    private VaultProject project() {
        if (project == null) {
            project = VaultProject.read(folder);
        }
        return project;
    }

    private Path run(String day, String... lines) throws IOException {
        write(
                "landing/orders_" + (day.length() == 2 ? "2026-03-" + day : day) + ".csv",
                "order_id,customer_id,day,amount,operation\n" + String.join("\n", lines) + "\n");
        VaultProject project = project();
        project.migrate(warehouse);
        RunReport run =
                project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
        return project.publish(warehouse, run.runId(), folder, event -> {
                    if (event instanceof RunEvent.Warning warning) {
                        told.add(warning.message());
                    }
                })
                .file();
    }

    private List<String> findings() {
        VerifyReport report = project().verify(warehouse, VerifyRequest.ALL);
        return report.checks().stream()
                .filter(check -> check.offences() > 0)
                .map(check -> check.check().promise().code())
                .distinct()
                .toList();
    }

    private List<String> past(AsOf asOf, String query) throws SQLException {
        try (PastVault past = VaultProject.past(warehouse, asOf, RunListener.SILENT)) {
            past.buildFor(query);
            return rows(past.connection(), query);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = host.createStatement()) {
            statement.execute(sql);
        }
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}

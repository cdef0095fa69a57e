package org.lierne.marts.customer.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.asof.AsOf;
import org.lierne.core.model.ChurnPredictionMart.KnownBy;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.asof.PastsOfToday;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.ComputationProgress;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.customer.BusinessKeyColumn;
import org.lierne.marts.customer.RowsOfOrders;
import org.lierne.marts.customer.Transactions;
import org.lierne.marts.mart.Shop;
import org.lierne.marts.project.VaultProject;

/** What a model learns from is what runs had loaded by then. The database's clock is set back, as if runs had been made then. */
final class LateDataTest {

    private static final LocalDateTime MOMENT = LocalDateTime.of(2026, 7, 1, 0, 0);
    private static final int WINDOW = 60;
    private static final Transactions PURCHASES = new Transactions(
            "purchases", List.of(new BusinessKeyColumn("customer_id", "customer_id")), false, false, false);
    private static final Transactions PURCHASES_OF_ORDERS = new Transactions(
            "purchases",
            PURCHASES.customerKey(),
            false,
            false,
            false,
            Optional.of(new RowsOfOrders(
                    "link_order_customer",
                    "customer_hk",
                    "order_hk",
                    Map.of(
                            "hub_order", "order_hk",
                            "link_order_customer", "order_hk",
                            "sat_order_details", "order_hk"),
                    List.of())));

    @TempDir
    private Path folder;

    private Connection host;
    private Warehouse warehouse;

    @BeforeEach
    void makeProject() throws IOException, SQLException {
        host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
        warehouse = Warehouse.on(host);
        write("vault.yml", "vault: shop\n");
        write("sources/orders.yml", """
                source: orders
                files: "{source}_{load_date:yyyy-MM-dd}*.csv"
                keys: [order, customer]
                one_row_per: order
                columns: { order_id: varchar, customer_id: varchar, day: date, amount: "decimal(12,2)" }
                """);
        write("model/orders.yml", """
                hubs: { customer: customer_id, order: order_id }
                links: { order_customer: { connects: [order, customer], from: orders } }
                satellites: { order_details: { of: order, from: orders } }
                """);
        write("marts/orders.yml", """
                marts:
                  purchases:
                    kind: transactions
                    from: order_customer
                    customer: customer
                    order: order
                    date: order_details.day
                    amount: order_details.amount
                  risk: { kind: churn_prediction, of: purchases, inactive_after: 60 days }
                """);
    }

    @AfterEach
    void close() throws SQLException {
        warehouse.close();
        host.close();
    }

    /** A file, and the run that loads it, which had ended at some moment. */
    private long run(String name, LocalDateTime finished, List<String> lines) throws IOException, SQLException {
        write("landing/orders_" + name + ".csv", "order_id,customer_id,day,amount\n" + String.join("\n", lines) + "\n");
        VaultProject project = VaultProject.read(folder);
        project.migrate(warehouse);
        RunReport run =
                project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
        try (Statement statement = host.createStatement()) {
            statement.execute("update audit.run set finished_at = timestamp '"
                    + finished.toString().replace('T', ' ') + ":00' where run_id = " + run.runId());
        }
        return run.runId();
    }

    /** Orders of 400 customers, of which the first half buy every 25 days, and the others stop after a while. */
    private static List<String> orders(LocalDate from, LocalDate until) {
        List<String> lines = new ArrayList<>();
        for (int customer = 0; customer < 400; customer++) {
            for (int each = 0; each < 20; each++) {
                LocalDate day = LocalDate.of(2026, 1, 1).plusDays(customer % 25 + 25L * each);
                boolean stopped = customer >= 200 && each > customer % 14;
                if (!stopped && !day.isBefore(from) && day.isBefore(until)) {
                    lines.add("O" + customer + "-" + each + ",C" + customer + "," + day + "," + (10 + customer % 9));
                }
            }
        }
        return lines;
    }

    private record Known(List<String> customers, List<Boolean> lost, List<String> alive) {}

    /** The customers of the moment, with features, and what became of them. */
    private Known known(KnownBy knownBy) throws SQLException {
        return known(knownBy, PURCHASES, 1000, CustomerBlocks.LINES);
    }

    private Known known(KnownBy knownBy, Transactions transactions, long most, long blockLines) throws SQLException {
        VaultProject project = VaultProject.read(folder);
        PastsOfToday pasts = new PastsOfToday(host, project.vault(), project.schema());
        try (PastMarts.Past now = pasts.open(AsOf.NOW, List.of("purchases"))) {
            DuckDBConnection connection = now.connection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("create schema computed");
            }
            ComputationInput input = new ComputationInput(
                    connection, connection.getCatalog(), "risk", "", pasts, ComputationProgress.SILENT);
            try (ExampleTable table = new ExampleTable(input, transactions, WINDOW, blockLines)) {
                assertThat(table.addWithHistories(MOMENT, knownBy, most)).isTrue();
                List<String> customers = Shop.rows(connection, "from computed.\"risk examples\" order by customer_hk");
                List<Boolean> lost = new ArrayList<>();
                for (boolean each : table.read(List.of(MOMENT)).lost()) {
                    lost.add(each);
                }
                List<String> alive = Shop.rows(connection, "from computed.\"risk histories\" order by customer_hk");
                return new Known(customers, lost, alive);
            }
        }
    }

    @Test
    void whatComesLateChangesNoFeatureOfAMomentBefore() throws IOException, SQLException {
        run("2026-06-30", LocalDateTime.of(2026, 6, 30, 22, 0), orders(LocalDate.MIN, MOMENT.toLocalDate()));
        Known before = known(KnownBy.RUN);
        assertThat(before.customers()).hasSizeGreaterThan(30);

        // Files of June that come in July: orders that nobody knew of, and others of known customers corrected; under
        // load dates of June.
        List<String> late = new ArrayList<>(List.of("L1,C200,2026-06-20,500", "L2,NEW,2026-06-21,500"));
        for (String line : orders(LocalDate.of(2026, 5, 1), MOMENT.toLocalDate())) {
            late.add(line.replaceFirst(",\\d+$", ",9999"));
        }
        run("2026-06-30_late", LocalDateTime.of(2026, 7, 3, 22, 0), late);
        Known after = known(KnownBy.RUN);

        assertThat(after.customers()).isEqualTo(before.customers());
        assertThat(known(KnownBy.LOAD_DATE).customers())
                .as("by load dates the late file counts, as the label says: a leak would be seen")
                .isNotEqualTo(before.customers())
                .hasSizeGreaterThan(before.customers().size());

        // Purchases after the moment decide what became of the same customers, and nothing else.
        run(
                "2026-09-30",
                LocalDateTime.of(2026, 9, 30, 22, 0),
                orders(MOMENT.toLocalDate(), LocalDate.of(2026, 10, 1)));
        Known later = known(KnownBy.RUN);

        assertThat(later.customers()).isEqualTo(before.customers());
        assertThat(before.lost()).doesNotContain(false);
        assertThat(later.lost()).contains(true, false);
    }

    @Test
    void computesOfThePastNoMoreThanIsLearntFrom() throws IOException, SQLException {
        moveOrders();
        expectTheSameInParts(KnownBy.RUN, 60, 900);
    }

    @Tag("thorough")
    @Test
    void computesOfThePastTheSameInWhateverParts() throws IOException, SQLException {
        moveOrders();
        for (KnownBy knownBy : KnownBy.values()) {
            for (long most : List.of(1L, 150L, 1000L)) {
                expectTheSameInParts(knownBy, most, 300);
            }
        }
    }

    /** Orders that move to other customers later, so that others are active by what is known now. */
    private void moveOrders() throws IOException, SQLException {
        run("2026-06-30", LocalDateTime.of(2026, 6, 30, 22, 0), orders(LocalDate.MIN, MOMENT.toLocalDate()));
        List<String> moved = new ArrayList<>();
        for (String line : orders(LocalDate.of(2026, 5, 1), MOMENT.toLocalDate())) {
            int order = Math.floorMod(line.hashCode(), 7);
            moved.add(order < 3 ? line.replaceFirst(",C(\\d+),", ",C$1" + order + ",") : line);
        }
        run("2026-07-01_moved", LocalDateTime.of(2026, 7, 3, 22, 0), moved);
    }

    private void expectTheSameInParts(KnownBy knownBy, long most, long lines) throws SQLException {
        Known whole = known(knownBy, PURCHASES, most, CustomerBlocks.LINES);
        Known inParts = known(knownBy, PURCHASES_OF_ORDERS, most, lines);
        assertThat(inParts.customers())
                .as("%d by %s, %d lines at once", most, knownBy, lines)
                .isEqualTo(whole.customers())
                .hasSizeBetween(1, (int) most);
        assertThat(inParts.alive()).isEqualTo(whole.alive());
    }

    @Tag("thorough")
    @Test
    void publishesWhatItLearntFromRunsOfThen() throws IOException, SQLException {
        for (int month = 2; month <= 12; month += 2) {
            LocalDate until = LocalDate.of(2026, month, 1).plusMonths(1);
            run(until.minusDays(1).toString(), until.minusDays(1).atTime(22, 0), orders(until.minusMonths(2), until));
        }
        long last = run("2026-12-31_more", LocalDateTime.of(2026, 12, 31, 23, 0), List.of("Z,C0,2026-12-31,1"));
        Path marts = VaultProject.read(folder)
                .publish(warehouse, last, folder, RunListener.SILENT)
                .file();

        try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + marts)) {
            assertThat(Shop.rows(
                            reader,
                            "select count(*) > 20, min(record_source) in ('churn logistic 1', 'churn boosted_trees 1'),"
                                    + " bool_and(churn_probability between 0 and 1), min(window_days) from mart.risk"))
                    .containsExactly("true|true|true|60");
        }
        assertThat(Shop.rows(
                        host,
                        String.format(
                                Locale.ROOT,
                                "select name, value from audit.fit where run_id = %d and name in ('training.moments',"
                                        + " 'window_days') order by 1",
                                last)))
                .containsExactly("training.moments|6.0", "window_days|60.0");
    }

    @Test
    void saysThatAPastLoadedLaterIsNotKnown() throws IOException, SQLException {
        long run =
                run("2026-12-31", LocalDateTime.of(2027, 1, 1, 0, 0), orders(LocalDate.MIN, LocalDate.of(2027, 1, 1)));
        VaultProject.read(folder).publish(warehouse, run, folder, RunListener.SILENT);

        assertThat(Shop.rows(host, "select sentence from audit.fit where name = 'past_not_known'"))
                .containsExactly(
                        "Of the 8 moments from 2026-04-01 to 2026-11-01 a run had loaded anything by 0, too few to"
                                + " learn from, so nothing is predicted. If the past was loaded later, say known_by: load_date.");
        assertThat(Shop.rows(host, "select count(*) from business_vault.computed_risk"))
                .containsExactly("0");
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}

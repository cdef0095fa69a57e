package org.lierne.marts.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lierne.marts.project.Rows.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.marts.customer.value.SimulatedCustomers;
import org.lierne.marts.customer.value.fit.Fit;
import org.lierne.marts.customer.value.fit.LifetimeFit;
import org.lierne.marts.customer.value.model.LifetimeModelKind;

/** What customers will be worth, from files to the mart. */
final class PredictedValueTest {

    private static final LocalDate END = LocalDate.of(2026, 7, 1);

    @TempDir
    private Path folder;

    @Test
    void predictsByTheModelThatFitsToWhatTheFilesSay() throws IOException, SQLException {
        SimulatedCustomers customers = SimulatedCustomers.of(
                LifetimeModelKind.BG_NBD, new double[] {0.9, 30, 0.8, 2.4}, 3000, 100, 700, 1, 0, 4);
        List<String> orders = orders(customers);

        Path marts = published("[bg_nbd, pareto_nbd]", orders);

        Fit fit = LifetimeFit.of(LifetimeModelKind.BG_NBD, customers.histories());
        Map<String, Double> measures = Map.of(
                "bg_nbd.r", fit.parameters()[0],
                "bg_nbd.alpha", fit.parameters()[1],
                "bg_nbd.a", fit.parameters()[2],
                "bg_nbd.b", fit.parameters()[3],
                "bg_nbd.log_likelihood", fit.logLikelihood().orElseThrow());
        try (Connection reader = DriverManager.getConnection("jdbc:duckdb:" + marts)) {
            for (Map.Entry<String, Double> measure : measures.entrySet()) {
                double stored = Double.parseDouble(
                        rows(reader, "select value from main.lierne_fit where name = '" + measure.getKey() + "'")
                                .get(0));
                assertThat(stored)
                        .as(measure.getKey())
                        .isCloseTo(measure.getValue(), within(1e-9 * Math.abs(measure.getValue())));
            }
            assertThat(rows(reader, """
                    select
                        count(*),
                        max(value) filter (name = 'hold_out.mean_square_error')
                            < 0.8 * max(value) filter (name = 'hold_out.mean_alone'),
                        abs(max(value) filter (name = 'hold_out.predicted')
                            / max(value) filter (name = 'hold_out.purchases') - 1) < 0.1
                    from main.lierne_fit where name like 'hold_out.%'"""))
                    .as("what was foretold of the last third of the time, beside what came")
                    .containsExactly("5 true true");
            assertThat(rows(reader, "select distinct record_source from mart.worth"))
                    .as("the model that drew the customers told their later purchases better")
                    .containsExactly("bg_nbd 1");
            assertThat(rows(reader, """
                    select count(*), count(probability_alive), count(expected_value_low),
                        bool_and(probability_alive between 0 and 1),
                        bool_and(probability_alive_low <= probability_alive and probability_alive <= probability_alive_high),
                        bool_and(expected_purchases_low <= expected_purchases
                            and expected_purchases <= expected_purchases_high),
                        bool_and(fewest_purchases <= most_purchases),
                        bool_and(expected_value between expected_value_low and expected_value_high)
                    from mart.worth""")).containsExactly("3000 3000 3000 true true true true true");
            assertThat(rows(reader, "select sum(repeat_purchases) from mart.worth"))
                    .containsExactly(
                            Integer.toString(Arrays.stream(customers.repeats).sum()));
        }
    }

    /** By hand: a day's purchases are one, a return lessens its day, and a day that adds up to nothing is none. */
    @Test
    void countsDaysOnWhichSomethingWasBought() throws IOException, SQLException {
        Path marts = published(
                "bg_nbd",
                List.of(
                        "1,A,2026-03-01,10",
                        "2,A,2026-03-01,5",
                        "3,A,2026-03-04,20",
                        "4,A,2026-03-04,-8",
                        "5,A,2026-03-06,-3",
                        "6,A,2026-03-09,30",
                        "7,B,2026-03-10,7",
                        "8,C,2026-03-10,-7"));

        assertThat(rows(
                        marts,
                        "select customer_id, repeat_purchases, last_purchase_age, customer_age, mean_purchase_value,"
                                + " expected_purchases from mart.worth order by 1"))
                .containsExactly("A 2 8.0 10.0 21.0 null", "B 0 0.0 1.0 null null");
        assertThat(notes(marts))
                .containsExactly(
                        "no_model: No model of purchases can be used. There are 2 customers, of whom 1 has bought"
                                + " again; a fit takes 30, of whom 10 have bought again.");
    }

    @Test
    void amountsThatAreNoNumberAreLeftOut() throws IOException, SQLException {
        Path marts = published(
                "bg_nbd",
                "double",
                List.of("1,A,2026-03-01,10", "2,A,2026-03-04,inf", "3,A,2026-03-06,nan", "4,A,2026-03-09,30"));

        assertThat(rows(
                        marts,
                        "select customer_id, repeat_purchases, last_purchase_age, mean_purchase_value from mart.worth"))
                .containsExactly("A 1 8.0 30.0");
    }

    @Test
    void nobodyHasBoughtAnything() throws IOException, SQLException {
        Path marts = published("bg_nbd", List.of("1,A,2026-03-01,-10"));

        assertThat(rows(marts, "select * from mart.worth")).isEmpty();
        assertThat(notes(marts))
                .containsExactly(
                        "no_model: No model of purchases can be used. There are no customers with a purchase.");
    }

    @Test
    void onePurchaseEach() throws IOException, SQLException {
        List<String> orders = new ArrayList<>();
        for (int each = 0; each < 60; each++) {
            orders.add(each + ",C" + each + ",2026-03-" + String.format(Locale.ROOT, "%02d", 1 + each % 28) + ",9.99");
        }

        Path marts = published("[bg_nbd, mbg_nbd, pareto_nbd]", orders);

        assertThat(rows(marts, "select count(*), count(probability_alive) from mart.worth"))
                .containsExactly("60 0");
        assertThat(notes(marts))
                .containsExactly(
                        "no_model: No model of purchases can be used. None of the 60 customers has bought again, so"
                                + " nothing tells how often customers do.");
    }

    @Test
    void whereNobodyLeavesItPredictsAsIfSo() throws IOException, SQLException {
        SimulatedCustomers customers =
                SimulatedCustomers.of(LifetimeModelKind.NBD, new double[] {0.83, 200}, 1000, 100, 373, 1, 0, 2);

        Path marts = published("bg_nbd", orders(customers));

        assertThat(rows(
                        marts,
                        "select record_source, count(*), count(probability_alive), count(expected_purchases),"
                                + " min(expected_purchases) > 0 from mart.worth group by 1"))
                .containsExactly("nbd 1 1000 0 1000 true");
        assertThat(notes(marts)).hasSize(2);
        assertThat(notes(marts).get(0)).startsWith("degenerate: BG/NBD is degenerate on these customers");
        assertThat(notes(marts).get(1)).startsWith("nobody_leaves: No model can tell who has left");
    }

    private static List<String> orders(SimulatedCustomers customers) {
        List<String> orders = new ArrayList<>();
        for (int each = 0; each < customers.repeats.length; each++) {
            LocalDate first = END.minusDays((long) customers.age[each]);
            double latest = 0;
            orders.add(orders.size() + ",C" + each + "," + first + ",30");
            for (double moment : customers.moments(each)) {
                double amount = 10 + (each * 7919 % 97) / 3.0 + orders.size() % 11;
                orders.add(orders.size() + ",C" + each + "," + first.plusDays((long) moment) + ","
                        + String.format(Locale.ROOT, "%.2f", amount));
                latest = moment;
            }
            assertThat(latest).isEqualTo(customers.recency[each]);
        }
        return orders;
    }

    private Path published(String models, List<String> orders) throws IOException, SQLException {
        return published(models, "\"decimal(12,2)\"", orders);
    }

    private Path published(String models, String amounts, List<String> orders) throws IOException, SQLException {
        boolean atEnd = orders.size() > 100;
        write("vault.yml", "vault: shop\n");
        write("sources/orders.yml", """
                source: orders
                files: "{source}_{load_date:yyyy-MM-dd}.csv"
                keys: [order, customer]
                one_row_per: order
                columns: { order_id: varchar, customer_id: varchar, day: date, amount: %s }
                """.formatted(amounts));
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
                  worth: { kind: predicted_value, of: purchases, models: %s%s }
                """.formatted(models, atEnd ? ", at: 2026-07-01" : ""));
        write("landing/orders_2026-07-01.csv", "order_id,customer_id,day,amount\n" + String.join("\n", orders) + "\n");
        VaultProject project = VaultProject.read(folder);
        try (Connection host = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("shop.duckdb"));
                Warehouse warehouse = Warehouse.on(host)) {
            project.migrate(warehouse);
            RunReport run =
                    project.load(warehouse, folder.resolve("landing"), folder.resolve("archive"), RunListener.SILENT);
            return project.publish(warehouse, run.runId(), folder, RunListener.SILENT)
                    .file();
        }
    }

    private static List<String> notes(Path marts) throws SQLException {
        return rows(
                marts,
                "select name || ': ' || sentence from main.lierne_fit where sentence is not null order by position");
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}

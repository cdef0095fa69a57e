package org.lierne.cli.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.world.Settings;

/** What is delivered and what is true, held against each other by an independent reading. */
final class SimulationTest {

    private static final int CUSTOMERS = 500;
    private static final int DAYS = 50;

    /**
     * Of all bytes but parquet's, which change with the engine. They are the same on every JDK and machine; a change of the
     * simulator changes them, and then stands here.
     */
    private static final String DIGEST = "db969a1e569572621aa7272c05ffebe44400b0520c70325074b8078390cc0d88";

    @TempDir
    static Path folder;

    private static Simulated simulated = new Simulated(Path.of(""));
    private static Map<String, Path> arrivals = Map.of();

    @BeforeAll
    static void simulate() throws IOException {
        simulated = simulate("first", 7, CUSTOMERS, DAYS);
        arrivals = simulated.arrivals();
    }

    private static Simulated simulate(String name, long seed, int customers, int days) {
        SimulationFolder target = new SimulationFolder(folder.resolve(name));
        target.prepare(false);
        new Simulation(new Settings(customers, LocalDate.of(2024, 1, 1), days, new Seed(seed)))
                .write(target, day -> {});
        return new Simulated(target.path());
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        simulate("again", 7, CUSTOMERS, DAYS);
        assertThat(digests("again")).isEqualTo(digests("first"));
        assertThat(digest("first")).as("on any JDK and machine").isEqualTo(DIGEST);
    }

    @Test
    void anotherSeedIsAnotherShop() throws IOException {
        simulate("other", 8, 60, 10);
        simulate("one", 7, 60, 10);
        Map<String, String> other = digests("other");
        assertThat(digests("one")).allSatisfy((path, digest) -> {
            boolean same = path.contains("reference/") || path.endsWith(".lierne-simulation");
            if (!same) {
                assertThat(other.get(path)).as(path).isNotEqualTo(digest);
            }
        });
    }

    @Test
    void theSmallestShopCanBeSimulated() throws IOException {
        assertThat(simulate("smallest", 1, 1, 1).arrivals()).isNotEmpty();
    }

    @Test
    void theListOfDeliveriesIsRight() throws IOException {
        List<Map<String, String>> deliveries = simulated.truth("deliveries");
        assertThat(deliveries)
                .extracting(row -> row.get("path"))
                .containsExactlyInAnyOrderElementsOf(arrivals.keySet());
        for (Map<String, String> row : deliveries) {
            String path = row.get("path");
            Path file = arrivals.get(path);
            assertThat(file.toString()).as(path).contains("/arrivals/" + row.get("arrives_on") + "/");
            if (!path.endsWith(".parquet")) {
                int header = path.contains(".csv") ? 1 : 0;
                assertThat(Simulated.deliveredRecords(file))
                        .as(path)
                        .hasSize(Integer.parseInt(row.get("records")) + header);
            }
        }
        assertThat(deliveries)
                .as("late files")
                .anyMatch(row -> row.get("arrives_on").compareTo(row.get("load_date")) > 0);
    }

    @Test
    void ordersAndRevenueAreWhatTheDocumentsSay() throws IOException {
        Map<String, JsonNode> last = lastDocuments();
        Map<String, Map<String, String>> orders = new HashMap<>();
        simulated.truth("orders").forEach(row -> orders.put(row.get("order_id"), row));
        assertThat(last.keySet()).isEqualTo(orders.keySet());
        Map<String, BigDecimal> revenue = new HashMap<>();
        last.forEach((id, document) -> {
            Map<String, String> order = orders.get(id);
            assertThat(document.get("status").asText()).as(id).isEqualTo(order.get("status"));
            assertThat(document.path("customer").path("id").asText("").replaceFirst("^C-0*", ""))
                    .as(id)
                    .isEqualTo(order.get("customer_id"));
            for (JsonNode line : document.get("lines")) {
                BigDecimal amount =
                        price(line).multiply(new BigDecimal(line.get("quantity").asInt()));
                if (!order.get("status").equals("cancelled")) {
                    revenue.merge(order.get("ordered_at").substring(0, 10), amount, BigDecimal::add);
                }
            }
        });
        for (Map<String, String> day : simulated.truth("revenue_daily")) {
            assertThat(new BigDecimal(day.get("revenue")))
                    .as(day.get("date"))
                    .isEqualByComparingTo(revenue.getOrDefault(day.get("date"), BigDecimal.ZERO));
        }
    }

    /** The last document per order, by load date and time of change, without those that are planted. */
    private static Map<String, JsonNode> lastDocuments() throws IOException {
        Set<String> planted = simulated.truth("planted").stream()
                .map(row -> row.get("path") + " " + row.get("record"))
                .collect(Collectors.toSet());
        Map<String, String> places = new HashMap<>();
        Map<String, JsonNode> last = new HashMap<>();
        for (Map.Entry<String, Path> each : arrivals.entrySet()) {
            if (!each.getKey().startsWith("orders/")) {
                continue;
            }
            String loadDate = each.getKey().substring("orders/orders_".length(), "orders/orders_2024-01-01".length());
            List<List<String>> records = Simulated.deliveredRecords(each.getValue());
            for (int index = 0; index < records.size(); index++) {
                if (planted.contains(each.getKey() + " " + (index + 1))) {
                    continue;
                }
                JsonNode document = Simulated.JSON.readTree(records.get(index).get(0));
                String place = loadDate + " " + document.get("changed_at").asText();
                String id = document.get("id").asText();
                if (place.compareTo(places.getOrDefault(id, "")) >= 0) {
                    places.put(id, place);
                    last.put(id, document);
                }
            }
        }
        return last;
    }

    private static BigDecimal price(JsonNode line) {
        return new BigDecimal(line.get("unit_price").asText().replaceAll("[€EUR ]", ""));
    }

    @Test
    void whatIsPaidIsWhatIsOwed() throws IOException {
        Map<String, BigDecimal> owed = new HashMap<>();
        for (Map<String, String> order : simulated.truth("orders")) {
            boolean due = !Set.of("new", "cancelled").contains(order.get("status"));
            BigDecimal further =
                    new BigDecimal(order.get("shipping_cost")).subtract(new BigDecimal(order.get("discount")));
            owed.put(order.get("order_id"), due ? further : null);
        }
        for (Map<String, String> line : simulated.truth("order_lines")) {
            int kept = Integer.parseInt(line.get("quantity")) - Integer.parseInt(line.get("returned"));
            BigDecimal amount = new BigDecimal(line.get("unit_price")).multiply(new BigDecimal(kept));
            owed.computeIfPresent(line.get("order_id"), (id, sum) -> sum.add(amount));
        }
        for (Map<String, String> payment : simulated.truth("payments")) {
            if (!payment.get("status").equals("failed") && payment.get("orphan").equals("false")) {
                BigDecimal amount = new BigDecimal(payment.get("amount"));
                owed.merge(payment.get("order_id"), amount.negate(), BigDecimal::add);
            }
        }
        assertThat(owed).allSatisfy((order, open) -> {
            if (open != null) {
                assertThat(open).as("still open of %s", order).isZero();
            }
        });
    }

    @Test
    void stockIsWhatTheWarehousesCountAndNothingIsLost() throws IOException, SQLException {
        Map<String, Integer> truth = new TreeMap<>();
        Map<String, Integer> change = new HashMap<>();
        String first = "2024-01-01";
        String last = LocalDate.parse(first).plusDays(DAYS - 1).toString();
        for (Map<String, String> row : simulated.truth("stock_daily")) {
            String cell = row.get("warehouse") + " " + row.get("sku");
            int onHand = Integer.parseInt(row.get("on_hand"));
            truth.put(row.get("date").replace("-", "") + " " + cell, onHand);
            change.merge(cell, row.get("date").equals(last) ? onHand : 0, Integer::sum);
            change.merge(cell, row.get("date").equals(first) ? -onHand : 0, Integer::sum);
        }
        assertThat(counted()).isEqualTo(truth);
        Map<String, String> warehouses = new HashMap<>();
        for (Map<String, String> line : simulated.truth("shipments")) {
            warehouses.put(line.get("order_id") + "-" + line.get("line_number"), line.get("warehouse_code"));
        }
        Map<String, String> skus = new HashMap<>();
        for (Map<String, String> line : simulated.truth("order_lines")) {
            String key = line.get("order_id") + "-" + line.get("line_number");
            skus.put(key, line.get("sku"));
            if (!line.get("returned").equals("0")) {
                change.merge(
                        warehouses.get(key) + " " + line.get("sku"),
                        -Integer.parseInt(line.get("returned")),
                        Integer::sum);
            }
        }
        for (Map<String, String> line : simulated.truth("shipments")) {
            if (line.get("shipped_at").compareTo(first + " 24") > 0) {
                String sku = skus.get(line.get("order_id") + "-" + line.get("line_number"));
                change.merge(
                        line.get("warehouse_code") + " " + sku, Integer.parseInt(line.get("quantity")), Integer::sum);
            }
        }
        for (Map<String, String> order : simulated.truth("replenishments")) {
            if (order.get("arrives_on").compareTo(last) <= 0) {
                change.merge(
                        order.get("warehouse") + " " + order.get("sku"),
                        -Integer.parseInt(order.get("quantity")),
                        Integer::sum);
            }
        }
        Set<String> always = truth.keySet().stream()
                .filter(cell -> cell.startsWith("20240101"))
                .map(cell -> cell.substring(9))
                .filter(cell -> truth.containsKey(last.replace("-", "") + " " + cell))
                .collect(Collectors.toSet());
        assertThat(change).allSatisfy((cell, open) -> {
            if (always.contains(cell)) {
                assertThat(open).as(cell).isZero();
            }
        });
    }

    private static Map<String, Integer> counted() throws SQLException {
        Map<String, Integer> counted = new TreeMap<>();
        String files = folder.resolve("first/arrivals/*/inventory/*/*.parquet").toString();
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select regexp_extract(filename, 'stock_([0-9]+)', 1), regexp_extract(filename, 'inventory/([A-Z]+)', 1), "
                                + "sku, on_hand from read_parquet('" + files + "', filename = true)")) {
            while (rows.next()) {
                counted.put(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3), rows.getInt(4));
            }
        }
        return counted;
    }

    @Test
    void brokenRecordsAreWhereTheyAreSaidToBeAndNowhereElse() throws IOException {
        Map<String, Set<String>> codes = new HashMap<>();
        for (Map<String, String> row : simulated.truth("planted")) {
            codes.computeIfAbsent(row.get("path") + " " + row.get("record"), place -> new HashSet<>())
                    .add(row.get("code"));
        }
        int found = 0;
        for (Map.Entry<String, Path> each : arrivals.entrySet()) {
            if (each.getKey().endsWith(".parquet")) {
                continue;
            }
            List<List<String>> records = Simulated.deliveredRecords(each.getValue());
            for (int index = 0; index < records.size(); index++) {
                Set<String> expected = codes.getOrDefault(each.getKey() + " " + (index + 1), Set.of());
                List<String> record = records.get(index);
                assertThat(isTakenApart(record, records.get(0), each.getKey()))
                        .as("%s record %d: %s", each.getKey(), index + 1, record)
                        .isNotEqualTo(expected.contains("invalid_json") || expected.contains("missing_columns"));
                if (expected.stream()
                        .anyMatch(code -> Set.of("unreadable", "not_accepted", "does_not_match")
                                .contains(code))) {
                    assertThat(String.join(" ", record))
                            .as("%s record %d", each.getKey(), index + 1)
                            .containsAnyOf(GARBAGE);
                } else {
                    assertThat(String.join(" ", record)).doesNotContain(GARBAGE);
                }
                found += expected.isEmpty() ? 0 : 1;
            }
        }
        assertThat(found).as("planted records").isEqualTo(codes.size()).isGreaterThan(50);
    }

    private static final String[] GARBAGE = {
        "31/02/",
        "\"fax\"",
        "a bargain",
        "zwölf",
        ";pending",
        "pending",
        "X ",
        " two ",
        "vielleicht",
        "nobody at home",
        "platinum",
        "n/a",
        "ask us",
        "on request",
        "scroll",
        "just now",
        "yesterday",
        "\"many\"",
        "last week",
        " tbd ",
        "2024-13-01",
        " .."
    };

    private static boolean isTakenApart(List<String> record, List<String> header, String path) {
        if (path.contains(".csv")) {
            return record.size() == header.size();
        }
        try {
            return Simulated.JSON.readTree(record.get(0)).isObject();
        } catch (JsonProcessingException broken) {
            return false;
        }
    }

    @Test
    void everyKindOfDirtIsThere() throws IOException {
        List<Map<String, String>> customers = simulated.truth("customers");
        assertThat(customers)
                .as("second accounts")
                .anyMatch(row -> row.get("second_account").equals("true"));
        assertThat(arrivals.keySet())
                .as("late and corrected orders, late customers")
                .anyMatch(path -> path.endsWith(".late.ndjson"))
                .anyMatch(path -> path.endsWith(".corrected.ndjson"))
                .anyMatch(path -> path.endsWith("_late.csv"));
        assertThat(simulated.truth("payments"))
                .as("orphans")
                .anyMatch(row -> row.get("orphan").equals("true"));
        assertThat(simulated.truth("product_history").size())
                .as("changes of products")
                .isGreaterThan(simulated.truth("product_status").size());
        List<String> headers = new ArrayList<>();
        for (Map.Entry<String, Path> each : arrivals.entrySet()) {
            if (each.getKey().startsWith("customers/")) {
                headers.add(Simulated.text(each.getValue()).lines().findFirst().orElse(""));
            }
        }
        assertThat(headers).as("headers of the CRM").anyMatch(header -> header.endsWith(",loyalty_tier"));
        assertThat(headers.get(0)).doesNotContain("loyalty_tier");
    }

    private static String digest(String name) throws IOException {
        StringBuilder all = new StringBuilder();
        digests(name).forEach((path, digest) -> all.append(path.endsWith(".parquet") ? "" : path + digest));
        return sha256(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> digests(String name) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        Path root = folder.resolve(name);
        for (Path file : Simulated.files(root)) {
            digests.put(root.relativize(file).toString(), sha256(Files.readAllBytes(file)));
        }
        return digests;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

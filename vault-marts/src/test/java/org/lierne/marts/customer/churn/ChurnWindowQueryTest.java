package org.lierne.marts.customer.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lierne.marts.customer.Purchases;

class ChurnWindowQueryTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = Purchases.open();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private List<String> windows(Optional<Integer> beside, Optional<LocalDate> at, String select, String rest)
            throws SQLException {
        return Lifetimes.rows(connection, select, ChurnWindowQuery.of(Purchases.PLAIN, beside, at), rest);
    }

    private void purchase(int customer, LocalDateTime moment) throws SQLException {
        Purchases.purchase(connection, customer, moment.toString().replace('T', ' ') + ":00");
    }

    /** Half of the customers buy every 50 days, the other half once; so nothing is gained by waiting longer than 50 days. */
    @Test
    void choosesTheWindowThatTellsRegularCustomersFromThoseWhoAreGone() throws SQLException {
        for (int customer = 0; customer < 20; customer++) {
            for (int each = 0; each < (customer % 2 == 0 ? 8 : 1); each++) {
                purchase(customer, FIRST.plusDays(customer + 50L * each).atTime(12, 0));
            }
        }

        List<String> chosen = windows(
                Optional.of(90),
                Optional.of(FIRST.plusDays(366)),
                "window_days, type_1_error, is_chosen, is_beside, remark",
                "where is_chosen or is_beside order by window_days");

        assertThat(chosen).containsExactly("50|0.0|true|false|null", "90|0.0|false|true|null");
    }

    @Test
    void countsErrorsAsByDefinition() throws SQLException {
        long seed = 7;
        Random random = new Random(seed);
        Map<Integer, TreeSet<LocalDateTime>> bought = new TreeMap<>();
        for (int customer = 1; customer <= 60; customer++) {
            TreeSet<LocalDateTime> moments = new TreeSet<>();
            long day = random.nextInt(200);
            do {
                moments.add(FIRST.plusDays(day).atTime(random.nextInt(3) == 0 ? 0 : 13, 0));
                day += 1 + random.nextInt(80);
            } while (day < 300 && random.nextInt(4) > 0);
            bought.put(customer, moments);
            for (LocalDateTime moment : moments) {
                purchase(customer, moment);
            }
        }

        assertThat(windows(
                        Optional.empty(),
                        Optional.of(FIRST.plusDays(300)),
                        "window_days, judged, taken_for_lost, printf('%.9f %.9f', type_1_error, type_2_error)",
                        "order by window_days"))
                .as("seed %d", seed)
                .isEqualTo(expected(bought));
    }

    private static List<String> expected(Map<Integer, TreeSet<LocalDateTime>> bought) {
        LocalDateTime start = bought.values().stream()
                .map(TreeSet::first)
                .min(LocalDateTime::compareTo)
                .orElseThrow()
                .toLocalDate()
                .atStartOfDay();
        int span = (int) java.time.Duration.between(start, FIRST.plusDays(300).atStartOfDay())
                .toDays();
        List<String> rows = new ArrayList<>();
        for (int window = 31; window <= span / 3; window++) {
            int[][] counts = new int[2][2];
            for (int day = span / 3; day <= span / 2; day += 7) {
                LocalDateTime moment = start.plusDays(day);
                for (TreeSet<LocalDateTime> moments : bought.values()) {
                    LocalDateTime latest = moments.lower(moment);
                    if (latest == null) {
                        continue;
                    }
                    LocalDateTime next = moments.ceiling(moment);
                    boolean back = next != null && next.isBefore(moment.plusDays(span / 2));
                    boolean lost = latest.plusDays(window).isBefore(moment);
                    counts[back ? 1 : 0][lost ? 1 : 0]++;
                }
            }
            int judged = counts[0][0] + counts[0][1] + counts[1][0] + counts[1][1];
            rows.add(window + "|" + judged + "|" + (counts[0][1] + counts[1][1]) + "|"
                    + String.format(
                            Locale.ROOT,
                            "%.9f %.9f",
                            (double) counts[1][1] / (counts[1][0] + counts[1][1]),
                            (double) counts[0][0] / (counts[0][0] + counts[0][1])));
        }
        return rows;
    }

    @Test
    void saysWhyItChoosesNone() throws SQLException {
        assertThat(windows(Optional.of(90), Optional.empty(), "window_days, is_chosen, remark", ""))
                .containsExactly("null|false|No window is chosen: there are no purchases.");

        purchase(1, FIRST.atTime(12, 0));
        purchase(2, FIRST.plusDays(49).atTime(12, 0));
        assertThat(windows(Optional.of(90), Optional.empty(), "window_days, is_chosen, remark", ""))
                .containsExactly("null|false|No window is chosen: the data span 50 days, and at least 93 are needed.");

        purchase(2, FIRST.plusDays(160).atTime(12, 0));
        assertThat(windows(
                        Optional.empty(),
                        Optional.of(FIRST.plusDays(201)),
                        "count(*), count(*) filter (is_chosen), max(remark)",
                        ""))
                .containsExactly("37|1|null");
        assertThat(windows(
                        Optional.empty(),
                        Optional.of(FIRST.plusDays(150)),
                        "distinct is_chosen, remark",
                        "where remark is not null"))
                .containsExactly("false|No window is chosen: of the customers who were judged, nobody came back.");
    }
}

package org.lierne.marts.customer.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.marts.customer.Purchases;
import org.lierne.marts.mart.Shop;

class ChurnRateQueryTest {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = Purchases.open();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void purchases(int customer, String... moments) throws SQLException {
        for (String moment : moments) {
            Purchases.purchase(connection, customer, moment.length() > 10 ? moment : moment + " 12:00:00");
        }
    }

    private List<String> churn(int window, String at) throws SQLException {
        Optional<LocalDate> day =
                Optional.of(at).filter(text -> !text.isEmpty()).map(LocalDate::parse);
        return Shop.rows(
                connection,
                "select * exclude (window_days) from ("
                        + ChurnRateQuery.of(Activity.untilSilence(Purchases.PLAIN, window, day), List.of())
                        + "\n) order by month");
    }

    /**
     * Ten customers, a window of 60 days, by hand; data until 10 May, exclusive. Activity ends at noon of
     * <pre>
     *  1  5 January                     → 6 March
     *  2  5 January, 20 February        → 21 April
     *  3  5 January, 20 April           → 6 March, again from 20 April, open
     *  4  31 January                    → 1 April
     *  5  10 February                   → 11 April
     *  6  10 February, 11 April         → exactly 60 days apart, so without a break; open
     *  7  10 February, 12 April         → 11 April, again from 12 April, open
     *  8  10 March                      → 9 May
     *  9  11 March                      → 10 May, after the data end: open
     * 10  1 January, midnight           → 2 March, midnight
     * </pre>
     */
    @Test
    void countsTenCustomersAsByHand() throws SQLException {
        purchases(1, "2026-01-05");
        purchases(2, "2026-01-05", "2026-02-20");
        purchases(3, "2026-01-05", "2026-04-20");
        purchases(4, "2026-01-31");
        purchases(5, "2026-02-10");
        purchases(6, "2026-02-10", "2026-04-11");
        purchases(7, "2026-02-10", "2026-04-12");
        purchases(8, "2026-03-10");
        purchases(9, "2026-03-11");
        purchases(10, "2026-01-01 00:00:00");

        assertThat(churn(60, "2026-05-10"))
                .as("month, active_start, new, reactivated, churned, active_end, churn_rate, is_final, has_full_window")
                .containsExactly(
                        "2026-01-01|0|5|0|0|5|null|true|false",
                        "2026-02-01|5|3|0|0|8|0.0|true|false",
                        "2026-03-01|8|2|0|3|7|0.375|true|false",
                        "2026-04-01|7|0|2|4|5|" + 4.0 / 7.0 + "|true|true",
                        "2026-05-01|5|0|0|1|4|null|false|true");
    }

    @Test
    void endsTheDayAfterTheLatestTransactionUnlessSaid() throws SQLException {
        purchases(1, "2026-01-05");
        purchases(2, "2026-03-31 23:59:59");

        assertThat(churn(60, ""))
                .containsExactly(
                        "2026-01-01|0|1|0|0|1|null|true|false",
                        "2026-02-01|1|0|0|0|1|0.0|true|false",
                        "2026-03-01|1|1|0|1|1|1.0|true|false");
    }

    @Test
    void takesReturnsAndUnknownCustomersForNoPurchase() throws SQLException {
        purchases(1, "2026-01-05");
        Purchases.line(connection, "1, r, p, 2026-02-20 12:00:00, -5, 0, 0");
        Purchases.line(connection, "null, u, p, 2026-03-20 12:00:00, 5, 0, 0");

        assertThat(churn(60, ""))
                .as("the stranger's purchase says how far the data go")
                .containsExactly(
                        "2026-01-01|0|1|0|0|1|null|true|false",
                        "2026-02-01|1|0|0|0|1|0.0|true|false",
                        "2026-03-01|1|0|0|1|0|null|false|false");
    }

    @Test
    void isEmptyWithoutPurchases() throws SQLException {
        assertThat(churn(90, "")).isEmpty();
    }

    /** Judged by the definition itself: who has bought within the window before a moment is active at it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithTheDefinitionOnRandomData(long seed) throws SQLException {
        Random random = new Random(seed);
        int window = 31 + random.nextInt(60);
        LocalDateTime start = LocalDateTime.of(2025, 1, 1, 0, 0).plusDays(random.nextInt(40));
        Map<Integer, TreeSet<LocalDateTime>> bought = new TreeMap<>();
        for (int customer = 1; customer <= 40; customer++) {
            TreeSet<LocalDateTime> moments = new TreeSet<>();
            for (int each = random.nextInt(6); each >= 0; each--) {
                // Whole days often, so that moments meet the edges of windows and months.
                moments.add(start.plusDays(random.nextInt(400)).plusHours(random.nextInt(3) == 0 ? 13 : 0));
            }
            bought.put(customer, moments);
            for (LocalDateTime moment : moments) {
                Purchases.purchase(connection, customer, moment.format(MOMENT));
            }
        }

        List<String> rows = churn(window, "");

        assertThat(rows).as("seed %d", seed).isEqualTo(expected(bought, window));
        assertThat(rows).allSatisfy(row -> {
            String[] values = row.split("\\|");
            long end = Long.parseLong(values[1])
                    + Long.parseLong(values[2])
                    + Long.parseLong(values[3])
                    - Long.parseLong(values[4]);
            assertThat(Long.parseLong(values[5])).as(row).isEqualTo(end);
        });
        for (int each = 1; each < rows.size(); each++) {
            assertThat(rows.get(each).split("\\|")[1])
                    .isEqualTo(rows.get(each - 1).split("\\|")[5]);
        }
    }

    private static List<String> expected(Map<Integer, TreeSet<LocalDateTime>> bought, int window) {
        TreeSet<LocalDateTime> all = new TreeSet<>();
        bought.values().forEach(all::addAll);
        LocalDateTime dataEnd = all.last().toLocalDate().plusDays(1).atStartOfDay();
        LocalDateTime dataStart = all.first().toLocalDate().atStartOfDay();
        List<String> rows = new ArrayList<>();
        LocalDateTime month = all.first().toLocalDate().withDayOfMonth(1).atStartOfDay();
        for (; month.isBefore(dataEnd); month = month.plusMonths(1)) {
            LocalDateTime monthEnd = month.plusMonths(1);
            LocalDateTime end = monthEnd.isBefore(dataEnd) ? monthEnd : dataEnd;
            Set<Integer> activeStart = active(bought, month, window);
            Set<Integer> activeEnd = active(bought, end, window);
            long fresh = 0;
            long back = 0;
            long lost = 0;
            for (TreeSet<LocalDateTime> moments : bought.values()) {
                for (LocalDateTime moment : moments) {
                    LocalDateTime before = moments.lower(moment);
                    LocalDateTime next = moments.higher(moment);
                    boolean inMonth = !moment.isBefore(month) && moment.isBefore(end);
                    fresh += inMonth && before == null ? 1 : 0;
                    back += inMonth && before != null && before.plusDays(window).isBefore(moment) ? 1 : 0;
                    LocalDateTime over = moment.plusDays(window);
                    boolean silent = next == null || next.isAfter(over);
                    lost += silent && !over.isBefore(month) && over.isBefore(end) ? 1 : 0;
                }
            }
            boolean isFinal = !monthEnd.isAfter(dataEnd);
            rows.add(month.toLocalDate() + "|" + activeStart.size() + "|" + fresh + "|" + back + "|" + lost + "|"
                    + activeEnd.size() + "|"
                    + (isFinal && !activeStart.isEmpty() ? String.valueOf((double) lost / activeStart.size()) : "null")
                    + "|" + isFinal + "|" + !month.minusDays(window).isBefore(dataStart));
        }
        return rows;
    }

    private static Set<Integer> active(Map<Integer, TreeSet<LocalDateTime>> bought, LocalDateTime moment, int window) {
        Set<Integer> active = new HashSet<>();
        bought.forEach((customer, moments) -> {
            LocalDateTime latest = moments.lower(moment);
            if (latest != null && !latest.isBefore(moment.minusDays(window))) {
                active.add(customer);
            }
        });
        return active;
    }
}

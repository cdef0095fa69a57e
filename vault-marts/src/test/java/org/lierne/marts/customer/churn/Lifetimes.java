package org.lierne.marts.customer.churn;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lierne.marts.customer.Purchases;
import org.lierne.marts.mart.Shop;

/** Published lifetimes as contracts, of which those that go on are last seen at the end of the data. */
final class Lifetimes {

    /**
     * Weeks in remission of 21 pairs of children with leukaemia (Freireich et al., Blood 21, 1963); + is censored. As in Kleinbaum and
     * Klein, Survival Analysis, 2012, table 1.1.
     */
    static final String SIX_MP = "6 6 6 7 10 13 16 22 23 6+ 9+ 10+ 11+ 17+ 19+ 20+ 25+ 32+ 32+ 34+ 35+";

    /** Their partners, who got a placebo. */
    static final String PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";

    /** Weeks of acute myelogenous leukaemia with maintained chemotherapy (R, package survival, data set aml; Miller 1997). */
    static final String MAINTAINED = "9 13 13+ 18 23 28+ 31 34 45+ 48 161+";

    /** And without. */
    static final String NOT_MAINTAINED = "5 5 8 8 12 16+ 23 27 30 33 43 45";

    private static final String DATA_END = "timestamp '2026-01-01 00:00:00'";

    private Lifetimes() {}

    /** A database with a mart of contracts and one of customers, both empty. */
    static Connection open() throws SQLException {
        Connection connection = Purchases.open();
        Purchases.execute(
                connection,
                "create table mart.contracts (customer_hk varchar, started_at timestamp, ended_at timestamp)");
        Purchases.execute(connection, "create table mart.customers (customer_hk varchar, treatment varchar)");
        return connection;
    }

    /** Adds a group, a day for each week. */
    static void add(Connection connection, String group, String lifetimes) throws SQLException {
        List<String> each = Arrays.asList(lifetimes.split(" "));
        for (int place = 0; place < each.size(); place++) {
            String key = group + place;
            boolean censored = each.get(place).endsWith("+");
            int days = Integer.parseInt(each.get(place).replace("+", ""));
            Purchases.execute(connection, "insert into mart.customers values ('" + key + "', '" + group + "')");
            Purchases.execute(
                    connection,
                    "insert into mart.contracts values ('" + key + "', " + DATA_END + " - interval "
                            + (censored
                                    ? days + " days, null"
                                    : "1 year, " + DATA_END + " - interval 1 year + interval " + days + " days")
                            + ")");
        }
    }

    static Activity activity() {
        return Activity.untilContractsEnd(
                "contracts",
                "customer_hk",
                Optional.empty(),
                "started_at",
                "ended_at",
                Optional.of(java.time.LocalDate.of(2026, 1, 1)),
                Optional.empty());
    }

    static List<Group> byTreatment() {
        return List.of(new Group("treatment", Optional.of(new Group.Source("customers", "customer_hk", false))));
    }

    static List<String> rows(Connection connection, String select, String query, String rest) throws SQLException {
        return Shop.rows(connection, "select " + select + " from (" + query + "\n) " + rest);
    }
}

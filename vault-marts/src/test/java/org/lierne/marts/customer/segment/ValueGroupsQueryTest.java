package org.lierne.marts.customer.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.ValueConcentrationMart;
import org.lierne.core.model.ValueGroupsMart;
import org.lierne.marts.mart.Shop;

class ValueGroupsQueryTest {

    private static final List<String> KEY = List.of("customer_id");
    private static final ValueGroupsMart GROUPS =
            new ValueGroupsMart("customer_groups", "", "customer_value", "net_amount", ValueGroupsMart.DEFAULT);
    private static final ValueConcentrationMart CONCENTRATION =
            new ValueConcentrationMart("concentration", "", "customer_groups");

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** @param values of customers 1, 2 and so on */
    private void worth(String values) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema mart");
            statement.execute("create table mart.customer_value as select n::varchar as customer_hk, n as customer_id,"
                    + " ([" + values + "]::decimal(12,2)[])[n] as net_amount from range(1, len([" + values
                    + "]) + 1) as numbers (n)");
            statement.execute("create table mart.customer_groups as " + ValueGroupsQuery.of(GROUPS, KEY));
            statement.execute("create table mart.concentration as " + ValueGroupsQuery.of(CONCENTRATION));
        }
    }

    private List<String> groups() throws SQLException {
        return Shop.rows(
                connection,
                "select customer_id, value_rank, round(customer_share, 4), round(value_share, 4), value_group"
                        + " from mart.customer_groups order by value_rank");
    }

    private List<String> concentration() throws SQLException {
        return Shop.rows(
                connection,
                "select value_group, customers, round(customer_share, 4), \"value\", round(value_share, 4), least_value,"
                        + " round(gini, 6) from mart.concentration");
    }

    private List<String> warnings() throws SQLException {
        return Shop.rows(connection, ValueGroupsQuery.meaning(GROUPS, KEY).warnings());
    }

    /** By hand: of 100, the first has 60, the first two 85, the first three 97. Gini: (2 * (1*3 + 2*12 + 3*25 + 4*60) / 100 - 5) / 4. */
    @Test
    void aGroupHasTheFewestCustomersWhoMakeUpItsShare() throws SQLException {
        worth("12, 60, 3, 25");

        assertThat(groups()).containsExactly("2|1|0.25|0.6|A", "4|2|0.5|0.85|A", "1|3|0.75|0.97|B", "3|4|1.0|1.0|C");
        assertThat(concentration())
                .containsExactly(
                        "A|2|0.5|85.00|0.85|25.00|0.46",
                        "B|1|0.25|12.00|0.12|12.00|0.46",
                        "C|1|0.25|3.00|0.03|3.00|0.46");
        assertThat(warnings()).isEmpty();
    }

    /** Gini of 1, 2, 3, 4 is 1/4; of n equal values 0; of one who has all, 1 - 1/n. */
    @Test
    void hasTheGiniCoefficientsThatAreKnown() throws SQLException {
        worth("1, 2, 3, 4");
        assertThat(Shop.rows(connection, "select distinct gini from mart.concentration"))
                .containsExactly("0.25");
    }

    @Test
    void saysThatAllAreWorthTheSame() throws SQLException {
        worth("5, 5, 5, 5");
        assertThat(Shop.rows(connection, "select distinct gini from mart.concentration"))
                .containsExactly("0.0");
        assertThat(warnings())
                .containsExactly("All customers are worth the same, so the groups follow the business key alone.");
    }

    @Test
    void countsWhatIsBelowZeroAsNothing() throws SQLException {
        worth("-50, 10, null, 0, -1");

        assertThat(groups())
                .containsExactly("2|1|0.2|1.0|A", "4|2|0.4|1.0|C", "5|3|0.6|1.0|C", "1|4|0.8|1.0|C", "3|5|1.0|1.0|C");
        assertThat(Shop.rows(connection, "select distinct round(gini, 9) from mart.concentration"))
                .as("one of five has all: 1 - 1/5")
                .containsExactly("0.8");
        assertThat(warnings())
                .containsExactly(
                        "2 customers are worth less than nothing, and counted as nothing: more was taken back than"
                                + " bought.",
                        "1 customer has no value, which counts as nothing.");
    }

    @Test
    void givesNoSharesOfNothing() throws SQLException {
        worth("0, -1");

        assertThat(groups()).containsExactly("1|1|0.5|null|null", "2|2|1.0|null|null");
        assertThat(Shop.rows(connection, "select value_group, value_share, gini from mart.concentration"))
                .containsExactly("null|null|null");
        assertThat(warnings()).contains("Nobody is worth more than nothing, so there are no shares, and no groups.");
    }

    @Test
    void saysThatThereIsOneCustomerOrNone() throws SQLException {
        worth("7");
        assertThat(groups()).containsExactly("1|1|1.0|1.0|A");
        assertThat(warnings()).containsExactly("There is one customer only, who makes up all of the value.");
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from mart.customer_groups");
        }
        assertThat(warnings()).containsExactly("There are no customers, so there is no value to share.");
    }
}

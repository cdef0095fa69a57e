package org.lierne.marts.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.lierne.marts.customer.value.model.LifetimeModel;
import org.lierne.marts.customer.value.model.LifetimeModelKind;

/** By hand: a model in which nobody leaves, and which expects (r + x) / (alpha + T) purchases a day. */
class ForetoldPurchasesTest {

    private static final LifetimeModel MODEL = LifetimeModelKind.NBD.with(new double[] {1, 10});

    private static ForetoldPurchases of(String rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table summaries as select * from (values " + rows
                    + ") as t(former_repeats, former_recency, former_age, repeats, age)");
            return ForetoldPurchases.of(connection, "summaries", MODEL).orElseThrow();
        }
    }

    @Test
    void isHeldAgainstWhatCame() throws SQLException {
        // Expected within 10 days: (1 + 0) / 20 * 10 = 0.5, and (1 + 3) / 20 * 10 = 2. They made 0 and 3.
        ForetoldPurchases foretold = of("(0, 0.0, 10.0, 0, 20.0), (3, 9.0, 10.0, 6, 20.0), (null, null, null, 1, 5.0)");

        assertThat(foretold.customers()).isEqualTo(2);
        assertThat(foretold.predicted()).isCloseTo(1.25, within(1e-9));
        assertThat(foretold.purchases()).isCloseTo(1.5, within(1e-9));
        assertThat(foretold.meanSquareError()).isCloseTo((0.25 + 1) / 2, within(1e-9));
        assertThat(foretold.meanAlone()).as("1.5 said of both").isCloseTo(2.25, within(1e-9));
        assertThat(foretold.note()).isEmpty();
    }

    @Test
    void saysThatItIsNoBetterThanTheMean() throws SQLException {
        // Who had bought most bought nothing more, and who had not bought again did.
        ForetoldPurchases foretold = of("(0, 0.0, 10.0, 3, 20.0), (3, 9.0, 10.0, 3, 20.0)");

        assertThat(foretold.note().orElseThrow().code()).isEqualTo("no_better_than_mean");
        assertThat(foretold.note().orElseThrow().sentence()).contains("(mean square error 5.125 against 2.250)");
    }
}

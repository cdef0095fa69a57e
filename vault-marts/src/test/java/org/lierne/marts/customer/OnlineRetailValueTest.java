package org.lierne.marts.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.lierne.marts.customer.value.fit.Finding;
import org.lierne.marts.customer.value.fit.Fit;
import org.lierne.marts.customer.value.fit.ModelChoice;
import org.lierne.marts.customer.value.model.LifetimeModelKind;

/**
 * UCI Online Retail (CC BY 4.0), on which models of who leaves are degenerate; against figures computed with scipy. Skipped
 * where the files are not beside the project.
 */
class OnlineRetailValueTest {

    private static final Path FILES = Path.of("..", "..", "shared", "data", "online_retail");

    @Test
    void nobodyCanBeToldToHaveLeft() throws SQLException {
        assumeTrue(Files.isDirectory(FILES), "the Online Retail files are not beside the project: " + FILES);
        try (DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("create schema mart");
            statement.execute("create table mart.purchases as select cast(md5(CustomerID) as uuid) as customer_hk,"
                    + " CustomerID as customer_id, cast(InvoiceDate as timestamp) as occurred_at,"
                    + " cast(Quantity as integer) * cast(UnitPrice as decimal(12, 3)) as amount from read_csv('" + FILES
                    + "/*.csv.gz', all_varchar = true, header = true)"
                    + " where CustomerID is not null and InvoiceNo not like 'C%' and cast(Quantity as integer) > 0"
                    + " and cast(UnitPrice as decimal(12, 3)) > 0");
            try (CustomerSummaries summaries = CustomerSummaries.of(connection, query())) {
                ModelChoice choice = ModelChoice.of(
                        List.of(LifetimeModelKind.BG_NBD, LifetimeModelKind.MBG_NBD, LifetimeModelKind.PARETO_NBD),
                        summaries.histories(),
                        summaries.holdOut(),
                        kind -> {});

                assertThat(summaries.customers()).isEqualTo(4338);
                assertThat(choice.fits().subList(0, 3)).allMatch(fit -> fit.has(Finding.Code.DEGENERATE));
                Fit bgNbd = choice.fits().get(0);
                assertThat(bgNbd.parameters()[2]).as("a runs to 0").isLessThan(0.01);
                assertThat(bgNbd.findings().get(0).sentence())
                        .startsWith(
                                "BG/NBD is degenerate on these customers: as if nobody ever left, the log-likelihood is"
                                        + " only 0.");
                assertThat(choice.findings()).extracting(Finding::code).containsExactly(Finding.Code.NOBODY_LEAVES);
                Fit nobodyLeaves = choice.chosen().orElseThrow();
                assertThat(nobodyLeaves.model()).isEqualTo("nbd");
                assertThat(nobodyLeaves.parameters()[0]).isCloseTo(0.826812, within(5e-6));
                assertThat(nobodyLeaves.parameters()[1]).isCloseTo(69.4461, within(5e-4));
                assertThat(nobodyLeaves.logLikelihood().orElseThrow()).isCloseTo(-61875.3934, within(5e-5));
            }
        }
    }

    private static String query() {
        return Template.fill(
                "customer_summaries.sql",
                Map.of(
                        "transactions",
                        Template.mart("purchases"),
                        "at",
                        "timestamp '2011-12-10 00:00:00'",
                        "key_present",
                        "customer_id is not null"));
    }
}

package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lierne.loader.load.Project.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.load.LoadPlan;

/**
 * A loader that judges by the satellite, rather than by what is tracked, whether a row is late. It looks right, and is
 * right, as long as no unchanged row came before the late one.
 */
class WrongLatenessTest {

    private static final String SOURCES = """
            source: customers
            files: "customers_{load_date:yyyyMMdd}.csv"
            keys: customer
            columns: [customer_id, city]
            """;
    private static final String MODEL = """
            hubs:
              customer: customer_id
            satellites:
              customer_city: { of: customer, from: customers }
            """;
    private static final UnaryOperator<LoadPlan> RIGHT = UnaryOperator.identity();
    private static final UnaryOperator<LoadPlan> WRONG = WrongLatenessTest::judgedByTheSatellite;

    @TempDir
    Path folder;

    @Test
    void trackingShowsThatTheRowIsLate() {
        assertThat(history(RIGHT, "01,Ulm", "10,Ulm", "05,Graz"))
                .isEqualTo(table(
                        "1 | 2024-01-01 | 2024-01-05 | Ulm",
                        "1 | 2024-01-05 | 2024-01-10 | Graz",
                        "1 | 2024-01-10 | NULL | Ulm"));
    }

    @Test
    void theSatelliteDoesNot() {
        assertThat(history(WRONG, "01,Ulm", "10,Ulm", "05,Graz"))
                .isEqualTo(table("1 | 2024-01-01 | 2024-01-05 | Ulm", "1 | 2024-01-05 | NULL | Graz"));
    }

    @Test
    void withoutSuchRowsBothAreRight() {
        String[] rows = {"01,Ulm", "10,Linz", "05,Graz", "12,Linz", "12,Ulm"};

        assertThat(history(WRONG, rows)).isEqualTo(history(RIGHT, rows));
    }

    /** What is left after each row, a day of January 2024 and a city, came in a delivery and run of its own. */
    private String history(UnaryOperator<LoadPlan> plan, String... rows) {
        try (Project project = Project.of(folder.resolve(Long.toString(System.nanoTime())), SOURCES, MODEL)) {
            for (String row : rows) {
                String[] dayAndCity = row.split(",");
                project.deliver("customers_202401" + dayAndCity[0] + ".csv", "customer_id,city", "1," + dayAndCity[1]);
                project.run(plan);
            }
            return project.history("customer_city");
        }
    }

    private static LoadPlan judgedByTheSatellite(LoadPlan plan) {
        List<Statement> statements = new ArrayList<>();
        int changed = 0;
        for (Statement statement : plan.statements()) {
            String sql = statement.target().equals("tracked_until_customers")
                    ? statement.sql().replace("tracking_customers", "sat_customer_city")
                    : statement.sql();
            changed += sql.equals(statement.sql()) ? 0 : 1;
            statements.add(new Statement(statement.name(), statement.target(), sql, statement.onlyIf()));
        }
        assertThat(changed).as("statements that judge lateness").isEqualTo(1);
        return new LoadPlan(statements);
    }
}

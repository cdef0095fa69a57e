package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrating, loading and publishing for real, by the command line, over a small shop. */
final class VaultOperationsTest {

    @TempDir
    Path folder;

    private Path project;
    private CapturedConsole captured = CapturedConsole.piped();

    @BeforeEach
    void makeShop() throws IOException {
        project = folder.resolve("shop");
        Files.createDirectories(project.resolve("landing"));
        write("vault.yml", "vault: shop\n");
        write("sources/customers.yml", """
                source: customers
                files: "customers_{load_date:yyyy-MM-dd}.csv"
                keys: [customer]
                columns: { customer_id: varchar, name: varchar }
                """);
        write("model/shop.yml", """
                hubs: { customer: customer_id }
                satellites: { customer_details: { of: customer, from: customers } }
                """);
        write("marts/shop.yml", "marts: { dim_customer: { kind: dimension, of: customer } }\n");
        write("landing/customers_2026-01-01.csv", "customer_id,name\n1,Ada\n2,Bob\n");
    }

    @Test
    void martsAreNotWrittenOverTheVault() throws IOException {
        assertThat(lierne("run")).as(captured.err()).isZero();
        String vault = project.resolve("warehouse/shop.duckdb").toString();
        String marts = project.resolve("warehouse/marts.duckdb").toString();

        assertThat(lierne("marts", "--as-known-at", "1", "--to", vault)).isEqualTo(2);
        assertThat(captured.err()).contains("which is the vault itself. Nothing was written.");
        String[] export = {
            "marts", "export", "dim_customer", "--project", project.toString(), "--format", "csv", "--to", vault
        };
        captured = CapturedConsole.piped();
        assertThat(Lierne.run(captured.console(), new VaultOperations(), export))
                .isEqualTo(2);
        assertThat(captured.err()).contains("which is the vault itself. Nothing was written.");
        assertThat(lierne("marts", "--as-known-at", "1", "--to", marts)).isEqualTo(2);
        assertThat(captured.err()).contains("which is what runs publish. Nothing was written.");

        assertThat(rows("query", "--vault", "select count(*) from raw_vault.hub_customer where run_id > 0"))
                .containsExactly("2");
    }

    @Test
    void aMartIsShownAsItIsAndAsItWas() throws IOException {
        assertThat(lierne("run")).as(captured.err()).isZero();
        write("landing/customers_2026-01-02.csv", "customer_id,name\n3,Cyd\n");
        assertThat(lierne("run")).as(captured.err()).isZero();
        String[] show = {
            "marts", "show", "DIM_customer", "--project", project.toString(), "-o", "csv", "--columns", "name"
        };

        assertThat(shown(show)).contains("Ada", "Bob", "Cyd");
        assertThat(shown(append(show, "--as-known-at", "1")))
                .contains("Ada", "Bob")
                .doesNotContain("Cyd");
        assertThat(shown("marts", "show", "dim_customer", "--project", project.toString(), "--as-of", "2026-01-01"))
                .contains("dim_customer  dimension  4 rows, as it was known at run 2")
                .contains("customer_id  The business key of the customer.");
        captured = CapturedConsole.piped();
        assertThat(Lierne.run(captured.console(), new VaultOperations(), append(show, "--columns", "nam")))
                .isEqualTo(2);
        assertThat(captured.err()).contains("has no column \"nam\"", "customer_id, name");
    }

    private String shown(String... arguments) {
        captured = CapturedConsole.piped();
        assertThat(Lierne.run(captured.console(), new VaultOperations(), arguments))
                .as(captured.err())
                .isZero();
        return captured.out();
    }

    private static String[] append(String[] arguments, String... more) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void aRunMigratesLoadsAndPublishesAndASecondAddsNothing() throws IOException {
        assertThat(lierne("run")).as(captured.err()).isZero();
        assertThat(captured.out()).contains("raw_vault.hub_customer", "mart.dim_customer", "Run 1 is done: 1 delivery");
        assertThat(project.resolve("migrations/duckdb/V1__create_vault.sql")).exists();
        assertThat(rows("query", "select customer_id, name from mart.dim_customer where customer_id > '' order by 1"))
                .containsExactly("1,Ada", "2,Bob");
        write("landing/customers_2026-01-02.csv", "customer_id,name\n2,Bo\n");
        assertThat(lierne("run")).as(captured.err()).isZero();
        assertThat(lierne("run")).as(captured.err()).isZero();
        assertThat(captured.out()).contains("Nothing was pending; run 3 added nothing.");
        assertThat(rows("query", "select customer_id, name from mart.dim_customer where customer_id > '' order by 1"))
                .containsExactly("1,Ada", "2,Bo");
        assertThat(rows("query", "--vault", "select kind, outcome, model_version from audit.run order by run_id"))
                .containsExactly("run,done,1", "run,done,1", "run,done,1");
        assertThat(project.resolve("warehouse/archive")).isNotEmptyDirectory();
    }

    @Test
    void aDeliveryThatIsLeftOutMakesARunPartialAndTheMartsAreBuilt() throws IOException {
        write("landing/customers_2026-01-02.csv", "customer_id;name\n3;Cy\n");
        assertThat(lierne("run")).as(captured.err()).isEqualTo(6);
        assertThat(captured.out()).contains("Left out: customers_2026-01-02.csv", "done in part");
        assertThat(rows("query", "select count(customer_id) from mart.dim_customer"))
                .containsExactly("2");
    }

    @Test
    void aLoadWantsTheTablesToBeThere() throws IOException {
        assertThat(lierne("load")).isEqualTo(5);
        assertThat(captured.err()).contains("There is no database", "lierne migrate --project " + project);
        assertThat(lierne("migrate")).as(captured.err()).isZero();
        assertThat(lierne("load")).as(captured.err()).isZero();
        assertThat(rows("query", "--vault", "select kind from audit.run")).containsExactly("load");
        assertThat(project.resolve("warehouse/marts.duckdb")).doesNotExist();

        write("sources/customers.yml", """
                source: customers
                files: "customers_{load_date:yyyy-MM-dd}.csv"
                keys: [customer]
                columns: { customer_id: varchar, name: varchar, city: varchar }
                """);
        assertThat(lierne("load")).isEqualTo(1);
        assertThat(captured.err())
                .contains(
                        "does not have the tables that the metadata means. Nothing was loaded.",
                        "lierne run --project");
    }

    @Test
    void aTableThatIsGoneIsSixForVerifyingAndRebuilding() throws IOException, SQLException {
        assertThat(lierne("run")).as(captured.err()).isZero();
        assertThat(lierne("verify")).as(captured.err()).isZero();
        assertThat(lierne("verify", "--rebuild")).as(captured.err()).isZero();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:duckdb:" + project.resolve("warehouse/shop.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("drop table raw_vault.sat_customer_details");
        }

        assertThat(lierne("verify")).as(captured.err()).isEqualTo(6);
        assertThat(captured.out()).contains("structure", "sat_customer_details", "table", "nothing");
        assertThat(lierne("verify", "--rebuild")).as(captured.err()).isEqualTo(6);
        assertThat(captured.err()).contains("the table \"sat_customer_details\" is not there");
    }

    @Test
    void martsThatFailLeaveTheLoadAsItIs() throws IOException {
        // What stands where the pointer belongs is never overwritten.
        write("warehouse/marts.duckdb", "mine");
        assertThat(lierne("run")).isEqualTo(1);
        assertThat(captured.err()).contains("Run 1 loaded what was pending, and that is kept. Then its marts failed:");
        assertThat(rows("query", "--vault", "select count(*) from raw_vault.sat_customer_details_history"))
                .containsExactly("2");
        assertThat(project.resolve("warehouse/marts.duckdb")).hasContent("mine");
    }

    @Test
    void thePastIsAskedListedAndExported() throws IOException {
        write("vault.yml", "vault: shop\npublish: { keep: 1 }\n");
        write("landing/customers_2026-01-01.csv", "customer_id,name\n1,Ada\n2,=1+1\n");
        assertThat(lierne("run")).as(captured.err()).isZero();
        write("landing/customers_2026-01-03.csv", "customer_id,name\n3,Cy\n");
        assertThat(lierne("run")).as(captured.err()).isZero();
        assertThat(project.resolve("warehouse/marts-1.duckdb"))
                .as("published, and not kept")
                .doesNotExist();
        String count = "select count(customer_id) from mart.dim_customer";

        assertThat(rows("query", count)).containsExactly("3");
        assertThat(rows("query", "--as-known-at", "1", count)).containsExactly("2");
        assertThat(rows("query", "--as-of", "2026-01-02", count)).containsExactly("2");
        assertThat(rows("query", "--as-of", "2026-01-02T00:00:00+02:00", "--vault", "select count(*) from audit.run"))
                .containsExactly("2");
        assertThat(lierne("query", "--as-known-at", "1", "from read_csv('/etc/passwd')"))
                .as("queries of the past are confined, too")
                .isEqualTo(2);
        assertThat(lierne("query", "--as-known-at", "7", count)).isEqualTo(2);
        assertThat(captured.err()).contains("There is no run 7.", "Nearest is run 2");
        assertThat(lierne("query", "--as-of", "soon", count)).isEqualTo(2);

        assertThat(rows("marts")).containsExactly("dim_customer,dimension,5,2,\"\"");
        assertThat(lierne("marts", "--as-known-at", "1")).isEqualTo(2);
        Path then = project.resolve("then.duckdb");
        assertThat(rows("marts", "--as-known-at", "1", "--to", then.toString())).containsExactly("dim_customer,4");
        assertThat(then).isRegularFile();

        Path csv = project.resolve("dim.csv");
        assertThat(export("dim_customer", "csv", csv)).as(captured.err()).isZero();
        assertThat(captured.err()).contains("Wrote 5 rows of dim_customer", "1 text begins like a formula, and got");
        assertThat(csv).content().contains("2,'=1+1\n").containsPattern("(?m)^[0-9a-f]{32},");
        assertThat(export("dim_customer", "csv", csv, "--formulas", "refuse")).isEqualTo(1);
        assertThat(csv).content().contains("2,'=1+1\n");
        Path json = project.resolve("dim.json");
        assertThat(export("dim_customer", "json", json, "--as-known-at", "1"))
                .as(captured.err())
                .isZero();
        assertThat(json).content().contains("\"name\":\"=1+1\"").doesNotContain("Cy");
        assertThat(export("none", "parquet", json)).isEqualTo(2);
        assertThat(captured.err()).contains("There is no mart \"none\".", "There is: dim_customer.");
    }

    private int export(String mart, String format, Path file, String... more) {
        captured = CapturedConsole.piped();
        List<String> arguments = new ArrayList<>(List.of("marts", "export", mart, "--format", format));
        arguments.addAll(List.of("--to", file.toString(), "--project", project.toString()));
        arguments.addAll(List.of(more));
        return Lierne.run(captured.console(), new VaultOperations(), arguments.toArray(String[]::new));
    }

    @Test
    void withoutAnArchiveNoCopyIsMade() throws IOException {
        write("vault.yml", "vault: shop\narchive: none\n");
        assertThat(lierne("run")).as(captured.err()).isZero();
        assertThat(project.resolve("warehouse/archive")).doesNotExist();
    }

    @Test
    void theLoadDateIsThatOfDeliveriesThatBringNone() throws IOException {
        write("sources/customers.yml", """
                source: customers
                files: "customers_{day}.csv"
                keys: [customer]
                columns: { customer_id: varchar, name: varchar, day: varchar }
                """);
        assertThat(lierne("run", "--load-date", "2026-03-31"))
                .as(captured.err())
                .isZero();
        assertThat(rows("query", "--vault", "select load_date from audit.delivery"))
                .containsExactly("2026-03-31 00:00:00");
    }

    @Test
    void anExpressionThatCannotRunIsFoundBeforeAnythingIsDone() throws IOException {
        write("sources/customers.yml", """
                source: customers
                files: "customers_{load_date:yyyy-MM-dd}.csv"
                keys: [customer]
                columns:
                  customer_id: varchar
                  name: varchar
                  greeting: { sql: "'Dear ' || nam" }
                """);
        assertThat(lierne("check")).isEqualTo(3);
        assertThat(captured.out()).contains("sources/customers.yml:7:20: error[expression_unknown_column]", "\"nam\"");
        assertThat(lierne("run")).isEqualTo(3);
        assertThat(project.resolve("migrations")).doesNotExist();
        assertThat(project.resolve("warehouse")).doesNotExist();
    }

    private int lierne(String command, String... more) {
        captured = CapturedConsole.piped();
        List<String> arguments = new ArrayList<>(List.of(command, "--project", project.toString()));
        arguments.addAll(List.of(more));
        return Lierne.run(captured.console(), new VaultOperations(), arguments.toArray(String[]::new));
    }

    /** The rows of a query as CSV, without the header. */
    private List<String> rows(String... query) {
        String[] more = Arrays.copyOfRange(query, 1, query.length + 2);
        more[more.length - 2] = "--output";
        more[more.length - 1] = "csv";
        assertThat(lierne(query[0], more)).as(captured.err()).isZero();
        return captured.out().lines().skip(1).toList();
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}

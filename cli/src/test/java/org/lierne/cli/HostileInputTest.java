package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people with bad intentions write into metadata, files and names: nothing of it is run, reached or shown raw. */
final class HostileInputTest {

    private static final String ESCAPES = "\u001b[2J\u001b]0;owned\u0007\u202e";

    @TempDir
    Path folder;

    private Path project;
    private Path secret;
    private CapturedConsole captured = CapturedConsole.piped();

    @BeforeEach
    void makeShop() throws IOException {
        project = folder.resolve("it's a shop");
        Files.createDirectories(project.resolve("landing"));
        secret = Files.writeString(folder.resolve("secret.csv"), "customer_id,name\nsecret,secret\n");
        write("vault.yml", "vault: shop\n");
        write("sources/customers.yml", """
                source: customers
                files: "customers*.csv"
                keys: [customer]
                columns: { customer_id: varchar, name: varchar }
                """);
        write("model/shop.yml", """
                hubs: { customer: customer_id }
                satellites: { customer_details: { of: customer, from: customers } }
                """);
        write("landing/customers.csv", "customer_id,name\n1,Ada\n2,Bob\n");
    }

    @Test
    void noQueryOfAMartReachesOutside() throws IOException {
        List<String> attacks = List.of(
                "from read_csv('SECRET')",
                "from read_text('/proc/self/environ')",
                "from read_blob('/proc/self/environ')",
                "from 'SECRET'",
                "from \"SECRET\"",
                "from raw_vault.\"/../SECRET\"",
                "with t as (from 'SECRET') from t",
                "select (select name from 'SECRET' limit 1) as x",
                "select json_serialize_plan('from ''SECRET''') as x",
                "from query('from ''SECRET''')",
                "from query_table('SECRET')",
                "from json_execute_serialized_sql(json_serialize_sql('from ''SECRET'''))",
                "from sniff_csv('SECRET')",
                "from parquet_metadata('SECRET')",
                "from glob('/*')",
                "from read_duckdb('SECRET')",
                "select getenv('HOME') as x",
                "from duckdb_secrets()",
                "from duckdb_settings()",
                "from information_schema.tables",
                "from audit.run",
                "copy (select 1) to 'SECRET'",
                "attach 'SECRET' as x",
                "install httpfs",
                "load httpfs",
                "set threads = 1",
                "pragma version",
                "create macro m() as 1",
                "select 1 as a; select 2 as b",
                "select 1 as a; drop table raw_vault.hub_customer",
                "select repeat('x', 2000000000) as x",
                "select sleep_ms(100000) as x");
        StringBuilder marts = new StringBuilder("marts:\n");
        for (int attack = 0; attack < attacks.size(); attack++) {
            marts.append("  attack_" + attack + ":\n    kind: sql\n    query: |\n      "
                    + attacks.get(attack).replace("SECRET", secret.toString().replace("'", "''")) + "\n");
        }
        write("marts/attacks.yml", marts.toString());

        assertThat(lierne("check")).isEqualTo(3);

        List<Integer> lines = captured.out()
                .lines()
                .filter(line -> line.startsWith("marts/attacks.yml:") && line.contains("error["))
                .map(line -> Integer.parseInt(line.split(":")[1]))
                .toList();
        assertThat(lines).as(captured.out()).hasSize(attacks.size());
        assertThat(captured.out()).doesNotContain("secret,secret");
        assertThat(Files.readString(secret)).isEqualTo("customer_id,name\nsecret,secret\n");
    }

    @Test
    void theEngineOfARunReachesNeitherFilesOutsideNorSettings() throws IOException {
        assertThat(lierne("migrate")).as(captured.err()).isZero();
        Path migration = project.resolve("migrations/duckdb/V1__create_vault.sql");
        String intact = Files.readString(migration);
        for (String attack : List.of(
                "create table raw_vault.stolen as from read_csv('SECRET')",
                "copy (select 1) to 'SECRET'",
                "attach 'SECRET.duckdb' as elsewhere",
                "set enable_external_access = true",
                "install httpfs")) {
            Files.delete(project.resolve("warehouse/shop.duckdb"));
            Files.writeString(
                    migration,
                    intact + "\n" + attack.replace("SECRET", secret.toString().replace("'", "''")) + ";\n");

            assertThat(lierne("run")).as(attack + captured.out()).isEqualTo(1);

            assertThat(captured.err())
                    .as(attack)
                    .containsAnyOf("disabled by configuration", "configuration has been locked");
        }
        assertThat(Files.readString(secret)).isEqualTo("customer_id,name\nsecret,secret\n");
    }

    @Test
    void aQueryOfThePastReachesNoFileEither() throws IOException {
        assertThat(lierne("run")).as(captured.err()).isZero();
        for (String outside : List.of(
                secret.toString(), project.resolve("landing/customers.csv").toString())) {
            String query = "select * from read_text('" + outside.replace("'", "''") + "')";

            assertThat(lierne("query", "--as-known-at", "1", query)).isNotZero();

            assertThat(captured.out() + captured.err())
                    .contains("disabled by configuration")
                    .doesNotContain("Ada");
        }
    }

    @Test
    void whatSteersATerminalIsShownAndNotSent() throws IOException {
        write("landing/customers_" + ESCAPES + ".csv", "customer_id,name\n" + ESCAPES + ",x\n" + ESCAPES + "\n");
        write("landing/customers_\"quoted'\n;.csv", "customer_id,name\n3,x\n");
        write("landing/customers_wrong.csv", "customer_id,name," + ESCAPES + "\n3,x,y\n");
        List<List<String>> commands = List.of(
                List.of("run", "--verbose"),
                List.of("rejects"),
                List.of("deliveries"),
                List.of("runs", "1"),
                List.of("trace", "customer", ESCAPES, "--source"),
                List.of("trace", ESCAPES, "1"),
                List.of("query", "--vault", "from raw_vault.hub_customer"),
                List.of("query", "--vault", ESCAPES),
                List.of("rejects", "replay", "--source", ESCAPES),
                List.of("verify"),
                List.of("check", ESCAPES));
        for (List<String> command : commands) {
            lierne(command.toArray(String[]::new));

            assertThat((captured.out() + captured.err())
                            .codePoints()
                            .filter(each -> each != '\n' && (Character.isISOControl(each) || each == 0x202e))
                            .toArray())
                    .as("what would steer a terminal, of %s:\n%s%s", command, captured.out(), captured.err())
                    .isEmpty();
        }
        assertThat(lierne("deliveries")).isZero();
        assertThat(captured.out()).contains("customers_␛[2J␛]0;owned␇", "customers_\"quoted'␊;.csv");
    }

    @Test
    void aPipeAmongTheMetadataIsNotWaitedFor() throws Exception {
        Path pipe = project.resolve("sources/pipe.yml");
        assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS)
                        && Files.exists(pipe),
                "a pipe can be made");

        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> assertThat(lierne("check")).isEqualTo(3));

        assertThat(captured.out()).contains("It is no file, but a folder, a pipe or a device.");
    }

    @Test
    void nothingIsTakenFromOutsideTheLandingFolder() throws Exception {
        Path landing = project.resolve("landing");
        Files.createSymbolicLink(landing.resolve("customers_link.csv"), secret);
        Files.createSymbolicLink(landing.resolve("customers_zero.csv"), Path.of("/dev/zero"));
        Files.createSymbolicLink(landing.resolve("customers_inside.csv"), landing.resolve("customers.csv"));
        boolean piped = new ProcessBuilder(
                        "mkfifo", landing.resolve("customers_pipe.csv").toString())
                .start()
                .waitFor(10, TimeUnit.SECONDS);
        assumeTrue(piped, "a pipe can be made");

        assertThat(lierne("run")).as(captured.err()).isEqualTo(6);

        assertThat(captured.out())
                .contains(
                        "\"customers_link.csv\" leads out of the landing folder",
                        "\"customers_zero.csv\" leads out of the landing folder",
                        "is not a file but a folder or a device",
                        "2 deliveries loaded, 3 left out");
        try (Stream<Path> archived = Files.walk(project.resolve("warehouse"))) {
            assertThat(archived.filter(each -> each.toString().endsWith(".csv.gz")))
                    .as("copies: the two deliveries have one content")
                    .hasSize(1);
        }
    }

    private int lierne(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--project", project.toString()));
        captured = CapturedConsole.piped();
        return Lierne.run(captured.console(), all.toArray(String[]::new));
    }

    private void write(String file, String content) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }
}

package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.cli.command.Operations;
import org.lierne.cli.command.RunRequest;
import org.lierne.cli.console.Terminal;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.core.metadata.Diagnostic;
import org.lierne.core.metadata.Position;
import org.lierne.core.metadata.Severity;
import org.lierne.loader.load.RunReport.Outcome;
import org.lierne.loader.rebuild.Difference;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.rebuild.SourceRebuild;

/** The command line in the process: arguments, exit codes, and which stream says what. */
final class LierneTest {

    @TempDir
    Path project;

    private final FakeOperations operations = new FakeOperations();
    private CapturedConsole captured = CapturedConsole.piped();

    @BeforeEach
    void makeProject() throws IOException {
        Files.writeString(project.resolve("vault.yml"), "vault: shop\n");
        Files.createDirectory(project.resolve("landing"));
    }

    @Test
    void aloneItPrintsHelp() {
        assertThat(run()).isZero();
        assertThat(captured.out()).contains("Usage: lierne COMMAND", "demo", "Exit codes:");
        assertThat(captured.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "migrate",
                "sql",
                "load",
                "run",
                "runs",
                "deliveries",
                "rejects",
                "trace",
                "verify",
                "query",
                "demo",
                "simulate"
            })
    void everyCommandExplainsItselfWithAnExample(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(captured.out()).contains("Usage: lierne " + command, "Example", "  lierne " + command + " ");
    }

    @Test
    void aDifferenceOfARebuildIsShownAndTheExitCodeSaysSo() {
        Difference difference = new Difference(
                "customers",
                "customers_1.csv",
                1,
                OptionalLong.of(3),
                OptionalLong.of(1),
                Optional.of("city"),
                Optional.of("sat_customer_details"),
                "Graz",
                Difference.NOTHING);
        operations.rebuilt = new RebuildReport(List.of(
                new SourceRebuild("customers", Optional.empty(), false, 1, 2, 2, 1, List.of(difference), List.of()),
                new SourceRebuild(
                        "clicks", Optional.of("it is not tracked"), false, 0, 0, 0, 0, List.of(), List.of())));

        assertThat(run("verify", "--rebuild", "--project", project.toString())).isEqualTo(6);
        assertThat(captured.out()).contains("customers_1.csv", "sat_customer_details", "Graz", "∅");
        assertThat(captured.err())
                .contains(
                        "clicks cannot be rebuilt: it is not tracked.",
                        "1 difference: 2 rows of 1 delivery made again");
        assertThat(run("verify", "--source", "customers", "--project", project.toString()))
                .as("what is about the rebuild alone")
                .isEqualTo(2);
    }

    @Test
    void wrongArgumentsAreASentenceAndTwo() {
        assertThat(run("load", "--thread", "2")).isEqualTo(2);
        assertThat(captured.err()).contains("--thread", "See: lierne load --help");
        assertThat(captured.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "simulate, --from, yesterday, '\"yesterday\" is no date; write it as 2024-01-31'",
        "simulate, --days, many, '\"many\" is no whole number'",
        "simulate, --days, 3000000000, '\"3000000000\" is too large'",
        "rejects, --run, x, '\"x\" is no whole number'"
    })
    void valuesOfTheWrongKindAreRefusedInWords(String command, String option, String value, String said) {
        assertThat(run(command, option, value)).isEqualTo(2);
        assertThat(captured.err()).contains("'" + option + "'", said).doesNotContain("java.", "is not a");
    }

    @Test
    void aFolderWithoutAVaultIsNoProject() {
        assertThat(run("check", "--project", project.resolve("landing").toString()))
                .isEqualTo(2);
        assertThat(captured.err()).contains("is no project: there is no vault.yml in it.", "--project DIR");
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    void everyKindOfFailureHasItsExitCode(Category category) {
        operations.failure = new LierneException(category, "some_code", "It is so.", "Do this.");
        int expected = switch (category) {
            case FAILED -> 1;
            case USAGE -> 2;
            case INVALID_METADATA -> 3;
            case CANNOT_CONNECT -> 5;
            case INCOMPLETE -> 6;
        };
        assertThat(run("run", "--project", project.toString())).isEqualTo(expected);
        assertThat(captured.err()).isEqualTo("lierne: It is so.\n  Do this.\n  (some_code)\n");
    }

    @Test
    void tooLittleMemoryOfTheJvmIsOneSentence() {
        operations.failure = new IllegalStateException("in a thread", new OutOfMemoryError("Java heap space"));
        assertThat(run("run", "--project", project.toString())).isEqualTo(1);
        assertThat(captured.err())
                .contains("The memory of the JVM is used up.", "LIERNE_JAVA_OPTS=-Xmx2g", "(out_of_heap)")
                .doesNotContain("at org.lierne");
    }

    @Test
    void aDefectIsOneSentenceUnlessVerbose() {
        operations.failure = new IllegalStateException("the unexpected");
        assertThat(run("run", "--project", project.toString())).isEqualTo(1);
        assertThat(captured.err()).contains("the unexpected", "--verbose").doesNotContain("at org.lierne");
        captured = CapturedConsole.piped();
        assertThat(run("run", "--verbose", "--project", project.toString())).isEqualTo(1);
        assertThat(captured.err()).contains("please report", "at org.lierne");
    }

    @Test
    void aRunInPartIsSix() {
        operations.work = (request, number) -> FakeOperations.report(number, Outcome.PARTIAL);
        assertThat(run("run", "--project", project.toString())).isEqualTo(6);
    }

    @Test
    void foldersAreDerivedFromTheProjectAndTheDatabase() {
        assertThat(run("load", "--project", project.toString())).isZero();
        RunRequest request = operations.requests.get(0);
        assertThat(request.database()).isEqualTo(project.resolve("warehouse/shop.duckdb"));
        assertThat(request.landing()).isEqualTo(project.resolve("landing"));
        assertThat(request.archive()).isEqualTo(project.resolve("warehouse/archive"));
        assertThat(request.marts()).isEqualTo(project.resolve("warehouse/marts.duckdb"));
        assertThat(captured.err()).contains("Database: " + request.database());
    }

    @Test
    void optionsReachTheRun() {
        String[] arguments = {
            "load",
            "-p",
            project.toString(),
            "-d",
            "x.duckdb",
            "--load-date",
            "2026-03-31T18:00:00+02:00",
            "--memory",
            "800MB",
            "--threads",
            "2"
        };
        assertThat(run(arguments)).isZero();
        RunRequest request = operations.requests.get(0);
        assertThat(request.loadDate()).contains(LocalDateTime.of(2026, 3, 31, 16, 0));
        assertThat(request.database()).isEqualTo(Path.of("x.duckdb"));
        assertThat(request.limits().memory()).contains("800MB");
        assertThat(request.limits().threads()).contains(2);
        assertThat(new VaultOperations().settings(request.limits()).memoryLimitBytes())
                .isEqualTo(800_000_000L);
    }

    @Test
    void valuesThatMakeNoSenseAreRefusedBeforeAnythingIsDone() {
        String folder = project.toString();
        for (List<String> wrong : List.of(
                List.of("--load-date", "31.03.2026"),
                List.of("--memory", "much"),
                List.of("--threads", "0"),
                List.of("--landing", folder + "/nowhere"),
                List.of("--output", "xml"))) {
            captured = CapturedConsole.piped();
            assertThat(run("load", "-p", folder, wrong.get(0), wrong.get(1)))
                    .as(wrong.get(0))
                    .isEqualTo(2);
            assertThat(captured.err()).as(wrong.get(0)).contains(wrong.get(1)).doesNotContain("defect");
        }
        assertThat(operations.requests).isEmpty();
    }

    @Test
    void checkPrintsFindingsAsDataAndCountsThem() {
        Position place = new Position(Path.of("model", "shop.yml"), 3, 5, "  custmer: id");
        operations.diagnostics.add(new Diagnostic(
                Severity.ERROR,
                "unknown_key",
                "There is no \"custmer\".",
                Optional.of(place),
                Optional.of("Use customer.")));
        operations.diagnostics.add(
                new Diagnostic(Severity.WARNING, "odd", "That is odd.", Optional.empty(), Optional.empty()));
        assertThat(run("check", "--project", project.toString())).isEqualTo(3);
        assertThat(captured.out())
                .contains("model/shop.yml:3:5: error[unknown_key]: There is no \"custmer\".", "1 error, 1 warning.");
        captured = CapturedConsole.piped();
        assertThat(run("check", "--project", project.toString(), "--output", "csv"))
                .isEqualTo(3);
        assertThat(captured.out())
                .startsWith("severity,code,file,line,column,message,hint\n"
                        + "error,unknown_key,model/shop.yml,3,5,\"There is no \"\"custmer\"\".\",Use customer.\n");
    }

    @Test
    void coloursAreForTerminalsAndCanBeSwitchedOff() {
        Terminal terminal = new Terminal(false, true, true, true, 100);
        captured = CapturedConsole.on(terminal);
        run("nonsense");
        assertThat(captured.err()).contains("\u001b[31m");
        captured = CapturedConsole.on(terminal);
        run("nonsense", "--no-color");
        assertThat(captured.err()).contains("nonsense").doesNotContain("\u001b");
    }

    @Test
    void sqlPrintsOneObjectOrSaysWhatThereIs() {
        operations.statements.add(new Operations.Statement("raw_vault.hub_a", "the table", "create table a", false));
        operations.statements.add(new Operations.Statement("raw_vault.hub_b", "the table", "create table b", false));
        assertThat(run("sql", "hub_b", "--project", project.toString())).isZero();
        assertThat(captured.out()).isEqualTo("-- raw_vault.hub_b: the table\ncreate table b;\n\n");
        assertThat(run("sql", "hub_c", "--project", project.toString())).isEqualTo(2);
        assertThat(captured.err())
                .contains(
                        "The vault has no table, view or mart \"hub_c\".",
                        "Did you mean \"hub_a\"? See them all with: lierne sql --project");
    }

    @Test
    void sqlPrintsWhatAnObjectReadsOfTheRunsOwnToo() {
        operations.statements.addAll(List.of(
                new Operations.Statement("keys", "note keys", "create table keys as from a", true),
                new Operations.Statement("other", "note others", "create table other as from a", true),
                new Operations.Statement("held", "find", "create table held as from keys", true),
                new Operations.Statement("mart.a", "insert", "insert into a from held", false),
                new Operations.Statement("held", "find", "create table held as from other", true),
                new Operations.Statement("mart.b", "insert", "insert into b from held", false)));

        run("sql", "a", "--output", "csv", "--project", project.toString());

        assertThat(captured.out()).isEqualTo("""
                        object,purpose,sql
                        keys,note keys,create table keys as from a
                        held,find,create table held as from keys
                        mart.a,insert,insert into a from held
                        """);
    }

    @Test
    void realMetadataIsCheckedMigratedAndPrinted() throws IOException {
        Files.createDirectory(project.resolve("model"));
        Files.createDirectory(project.resolve("sources"));
        Files.writeString(project.resolve("model/shop.yml"), "hubs:\n  customer: customer_id\n");
        Files.writeString(
                project.resolve("sources/customers.yml"),
                "source: customers\nfiles: \"{load_date:yyyy-MM-dd}.csv\"\nkeys: [customer]\n"
                        + "columns:\n  customer_id: varchar\n");
        VaultOperations real = new VaultOperations();
        assertThat(Lierne.run(captured.console(), real, "check", "-p", project.toString()))
                .as(captured.out() + captured.err())
                .isZero();
        assertThat(captured.out()).contains("The metadata of vault \"shop\" is valid: 1 source, 1 hub.");
        assertThat(Lierne.run(captured.console(), real, "sql", "hub_customer", "-p", project.toString()))
                .isZero();
        assertThat(captured.out()).contains("create table raw_vault.hub_customer");
        assertThat(Lierne.run(captured.console(), real, "migrate", "-p", project.toString()))
                .as(captured.err())
                .isZero();
        assertThat(project.resolve("warehouse/shop.duckdb")).exists();
        assertThat(Lierne.run(captured.console(), real, "runs", "-p", project.toString()))
                .isZero();
        assertThat(captured.err()).contains("Nothing has run yet.");
        assertThat(Lierne.run(captured.console(), real, "rejects", "-p", project.toString()))
                .isZero();
        assertThat(captured.err()).contains("No record was refused.");
    }

    private int run(String... arguments) {
        return Lierne.run(captured.console(), operations, Arrays.copyOf(arguments, arguments.length));
    }
}

package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.Terminal;

/** {@code marts show} of a file of marts, as it is published. */
final class ShowMartTest {

    private static final int NARROW = 60;

    @TempDir
    static Path folder;

    @BeforeAll
    static void publish() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("marts.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create schema mart;
                    create table lierne_run as select 7 as run_id;
                    create table lierne_mart (
                        mart varchar, kind varchar, description varchar, row_count bigint, row_is varchar, source varchar);
                    create table lierne_column (
                        mart varchar, column_name varchar, unit varchar, meaning varchar, is_sensitive boolean);
                    create table lierne_picture (mart varchar, picture varchar);
                    create table lierne_warning (mart varchar, warning varchar);
                    create table mart.customer_rfm as
                    select
                        md5(n::varchar)::uuid as customer_hk,
                        'C' || n as customer_id,
                        'mail' || n || '@example.org' as email,
                        (n * 12.5)::decimal(12,2) as monetary,
                        case when n > 6 then 'loyal' else 'lost' end as segment
                    from range(1, 11) as numbers (n);
                    insert into lierne_mart values (
                        'customer_rfm', 'rfm', 'Who is who.', 10, 'One row per customer.', 'Hughes 1994.');
                    insert into lierne_column values
                        ('customer_rfm', 'customer_hk', 'hash key', 'The customer.', false),
                        ('customer_rfm', 'email', '', 'Where they are written to.', true),
                        ('customer_rfm', 'monetary', 'currency', 'What they have spent.', false);
                    insert into lierne_picture values
                        ('customer_rfm', 'bars of segment'), ('customer_rfm', 'distribution of monetary'),
                        ('customer_rfm', 'bars of email'),
                        ('retention', 'heat of retention over cohort by month'),
                        ('retention', 'curve of retention over month'),
                        ('retention', 'curve of retention over month by cohort');
                    insert into lierne_warning values ('customer_rfm', 'Half of all is a guess.');
                    create table mart.retention as
                    select date '2026-01-01' + to_months(cohort::integer) as cohort, month, 1 / (1.0 + month + cohort / 10) as retention
                    from range(3) as cohorts (cohort), range(0, 24 - cohort) as months (month);
                    insert into lierne_mart values ('retention', 'retention', '', 0, '', '');
                    insert into lierne_column values ('retention', 'retention', '0 to 1', 'Who is still there.', false);
                    create table mart.nobody as select * from mart.customer_rfm limit 0;
                    insert into lierne_mart values ('nobody', 'rfm', '', 0, '', '')""");
        }
    }

    private static String show(Terminal terminal, String... arguments) {
        CapturedConsole captured = CapturedConsole.on(terminal);
        List<String> all = new ArrayList<>(List.of("marts", "show"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--database", folder.resolve("shop.duckdb").toString()));
        int code = Lierne.run(captured.console(), new FakeOperations(), all.toArray(String[]::new));
        assertThat(code).as(captured.err()).isZero();
        return captured.out();
    }

    @Test
    void hasRowsChartsMeaningsAndWhatIsNotKnown() {
        assertThat(show(Terminal.NONE, "customer_rfm", "--rows", "2")).isEqualTo("""
                customer_rfm  rfm  10 rows, of run 7
                  Who is who.
                  One row per customer.
                  Source: Hughes 1994.

                What the data could not tell
                  - Half of all is a guess.

                Rows
                  customer_id  email     monetary  segment
                  ───────────  ────────  ────────  ───────
                  C10          (masked)    125.00  loyal
                  C9           (masked)    112.50  loyal
                  8 more; --rows N shows more of them, lierne marts export all.

                Rows by segment
                         rows   share
                  lost      6  60.0 %  ████████████████████████
                  loyal     4  40.0 %  ████████████████

                How monetary (currency) is spread
                  5 % of rows have at most 18.12, half at most 68.75, 95 % at most 119.4.
                  Mean 68.75, from 12.5 to 125.
                  from                rows   share
                        to under 20      1  10.0 %  ████████
                    20  to under 40      2  20.0 %  ████████████████
                    40  to under 60      1  10.0 %  ████████
                    60  to under 80      2  20.0 %  ████████████████
                    80  to under 100     1  10.0 %  ████████
                   100  and more         3  30.0 %  ████████████████████████

                What the columns mean
                  customer_hk  The customer. [hash key]
                  email        Where they are written to. Masked; --show-sensitive shows it.
                  monetary     What they have spent. [currency]
                """);
    }

    @Test
    void shadesATriangleAndDrawsCurvesThatFit() {
        String shown = show(new Terminal(false, true, true, false, NARROW), "retention", "--rows", "1");

        assertThat(shown.lines())
                .allSatisfy(line -> assertThat(DisplayText.width(line)).as(line).isLessThanOrEqualTo(NARROW));
        assertThat(shown)
                .contains("2026-01-01 █100%")
                .contains("wider terminal")
                .contains("● 2026-01-01");
        assertThat(shown.codePoints()
                        .filter(each -> each > 0x2800 && each <= 0x28FF)
                        .count())
                .as("dots of the curve")
                .isGreaterThan(20);
    }

    @Test
    void hasNoColoursButOnATerminal() {
        assertThat(show(Terminal.NONE, "retention")).doesNotContain("\u001b");
        assertThat(show(new Terminal(false, true, true, true, NARROW), "retention"))
                .contains("\u001b[");
    }

    @Test
    void leavesOutChartsOfAMartWithoutRows() {
        assertThat(show(Terminal.NONE, "nobody")).contains("No rows").doesNotContain("How");
    }

    @Test
    void writesTheRowsAloneForPrograms() {
        assertThat(show(Terminal.NONE, "customer_rfm", "-o", "csv", "--columns", "customer_id,email", "--rows", "1"))
                .isEqualTo("customer_id,email\nC10,(masked)\n");
        assertThat(show(
                        Terminal.NONE,
                        "customer_rfm",
                        "-o",
                        "json",
                        "--columns",
                        "email",
                        "--rows",
                        "1",
                        "--show-sensitive"))
                .isEqualTo("[\n{\"email\":\"mail10@example.org\"}\n]\n");
        assertThat(show(Terminal.NONE, "customer_rfm", "-o", "csv").lines()).hasSize(11);
    }

    @Test
    void saysWhatThereIsInstead() {
        CapturedConsole captured = CapturedConsole.piped();
        int code = Lierne.run(
                captured.console(),
                new FakeOperations(),
                "marts",
                "show",
                "rfm",
                "--database",
                folder.resolve("shop.duckdb").toString());

        assertThat(code).isEqualTo(2);
        assertThat(captured.err()).contains("There is no mart \"rfm\".", "customer_rfm, nobody, retention");
    }
}

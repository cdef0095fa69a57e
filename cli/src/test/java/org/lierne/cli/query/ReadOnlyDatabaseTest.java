package org.lierne.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.cli.CapturedConsole;
import org.lierne.cli.console.OutputFormat;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;

final class ReadOnlyDatabaseTest {

    @TempDir
    static Path folder;

    static Path file;

    @BeforeAll
    static void makeDatabase() throws SQLException {
        file = folder.resolve("marts.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema mart");
            statement.execute(
                    "create table mart.customer as select md5('a')::uuid as customer_hk, 1.50::decimal(12,2) as"
                            + " amount, {'day': date '2020-01-01', 'tags': ['x', null]} as notes, timestamp '2020-03-29 02:30:00' as"
                            + " seen_at, 'a'::blob as raw, map {'k': 1} as counts, 12345678901234567890::hugeint as huge");
        }
    }

    @Test
    void rowsOfEveryTypeComeAsPlainValues() {
        assertThat(query("select * from customer"))
                .as("the schema mart is searched; a time that no local clock showed stays as it is")
                .isEqualTo("""
                        [
                        {"customer_hk":"0cc175b9c0f1b6a831c399e269772661","amount":1.50,"notes":{"day":"2020-01-01","tags":["x",null]},"seen_at":"2020-03-29T02:30:00","raw":"61","counts":{"k":1},"huge":12345678901234567890}
                        ]
                        """);
    }

    @Test
    void aKeyCanBeComparedWithItsPlainHexadecimal() {
        assertThat(query("select amount from customer where customer_hk = '0cc175b9c0f1b6a831c399e269772661'"))
                .contains("1.50");
    }

    @Test
    void aSyntaxErrorIsShownAtItsPlace() {
        assertThat(refusal("select 1\nfrom customer where", Category.USAGE).getMessage())
                .isEqualTo("The engine refused the query: syntax error at or near \"where\".\n\n"
                        + "  from customer where\n                ^");
    }

    @Test
    void anUnknownTableIsAnsweredWithThoseThereAre() {
        LierneException refusal = refusal("select * from custmer", Category.USAGE);
        assertThat(refusal.getMessage()).contains("custmer").contains("^^^^^^^");
        assertThat(refusal.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("There is: mart.customer."));
    }

    @Test
    void aFailureOnTheWayIsNamedAlthoughTheDriverKeepsItToItself() {
        assertThat(refusal("select cast('a' || i as int) from range(10) r(i)", Category.FAILED)
                        .getMessage())
                .contains("Could not convert string 'a0' to INT32");
    }

    @Test
    void nothingButOneSelectIsRun() {
        assertThat(refusal("create table x (a int)", Category.USAGE).code()).isEqualTo("not_a_select");
        assertThat(refusal("select 1; select 2", Category.USAGE).code()).isEqualTo("not_a_select");
        assertThat(refusal("select 1; drop table mart.customer", Category.USAGE).code())
                .isEqualTo("not_a_select");
        assertThat(refusal("", Category.USAGE).code()).isEqualTo("not_a_select");
    }

    @Test
    void noOtherFileIsRead() throws java.io.IOException {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "a\nhidden\n");
        assertThat(refusal("select * from read_csv('" + secret + "')", Category.USAGE)
                        .getMessage())
                .contains("disabled by configuration")
                .doesNotContain("hidden");
    }

    @Test
    void aMissingDatabaseSaysHowToMakeIt() {
        Path missing = folder.resolve("none.duckdb");
        assertThatThrownBy(() -> ReadOnlyDatabase.open(missing, EngineLimits.NONE, "Run something."))
                .hasMessageContaining("none.duckdb")
                .isInstanceOfSatisfying(LierneException.class, failure -> {
                    assertThat(failure.category()).isEqualTo(Category.CANNOT_CONNECT);
                    assertThat(failure.hint()).contains("Run something.");
                });
        assertThat(missing).doesNotExist();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws java.io.IOException {
        Path other = Files.writeString(folder.resolve("other.duckdb"), "x".repeat(10_000));
        assertThatThrownBy(() -> ReadOnlyDatabase.open(other, EngineLimits.NONE, ""))
                .isInstanceOfSatisfying(
                        LierneException.class,
                        failure -> assertThat(failure.category()).isEqualTo(Category.CANNOT_CONNECT));
    }

    private static String query(String select) {
        CapturedConsole captured = CapturedConsole.piped();
        try (ReadOnlyDatabase database = ReadOnlyDatabase.open(file, EngineLimits.NONE, "")) {
            database.query(select, captured.console().rows(OutputFormat.JSON), () -> false);
        }
        return captured.out();
    }

    private static LierneException refusal(String select, Category category) {
        LierneException refusal = catchThrowableOfType(LierneException.class, () -> query(select));
        assertThat(refusal).as(select).isNotNull();
        assertThat(refusal.category()).as(select).isEqualTo(category);
        return refusal;
    }
}

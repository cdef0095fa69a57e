package org.lierne.loader.parsing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.loader.warehouse.Confinement;

/** Which functions of the engine metadata may call: those that this engine has, whatever its version. */
class SqlFunctionsTest {

    private static SqlParser parser;

    @BeforeAll
    static void start() {
        parser = new SqlParser();
    }

    @AfterAll
    static void stop() {
        parser.close();
    }

    /** A new version of the engine may bring more of them; {@code error} fails with the text that it is given, no more. */
    @Test
    void whateverAnswersDifferentlyEachTimeIsRefused() throws SQLException {
        List<String> allowed = new ArrayList<>();
        for (String function : rows("select distinct function_name from duckdb_functions()"
                + " where function_type = 'scalar' and stability <> 'CONSISTENT' and function_name <> 'error'")) {
            if (accepts(function + "()")) {
                allowed.add(function);
            }
        }

        assertThat(allowed).as("functions of the engine that look outside").isEmpty();
    }

    /** What a macro stands for may call any function. */
    @Test
    void soIsAMacroThatCallsSuchAFunction() throws SQLException {
        List<String> allowed = new ArrayList<>();
        String calls = String.join("|", SqlRules.FORBIDDEN_FUNCTIONS);
        for (String macro : rows("select distinct function_name from duckdb_functions() where function_type = 'macro'"
                + " and regexp_matches(macro_definition, '\\b(" + calls + ")\\b\\(')")) {
            if (accepts(macro + "()")) {
                allowed.add(macro);
            }
        }

        assertThat(allowed).as("macros of the engine that look outside").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "json_serialize_plan('from x')",
                "age(timestamp '2020-01-01')",
                "\"user\"()",
                "session_user",
                "__internal_decompress_string(1)",
                "system.main.RANDOM()",
                "repeat('x', 2000000000)",
                "repeat('x', 1000 * 1000000)",
                "repeat('x', quantity)",
                "lpad(code, 2000000000, ' ')",
                "rpad(code, quantity, ' ')",
                "list_resize([1], 3000000000)",
                "len(range(3000000000))",
                "len(range(1000 * 1000 * 3000))",
                "len(generate_series(1, 3000000000))",
                "format('{:2000000000}', 1)",
                "format('{:{}}', 1, 2000000000)",
                "format(code, 1)",
                "printf('%2000000000d', 1)",
                "printf('%*d', 2000000000, 1)"
            })
    void whatLooksOutsideOrMakesHugeValuesIsRefused(String text) {
        assertThatThrownBy(() -> parser.expression(text))
                .as("the expression <%s>", text)
                .isInstanceOf(InvalidSqlException.class)
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "age(until, since)",
                "lpad(code, 8, '0')",
                "repeat('*', least(stars, 5))",
                "len(range(1, quantity))",
                "len(generate_series(since, until, interval 1 day))",
                "format('{:,.2f}', amount)",
                "printf('%08.3f %%', amount)",
                "amount * 3000000000",
                "version",
                "now"
            })
    void ordinaryExpressionsAreNot(String text) {
        assertThatCode(() -> parser.expression(text))
                .as("the expression <%s>", text)
                .doesNotThrowAnyException();
    }

    private static boolean accepts(String text) {
        try {
            parser.expression(text);
            return true;
        } catch (InvalidSqlException refused) {
            return false;
        }
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Connection engine = Confinement.engine();
                Statement statement = engine.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            assertThat(names).as(sql).isNotEmpty();
            return names;
        }
    }
}

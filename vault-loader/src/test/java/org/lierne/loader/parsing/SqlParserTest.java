package org.lierne.loader.parsing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserTest {

    private static SqlParser parser;

    @BeforeAll
    static void start() {
        parser = new SqlParser();
    }

    @AfterAll
    static void stop() {
        parser.close();
    }

    @Test
    void findsTheColumnsOfAnExpressionAndRenamesThemInPlace() throws InvalidSqlException {
        ParsedExpression parsed = parser.expression("quantity * lines.price  -  coalesce(\"Räbatt\", 0)");

        assertThat(parsed.columns())
                .extracting(ColumnReference::text)
                .containsExactly("quantity", "lines.price", "Räbatt");
        assertThat(parsed.withColumns(column -> "<" + column.text() + ">"))
                .isEqualTo("(<quantity> * <lines.price>  -  coalesce(<Räbatt>, 0))");
    }

    @Test
    void leavesOneColumnWithoutParentheses() throws InvalidSqlException {
        assertThat(parser.expression(" lines.price ").withColumns(ColumnReference::text))
                .isEqualTo("lines.price");
    }

    @Test
    void keepsACommentFromSwallowingWhatFollows() throws InvalidSqlException {
        assertThat(parser.expression("price -- net").withColumns(ColumnReference::text))
                .isEqualTo("(price -- net\n)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "price +",
                "1), (2",
                "1) from raw_vault.x where (true",
                "1); drop table x; select (2",
                "(select 1)",
                "exists (select 1 from raw_vault.x)",
                "price in (select 1)",
                "row_number() over ()",
                "*",
                "?",
                "getenv('HOME')",
                "now()",
                "random()",
                "current_date",
                "unnest([1, 2])",
                "read_text('x')",
                "list_transform([1], lambda x: x + 1)",
                "1 /*"
            })
    void refusesWhatIsNotOneExpressionOfARow(String text) {
        assertThatThrownBy(() -> parser.expression(text))
                .as("the expression <%s>", text)
                .isInstanceOf(InvalidSqlException.class)
                .hasMessageEndingWith(".");
    }

    @Test
    void findsTheTablesOfAQuery() throws InvalidSqlException {
        ParsedQuery parsed = parser.query("""
                with recent as (select * from raw_vault.hub_order)
                select * from recent join mart."Purchases" using (order_hk)
                where exists (select 1 from mart.dim_product)
                union all
                select * from recent, range(3)
                """);

        assertThat(parsed.tables())
                .containsExactlyInAnyOrder(
                        new TableReference("raw_vault", "hub_order"),
                        new TableReference("mart", "Purchases"),
                        new TableReference("mart", "dim_product"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table mart.x",
                "copy (select 1) to 'x.csv'",
                "select 1; select 2",
                "select * from read_csv('x.csv')",
                "select * from 'x.csv'",
                "with \"x.csv\" as (select 1) select * from \"x.csv\"",
                "select * from hub_order",
                "select * from vault.raw_vault.hub_order",
                "select * from duckdb_settings()",
                "select * from query('select 1')",
                "select getenv('HOME')",
                "select * from (describe mart.x)",
                "select * from mart.x where day > now()",
                "select current_date",
                "select * from mart.x where id = ?"
            })
    void refusesWhatIsNotOneSelectOverTablesOfSchemas(String text) {
        assertThatThrownBy(() -> parser.query(text)).as("the query <%s>", text).isInstanceOf(InvalidSqlException.class);
    }
}

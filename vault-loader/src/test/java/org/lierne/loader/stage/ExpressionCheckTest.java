package org.lierne.loader.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.LierneException;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;

/** SQL and regular expressions of the metadata, judged before anything runs. */
class ExpressionCheckTest {

    @TempDir
    Path folder;

    @Test
    void saysNothingOfWhatCanRun() {
        Map<String, String> metadata = Shop.metadata(
                "  note: varchar",
                String.join(
                        "\n",
                        "  note: { replace: { \"^ +\": \"\" }, matches: \".*\" }",
                        "  net: { sql: \"round(amount / 1.2, 2) -- without tax\", type: \"decimal(12,2)\" }",
                        "  twice: { sql: Net * 2, type: \"decimal(14,2)\" }"),
                "keys: { order:",
                "where: amount > 0 or note is null\nkeys: { order:");

        assertThat(check(metadata)).isEmpty();
    }

    @Test
    void saysNothingWhereNothingIsToBeChecked() {
        assertThat(check(Shop.metadata())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amont * 2                          | expression_unknown_column | names "amont". It may name the columns that the source reads, and those computed before: order_no, amount, note.
            delivery_id                        | expression_unknown_column | names "delivery_id".
            computed + 1                       | expression_unknown_column | names "computed".
            amount +                           | expression_invalid        | This is not SQL that may stand here
            amount), (1                        | expression_invalid        | This is not one expression.
            1); drop schema raw_vault; select (2 | expression_invalid      | This is not SQL that may stand here
            (select max(amount) from raw_vault.hub_order) | expression_invalid | There is a subquery in it
            getenv('HOME')                     | expression_invalid        | The function "getenv" looks outside the vault
            read_text('/etc/passwd')           | expression_invalid        | The function "read_text" is in it
            unnest([1, 2])                     | expression_invalid        | The function "unnest" is in it
            row_number() over ()               | expression_invalid        | There is a window function in it
            now()                              | expression_invalid        | The function "now" looks outside the vault
            sum(amount)                        | expression_refused        | must appear in the GROUP BY clause
            amount + note                      | expression_refused        | Binder Error
            no_such_function(amount)           | expression_refused        | no_such_function
            """)
    void refusesAnExpression(String sql, String code, String message) {
        Map<String, String> metadata = withComputed(sql);

        assertThat(check(metadata)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.path()).isEqualTo("sources.orders.columns.computed.sql");
            assertThat(finding.message())
                    .startsWith("The expression of column \"computed\" of source \"orders\" ")
                    .contains(message)
                    .doesNotContain("LINE 1");
        });
    }

    @Test
    void refusesAConditionThatIsNoCondition() {
        assertThat(check(Shop.metadata("keys: { order:", "where: amount\nkeys: { order:")))
                .singleElement()
                .isEqualTo(new ExpressionFinding(
                        "expression_not_boolean",
                        "sources.orders.where",
                        "The condition \"where\" of source \"orders\" must be true or false; it is of type"
                                + " DECIMAL(12,2)."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ replace: { a++: b } }", "{ matches: \"\\\\R\" }", "{ replace: { \"a\": \"\\\\7\" } }"})
    void refusesPatternsThatTheEngineDoesNotKnow(String column) {
        assertThat(check(Shop.metadata("  note: varchar", "  note: " + column)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("pattern_invalid");
                    assertThat(finding.path()).startsWith("sources.orders.columns.note.");
                    assertThat(finding.message()).contains("The column \"note\" of source \"orders\"", "RE2");
                });
    }

    @Test
    void refusesPatternsOfHubs() {
        assertThat(check(Shop.metadata("order: order_no\n  customer", """
                order: { key: { order_no: { replace: { a++: b } } } }
                  customer""")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.path()).isEqualTo("hubs.order.key.order_no.replace"));
    }

    @Test
    void aLoadWithAnExpressionThatCannotRunDoesNothing() {
        try (Shop shop = Shop.inMemory(folder, withComputed("amont * 2"))) {
            LierneException refused = catchThrowableOfType(LierneException.class, shop::load);

            assertThat(refused).isNotNull();
            assertThat(refused.code()).isEqualTo("expression_invalid");
            assertThat(refused.category()).isEqualTo(LierneException.Category.INVALID_METADATA);
            assertThat(refused).hasMessageContaining("names \"amont\"").hasMessageEndingWith("Nothing was loaded.");
            assertThat(shop.rows("select count(*) from audit.run")).containsExactly("0");
        }
    }

    private static Map<String, String> withComputed(String sql) {
        String computed = "  computed: { sql: '" + sql.replace("'", "''") + "', type: \"decimal(12,2)\" }";
        return Shop.metadata("  note: varchar", "  note: varchar\n" + computed);
    }

    private List<ExpressionFinding> check(Map<String, String> metadata) {
        Vault vault = Shop.vault(folder.resolve("project"), metadata);
        return ExpressionCheck.check(vault, VaultSchema.of(vault));
    }
}

package org.lierne.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that share a row belong together: when that is kept, and when it is lost. */
final class UnitsOfWorkTest {

    private static final String BY_TWO_LINKS = """
            order_customer: { connects: [order, customer], from: sales }
              order_product: { connects: [order, product], from: sales }
            """;

    @TempDir
    private Path folder;

    /** The warnings of a source with the keys order, customer and product. */
    private List<String> warnings(String oneRowPer, String links, String satellites) throws IOException {
        MetadataResult result = MetadataReader.read(Vaults.write(
                Map.of(
                        "vault.yml",
                        "vault: test",
                        "sources/all.yml",
                        """
                        source: sales
                        files: "*.csv"
                        keys: [order, customer, product]
                        columns: [order_id, line, customer_id, product_id]
                        ignore: line
                        """ + oneRowPer,
                        "model/all.yml",
                        """
                        hubs: { order: order_id, customer: customer_id, product: product_id }
                        links:
                        """ + "  " + links + satellites),
                folder));
        assertThat(result.vault()).as("%s", result.diagnostics()).isPresent();
        return result.diagnostics().stream().map(Diagnostic::message).toList();
    }

    @Test
    void oneLinkWithAllKeysKeepsThem() throws IOException {
        assertThat(warnings("", "sale: { connects: [product, order, customer], from: sales }\n", ""))
                .isEmpty();
    }

    @Test
    void keysInSeparateLinksDoNotLeadBackToARow() throws IOException {
        assertThat(warnings("", BY_TWO_LINKS, ""))
                .containsExactly("The rows of source \"sales\" carry \"order\", \"customer\", \"product\" together, but"
                        + " only in separate links, and joining these does not say which \"product\" a row had: that"
                        + " they belong together is lost.");
    }

    @Test
    void linksThatAllHaveTheKeyOfARowLeadBackToIt() throws IOException {
        assertThat(warnings("one_row_per: order\n", BY_TWO_LINKS, "")).isEmpty();
        assertThat(warnings("one_row_per: order_id\n", BY_TWO_LINKS, "")).isEmpty();
    }

    @Test
    void aLinkWithoutTheWholeKeyOfARowDoesNot() throws IOException {
        String lines = """
                order_customer: { connects: [order, customer], from: sales }
                  order_line: { connects: [order, product], dependent_child_key: line, from: sales }
                """;
        assertThat(warnings("one_row_per: [order, line]\n", lines, ""))
                .singleElement()
                .asString()
                .contains("does not say which \"customer\" a row had");
        assertThat(warnings("one_row_per: [order, line]\n", lines, """
                        satellites:
                          order_customer_effectivity:
                            { kind: effectivity, of: order_customer, from: sales, driving_key: order }
                        """))
                .as("an order has one customer, so its lines have")
                .isEmpty();
    }

    /** A record's place tells rows apart within a file only. */
    @Test
    void aRecordsPlaceIsNoKeyOfARow() throws IOException {
        assertThat(warnings("one_row_per: [order, _line]\n", BY_TWO_LINKS, "")).hasSize(1);
    }

    @Test
    void aKeyInNoLinkIsLost() throws IOException {
        assertThat(warnings(
                        "one_row_per: order\n", "order_customer: { connects: [order, customer], from: sales }\n", ""))
                .containsExactly("The rows of source \"sales\" carry \"order\", \"customer\", \"product\" together, but"
                        + " no link from it connects \"product\" with the others: that they belong together is lost.");
    }
}

package org.lierne.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.metadata.MetadataReader;

final class MaskingTest {

    @TempDir
    Path folder;

    private Masking masking;

    @BeforeEach
    void describe() throws IOException {
        Files.writeString(folder.resolve("vault.yml"), "vault: shop\n");
        Files.createDirectories(folder.resolve("sources"));
        Files.createDirectories(folder.resolve("model"));
        Files.writeString(folder.resolve("sources/web.yml"), """
                system: web
                sources:
                  orders:
                    files: "orders/orders_{load_date:yyyy-MM-dd}.ndjson"
                    keys: [order]
                    one_row_per: order
                    sensitive: [street]
                    ignore: lines
                    columns: { order_id: varchar, street: varchar }
                  lines:
                    files: "orders/*_{load_date:yyyy-MM-dd}.ndjson"
                    rows: lines
                    keys: [order]
                    one_row_per: [order, line]
                    columns: { order_id: { from: $.order_id }, line: integer }
                """);
        Files.writeString(folder.resolve("model/web.yml"), """
                hubs: { order: order_id }
                links: { order_line: { connects: order, dependent_child_key: line, from: lines } }
                satellites: { order_details: { of: order, from: orders } }
                """);
        masking = Masking.of(MetadataReader.read(folder).vault());
    }

    @Test
    void aRecordIsHiddenIfAnySourceFindsSomethingSensitiveInItsFile() {
        assertThat(masking.masksRecord("orders", "orders/orders_2024-01-01.ndjson"))
                .isTrue();
        assertThat(masking.masksRecord("lines", "orders/orders_2024-01-01.ndjson"))
                .isTrue();
        assertThat(masking.masksRecord("lines", "orders/others_2024-01-01.ndjson"))
                .isFalse();
    }

    @Test
    void aColumnIsHiddenBySourceAndName() {
        assertThat(masking.masksColumn("orders", "street")).isTrue();
        assertThat(masking.masksColumn("orders", "order_id")).isFalse();
        assertThat(masking.masksColumn("lines", "street")).isFalse();
    }

    @Test
    void whatTheMetadataDoNotKnowIsHidden() {
        assertThat(masking.masksColumn("gone", "order_id")).isTrue();
        assertThat(Masking.of(Optional.empty()).masksRecord("orders", "a")).isTrue();
        assertThat(Masking.EVERYTHING.masksColumn("orders", "order_id")).isTrue();
        assertThat(Masking.NOTHING.masksRecord("orders", "a")).isFalse();
    }
}

package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.model.Vault;

class EmptyVaultTest {

    private static final String COLUMNS = """
            select table_name || '.' || column_name || ' ' || data_type
            from information_schema.columns
            where table_schema = 'raw_vault'
            order by 1""";

    @Test
    void hasTheColumnsOfARealVault() throws SQLException {
        assertSameColumns(Shop.with());
    }

    @Test
    void hasTheColumnsOfViewsThatHaveNoTable(@TempDir Path folder) throws IOException, SQLException {
        Map<String, String> files = Map.of(
                "vault.yml", "vault: test",
                "sources/all.yml", """
                        files: "{source}_{load_date:yyyyMMdd}.csv"
                        sources:
                          matches:
                            keys: { customer: master, duplicate: duplicate }
                            columns: [master, duplicate]
                          categories:
                            files: "{country}/categories_{load_date:yyyyMMdd}.csv"
                            delivery: { kind: full, within: country }
                            keys: { category: code, parent_category: parent }
                            one_row_per: category
                            columns: [code, parent, country]
                          accounts:
                            delivery: { kind: cdc, operation: op, deletes: D }
                            keys: { customer: customer_no }
                            one_row_per: customer
                            columns: [op, customer_no]
                        """,
                "model/all.yml", """
                        hubs:
                          customer: { key: customer_no, roles: [duplicate] }
                          category: { key: code, roles: [parent_category] }
                        links:
                          customer_match: { kind: same_as, connects: [customer, duplicate], from: matches }
                          category_tree: { kind: hierarchical, connects: [category, parent_category], from: categories }
                        satellites:
                          customer_seen: { kind: record_tracking, of: customer, from: accounts }
                          category_seen: { kind: record_tracking, of: category, from: categories }
                        """);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        assertSameColumns(MetadataReader.read(folder).vault().orElseThrow());
    }

    private static void assertSameColumns(Vault vault) throws SQLException {
        try (Connection empty = Shop.open(vault);
                Connection real = DriverManager.getConnection("jdbc:duckdb:")) {
            Shop.migrate(real, vault);

            List<String> expected = Shop.rows(real, COLUMNS);
            assertThat(expected).isNotEmpty();
            assertThat(Shop.rows(empty, COLUMNS)).containsExactlyElementsOf(expected);
        }
    }
}

package org.lierne.marts.mart;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Vault;

class EmptyVaultTest {

    private static final String COLUMNS = """
            select table_name || '.' || column_name || ' ' || data_type
            from information_schema.columns
            where table_schema = 'raw_vault'
            order by 1""";

    @Test
    void hasTheColumnsOfARealVault() throws SQLException {
        Vault vault = Shop.with();
        try (Connection empty = Shop.open(vault);
                Connection real = DriverManager.getConnection("jdbc:duckdb:")) {
            Shop.migrate(real, vault);

            List<String> expected = Shop.rows(real, COLUMNS);
            assertThat(expected).isNotEmpty();
            assertThat(Shop.rows(empty, COLUMNS)).containsExactlyElementsOf(expected);
        }
    }
}

package org.lierne.marts.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.Identifiers;

/**
 * A catalog in memory in which {@code raw_vault}, {@code business_vault} and {@code mart} are what queries of marts read,
 * on a connection of its own to the vault's engine: so the host's connection keeps its catalog and its transaction, and the
 * vault's database may be open for reading only. Closing takes the catalog away.
 */
public final class Scratch implements AutoCloseable {

    private static final Set<String> SCHEMAS = Set.of("raw_vault", "business_vault", "mart", "audit");

    private final DuckDBConnection connection;
    private final String vault;
    private final String catalog;

    /**
     * Makes the catalog, empty, and uses it.
     *
     * @param host a DuckDB connection whose current catalog is the vault
     * @param catalog a name that no other attached catalog has, but one that was left behind
     */
    public Scratch(Connection host, String catalog) throws SQLException {
        this.vault = host.getCatalog();
        this.catalog = catalog;
        if (SCHEMAS.contains(vault.toLowerCase(Locale.ROOT))) {
            throw new SQLException("the vault's database is attached as \"" + vault
                    + "\", which is also a schema's name; give its file another name");
        }
        this.connection = host.unwrap(DuckDBConnection.class).duplicate().unwrap(DuckDBConnection.class);
        boolean made = false;
        try {
            connection.setAutoCommit(true);
            detach();
            execute("attach ':memory:' as " + name(catalog));
            execute("use " + name(catalog));
            made = true;
        } finally {
            if (!made) {
                connection.close();
            }
        }
    }

    /** Shows the vault's tables and views as they stand. */
    public void showVault() throws SQLException {
        for (String schema : SCHEMAS) {
            execute("create schema if not exists " + name(catalog, schema));
        }
        for (String[] table : tablesOfTheVault()) {
            execute("create view " + name(catalog, table[0], table[1]) + " as select * from "
                    + name(vault, table[0], table[1]));
        }
    }

    private List<String[]> tablesOfTheVault() throws SQLException {
        String tables = "select table_schema, table_name from information_schema.tables"
                + " where table_catalog = ? and (table_schema in ('raw_vault', 'business_vault')"
                + " or table_schema = 'audit' and table_name in ('run', 'delivery'))";
        try (PreparedStatement statement = connection.prepareStatement(tables)) {
            statement.setString(1, vault);
            List<String[]> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new String[] {rows.getString(1), rows.getString(2)});
                }
            }
            return found;
        }
    }

    /** The connection, whose current catalog this is. It stays the catalog's: do not close it. */
    public DuckDBConnection connection() {
        return connection;
    }

    /** What the catalog is called. */
    public String catalog() {
        return catalog;
    }

    /** What the vault's catalog is called. */
    public String vault() {
        return vault;
    }

    /** Runs a statement that has no rows. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            detach();
        }
    }

    private void detach() throws SQLException {
        execute("use " + name(vault));
        execute("detach database if exists " + name(catalog));
    }

    static String name(String... parts) {
        return DuckDbDialect.INSTANCE.sql().render(Identifiers.name(parts));
    }
}

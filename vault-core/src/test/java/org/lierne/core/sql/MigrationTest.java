package org.lierne.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.model.DataType;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Parent;
import org.lierne.core.schema.RecordedModel;
import org.lierne.core.schema.SchemaChange;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.SmallVault;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;

class MigrationTest {

    @Test
    void theFirstMigrationIsTheGoldenOne() throws IOException {
        Migration migration =
                Migration.of(SchemaDifference.ofNew(SmallVault.orders().build()), true, DuckDbDialect.INSTANCE);

        assertThat(migration.slug()).isEqualTo("create_vault");
        assertThat(migration.sql()).isEqualTo(golden("create_vault.sql"));
        assertThat(migration.model()).isEqualTo(golden("create_vault.json"));
    }

    @Test
    void migrationsOnTrinoAreTheGoldenOnes() throws IOException {
        Migration first =
                Migration.of(SchemaDifference.ofNew(SmallVault.orders().build()), true, TrinoDialect.INSTANCE);
        Migration second = Migration.of(alterations(), false, TrinoDialect.INSTANCE);

        assertThat(first.sql()).isEqualTo(golden(TrinoDialect.INSTANCE, "create_vault.sql", first.sql()));
        assertThat(second.sql()).isEqualTo(golden(TrinoDialect.INSTANCE, "rename_widen_add.sql", second.sql()));
    }

    @Test
    void alterationsAreTheGoldenOnesAndRun() throws IOException, SQLException {
        SchemaDifference difference = alterations();

        Migration migration = Migration.of(difference, false, DuckDbDialect.INSTANCE);

        assertThat(migration.slug()).isEqualTo("rename_sat_order_amounts_to_sat_amounts_and_more");
        assertThat(migration.sql()).isEqualTo(golden("rename_widen_add.sql"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(golden("create_vault.sql"));
            statement.execute(migration.sql());
            assertThat(columns(statement)).containsExactlyElementsOf(columns(difference.schema()));
        }
    }

    private static SchemaDifference alterations() {
        SmallVault changed = SmallVault.orders()
                .column("channel", DataType.VARCHAR)
                .column("gross", DataType.decimal(14, 3))
                .with(vault -> {
                    vault.links.clear();
                    vault.satellites.clear();
                })
                .satellite(new DescriptiveSatellite(
                        "amounts",
                        "",
                        new Parent.OfHub("order", "order"),
                        "orders",
                        List.of("gross", "channel", "vat"),
                        false,
                        Optional.of("order_amounts")));
        return SchemaDifference.between(VaultSchema.of(SmallVault.orders().build()), changed.build());
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, BINARY, 32",
        "SHA1, BINARY, 40",
        "SHA256, BINARY, 64",
        "MD5, HEX, 32",
        "SHA1, HEX, 40",
        "SHA256, HEX, 64"
    })
    void zeroKeysHaveTheFormOfTheVaultsKeys(Hashing.Algorithm algorithm, Hashing.Storage storage, int digits)
            throws SQLException {
        SmallVault vault = SmallVault.orders();
        vault.hashing = new Hashing(Hashing.Profile.LIERNE, algorithm, storage);
        Migration migration = Migration.of(SchemaDifference.ofNew(vault.build()), true, DuckDbDialect.INSTANCE);
        String hexadecimal = storage == Hashing.Storage.BINARY && algorithm != Hashing.Algorithm.MD5
                ? "lower(hex(order_hk))"
                : "replace(order_hk::varchar, '-', '')";

        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(migration.sql());
            try (ResultSet rows =
                    statement.executeQuery("select " + hexadecimal + " from raw_vault.hub_order order by 1")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("0".repeat(digits));
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("f".repeat(digits));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "{\"format\": 1",
                "[1]",
                "{}",
                "{\"format\": 2}",
                "{\"format\": 1, \"hashing\": {\"profile\": \"none\"}}",
                "{\"format\": 1, \"hashing\": null, \"tables\": []}"
            })
    void aModelThatIsNoneIsSaidSo(String json) {
        assertThatThrownBy(() -> RecordedModel.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).*(JSON|format|missing|no known).*");
    }

    @Test
    void aColumnThatMayBeNullFromNowOnTakesNull() throws SQLException {
        Ddl ddl = new Ddl(DuckDbDialect.INSTANCE, Hashing.DEFAULT);
        List<String> statements = ddl.statements(new SchemaChange.AllowNull("hub_order", "record_source"));

        assertThat(statements).containsExactly("alter table raw_vault.hub_order alter record_source drop not null");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("create schema raw_vault;"
                    + " create table raw_vault.hub_order (order_hk uuid, record_source varchar not null)");
            statement.execute(statements.get(0));
            assertThat(statement.executeUpdate("insert into raw_vault.hub_order values (uuid(), null)"))
                    .isEqualTo(1);
        }
    }

    private static List<String> columns(Statement statement) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select table_name || '.' || column_name || ' ' || is_nullable"
                + " from duckdb_columns() where schema_name = 'raw_vault' order by table_name, column_index")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    private static List<String> columns(VaultSchema schema) {
        return schema.tables().stream()
                .sorted(Comparator.comparing(Table::name))
                .flatMap(table -> table.columns().stream()
                        .map(column -> table.name() + "." + column.name() + " " + column.nullable()))
                .toList();
    }

    @Test
    void theRecordedModelIsReadBackAsItWasWritten() {
        SchemaDifference difference = SchemaDifference.ofNew(SmallVault.orders().build());

        assertThat(RecordedModel.read(RecordedModel.write(difference.schema()))).isEqualTo(difference.schema());
    }

    private static String golden(String name) throws IOException {
        return golden(DuckDbDialect.INSTANCE, name, "");
    }

    /** The golden text of an engine; written anew from the given one by {@code -Dlierne.golden.write=true}. */
    private static String golden(Dialect dialect, String name, String text) throws IOException {
        if (Boolean.getBoolean("lierne.golden.write") && !text.isEmpty()) {
            Path file = Path.of("src/test/resources/org/lierne/core/sql", dialect.name(), name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return text;
        }
        try (InputStream stream = MigrationTest.class.getResourceAsStream(dialect.name() + "/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

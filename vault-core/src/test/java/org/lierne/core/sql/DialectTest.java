package org.lierne.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.TextCase;

/** The SQL of each engine, as it is to be read. */
final class DialectTest {

    private static final Hashing SHA256_HEX =
            new Hashing(Hashing.Profile.LIERNE, Hashing.Algorithm.SHA256, Hashing.Storage.HEX);
    private static final Hashing SHA1 =
            new Hashing(Hashing.Profile.LIERNE, Hashing.Algorithm.SHA1, Hashing.Storage.BINARY);

    @Test
    void hashesReadAsInTheGoldenFiles() throws IOException {
        for (Dialect dialect : List.of(DuckDbDialect.INSTANCE, TrinoDialect.INSTANCE)) {
            assertThat(dialect.sql().renderInlined(hashes(dialect)) + "\n")
                    .as("hashes in %s", dialect.name())
                    .isEqualTo(golden("hashes." + dialect.name() + ".sql"));
        }
    }

    private static Select<?> hashes(Dialect dialect) {
        Hashes hashes = dialect.hashes();
        Field<String> order = hashes.canonicalText(Identifiers.field("order"), DataType.VARCHAR);
        Field<String> line = hashes.canonicalText(Identifiers.field("line_number"), DataType.INTEGER);
        Field<String> price = hashes.canonicalText(Identifiers.field("price"), DataType.decimal(12, 2));
        Field<String> changed = hashes.canonicalText(Identifiers.field("changed_at"), DataType.TIMESTAMP);
        return DSL.select(
                        hashes.hashKey(List.of(order), Hashing.DEFAULT).as(Identifiers.name("order_hk")),
                        hashes.hashKey(List.of(order, line), Hashing.DEFAULT).as(Identifiers.name("order_item_hk")),
                        hashes.hashdiff(List.of(price, changed), Hashing.DEFAULT)
                                .as(Identifiers.name("hashdiff")),
                        hashes.hashKey(List.of(order), SHA1).as(Identifiers.name("sha1_key")),
                        hashes.hashKey(List.of(order), SHA256_HEX).as(Identifiers.name("sha256_hex_key")),
                        hashes.unknownKey(Hashing.DEFAULT).as(Identifiers.name("unknown_key")),
                        hashes.errorKey(SHA1).as(Identifiers.name("error_key")))
                .from(Identifiers.table("stage", "Orders"));
    }

    @Test
    void typesHaveTheEnginesNames() {
        assertThat(Stream.of(DuckDbDialect.INSTANCE, TrinoDialect.INSTANCE).map(DialectTest::types))
                .containsExactly(
                        "varchar decimal(12,2) timestamp uuid blob varchar uuid",
                        "varchar decimal(12,2) timestamp(6) uuid varbinary varchar uuid");
    }

    private static String types(Dialect dialect) {
        ColumnTypes types = dialect.types();
        return String.join(
                " ",
                types.of(DataType.VARCHAR),
                types.of(DataType.decimal(12, 2)),
                types.of(DataType.TIMESTAMP),
                types.hash(Hashing.DEFAULT),
                types.hash(SHA1),
                types.hash(SHA256_HEX),
                types.id());
    }

    @Test
    void namesAreQuotedWhereTheyMustBe() {
        assertThat(render(Identifiers.field("customer_hk"))).isEqualTo("customer_hk");
        assertThat(render(Identifiers.field("order"))).isEqualTo("\"order\"");
        assertThat(render(Identifiers.field("Umsatz \"netto\""))).isEqualTo("\"Umsatz \"\"netto\"\"\"");
        assertThat(render(Identifiers.field("stage", "Order No"))).isEqualTo("stage.\"Order No\"");
    }

    @Test
    void whatTrinoCannotDoIsSaid() {
        assertThatThrownBy(() -> TrinoDialect.INSTANCE.reads().textOf(List.of("x"), "BIGINT"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("cannot be staged on \"trino\"");
        assertThatThrownBy(() -> TrinoDialect.INSTANCE.hashes().canonicalText(DSL.field("x"), DataType.DOUBLE))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("cannot be hashed on \"trino\"");
    }

    @Test
    void keysAreCleanedInTrinosWords() {
        Cleaning cleaning = new Cleaning(true, Map.of("^([A-Z])-", "\\1 $"), Optional.of(TextCase.UPPER));

        assertThat(TrinoDialect.INSTANCE
                        .sql()
                        .renderInlined(TrinoDialect.INSTANCE
                                .reads()
                                .cleaned(Identifiers.field("code").coerce(SQLDataType.VARCHAR), cleaning)))
                .isEqualTo("replace(upper(regexp_replace(regexp_replace(code,"
                        + " '^[\\x{9}-\\x{d}\\x{85}\\p{Z}]+|[\\x{9}-\\x{d}\\x{85}\\p{Z}]+$', ''),"
                        + " '^([A-Z])-', '$1 \\$')), 'ß', 'ẞ')");
    }

    private static String render(Field<?> field) {
        return DuckDbDialect.INSTANCE.sql().renderInlined(field);
    }

    private static String golden(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(
                DialectTest.class.getResourceAsStream("/sql/" + name), "there is no golden file " + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package org.lierne.core.sql;

import org.jooq.SQLDialect;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.schema.ColumnType;

/**
 * Trino over Iceberg tables, in the version 476. Deliveries are staged on DuckDB; a run's own tables stand in the schema
 * of its session.
 */
public final class TrinoDialect implements Dialect {

    public static final Dialect INSTANCE = new TrinoDialect();

    private static final Hashes HASHES = new TrinoHashes();
    private static final Reads READS = new TrinoReads();
    private static final ColumnTypes TYPES = new Types();

    private TrinoDialect() {}

    @Override
    public String name() {
        return "trino";
    }

    @Override
    public SQLDialect jooq() {
        return SQLDialect.TRINO;
    }

    @Override
    public ColumnTypes types() {
        return TYPES;
    }

    /** jOOQ leaves NOT NULL out for Trino, whose connector for Iceberg keeps it. */
    @Override
    public org.jooq.DataType<?> column(String type, boolean nullable) {
        return Dialect.super.column(nullable ? type : type + " not null", true);
    }

    @Override
    public Hashes hashes() {
        return HASHES;
    }

    @Override
    public Reads reads() {
        return READS;
    }

    @Override
    public boolean readsFiles() {
        return false;
    }

    /** Trino has no temporary tables. */
    @Override
    public String stageTable(String name) {
        return "create or replace table " + name;
    }

    @Override
    public String stageView(String name) {
        return "create or replace view " + name;
    }

    @Override
    public String lastKnown(String value, String window) {
        return "last_value(" + value + ") ignore nulls over " + window;
    }

    @Override
    public String noneOf(String list, String element, String condition) {
        return "coalesce(none_match(" + list + ", " + element + " -> " + condition + "), true)";
    }

    /** Ten steps by default, each of which is a plan of its own. */
    @Override
    public boolean recursesDeeply() {
        return false;
    }

    @Override
    public String fails(String message) {
        return "fail('" + message.replace("'", "''") + "')";
    }

    @Override
    public String currentCatalog() {
        return "current_catalog";
    }

    private static final class Types implements ColumnTypes {

        @Override
        public String of(DataType type) {
            // Without a precision Trino keeps milliseconds only.
            return type.kind() == DataType.Kind.TIMESTAMP ? "timestamp(6)" : type.isText() ? "varchar" : type.text();
        }

        /** Iceberg widens integers, and decimals but for their scale. */
        @Override
        public boolean widensInPlace(ColumnType from, ColumnType to) {
            return !(from instanceof ColumnType.Value narrow && to instanceof ColumnType.Value wide)
                    || narrow.type().kind() != DataType.Kind.DECIMAL
                    || narrow.type().scale() == wide.type().scale();
        }

        @Override
        public String hash(Hashing hashing) {
            if (hashing.storage() == Hashing.Storage.HEX) {
                return "varchar";
            }
            return hashing.asUuid() ? "uuid" : "varbinary";
        }
    }
}

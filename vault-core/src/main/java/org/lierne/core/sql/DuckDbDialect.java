package org.lierne.core.sql;

import org.jooq.SQLDialect;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;

/** DuckDB, embedded. */
public final class DuckDbDialect implements Dialect {

    public static final Dialect INSTANCE = new DuckDbDialect();

    private static final Hashes HASHES = new DuckDbHashes();
    private static final Reads READS = new DuckDbReads();
    private static final ColumnTypes TYPES = new Types();

    private DuckDbDialect() {}

    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    public SQLDialect jooq() {
        return SQLDialect.DUCKDB;
    }

    @Override
    public ColumnTypes types() {
        return TYPES;
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
        return true;
    }

    @Override
    public String stageTable(String name) {
        return "create or replace temporary table " + name;
    }

    @Override
    public String stageView(String name) {
        return "create or replace temporary view " + name;
    }

    @Override
    public String lastKnown(String value, String window) {
        return "last_value(" + value + " ignore nulls) over " + window;
    }

    @Override
    public String noneOf(String list, String element, String condition) {
        return "coalesce(len(list_filter(" + list + ", lambda " + element + ": " + condition + ")), 0) = 0";
    }

    @Override
    public String fails(String message) {
        return "error('" + message.replace("'", "''") + "')";
    }

    @Override
    public boolean recursesDeeply() {
        return true;
    }

    @Override
    public String currentCatalog() {
        return "current_database()";
    }

    private static final class Types implements ColumnTypes {

        @Override
        public String of(DataType type) {
            return type.isText() ? "varchar" : type.text();
        }

        @Override
        public String hash(Hashing hashing) {
            if (hashing.storage() == Hashing.Storage.HEX) {
                return "varchar";
            }
            return hashing.asUuid() ? "uuid" : "blob";
        }
    }
}

package org.lierne.core.sql;

import java.util.ArrayList;
import java.util.List;
import org.jooq.CreateTableElementListStep;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderKeywordCase;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.SchemaChange;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;

/**
 * Changes of tables as statements. No table gets an index or a primary key: they cost more than loading does, and
 * uniqueness is verified instead.
 */
public final class Ddl {

    private static final String ZERO_KEY_LOAD_DATE = "1900-01-01 00:00:00";
    private static final String ZERO_KEY_RECORD_SOURCE = "lierne";

    private final Hashing hashing;
    private final DSLContext sql;

    public Ddl(Hashing hashing) {
        this.hashing = hashing;
        this.sql = DSL.using(
                SQLDialect.DUCKDB,
                new Settings().withRenderFormatted(true).withRenderKeywordCase(RenderKeywordCase.LOWER));
    }

    /** The statement that makes the raw vault's schema unless it is there. */
    public String createSchema() {
        return text(sql.createSchemaIfNotExists(DSL.name(Table.RAW_VAULT)));
    }

    /** The statements of a change, without semicolons. A new hub's table gets its two zero keys. */
    public List<String> statements(SchemaChange change) {
        if (change instanceof SchemaChange.CreateTable create) {
            return createTable(create.table());
        }
        return List.of(text(alteration(change)));
    }

    private List<String> createTable(Table table) {
        CreateTableElementListStep statement = sql.createTable(name(table.name()));
        for (TableColumn column : table.columns()) {
            statement = statement.column(DSL.name(column.name()), type(column));
        }
        List<String> statements = new ArrayList<>();
        statements.add(text(statement));
        if (table.kind() == Table.Kind.HUB) {
            statements.add(text(zeroKeys(table)));
        }
        return statements;
    }

    private Query alteration(SchemaChange change) {
        if (change instanceof SchemaChange.RenameTable rename) {
            return sql.alterTable(name(rename.from())).renameTo(DSL.name(rename.tableName()));
        }
        if (change instanceof SchemaChange.RenameColumn rename) {
            return sql.alterTable(name(rename.tableName()))
                    .renameColumn(DSL.name(rename.from()))
                    .to(DSL.name(rename.to()));
        }
        if (change instanceof SchemaChange.AddColumn add) {
            return sql.alterTable(name(add.tableName()))
                    .addColumn(DSL.name(add.column().name()), type(add.column()));
        }
        if (change instanceof SchemaChange.WidenColumn widen) {
            return sql.alterTable(name(widen.tableName()))
                    .alterColumn(DSL.name(widen.column()))
                    .set(type(widen.to()));
        }
        SchemaChange.AllowNull allow = (SchemaChange.AllowNull) change;
        return sql.alterTable(name(allow.tableName()))
                .alterColumn(DSL.name(allow.column()))
                .dropNotNull();
    }

    /** The rows that the keys of what is missing and of what is unreadable refer to. */
    private Query zeroKeys(Table hub) {
        List<Field<?>> columns = new ArrayList<>();
        hub.columnNames().forEach(each -> columns.add(DSL.field(DSL.name(each))));
        return sql.insertInto(DSL.table(name(hub.name())), columns)
                .values(zeroKey(hub, "00"))
                .values(zeroKey(hub, "ff"));
    }

    private List<Object> zeroKey(Table hub, String digits) {
        List<Object> values = new ArrayList<>();
        for (TableColumn column : hub.columns()) {
            values.add(
                    switch (hub.columns().indexOf(column)) {
                        case 0 -> digest(digits);
                        default -> zeroKeyValue(column);
                    });
        }
        return values;
    }

    private Object zeroKeyValue(TableColumn column) {
        return switch (column.name()) {
            case "load_date" -> DSL.field("timestamp '" + ZERO_KEY_LOAD_DATE + "'");
            case "record_source" -> DSL.inline(ZERO_KEY_RECORD_SOURCE);
            case "run_id" -> DSL.inline(0);
            default -> DSL.field("null");
        };
    }

    private Field<?> digest(String digits) {
        String hexadecimal = digits.repeat(hashing.algorithm().bytes());
        return switch (hashText()) {
            case "uuid" -> DSL.field("cast({0} as uuid)", SQLDataType.UUID, DSL.inline(hexadecimal));
            case "blob" -> DSL.field("unhex({0})", SQLDataType.BLOB, DSL.inline(hexadecimal));
            default -> DSL.inline(hexadecimal);
        };
    }

    private DataType<?> type(TableColumn column) {
        return type(column.type()).nullable(column.nullable());
    }

    private DataType<?> type(ColumnType type) {
        return new DefaultDataType<>(SQLDialect.DUCKDB, Object.class, typeText(type));
    }

    private String typeText(ColumnType type) {
        if (type instanceof ColumnType.Value value) {
            return value.type().text();
        }
        return type instanceof ColumnType.Id ? "uuid" : hashText();
    }

    private String hashText() {
        if (hashing.storage() == Hashing.Storage.HEX) {
            return "varchar";
        }
        return hashing.algorithm() == Hashing.Algorithm.MD5 ? "uuid" : "blob";
    }

    private static Name name(String table) {
        return DSL.name(Table.RAW_VAULT, table);
    }

    private String text(Query query) {
        return sql.renderInlined(query).replaceAll(" +\n", "\n");
    }
}

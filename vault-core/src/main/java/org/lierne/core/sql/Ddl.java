package org.lierne.core.sql;

import java.util.ArrayList;
import java.util.List;
import org.jooq.CreateTableElementListStep;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.SchemaChange;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;

/**
 * Changes of tables as statements. No table gets an index or a primary key: they cost more than loading does, and
 * uniqueness is verified instead.
 */
public final class Ddl {

    private static final String ZERO_KEY_LOAD_DATE = "timestamp '1900-01-01 00:00:00'";
    private static final String ZERO_KEY_RECORD_SOURCE = "lierne";

    private final Dialect dialect;
    private final Hashing hashing;
    private final DSLContext sql;

    public Ddl(Dialect dialect, Hashing hashing) {
        this.dialect = dialect;
        this.hashing = hashing;
        this.sql = dialect.sql();
    }

    /** The statement that makes the raw vault's schema unless it is there. */
    public String createSchema() {
        return text(sql.createSchemaIfNotExists(Identifiers.name(Table.RAW_VAULT)));
    }

    /** The statements of a change, without semicolons. A new hub's table gets its two zero keys. */
    public List<String> statements(SchemaChange change) {
        if (change instanceof SchemaChange.CreateTable create) {
            return createTable(create.table());
        }
        if (change instanceof SchemaChange.DropTable drop) {
            return List.of(text(sql.dropTable(name(drop.table()))));
        }
        return List.of(text(alteration(change)));
    }

    private List<String> createTable(Table table) {
        CreateTableElementListStep statement = sql.createTable(name(table));
        for (TableColumn column : table.columns()) {
            statement = statement.column(Identifiers.name(column.name()), type(column));
        }
        List<String> statements = new ArrayList<>();
        if (table.kind() == Table.Kind.SNAPSHOT) {
            // Nothing is derived without snapshot dates, so theirs are the first tables of their schema.
            statements.add(text(sql.createSchemaIfNotExists(Identifiers.name(table.schema()))));
        }
        statements.add(text(statement));
        if (table.kind() == Table.Kind.HUB) {
            statements.add(text(zeroKeys(table)));
        }
        return statements;
    }

    private Query alteration(SchemaChange change) {
        if (change instanceof SchemaChange.RenameTable rename) {
            return sql.alterTable(name(rename.from())).renameTo(Identifiers.name(rename.tableName()));
        }
        if (change instanceof SchemaChange.RenameColumn rename) {
            return sql.alterTable(name(rename.tableName()))
                    .renameColumn(Identifiers.name(rename.from()))
                    .to(Identifiers.name(rename.to()));
        }
        if (change instanceof SchemaChange.AddColumn add) {
            return sql.alterTable(name(add.tableName()))
                    .addColumn(Identifiers.name(add.column().name()), type(add.column()));
        }
        if (change instanceof SchemaChange.WidenColumn widen) {
            return sql.alterTable(name(widen.tableName()))
                    .alterColumn(Identifiers.name(widen.column()))
                    .set(type(widen.to()));
        }
        SchemaChange.AllowNull allow = (SchemaChange.AllowNull) change;
        return sql.alterTable(name(allow.tableName()))
                .alterColumn(Identifiers.name(allow.column()))
                .dropNotNull();
    }

    /** The rows that the keys of what is missing and of what is unreadable refer to. */
    private Query zeroKeys(Table hub) {
        List<Field<?>> columns = new ArrayList<>();
        hub.columnNames().forEach(each -> columns.add(Identifiers.field(each)));
        return sql.insertInto(DSL.table(name(hub)), columns)
                .values(zeroKey(hub, dialect.hashes().unknownKey(hashing)))
                .values(zeroKey(hub, dialect.hashes().errorKey(hashing)));
    }

    private static List<Object> zeroKey(Table hub, Field<?> hashKey) {
        List<Object> values = new ArrayList<>(List.of(hashKey));
        hub.columns().stream().skip(1).forEach(column -> values.add(zeroKeyValue(column)));
        return values;
    }

    private static Object zeroKeyValue(TableColumn column) {
        return switch (column.name()) {
            case Names.LOAD_DATE -> DSL.field(ZERO_KEY_LOAD_DATE);
            case Names.RECORD_SOURCE -> DSL.inline(ZERO_KEY_RECORD_SOURCE);
            case Names.RUN_ID -> DSL.inline(0);
            default -> DSL.field("null");
        };
    }

    private DataType<?> type(TableColumn column) {
        return type(column.type()).nullable(column.nullable());
    }

    private DataType<?> type(ColumnType type) {
        return new DefaultDataType<>(dialect.jooq(), Object.class, typeText(type));
    }

    private String typeText(ColumnType type) {
        if (type instanceof ColumnType.Value value) {
            return dialect.types().of(value.type());
        }
        return type instanceof ColumnType.Id
                ? dialect.types().id()
                : dialect.types().hash(hashing);
    }

    private static Name name(Table table) {
        return Identifiers.name(table.schema(), table.name());
    }

    private static Name name(String table) {
        return Identifiers.name(Table.RAW_VAULT, table);
    }

    private String text(Query query) {
        return sql.renderInlined(query).replaceAll(" +\n", "\n");
    }
}

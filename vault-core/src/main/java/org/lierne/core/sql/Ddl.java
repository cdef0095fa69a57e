package org.lierne.core.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.CreateTableElementListStep;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.SchemaChange;
import org.lierne.core.schema.StoredAs;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;

/**
 * Changes of tables as statements. No table gets an index or a primary key: they cost more than loading does, and
 * uniqueness is verified instead.
 */
public final class Ddl {

    private static final String ZERO_KEY_LOAD_DATE = "timestamp '1900-01-01 00:00:00'";
    private static final String ZERO_KEY_RECORD_SOURCE = "lierne";

    private static final Set<String> OWN_COLUMNS =
            Set.of(Names.SEQUENCE, Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER, Names.RUN_ID);

    private final Dialect dialect;
    private final Hashing hashing;
    private final VaultSchema schema;
    private final DSLContext sql;

    /** For a vault in which everything is called as Lierne calls it. */
    public Ddl(Dialect dialect, Hashing hashing) {
        this(dialect, new VaultSchema(hashing, List.of()));
    }

    /** @param schema the tables as they are after all changes */
    public Ddl(Dialect dialect, VaultSchema schema) {
        this.dialect = dialect;
        this.hashing = schema.hashing();
        this.schema = schema;
        this.sql = dialect.sql();
    }

    /** The statement that makes the raw vault's schema unless it is there. */
    public String createSchema() {
        return createSchema(Table.RAW_VAULT);
    }

    /** The statements that make the other schemas, in which new tables are to stand, unless they are there. */
    public List<String> schemas(List<SchemaChange> changes) {
        return changes.stream()
                .filter(SchemaChange.CreateTable.class::isInstance)
                .map(change -> ((SchemaChange.CreateTable) change).table().storedSchema())
                .filter(name -> !name.equals(Table.RAW_VAULT))
                .distinct()
                .map(this::createSchema)
                .toList();
    }

    private String createSchema(String name) {
        return text(sql.createSchemaIfNotExists(Identifiers.name(name)));
    }

    /** The statements of a change, without semicolons. A new hub's table gets its two zero keys. */
    public List<String> statements(SchemaChange change) {
        if (change instanceof SchemaChange.CreateTable create) {
            return createTable(create.table());
        }
        if (change instanceof SchemaChange.WidenColumn widen) {
            return widening(widen).stream().map(this::text).toList();
        }
        if (change instanceof SchemaChange.DropTable drop) {
            return List.of(text(sql.dropTable(name(drop.table()))));
        }
        return List.of(text(alteration(change)));
    }

    private List<String> createTable(Table table) {
        boolean existing = table.storedAs().filter(StoredAs::existing).isPresent();
        CreateTableElementListStep statement =
                existing ? sql.createTableIfNotExists(name(table)) : sql.createTable(name(table));
        for (TableColumn column : table.columns()) {
            statement = statement.column(Identifiers.name(table.storedColumn(column.name())), type(column));
        }
        List<String> statements = new ArrayList<>();
        statements.add(text(statement));
        if (existing) {
            statements.addAll(ownColumns(table));
        }
        if (table.kind() == Table.Kind.HUB && !existing) {
            statements.add(text(zeroKeys(table)));
        }
        return statements;
    }

    /** What a table of another tool lacks: the columns by which a row leads to its run and its record. */
    private List<String> ownColumns(Table table) {
        return table.columns().stream()
                .filter(Ddl::isOwnColumn)
                .map(column -> text(sql.alterTable(name(table))
                        .addColumnIfNotExists(
                                Identifiers.name(table.storedColumn(column.name())),
                                dialect.column(typeText(column.type()), true))))
                .toList();
    }

    private Query alteration(SchemaChange change) {
        if (change instanceof SchemaChange.RenameTable rename) {
            return sql.alterTable(Identifiers.name(table(rename.tableName()).schema(), rename.from()))
                    .renameTo(Identifiers.name(rename.tableName()));
        }
        if (change instanceof SchemaChange.RenameStored rename) {
            return sql.alterTable(Identifiers.name(
                            rename.from().schema(), rename.from().table()))
                    .renameTo(Identifiers.name(rename.to().table()));
        }
        Table table = table(change.tableName());
        if (change instanceof SchemaChange.RenameColumn rename) {
            return sql.alterTable(name(table))
                    .renameColumn(Identifiers.name(rename.from()))
                    .to(Identifiers.name(rename.to()));
        }
        if (change instanceof SchemaChange.AddColumn add) {
            return sql.alterTable(name(table))
                    .addColumn(Identifiers.name(table.storedColumn(add.column().name())), type(add.column()));
        }
        SchemaChange.AllowNull allow = (SchemaChange.AllowNull) change;
        return sql.alterTable(name(table))
                .alterColumn(Identifiers.name(table.storedColumn(allow.column())))
                .dropNotNull();
    }

    /** Where the engine does not widen a column, its values go to a wider one, which takes its name. */
    private List<Query> widening(SchemaChange.WidenColumn widen) {
        Table table = table(widen.tableName());
        String column = table.storedColumn(widen.column());
        if (dialect.types().widensInPlace(widen.from(), widen.to())) {
            return List.of(sql.alterTable(name(table))
                    .alterColumn(Identifiers.name(column))
                    .set(type(widen.to())));
        }
        String wider = column + "_wider";
        return List.of(
                sql.alterTable(name(table))
                        .addColumn(Identifiers.name(wider), dialect.column(typeText(widen.to()), true)),
                sql.update(DSL.table(name(table)))
                        .set(
                                Identifiers.field(wider).coerce(SQLDataType.NUMERIC),
                                Identifiers.field(column).coerce(SQLDataType.NUMERIC)),
                sql.alterTable(name(table)).dropColumn(Identifiers.name(column)),
                sql.alterTable(name(table))
                        .renameColumn(Identifiers.name(wider))
                        .to(Identifiers.name(column)));
    }

    /** The table, as far as it is known; one that is not is called as Lierne calls it. */
    private Table table(String name) {
        return schema.find(name).orElseGet(() -> new Table(Table.Kind.HUB, name, name, name, List.of()));
    }

    /** The rows that the keys of what is missing and of what is unreadable refer to. */
    private Query zeroKeys(Table hub) {
        return sql.insertInto(DSL.table(name(hub)), columns(hub))
                .values(zeroKey(hub, dialect.hashes().unknownKey(hashing)))
                .values(zeroKey(hub, dialect.hashes().errorKey(hashing)));
    }

    private static List<Field<?>> columns(Table hub) {
        List<Field<?>> columns = new ArrayList<>();
        hub.columnNames().forEach(each -> columns.add(Identifiers.field(hub.storedColumn(each))));
        return columns;
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
        return dialect.column(typeText(column.type()), column.nullable());
    }

    private DataType<?> type(ColumnType type) {
        return new DefaultDataType<>(dialect.jooq(), Object.class, typeText(type));
    }

    /** Whether a column leads to a run and a record, which tables of another tool lack, and are given. */
    public static boolean isOwnColumn(TableColumn column) {
        return OWN_COLUMNS.contains(column.name());
    }

    /** The engine's name of a column's type. */
    public String typeText(ColumnType type) {
        if (type instanceof ColumnType.Value value) {
            return dialect.types().of(value.type());
        }
        return type instanceof ColumnType.Id
                ? dialect.types().id()
                : dialect.types().hash(hashing);
    }

    private static Name name(String table) {
        return Identifiers.name(Table.RAW_VAULT, table);
    }

    private static Name name(Table table) {
        return Identifiers.name(table.storedSchema(), table.storedName());
    }

    private String text(Query query) {
        return sql.renderInlined(query).replaceAll(" +\n", "\n");
    }
}

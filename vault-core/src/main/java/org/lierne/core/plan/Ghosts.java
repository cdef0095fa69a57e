package org.lierne.core.plan;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.GhostRecords;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.StoredAs;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.Selects;

/**
 * The rows that no delivery brought: in a hub those of the unknown and of the error key, in a satellite those that stand
 * for them. They are set up with the tables and never change. A satellite's ghost row is found by its {@linkplain
 * #keyColumn key} being the {@linkplain #key unknown key}, and its load date {@link #LOAD_DATE}; no other row has either.
 * The views of satellites leave ghost rows out.
 */
public final class Ghosts {

    /** The load date of every ghost row, before that of any other. */
    public static final LocalDateTime LOAD_DATE = LocalDateTime.of(1900, 1, 1, 0, 0);

    private static final String LOAD_DATE_LITERAL = "timestamp '1900-01-01 00:00:00'";
    private static final String NO_DELIVERY = "00000000-0000-0000-0000-000000000000";

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final DSLContext sql;
    private final Hashing hashing;

    public Ghosts(Vault vault, VaultSchema schema, Dialect dialect) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.sql = dialect.sql();
        this.hashing = vault.hashing();
    }

    /**
     * Whether the vault sets up ghost rows in a satellite: in those whose table keeps changes. A non-historized
     * satellite's table is read as it is, and a status tracking one's holds findings, not what a key says.
     */
    public boolean has(Satellite satellite) {
        return vault.ghostRecords() != GhostRecords.NONE && canHave(satellite);
    }

    private static boolean canHave(Satellite satellite) {
        return !(satellite instanceof NonHistorizedSatellite
                || satellite instanceof StatusSatellite
                || satellite instanceof RecordTrackingSatellite);
    }

    /** The hash key column that tells ghost rows from others: the parent's, or of an effectivity satellite the link's. */
    public static String keyColumn(Satellite satellite) {
        return satellite instanceof EffectivitySatellite effectivity
                ? Names.hashKey(effectivity.parent().name())
                : Names.parentKey(satellite);
    }

    /** The key of the ghost row that stands where a key has no row yet: all bytes 0. */
    public Field<?> key() {
        return dialect.hashes().unknownKey(hashing);
    }

    /** {@link #LOAD_DATE} in SQL. */
    public static Field<?> loadDate() {
        return DSL.field(LOAD_DATE_LITERAL);
    }

    /** That a row of a satellite's table, under an alias, is none of its ghost rows, whether or not it has any. */
    public Condition isNoGhost(Satellite satellite, String alias) {
        return DSL.condition(
                "{0} not in ({1}, {2})",
                field(alias, keyColumn(satellite)), key(), dialect.hashes().errorKey(hashing));
    }

    /** The statements that set up the rows that are not there yet. Run again, they add nothing. */
    public List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        for (Hub hub : vault.hubs()) {
            Table table = schema.table(Names.table(hub));
            statements.add(insert("set up zero keys", table, Names.hashKey(hub.name()), both()));
        }
        for (Satellite satellite : vault.satellites()) {
            if (has(satellite)) {
                Table table = schema.table(Names.table(satellite));
                statements.add(insert(
                        "set up ghost records",
                        table,
                        keyColumn(satellite),
                        vault.ghostRecords() == GhostRecords.AUTOMATE_DV ? List.of(key()) : both()));
            }
        }
        return statements;
    }

    private List<Field<?>> both() {
        return List.of(key(), dialect.hashes().errorKey(hashing));
    }

    private Statement insert(String what, Table target, String keyColumn, List<Field<?>> keys) {
        Select<?> rows = null;
        for (Field<?> key : keys) {
            List<SelectFieldOrAsterisk> values = new ArrayList<>();
            target.columns().forEach(column -> values.add(value(column, key).as(name(column.name()))));
            Select<?> row = DSL.select(values);
            rows = rows == null ? row : Selects.unionAll(rows, row);
        }
        List<String> columns = target.columnNames();
        String text = sql.render(Inserts.into(
                target,
                DSL.select(columns.stream()
                                .map(column -> field("ghosts", column))
                                .toList())
                        .from(rows.asTable(name("ghosts")))
                        .whereNotExists(DSL.selectOne()
                                .from(table(Table.RAW_VAULT, target.name()).as(name("stored")))
                                .where(field("stored", keyColumn).eq(field("ghosts", keyColumn))))));
        return Statement.of(what, Table.RAW_VAULT + "." + target.name(), text);
    }

    /** What the row that stands where a key has no row yet has in a column. */
    public Field<?> valueOfUnknown(TableColumn column) {
        return value(column, key());
    }

    /**
     * What that row has in a column, as it stands in the satellite's table: one that another tool set up came with no
     * delivery.
     */
    public Field<?> standing(Satellite satellite, TableColumn column) {
        Table table = schema.table(Names.table(satellite));
        if (table.storedAs().filter(StoredAs::existing).isEmpty() || !(column.type() instanceof ColumnType.Id)) {
            return valueOfUnknown(column);
        }
        return DSL.field(
                "(select max({0}) from {1} where {2} = {3})",
                field(column.name()), table(Table.RAW_VAULT, table.name()), field(keyColumn(satellite)), key());
    }

    private Field<?> value(TableColumn column, Field<?> key) {
        if (column.type() instanceof ColumnType.Hash) {
            return key;
        }
        if (column.type() instanceof ColumnType.Id) {
            return cast("'" + NO_DELIVERY + "'", dialect.types().id());
        }
        return switch (column.name()) {
            case Names.LOAD_DATE -> loadDate();
            case Names.RECORD_SOURCE -> DSL.inline(vault.ghostRecords().recordSource());
            case Names.RUN_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER -> DSL.inline(0);
            default -> cast("null", dialect.types().of(((ColumnType.Value) column.type()).type()));
        };
    }

    private static Field<?> cast(String value, String type) {
        return DSL.field("cast(" + value + " as " + type + ")");
    }
}

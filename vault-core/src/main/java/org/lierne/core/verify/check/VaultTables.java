package org.lierne.core.verify.check;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Field;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/** What the checks of a vault share: its tables, and the parts that their queries have in common. */
public record VaultTables(Vault vault, VaultSchema schema, SqlText text, FormerModels past) {

    private static final Set<String> HASHDIFFS = Set.of(Names.HASHDIFF, Names.BLOCK_HASHDIFF);

    private static final List<String> PLACE =
            List.of(Names.LOAD_DATE, Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER);

    public static VaultTables of(Vault vault, VaultSchema schema, Dialect dialect, FormerModels past) {
        return new VaultTables(vault, schema, new SqlText(dialect), past);
    }

    public Dialect dialect() {
        return text.dialect();
    }

    public Table table(Satellite satellite) {
        return schema.table(Names.table(satellite));
    }

    /** The satellites of hubs and links that have tables; others are views of what is judged already. */
    public List<Satellite> storedSatellites() {
        return vault.satellites().stream().filter(Satellite::isStored).toList();
    }

    /** These, and what sources have said for reference tables. */
    public List<Satellite> satellites() {
        List<Satellite> all = new ArrayList<>(storedSatellites());
        vault.references().forEach(reference -> all.addAll(reference.changes()));
        return all;
    }

    /** The columns that name a row of a table: its key, and where it came from. */
    public List<String> row(Table table) {
        List<String> columns = new ArrayList<>(key(table));
        if (table.isDerived()) {
            columns.add(Names.SNAPSHOT_DATE);
            return columns;
        }
        List<String> place =
                PLACE.stream().filter(table.columnNames()::contains).toList();
        columns.addAll(place);
        if (place.size() < PLACE.size() && table.columnNames().contains(Names.RUN_ID)) {
            columns.add(Names.RUN_ID);
        }
        return columns;
    }

    /** The hash keys that a row of a table is about; none where it is about a record as a whole. */
    private static List<String> key(Table table) {
        return switch (table.kind()) {
            case TRACKING, BATCH, SNAPSHOT -> List.of();
            case HUB, LINK, NON_HISTORIZED_LINK, POINT_IN_TIME ->
                List.of(table.columnNames().get(0));
            default ->
                table.columns().stream()
                        .filter(column -> column.type() instanceof ColumnType.Hash)
                        .map(TableColumn::name)
                        .filter(column -> !HASHDIFFS.contains(column))
                        .toList();
        };
    }

    /** Those of a table's columns that hold neither payload nor business keys. */
    public List<String> shown(Table table, List<String> columns) {
        Set<String> shown = new LinkedHashSet<>(row(table));
        shown.add(Names.RUN_ID);
        return columns.stream().filter(shown::contains).toList();
    }

    /** What holds of each tracked row of a source, with its schema. */
    public String tracked(Source source) {
        return SqlText.raw(schema.trackedRows(source));
    }

    public String unknownKey() {
        return text.render(dialect().hashes().unknownKey(vault.hashing()));
    }

    public String errorKey() {
        return text.render(dialect().hashes().errorKey(vault.hashing()));
    }

    /** That a column holds a key that stands for something: neither missing, nor unreadable, nor NULL. */
    public String isKey(String relation, String column) {
        return text.name(relation, column) + " not in (" + unknownKey() + ", " + errorKey() + ")";
    }

    public Field<Object> column(String relation, String column) {
        return field(relation, column);
    }

    /** A check of one table, which names its rows by {@link #row}. */
    public Check check(Promise promise, Table table, String sql, String... others) {
        return check(promise, table, row(table), sql, others);
    }

    /** @param others the tables that are read besides */
    public Check check(Promise promise, Table table, List<String> row, String sql, String... others) {
        Set<String> reads = new LinkedHashSet<>(List.of(others));
        reads.add(table.name());
        return new Check(promise, table.qualifiedName(), row, sql, reads);
    }

    /** The columns, and those of the others that are not among them. */
    public static List<String> with(List<String> columns, List<String> more) {
        return Stream.concat(columns.stream(), more.stream()).distinct().toList();
    }
}

package org.lierne.core.schema;

import java.util.List;
import java.util.Optional;
import org.lierne.core.model.DataType;

/**
 * A table of the raw vault, or one that is derived or computed from it.
 *
 * @param schema the schema that it stands in
 * @param construct the name in the metadata of what it stands for: the hub, link, satellite or source
 * @param identity what the keys of its rows are made from, as text; a table whose identity changes would be re-keyed
 * @param columns in the order of the table, which migrations record and never change
 * @param storedAs where the table stands, and what it and its columns are called there, if that is not what is said here:
 *     then the raw vault has a view of these names, which is read, and the table is written
 */
public record Table(
        String schema,
        Kind kind,
        String name,
        String construct,
        String identity,
        List<TableColumn> columns,
        Optional<StoredAs> storedAs) {

    /** A table of the raw vault. */
    public Table(
            Kind kind,
            String name,
            String construct,
            String identity,
            List<TableColumn> columns,
            Optional<StoredAs> storedAs) {
        this(RAW_VAULT, kind, name, construct, identity, columns, storedAs);
    }

    /** A table of the raw vault that is called as Lierne calls it. */
    public Table(Kind kind, String name, String construct, String identity, List<TableColumn> columns) {
        this(RAW_VAULT, kind, name, construct, identity, columns, Optional.empty());
    }

    /** What a table is for. */
    public enum Kind {
        HUB,
        LINK,
        NON_HISTORIZED_LINK,
        SATELLITE,
        EFFECTIVITY,
        MULTI_ACTIVE,
        NON_HISTORIZED_SATELLITE,
        REFERENCE,
        STATUS,
        PRESENCE,
        TRACKING,
        BATCH,
        FIRST_SEEN,
        COMPUTED,
        SNAPSHOT,
        POINT_IN_TIME,
        BRIDGE
    }

    /** The schema of all tables of the raw vault. */
    public static final String RAW_VAULT = "raw_vault";

    /** The schema of what is derived and computed from the raw vault. */
    public static final String BUSINESS_VAULT = "business_vault";

    /** What the identity of a table with counter rows ends in. */
    static final String CORRECTED = " corrected by counter rows";

    public Table {
        columns = List.copyOf(columns);
    }

    /** The name with its schema, as statements name it in plain letters. */
    public String qualifiedName() {
        return schema + "." + name;
    }

    /** Whether its rows follow from others, so that it may be dropped and filled again. */
    public boolean isDerived() {
        return kind == Kind.SNAPSHOT || kind == Kind.POINT_IN_TIME || kind == Kind.BRIDGE;
    }

    /** Whether a link has this table. */
    public boolean isOfLink() {
        return kind == Kind.LINK || kind == Kind.NON_HISTORIZED_LINK;
    }

    /** Whether a satellite has this table. */
    public boolean isOfSatellite() {
        return kind == Kind.SATELLITE
                || kind == Kind.EFFECTIVITY
                || kind == Kind.MULTI_ACTIVE
                || kind == Kind.NON_HISTORIZED_SATELLITE
                || kind == Kind.STATUS;
    }

    /**
     * Whether its keys are made as another's are that says of its columns their names only: the metadata may know no types
     * of what is retired.
     */
    boolean isKeyedAs(Table retired) {
        List<String> parts = List.of(identity.split(", "));
        List<String> names = List.of(retired.identity.split(", "));
        boolean same = kind == retired.kind && parts.size() == names.size();
        for (int place = 0; same && place < parts.size(); place++) {
            String name = names.get(place);
            same = parts.get(place).equals(name) || isTyped(parts.get(place), name);
        }
        return same;
    }

    private boolean isTyped(String part, String name) {
        String corrected = isCorrected() ? CORRECTED : "";
        String bare = name.endsWith(corrected) ? name.substring(0, name.length() - corrected.length()) : name;
        String suffix = bare.length() == name.length() ? "" : corrected;
        return part.startsWith(bare + " ")
                && part.endsWith(suffix)
                && DataType.parse(part.substring(bare.length() + 1, part.length() - suffix.length()))
                        .isPresent();
    }

    /** Whether its rows may be taken back by counter rows. */
    public boolean isCorrected() {
        boolean ofEvents = kind == Kind.NON_HISTORIZED_LINK || kind == Kind.NON_HISTORIZED_SATELLITE;
        // A payload column may be NULL.
        return ofEvents && columns.stream().anyMatch(each -> each.name().equals(Names.COUNTER) && !each.nullable());
    }

    public List<String> columnNames() {
        return columns.stream().map(TableColumn::name).toList();
    }

    /** The type of the values of a column that holds no hash and no id. */
    public DataType valueType(String column) {
        return ((ColumnType.Value) columns.get(columnNames().indexOf(column)).type()).type();
    }

    /** A table like this one with other columns. */
    public Table withColumns(List<TableColumn> others) {
        return new Table(schema, kind, name, construct, identity, others, storedAs);
    }

    Table withStoredAs(Optional<StoredAs> other) {
        return new Table(schema, kind, name, construct, identity, columns, other);
    }

    /** The schema in which the table stands. */
    public String storedSchema() {
        return storedAs.map(StoredAs::schema).orElse(schema);
    }

    /** What the table is called where it stands. */
    public String storedName() {
        return storedAs.map(StoredAs::table).orElse(name);
    }

    /** What a column is called where the table stands. */
    public String storedColumn(String column) {
        return storedAs.map(stored -> stored.column(column)).orElse(column);
    }
}

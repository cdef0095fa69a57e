package org.lierne.core.plan;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.Column;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/**
 * The statements that make a source's pending deliveries into typed and hashed rows, in two passes: the reader's fields
 * are cast and kept in the order of the files; then rows get their record numbers, computed columns, checks and hash
 * keys. A row that breaks a rule is kept, with all its errors, until it is recorded as a reject.
 */
public final class StagePlan {

    private final Vault vault;
    private final Source source;
    private final Dialect dialect;
    private final DSLContext sql;
    private final StagedRows stagedRows;

    public StagePlan(Vault vault, VaultSchema schema, Dialect dialect, Source source) {
        this.vault = vault;
        this.source = source;
        this.dialect = dialect;
        this.sql = dialect.sql();
        this.stagedRows = new StagedRows(vault, schema, dialect, source);
    }

    /** Creates the list of the deliveries that a run loads; empty at first. */
    public Statement pending() {
        List<String> columns = new ArrayList<>(List.of(
                Names.DELIVERY_ID + " " + dialect.types().id(),
                Stage.PATH + " varchar",
                Stage.CONTENT_VERSION + " integer",
                Stage.DELIVERY_ORDER + " integer",
                Names.LOAD_DATE + " timestamp",
                Stage.FILE + " varchar",
                Stage.FIRST_PLACE + " bigint"));
        pathColumns().forEach(column -> columns.add(identifier(column.name()) + " varchar"));
        return Statement.of(
                "list deliveries",
                Stage.pending(source),
                "create or replace temporary table " + Stage.pending(source) + " (\n  " + String.join(",\n  ", columns)
                        + "\n)");
    }

    /** The columns of the source that its paths fill, in the order in which {@link #pending()} has them. */
    public List<Column> pathColumns() {
        return source.columns().stream()
                .filter(column -> column.origin() instanceof Column.Origin.Path)
                .toList();
    }

    /** Creates the list of records that the reader refused; empty at first. */
    public Statement refused() {
        return Statement.of(
                "list refused records",
                Stage.refused(source),
                "create or replace temporary table " + Stage.refused(source)
                        + " (\n  _file varchar,\n  _place bigint,\n  _before bigint\n)");
    }

    /** Reads the files of a group: one row per record, in the order of the files. */
    public Statement read(ReadGroup group) {
        List<Column> columns = fieldColumns(group);
        List<String> prepared = new ArrayList<>();
        List<String> cast = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Column column : columns) {
            String name = identifier(column.name());
            prepared.add(render(dialect.reads().prepared(text(column.name()), column.reading())) + " as " + name);
            Field<?> value = dialect.reads().cast(text(column.name()), column.type(), column.reading());
            boolean isText = column.type().kind() == DataType.Kind.VARCHAR;
            cast.add(isText ? name : name + " as " + textOf(column) + ",\n    " + render(value) + " as " + name);
            kept.add(name);
            if (!isText) {
                unreadable.add(Errors.when(
                        textOf(column) + " is not null and " + name + " is null",
                        column.name(),
                        "unreadable",
                        "'\"' || left(" + textOf(column) + ", 100) || '\" is not readable as " + column.type()
                                + Errors.formats(column) + "'"));
            }
        }
        String table = Stage.read(source, group.number());
        String text = "create or replace temporary table " + table + " as\nwith fields as (\n  select *\n  from "
                + reader(group) + "\n),\nprepared as (\n  select\n    filename as _file"
                + joined(prepared) + "\n  from fields\n),\nvalues_and_texts as (\n  select\n    _file"
                + joined(cast) + "\n  from prepared\n)\nselect\n    _file" + joined(kept) + ",\n    "
                + Errors.list(unreadable) + " as _errors\nfrom values_and_texts";
        return Statement.of("read " + group.files().size() + " files", table, text);
    }

    /** Makes rows of what all groups read. */
    public Statement stage(List<ReadGroup> groups, boolean anyRefused) {
        return Statement.of(
                "type, check and hash rows",
                Stage.stage(source),
                "create or replace temporary table " + Stage.stage(source) + " as\n"
                        + stagedRows.select(groups, anyRefused));
    }

    /** One row per delivery: its id, rows, rows with errors, rows filtered. */
    public String counts() {
        return "select delivery_id, count(*), count(_errors), count(*) filter (where _filtered)\nfrom "
                + Stage.stage(source) + "\ngroup by delivery_id";
    }

    /** Where each file's rows begin in what a group read: its name, the place of its first row, how many rows. */
    public String places(ReadGroup group) {
        return "select _file, min(rowid), count(*)\nfrom " + Stage.read(source, group.number()) + "\ngroup by _file";
    }

    /** One row per error: delivery id, record number, the error's number, column, code, message. In record order. */
    public String errors() {
        return "select delivery_id, record_number, unnest(range(1, len(_errors) + 1)) as error_number,\n"
                + "  unnest(_errors, recursive := true)\nfrom " + Stage.stage(source)
                + "\nwhere _errors is not null\norder by _delivery_order, record_number, error_number";
    }

    /** Leaves only the rows that are to be loaded. */
    public Statement keepAccepted() {
        return Statement.of(
                "leave out rejected and filtered rows",
                Stage.stage(source),
                "delete from " + Stage.stage(source) + "\nwhere _errors is not null or _filtered");
    }

    /** Per key whose own satellites skip rows without it: the number of such rows. */
    public String skippedKeys() {
        List<String> counts = vault.satellitesOf(source).stream()
                .filter(satellite -> satellite.parent() instanceof Parent.OfHub)
                .map(satellite -> "select count(*) as skipped from " + Stage.stage(source) + " where "
                        + identifier(Names.hashKey(satellite.parent().name())) + " = "
                        + render(dialect.hashes().unknownKey(vault.hashing())))
                .toList();
        return counts.isEmpty()
                ? "select 0"
                : "select sum(skipped)\nfrom (\n  " + String.join("\n  union all\n  ", counts) + "\n) as counts";
    }

    private List<Column> fieldColumns(ReadGroup group) {
        return group.fields().stream()
                .flatMap(Optional::stream)
                .map(source::column)
                .toList();
    }

    private String reader(ReadGroup group) {
        String files =
                group.files().stream().map(file -> render(DSL.inline(file))).collect(Collectors.joining(",\n      "));
        List<String> columns = new ArrayList<>();
        for (int index = 0; index < group.fields().size(); index++) {
            int position = index + 1;
            String name = group.fields().get(index).orElse("_unused_" + position);
            columns.add("'" + name + "': 'VARCHAR'");
        }
        return "read_csv(\n    [" + files + "],\n    columns={" + String.join(", ", columns) + "},\n    "
                + group.readerOptions() + ",\n    filename=true\n  )";
    }

    private static String joined(List<String> expressions) {
        return expressions.stream().map(each -> ",\n    " + each).collect(Collectors.joining());
    }

    private static String textOf(Column column) {
        return "_text_of_" + column.name();
    }

    private static Field<String> text(String column) {
        return field(column).coerce(SQLDataType.VARCHAR);
    }

    private String identifier(String name) {
        return render(field(name));
    }

    private String render(Field<?> value) {
        return sql.render(value);
    }
}

package org.lierne.core.plan;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.lierne.core.model.Link;
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
        return Statement.of(
                "list deliveries",
                Stage.pending(source),
                "create or replace temporary table " + Stage.pending(source) + " (\n  "
                        + String.join(
                                ",\n  ",
                                Names.DELIVERY_ID + " " + dialect.types().id(),
                                Stage.PATH + " varchar",
                                Stage.CONTENT_VERSION + " integer",
                                Stage.DELIVERY_ORDER + " integer",
                                Names.LOAD_DATE + " timestamp",
                                "_group integer",
                                "_file_number integer",
                                "_first_place bigint")
                        + "\n)");
    }

    /** Creates the list of records that the reader refused; empty at first. */
    public Statement refused() {
        return Statement.of(
                "list refused records",
                Stage.refused(source),
                "create or replace temporary table " + Stage.refused(source)
                        + " (\n  _group integer,\n  _file_number integer,\n  _place bigint,\n  _before bigint\n)");
    }

    /** Reads the files of a group: one row per record, in the order of the files. */
    public Statement read(ReadGroup group) {
        String table = Stage.read(source, group.number());
        String rows;
        if (stagedRows.needAllRead()) {
            List<String> steps = new ArrayList<>();
            String last = new FieldReading(source, dialect).addSteps(steps, group);
            rows = "with " + String.join(",\n", steps) + "\nselect *\nfrom " + last;
        } else {
            rows = stagedRows.ofGroup(group);
        }
        return Statement.of(
                "read " + group.files().size() + (group.files().size() == 1 ? " file" : " files"),
                table,
                "create or replace temporary table " + table + " as\n" + rows);
    }

    /** Makes rows of what all groups read. */
    public Statement stage(List<ReadGroup> groups, boolean anyRefused) {
        boolean made = !stagedRows.needAllRead();
        String rows = made ? stagedRows.ofGroups(groups, anyRefused) : stagedRows.ofAllRead(groups, anyRefused);
        return Statement.of(
                made ? "number rows" : "number, check and hash rows",
                Stage.stage(source),
                "create or replace temporary " + (made ? "view " : "table ") + Stage.stage(source) + " as\n" + rows);
    }

    /**
     * Notes what the rejects of a source that delivers everything say of their keys: a record that is refused has been
     * delivered all the same. None where nothing follows from what a file lacks.
     */
    public List<Statement> noteRejected() {
        if (source.full().isEmpty() || !source.tracked()) {
            return List.of();
        }
        SqlText text = new SqlText(dialect);
        String unknown = render(dialect.hashes().unknownKey(vault.hashing()));
        List<String> columns = new ArrayList<>(List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.LOAD_DATE));
        columns.addAll(Names.scope(source));
        Names.rowKey(source).stream()
                .filter(column -> !columns.contains(column))
                .forEach(columns::add);
        List<String> readable = new ArrayList<>();
        for (String column : columns.subList(2, columns.size())) {
            readable.add(
                    column.endsWith("_hk")
                            ? identifier(column) + " <> " + unknown
                            : identifier(column) + " is not null");
        }
        List<Link> links = vault.linksWithStatus(source);
        links.forEach(link -> columns.add(Names.hashKey(link.name())));
        Set<String> related = new LinkedHashSet<>();
        for (Link link : links) {
            for (String part : link.parts()) {
                related.addAll(source.key(part).map(Source.KeyUse::columns).orElse(List.of(part)));
            }
        }
        if (!related.isEmpty()) {
            // What a link relates may be missing, but not be unreadable.
            readable.add("len(list_filter(_errors, lambda error: error.column_name in ("
                    + related.stream().map(text::literal).collect(Collectors.joining(", ")) + "))) = 0");
        }
        String rejected = "create or replace temporary table " + Stage.rejected(source) + " as\nselect "
                + text.list(columns) + ",\n  " + String.join(" and ", readable) + " as _is_readable\nfrom "
                + Stage.stage(source) + "\nwhere _errors is not null and not _filtered";
        String unreadable = "create or replace temporary table " + Stage.unreadable(source)
                + " as\nselect delivery_id, count(*) as records\nfrom " + Stage.rejected(source)
                + "\nwhere not _is_readable\ngroup by delivery_id";
        return List.of(
                Statement.of("note keys of rejects", Stage.rejected(source), rejected),
                Statement.of("count keys that are unreadable", Stage.unreadable(source), unreadable));
    }

    /** Creates the list of the files that could not be loaded, of a source that delivers everything; empty at first. */
    public Statement leftOut() {
        List<String> columns = new ArrayList<>(List.of("load_date timestamp"));
        Names.scope(source).forEach(column -> columns.add(identifier(column) + " varchar"));
        return Statement.of(
                "list files that are left out",
                Stage.leftOut(source),
                "create or replace temporary table " + Stage.leftOut(source) + " (" + String.join(", ", columns) + ")");
    }

    /** Leaves only rows that are to be loaded. */
    public List<Statement> keepAccepted(List<ReadGroup> groups) {
        String refused = "\nwhere _errors is not null or _filtered";
        if (stagedRows.needAllRead()) {
            String notPending = " or delivery_id not in (select delivery_id from " + Stage.pending(source) + ")";
            return List.of(Statement.of(
                    "leave out rejected and filtered rows",
                    Stage.stage(source),
                    "delete from " + Stage.stage(source) + refused + notPending));
        }
        return groups.stream()
                .map(group -> Stage.read(source, group.number()))
                .map(table ->
                        Statement.of("leave out rejected and filtered rows", table, "delete from " + table + refused))
                .toList();
    }

    /** The statements that drop what is no longer needed once rows are staged. */
    public List<String> dropRead(List<ReadGroup> groups) {
        if (!stagedRows.needAllRead()) {
            return List.of();
        }
        return groups.stream()
                .map(group -> "drop table if exists " + Stage.read(source, group.number()))
                .toList();
    }

    /** One row per delivery: its id, rows, rows with errors, rows filtered. */
    public String counts() {
        return "select delivery_id, count(*), count(_errors), count(*) filter (where _filtered)\nfrom "
                + Stage.stage(source) + "\ngroup by delivery_id";
    }

    /** Where each file's rows are in what a group read: the file's number, the places of its first and last row, rows. */
    public String places(ReadGroup group) {
        return "select _file_number, min(rowid), max(rowid), count(*)\nfrom " + Stage.read(source, group.number())
                + "\ngroup by _file_number";
    }

    /** One row per error: delivery id, record number, the error's number, column, code, message. In record order. */
    public String errors() {
        return "select delivery_id, record_number, unnest(range(1, len(_errors) + 1)) as error_number,\n"
                + "  unnest(_errors, recursive := true)\nfrom " + Stage.stage(source)
                + "\nwhere _errors is not null\norder by _delivery_order, record_number, error_number";
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

    private String identifier(String name) {
        return render(field(name));
    }

    private String render(Field<?> value) {
        return sql.render(value);
    }
}

package org.lierne.core.plan.stage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Link;
import org.lierne.core.model.NullKeys;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.TrackedSince;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * The statements that make a source's pending deliveries into typed and hashed rows, in two passes: the reader's fields
 * are cast and kept in the order of the files; then rows get their record numbers, computed columns, checks and hash
 * keys. A row that breaks a rule is kept, with all its errors, until it is recorded as a reject.
 */
public final class StagePlan {

    private final Vault vault;
    private final VaultSchema schema;
    private final Source source;
    private final Dialect dialect;
    private final SqlText text;
    private final StagedRows stagedRows;
    private final Contradictions contradictions;
    private final ReadAgain readAgain;
    private final Forgetting forgetting;

    public StagePlan(Vault vault, VaultSchema schema, Dialect dialect, Source source) {
        this(vault, schema, dialect, source, Forgetting.NOTHING);
    }

    /** @param forgetting which keys were erased, whose rows are kept out */
    public StagePlan(Vault vault, VaultSchema schema, Dialect dialect, Source source, Forgetting forgetting) {
        this.forgetting = forgetting;
        this.vault = vault;
        this.schema = schema;
        this.source = source;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.stagedRows = new StagedRows(vault, schema, dialect, source, forgetting);
        this.readAgain = new ReadAgain(vault, schema, source, text);
        this.contradictions = new Contradictions(vault, dialect, source);
    }

    /** Creates the list of the deliveries that a run loads; empty at first. */
    public Statement pending() {
        return Statement.of(
                "list deliveries",
                Stage.pending(source),
                dialect.stageTable(Stage.pending(source)) + " (\n  "
                        + String.join(
                                ",\n  ",
                                Names.DELIVERY_ID + " " + dialect.types().id(),
                                Stage.PATH + " varchar",
                                Stage.CONTENT_VERSION + " integer",
                                Stage.DELIVERY_ORDER + " integer",
                                Names.LOAD_DATE + " " + dialect.types().of(DataType.TIMESTAMP),
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
                dialect.stageTable(Stage.refused(source))
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
                dialect.stageTable(table) + " as\n" + rows);
    }

    /** Makes rows of what all groups read. */
    public Statement stage(List<ReadGroup> groups, boolean anyRefused) {
        boolean made = !stagedRows.needAllRead();
        String rows = made ? stagedRows.ofGroups(groups, anyRefused) : stagedRows.ofAllRead(groups, anyRefused);
        return Statement.of(
                made ? "number rows" : "number, check and hash rows",
                Stage.stage(source),
                (made ? dialect.stageView(Stage.stage(source)) : dialect.stageTable(Stage.stage(source))) + " as\n"
                        + rows);
    }

    /** Lists rows of the listed deliveries that say otherwise of what happened once; nothing if none can. */
    public List<Statement> listContradictions() {
        return contradictions.arePossible() ? contradictions.list() : List.of();
    }

    /** One row per delivery with contradictions: its id, the records with any. */
    public String contradictingRecords() {
        return "select delivery_id, count(distinct record_number)\nfrom " + Stage.contradictions(source)
                + "\ngroup by delivery_id";
    }

    /** The errors of contradicting rows, as {@link #errors} yields those of others. */
    public String contradictionErrors() {
        return "select\n  delivery_id,\n  record_number,\n  row_number() over (partition by delivery_id,"
                + " record_number order by column_name, message),\n  column_name,\n  'contradiction',\n  message\n"
                + "from (\n  select distinct delivery_id, _delivery_order, record_number, column_name, message\n  from "
                + Stage.contradictions(source)
                + "\n) as contradictions\norder by _delivery_order, record_number, 3";
    }

    /** Notes the records that are kept out since they name an erased key: under which names, by hub. */
    public List<Statement> noteKeptOut() {
        return forgetting.concerns(source) ? forgetting.noteKeptOut(vault, source, dialect) : List.of();
    }

    /** The number of staged rows. */
    public static String countRows(Source source) {
        return "select count(*) from " + Stage.stage(source);
    }

    /**
     * Notes what the rejects of a source that delivers everything say of their keys: a record that is refused has been
     * delivered all the same. None where nothing follows from what a file lacks.
     *
     * @param isReadAgain whether deliveries are read again, and what was rejected when they were loaded is still
     */
    public List<Statement> noteRejected(boolean isReadAgain) {
        if (source.full().isEmpty() || !source.tracked()) {
            return List.of();
        }
        String unknown = text.render(dialect.hashes().unknownKey(vault.hashing()));
        List<String> columns = new ArrayList<>(List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.LOAD_DATE));
        columns.addAll(Names.scope(source));
        Names.rowKey(source).stream()
                .filter(column -> !columns.contains(column))
                .forEach(columns::add);
        List<String> readable = new ArrayList<>();
        for (String column : columns.subList(2, columns.size())) {
            readable.add(
                    column.endsWith("_hk") ? text.name(column) + " <> " + unknown : text.name(column) + " is not null");
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
            String ofRelated = "error.column_name in ("
                    + related.stream().map(text::literal).collect(Collectors.joining(", ")) + ")";
            readable.add(dialect.noneOf("_errors", "error", ofRelated));
        }
        String rejected = dialect.stageTable(Stage.rejected(source)) + " as\nselect "
                + text.list(columns) + ",\n  " + String.join(" and ", readable) + " as _is_readable\nfrom "
                + Stage.stage(source) + "\nwhere not _filtered and "
                + (isReadAgain ? "(" + isRejected() + "\n  or " + wasRejected() + ")" : isRejected())
                + (keptOutIsSeen(links) ? "\n  or " + Stage.FORGOTTEN : "");
        String unreadable = dialect.stageTable(Stage.unreadable(source))
                + " as\nselect delivery_id, count(*) as records\nfrom " + Stage.rejected(source)
                + "\nwhere not _is_readable\ngroup by delivery_id";
        return List.of(
                Statement.of("note keys of rejects", Stage.rejected(source), rejected),
                Statement.of("count keys that are unreadable", Stage.unreadable(source), unreadable));
    }

    /**
     * Whether what is kept out has been delivered all the same: a record of another thing than the key that was erased, such
     * as an order of the person's.
     */
    private boolean keptOutIsSeen(List<Link> links) {
        return forgetting.concerns(source)
                && links.isEmpty()
                && source.keys().stream()
                        .filter(key -> forgetting.hubs().contains(key.hub()))
                        .noneMatch(key -> Names.rowKey(source).contains(Names.hashKey(key.name())));
    }

    /** That a staged row is of a record that is rejected: for what it breaks, or since it says otherwise of what stands. */
    private String isRejected() {
        String breaks = source.format().makesSeveralRows()
                ? "(delivery_id, record_number) in (\n  select delivery_id, record_number from " + Stage.stage(source)
                        + " where _errors is not null\n)"
                : "_errors is not null";
        return contradictions.arePossible()
                ? "(" + breaks + "\n  or (delivery_id, record_number) in (\n  select delivery_id, record_number from "
                        + Stage.contradictions(source) + "\n))"
                : breaks;
    }

    private static String wasRejected() {
        return "(delivery_id, record_number) in (select delivery_id, record_number from audit.reject)";
    }

    /** Creates the list of the files that could not be loaded, of a source that delivers everything; empty at first. */
    public Statement leftOut() {
        List<String> columns =
                new ArrayList<>(List.of("load_date " + dialect.types().of(DataType.TIMESTAMP)));
        Names.scope(source).forEach(column -> columns.add(text.name(column) + " varchar"));
        return Statement.of(
                "list files that are left out",
                Stage.leftOut(source),
                dialect.stageTable(Stage.leftOut(source)) + " (" + String.join(", ", columns) + ")");
    }

    /** Adds to that list what was left out of the batches when they were judged last. */
    public Statement leftOutBefore() {
        List<String> scope = Names.scope(source);
        String texts = scope.stream()
                .map(column -> ", cast(" + text.name(column) + " as varchar)")
                .collect(Collectors.joining());
        String sql = "insert into " + Stage.leftOut(source) + "\nselect load_date" + texts + "\nfrom "
                + SqlText.raw(Names.judgement(source)) + "\ngroup by " + text.before(scope)
                + "load_date\nhaving max_by(left_out, run_id) > 0";
        return Statement.of("list files that were left out", Stage.leftOut(source), sql);
    }

    /** Leaves only rows that are to be loaded. */
    public List<Statement> keepAccepted(List<ReadGroup> groups) {
        if (!contradictions.arePossible()) {
            return leaveOutRefused(groups);
        }
        String listed = Stage.contradictions(source);
        List<Statement> statements = new ArrayList<>(stagedRows.sets().breakBlocks(source, listed));
        statements.addAll(leaveOutContradictions(groups));
        statements.addAll(leaveOutRefused(groups));
        statements.addAll(stagedRows.sets().remakeSets(source, listed));
        return statements;
    }

    /**
     * Leaves, of deliveries that are loaded already, only the rows that were taken when they were loaded, with the keys
     * that they had. Sets are what is left, and blocks that are not whole are not taken, as when a delivery is loaded.
     */
    public List<Statement> keepLoaded(List<ReadGroup> groups) {
        return leaveOut("leave out what was not loaded", readAgain.strangeRows(), groups);
    }

    /** Leaves, of deliveries that are loaded already, only the rows of records that are listed: those that were refused. */
    public List<Statement> keepListed(List<ReadGroup> groups) {
        return leaveOut("leave out what was not refused", readAgain.unlistedRows(), groups);
    }

    private List<Statement> leaveOut(String name, String rows, List<ReadGroup> groups) {
        if (stagedRows.needAllRead()) {
            String listed = Stage.notLoaded(source);
            List<Statement> statements = new ArrayList<>(List.of(Statement.of(
                    "list what was not loaded",
                    listed,
                    dialect.stageTable(listed) + " as\nselect _row, delivery_id, record_number\nfrom "
                            + Stage.stage(source) + "\nwhere _row in (\n" + rows + "\n)")));
            statements.addAll(stagedRows.sets().breakBlocks(source, listed));
            statements.add(Statement.of(
                    name,
                    Stage.stage(source),
                    "delete from " + Stage.stage(source) + "\nwhere _row in (select _row from " + listed + ")"));
            statements.addAll(stagedRows.sets().remakeSets(source, listed));
            return statements;
        }
        return groups.stream()
                .map(group -> Statement.of(
                        name,
                        Stage.read(source, group.number()),
                        "delete from " + Stage.read(source, group.number()) + "\nwhere "
                                + StagedRows.rowId(group, "rowid") + " in (\n" + rows + "\n)"))
                .toList();
    }

    /** The number of rows that were loaded, of the deliveries that are staged again, and are not staged now. */
    public String countNotReadAgain() {
        return readAgain.countMissing();
    }

    /** Leaves out every row of a record of which one contradicts. */
    private List<Statement> leaveOutContradictions(List<ReadGroup> groups) {
        String rows = "select staged._row\n  from " + Stage.stage(source)
                + " as staged\n  where (staged.delivery_id, staged.record_number) in (\n"
                + "    select delivery_id, record_number from " + Stage.contradictions(source) + "\n  )";
        Optional<String> onlyIf = Optional.of("select exists (select 1 from " + Stage.contradictions(source) + ")");
        String name = "leave out contradicting records";
        if (isTable()) {
            String sql = "delete from " + Stage.stage(source) + "\nwhere _row in (\n  " + rows + "\n)";
            return List.of(new Statement(name, Stage.stage(source), sql, onlyIf));
        }
        return groups.stream()
                .map(group -> new Statement(
                        name,
                        Stage.read(source, group.number()),
                        "delete from " + Stage.read(source, group.number()) + "\nwhere "
                                + StagedRows.rowId(group, "rowid") + " in (\n  " + rows + "\n)",
                        onlyIf))
                .toList();
    }

    private List<Statement> leaveOutRefused(List<ReadGroup> groups) {
        String refused = "\nwhere _errors is not null or _filtered";
        if (isTable()) {
            String stage = Stage.stage(source);
            String notPending = " or delivery_id not in (select delivery_id from " + Stage.pending(source) + ")";
            return List.of(Statement.of(
                    "leave out rejected and filtered rows",
                    Stage.stage(source),
                    "delete from " + stage + refused + wholeRecords("delivery_id, record_number", stage) + notPending));
        }
        return groups.stream()
                .map(group -> Stage.read(source, group.number()))
                .map(table -> Statement.of(
                        "leave out rejected and filtered rows",
                        table,
                        "delete from " + table + refused
                                + wholeRecords("_file_number, " + Stage.RECORD_NUMBER_READ, table)))
                .toList();
    }

    /** Whether rows are kept in a table of their own, rather than as a view of what was read. */
    private boolean isTable() {
        return stagedRows.needAllRead() || !dialect.readsFiles();
    }

    /** A record with several rows is rejected whole, if one of them is. */
    private String wholeRecords(String record, String rows) {
        return source.format().makesSeveralRows()
                ? "\n  or (" + record + ") in (\n    select " + record + "\n    from " + rows
                        + "\n    where _errors is not null\n  )"
                : "";
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

    /** One row per delivery: its id, records with rows, rejected records, filtered records. */
    public String counts() {
        if (source.format().makesSeveralRows()) {
            return "select delivery_id, count(*), count(*) filter (where rejected),\n"
                    + "  count(*) filter (where filtered and not rejected)\nfrom (\n"
                    + "  select delivery_id, record_number, bool_or(_errors is not null) as rejected,\n"
                    + "    bool_and(_filtered) as filtered\n  from " + Stage.stage(source)
                    + "\n  group by delivery_id, record_number\n) as records\ngroup by delivery_id";
        }
        return "select delivery_id, count(*), count(_errors), count(*) filter (where _filtered)\nfrom "
                + Stage.stage(source) + "\ngroup by delivery_id";
    }

    /**
     * The query of the deliveries with rows that are older than what is tracked whole: delivery id, the oldest load date,
     * and since when all is tracked. Empty where tracking does not end.
     */
    public Optional<String> beforeTracking() {
        return TrackedSince.ends(schema, source)
                ? Optional.of("select staged.delivery_id, min(staged.load_date), max(since.load_date)\nfrom "
                        + Stage.stage(source) + " as staged\njoin (" + TrackedSince.loadDate(source)
                        + ") as since (load_date) on staged.load_date < since.load_date\ngroup by staged.delivery_id")
                : Optional.empty();
    }

    /** Where each file's rows are in what a group read: the file's number, the places of its first and last row, rows. */
    public String places(ReadGroup group) {
        return "select _file_number, min(rowid), max(rowid), count(*)\nfrom " + Stage.read(source, group.number())
                + "\ngroup by _file_number";
    }

    /** One row per error: delivery id, record number, the error's number, column, code, message. In record order. */
    public String errors() {
        if (source.format().makesSeveralRows()) {
            return "select delivery_id, record_number,\n  cast(row_number() over (partition by _delivery_order,"
                    + " record_number order by row_number, error_number) as integer) as error_number,\n"
                    + "  column_name, code, 'row ' || row_number || ': ' || message as message\nfrom (\n"
                    + "  select delivery_id, _delivery_order, record_number, row_number,\n"
                    + "    unnest(range(1, len(_errors) + 1)) as error_number,\n"
                    + "    unnest(_errors, recursive := true)\n  from " + Stage.stage(source)
                    + "\n  where _errors is not null\n) as errors\n"
                    + "order by _delivery_order, record_number, error_number";
        }
        return "select delivery_id, record_number, unnest(range(1, len(_errors) + 1)) as error_number,\n"
                + "  unnest(_errors, recursive := true)\nfrom " + Stage.stage(source)
                + "\nwhere _errors is not null\norder by _delivery_order, record_number, error_number";
    }

    /** The number of rows that satellites skip since they have no key, and links and their satellites, if they skip any. */
    public String skippedKeys() {
        String count = "select count(*) as skipped from " + Stage.stage(source) + " where ";
        List<String> counts = new ArrayList<>();
        vault.satellitesOf(source).stream()
                .filter(satellite -> satellite.parent() instanceof Parent.OfHub)
                .forEach(satellite -> counts.add(
                        count + text.name(Names.hashKey(satellite.parent().name())) + " = "
                                + text.render(dialect.hashes().unknownKey(vault.hashing()))));
        if (vault.nullKeys() == NullKeys.SKIP) {
            vault.linksOf(source).forEach(link -> counts.add(count + isSkipped(link.name())));
            vault.satellitesOf(source).stream()
                    .filter(satellite -> satellite.parent() instanceof Parent.OfLink)
                    .forEach(satellite ->
                            counts.add(count + isSkipped(satellite.parent().name())));
        }
        return counts.isEmpty()
                ? "select 0"
                : "select sum(skipped)\nfrom (\n  " + String.join("\n  union all\n  ", counts) + "\n) as counts";
    }

    /** That a staged row states nothing of a link, though it deletes nothing. */
    private String isSkipped(String link) {
        String isDeletion = source.changeRecords()
                .map(records -> " and not (" + Presence.isDelete(text, records, Stage.OPERATION) + ")")
                .orElse("");
        return text.name(Names.hashKey(link)) + " is null" + isDeletion;
    }
}

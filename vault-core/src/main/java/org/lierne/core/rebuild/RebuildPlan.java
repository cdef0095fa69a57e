package org.lierne.core.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lierne.core.erasure.ErasedColumns;
import org.lierne.core.model.Column;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.TrackedSince;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * The statements that make deliveries of a tracked source again from what the vault stores, and compare them, row by row
 * and column by column, with rows that were read of the deliveries themselves. The vault is only read.
 */
public final class RebuildPlan {

    /** The deliveries that are looked at: {@code delivery_id}, {@code ordinal}, {@code load_date}. */
    public static final String DELIVERIES = "rebuild_deliveries";

    /** What was read of their files: {@code delivery_id}, {@code record_number}, {@code row_number}, {@code _unreadable}, columns. */
    public static final String READ = "rebuild_read";

    private static final String SAID = "rebuild_said";
    private static final String STORED = "rebuild_stored";
    private static final String NOTED = "rebuild_noted";

    private static final String NOT_KEPT =
            "'" + Rebuilt.NO_KEY + "', '" + Rebuilt.DELETION + "', '" + Rebuilt.NOT_TAKEN + "'";

    private static final String OF_FILE = "__in_file";
    private static final String IS_NOT_STORED = "not _is_stored and verdict = '" + Said.ACCEPTED + "'";

    private final Source source;
    private final VaultSchema schema;
    private final StoredColumns columns;
    private final Dialect dialect;
    private final SqlText text;
    private final boolean folds;
    private final String trackedRows;
    private final Rebuilt rebuilt;
    private final Said said;
    private final Set<String> erasable;

    /** @throws IllegalArgumentException if the source is not tracked */
    public RebuildPlan(Vault vault, VaultSchema schema, Dialect dialect, Source source) {
        this.source = source;
        this.schema = schema;
        this.columns = StoredColumns.of(vault, schema, source);
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.folds = vault.hashing().profile().folds();
        this.trackedRows = schema.trackedRows(source);
        Keys keys = new Keys(vault, schema, dialect);
        Set<String> skipping = keys.linksSkip()
                ? vault.linksOf(source).stream()
                        .map(link -> Names.hashKey(link.name()))
                        .collect(Collectors.toSet())
                : Set.of();
        this.rebuilt = new Rebuilt(source, columns.holders(), text, text.render(keys.unknown()), skipping);
        this.erasable = vault.hubs().stream()
                .flatMap(hub -> ErasedColumns.ofSource(vault, hub, source.name()).stream())
                .flatMap(erased -> Stream.concat(
                        erased.values().stream(), erased.uses().stream().flatMap(use -> use.columns().stream())))
                .collect(Collectors.toSet());
        this.said = new Said(vault, source, columns.holders(), dialect, keys);
    }

    /** Whether texts are compared as the profile of hashing does, which takes some that differ for one. */
    public boolean folds() {
        return folds;
    }

    /** That a delivery is tracked whole, behind {@code and}; nothing where tracking does not end. */
    public String isWholeDelivery(String deliveryId) {
        return TrackedSince.isWholeDelivery(schema, source, deliveryId);
    }

    /** The query of the number of deliveries of which rows are tracked no more; empty where tracking does not end. */
    public Optional<String> countEnded() {
        return TrackedSince.ends(schema, source)
                ? Optional.of("select count(distinct delivery_id) from " + SqlText.raw(Names.ended(source)))
                : Optional.empty();
    }

    /** Which columns are kept where. */
    public StoredColumns columns() {
        return columns;
    }

    /** The columns that are read of files and their paths, in the order of {@link #READ}. */
    public List<Column> columnsRead() {
        return source.columns().stream()
                .filter(column -> !(column.origin() instanceof Column.Origin.Expression)
                        && !(column.origin() instanceof Column.Origin.RowNumberWithin))
                .toList();
    }

    /**
     * One row per delivery of the source of which nothing is tracked, since runs of these versions of the metadata, in
     * which it was not tracked, loaded it: its id.
     */
    public String withoutTracking(List<Long> versions) {
        return "select delivery_id\nfrom audit.delivery\nwhere source = " + text.literal(source.name())
                + "\n  and run_id in (select run.run_id from audit.run as run where run.model_version in ("
                + versions.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + "))\n  and delivery_id not in (select delivery_id from " + SqlText.raw(trackedRows) + ")";
    }

    /** Makes the lists of deliveries and of what was read, both empty. */
    public List<Statement> prepare() {
        String timestamp = dialect.types().of(org.lierne.core.model.DataType.TIMESTAMP);
        List<String> read = new ArrayList<>(List.of(
                "delivery_id " + dialect.types().id(),
                "record_number bigint",
                "row_number integer",
                "_unreadable boolean"));
        columnsRead()
                .forEach(column -> read.add(
                        text.name(column.name()) + " " + dialect.types().of(column.type())));
        return List.of(
                Statement.of(
                        "list deliveries",
                        DELIVERIES,
                        dialect.stageTable(DELIVERIES) + " (\n  delivery_id "
                                + dialect.types().id() + ",\n  ordinal integer,\n  load_date " + timestamp + "\n)"),
                Statement.of(
                        "list rows of files",
                        READ,
                        dialect.stageTable(READ) + " (\n  " + String.join(",\n  ", read) + "\n)"));
    }

    /** The query that makes the rows of the listed deliveries again: a row per tracking row. */
    public Statement rebuild() {
        return Statement.of("rebuild rows", Names.tracking(source), rebuilt.query());
    }

    /** Compares what is stored with what was read, and notes the rows that differ, or of which something is not kept. */
    public List<Statement> compare() {
        return List.of(
                Statement.of("judge rows of files", SAID, dialect.stageTable(SAID) + " as\n" + said.query()),
                Statement.of("rebuild rows", STORED, dialect.stageTable(STORED) + " as\n" + rebuilt.query()),
                Statement.of("compare rows", NOTED, dialect.stageTable(NOTED) + " as\n" + noted()));
    }

    /** Drops what was made. */
    public List<String> drop() {
        return List.of(NOTED, STORED, SAID, READ, DELIVERIES).stream()
                .map(table -> "drop table if exists " + table)
                .toList();
    }

    private String noted() {
        List<String> noted = new ArrayList<>(List.of(
                "coalesce(stored.delivery_id, said.delivery_id) as delivery_id",
                "coalesce(stored.record_number, said.record_number) as record_number",
                "coalesce(stored.row_number, said.row_number) as row_number",
                "said.verdict",
                "coalesce(said." + Said.IS_ERASED + ", false) as " + Said.IS_ERASED,
                "stored.delivery_id is not null as _is_stored"));
        List<String> differs = new ArrayList<>(List.of(
                "stored.delivery_id is null and said.verdict = '" + Said.ACCEPTED + "'",
                "stored.delivery_id is not null and coalesce(said.verdict, '') <> '" + Said.ACCEPTED + "'"));
        List<String> incomplete = new ArrayList<>();
        for (Holder holder : columns.holders()) {
            if (holder.kind() != Holder.Kind.TRACKING) {
                noted.add(text.name("stored", Rebuilt.state(holder)));
                differs.add(text.name("stored", Rebuilt.state(holder)) + " = '" + Rebuilt.LOST + "'");
            }
            if (holder.kind() == Holder.Kind.KEY) {
                noted.add(text.name("said", Said.isMissing(holder)));
                differs.add(isUnfoundKey(holder));
            }
            for (Place place : holder.places()) {
                String value = Rebuilt.value(holder, place);
                noted.add(text.name("stored", value));
                noted.add(text.name("said", value) + " as " + text.name(value + OF_FILE));
                differs.add(unlessErased(place, "coalesce(said." + Said.IS_ERASED + ", false)")
                        + differs(holder, place, text.name("stored", value), text.name("said", value), "stored"));
                if (!columns.isTracked(place.column())) {
                    incomplete.add(isNotKept(holder, "stored", text.name("said", value)));
                }
            }
        }
        String both = "said.verdict = '" + Said.ACCEPTED + "' and (\n    "
                + String.join("\n    or ", differs.subList(2, differs.size())) + "\n  )";
        List<String> notes = new ArrayList<>(differs.subList(0, 2));
        notes.add(both);
        if (!incomplete.isEmpty()) {
            notes.add("said.verdict = '" + Said.ACCEPTED + "' and (\n    " + String.join("\n    or ", incomplete)
                    + "\n  )");
        }
        return "select\n  " + String.join(",\n  ", noted) + "\nfrom " + STORED + " as stored\nfull outer join " + SAID
                + " as said\n  on said.delivery_id = stored.delivery_id\n  and said.record_number = stored.record_number"
                + "\n  and said.row_number = stored.row_number\nwhere " + String.join("\n  or ", notes);
    }

    /** The row is said to have no key, and the file has one. */
    private String isUnfoundKey(Holder holder) {
        return text.name("stored", Rebuilt.state(holder)) + " = '" + Rebuilt.NO_KEY + "' and not "
                + text.name("said", Said.isMissing(holder));
    }

    /** What is erased of a record stands in no file any more. */
    private String unlessErased(Place place, String isErased) {
        return erasable.contains(place.column()) ? "not " + isErased + " and " : "";
    }

    private String differs(Holder holder, Place place, String stored, String inFile, String relation) {
        String different = areDifferent(holder, place, stored, inFile);
        return holder.kind() == Holder.Kind.TRACKING
                ? different
                : text.name(relation, Rebuilt.state(holder)) + " = '" + Rebuilt.KEPT + "' and " + different;
    }

    /** A profile that takes texts for one which differ in case or blanks at their ends keeps the first of them only. */
    private String areDifferent(Holder holder, Place place, String stored, String inFile) {
        if (holder.kind() == Holder.Kind.TRACKING && place.stored().equals(Names.RECORD_SOURCE)) {
            // Rows that were tracked while all had the source's own have none; a row that has one had it of its column.
            return stored + " <> coalesce(" + inFile + ", '')";
        }
        boolean folded = folds && holder.kind() != Holder.Kind.TRACKING && isText(place);
        return folded ? folded(stored) + " is distinct from " + folded(inFile) : stored + " is distinct from " + inFile;
    }

    private boolean isText(Place place) {
        return place.part()
                .map(part -> part.type().isText())
                .orElseGet(() -> !place.column().startsWith("_")
                        && source.column(place.column()).type().isText());
    }

    private static String folded(String value) {
        return "nullif(upper(trim(" + value + ")), '')";
    }

    private String isNotKept(Holder holder, String relation, String inFile) {
        return text.name(relation, Rebuilt.state(holder)) + " in (" + NOT_KEPT + ") and " + inFile + " is not null";
    }

    /** One row per listed delivery with records that are accepted and of which no row is stored: its id, records, rows. */
    public String notStored() {
        return "select delivery_id, count(distinct record_number), count(*)\nfrom " + NOTED + "\nwhere " + IS_NOT_STORED
                + "\ngroup by delivery_id";
    }

    /** Takes the records that are accepted and of which no row is stored, of one delivery, for rejected; its id is bound. */
    public String takeForRejected() {
        return "delete from " + NOTED + "\nwhere " + IS_NOT_STORED + " and delivery_id = ?";
    }

    /** One row per listed delivery: its id, the records with rows by verdict (accepted, filtered, rejected), accepted rows, rows stored. */
    public String counts() {
        return "with records as (\n  select delivery_id, record_number,\n    max(case when verdict = '" + Said.REJECTED
                + "' then 1 else 0 end) as rejected,\n    max(case when verdict = '" + Said.ACCEPTED
                + "' then 1 else 0 end) as accepted,\n    sum(case when verdict = '" + Said.ACCEPTED
                + "' then 1 else 0 end) as accepted_rows\n  from " + SAID
                + "\n  group by delivery_id, record_number\n), said as (\n  select delivery_id,\n"
                + "    sum(case when rejected = 0 then accepted else 0 end) as accepted,\n"
                + "    sum(case when rejected = 0 and accepted = 0 then 1 else 0 end) as filtered,\n"
                + "    sum(rejected) as rejected,\n    sum(accepted_rows) as accepted_rows\n"
                + "  from records\n  group by delivery_id\n), stored as (\n  select delivery_id, count(*) as rows_stored\n"
                + "  from (\n    select distinct delivery_id, record_number, row_number\n    from " + STORED
                + "\n  ) as places\n  group by delivery_id\n)\n"
                + "select listed.delivery_id, coalesce(accepted, 0), coalesce(filtered, 0), coalesce(rejected, 0),\n"
                + "  coalesce(accepted_rows, 0), coalesce(rows_stored, 0)\nfrom " + DELIVERIES
                + " as listed\nleft join said on said.delivery_id = listed.delivery_id\n"
                + "left join stored on stored.delivery_id = listed.delivery_id\norder by listed.ordinal";
    }

    /**
     * The differences of the listed deliveries, in order: delivery id, record number, row number, column, the table that
     * keeps it, what is stored, what the file says; of a whole row, the column and the table are NULL, and both others
     * are words.
     */
    public String differences() {
        List<String> branches = new ArrayList<>();
        String row = "select delivery_id, record_number, row_number, ";
        String nothing = "cast(null as varchar) as column_name, cast(null as varchar) as kept_in, ";
        branches.add(row + "0 as place, " + nothing + "'no row' as stored, 'a row' as in_file\nfrom " + NOTED
                + "\nwhere " + IS_NOT_STORED);
        branches.add(row + "0, " + nothing.replace(" as column_name", "").replace(" as kept_in", "")
                + "'a row', coalesce('a record that is ' || verdict, 'no such record')\nfrom " + NOTED
                + "\nwhere _is_stored and coalesce(verdict, '') <> '" + Said.ACCEPTED + "'");
        int number = 0;
        String accepted = "_is_stored and verdict = '" + Said.ACCEPTED + "' and ";
        for (Holder holder : columns.holders()) {
            String table = text.literal(holder.table());
            boolean tracking = holder.kind() == Holder.Kind.TRACKING;
            if (!tracking) {
                number++;
                String first = holder.places().isEmpty()
                        ? "cast(null as varchar)"
                        : text.literal(holder.places().get(0).column());
                String inFile = holder.places().isEmpty()
                        ? "'a row'"
                        : shown(Rebuilt.value(holder, holder.places().get(0)) + OF_FILE);
                branches.add(row + number + ", " + first + ", " + table + ", 'no row', " + inFile + "\nfrom " + NOTED
                        + "\nwhere " + accepted + text.name(Rebuilt.state(holder)) + " = '" + Rebuilt.LOST + "'");
            }
            if (holder.kind() == Holder.Kind.KEY) {
                branches.add(row + number + ", "
                        + text.literal(holder.places().get(0).column()) + ", " + table
                        + ", 'no key', "
                        + shown(Rebuilt.value(holder, holder.places().get(0)) + OF_FILE) + "\nfrom " + NOTED
                        + "\nwhere " + accepted + text.name(Rebuilt.state(holder)) + " = '" + Rebuilt.NO_KEY
                        + "' and not " + text.name(Said.isMissing(holder)));
            }
            for (Place place : holder.places()) {
                number++;
                String value = Rebuilt.value(holder, place);
                String kept = tracking ? "" : text.name(Rebuilt.state(holder)) + " = '" + Rebuilt.KEPT + "' and ";
                branches.add(row + number + ", " + text.literal(place.column()) + ", " + table + ", " + shown(value)
                        + ", " + shown(value + OF_FILE) + "\nfrom " + NOTED + "\nwhere " + accepted
                        + unlessErased(place, Said.IS_ERASED) + kept
                        + areDifferent(holder, place, text.name(value), text.name(value + OF_FILE)));
            }
        }
        return "select found.delivery_id, record_number, row_number, column_name, kept_in, stored, in_file\nfrom (\n"
                + branches.stream()
                        .map(branch -> branch.indent(2).stripTrailing())
                        .collect(Collectors.joining("\n  union all\n"))
                + "\n) as found\njoin " + DELIVERIES + " as listed\n  on listed.delivery_id = found.delivery_id"
                + "\norder by listed.ordinal, record_number, row_number, place";
    }

    private String shown(String column) {
        return "cast(" + text.name(column) + " as varchar)";
    }

    /**
     * What accepted rows of the listed deliveries say and nobody keeps: the holder's name, why ({@code no key}, {@code deletion} or
     * {@code not taken}), rows. A row is counted if it says anything that the table would keep.
     */
    public String notKept() {
        List<String> branches = new ArrayList<>();
        for (Holder holder : columns.holders()) {
            List<Place> untracked = holder.places().stream()
                    .filter(place -> !columns.isTracked(place.column()))
                    .toList();
            if (untracked.isEmpty()) {
                continue;
            }
            String any = untracked.stream()
                    .map(place -> text.name(Rebuilt.value(holder, place) + OF_FILE) + " is not null")
                    .collect(Collectors.joining(" or "));
            branches.add("select " + text.literal(holder.name()) + " as kept_in, " + text.name(Rebuilt.state(holder))
                    + " as why, count(*) as row_count\nfrom " + NOTED + "\nwhere verdict = '" + Said.ACCEPTED
                    + "' and " + text.name(Rebuilt.state(holder)) + " in (" + NOT_KEPT + ")\n  and (" + any + ")"
                    + (holder.kind() == Holder.Kind.KEY ? " and " + text.name(Said.isMissing(holder)) : "")
                    + "\ngroup by " + text.name(Rebuilt.state(holder)));
        }
        return String.join("\nunion all\n", branches);
    }
}

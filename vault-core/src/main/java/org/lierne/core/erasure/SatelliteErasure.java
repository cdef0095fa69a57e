package org.lierne.core.erasure;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * What is erased of a satellite that stores changes, or blocks: columns of records that name the key become empty, and their
 * hashdiffs are hashed again, also where they are only tracked. What then differs from its predecessor no longer is taken
 * out; what differs from one that has become empty, and was a repeat, is stored. So the table holds what it would hold had
 * the records been empty from the first.
 */
final class SatelliteErasure {

    private final Vault vault;
    private final VaultSchema schema;
    private final SqlText text;
    private final Dialect dialect;
    private final Satellite satellite;
    private final Source source;
    private final Unit unit;
    private final Table table;
    private final String key;
    private final Keys keys;
    private final List<String> erased;
    private final Optional<String> tracked;
    private final String hashes;
    private final String told;
    private final String units;
    private final Optional<String> ownKeys;

    /**
     * A part of a plan.
     *
     * @param erased the columns of the satellite's table that become empty; may be none, if hashes are of what is not kept
     * @param ownKeys the list of erased keys that what it describes has; empty if it describes something else
     */
    SatelliteErasure(
            Vault vault,
            VaultSchema schema,
            Dialect dialect,
            Satellite satellite,
            List<String> erased,
            Optional<String> ownKeys) {
        this.ownKeys = ownKeys;
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.satellite = satellite;
        this.source = vault.source(satellite.source());
        this.unit = Unit.of(vault, satellite);
        this.table = schema.table(Names.table(satellite));
        this.key = Names.parentKey(satellite);
        this.keys = new Keys(vault, schema, dialect);
        this.erased = erased;
        this.tracked = schema.find(Names.tracking(source))
                .filter(tracking -> tracking.columnNames().contains(Names.hashdiff(satellite)))
                .map(tracking -> SqlText.raw(schema.trackedRows(source)));
        this.hashes = Erasing.of("hashes", satellite.name());
        this.told = Erasing.of("told", satellite.name());
        this.units = Erasing.of("units", satellite.name());
    }

    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>(List.of(noteHashes(), noteTold(), noteUnits()));
        statements.add(storeWhatDiffersNow());
        statements.add(emptyRows());
        if (unit.isBlock()) {
            statements.add(hashBlocks());
        }
        statements.add(removeRepeats());
        tracked.ifPresent(rows -> {
            statements.add(hashTracked(Names.tracking(source)));
            schema.find(Names.retracked(source)).ifPresent(again -> statements.add(hashTracked(again.name())));
        });
        return statements;
    }

    /** What was noted: it holds what is erased. */
    List<String> temporary() {
        return List.of(hashes, told, units);
    }

    private List<String> payload() {
        return schema.payload(satellite);
    }

    /** The keys of the satellite that a record which names the erased key has anything to do with. */
    private String keysOfRecords() {
        List<String> found = new ArrayList<>();
        found.add(
                "select " + text.name("stored", key) + "\n    from " + table.qualifiedName() + " as stored\n    where "
                        + Erasing.isOfRecord("stored", source.name(), text).replace("\n", "\n    "));
        ownKeys.ifPresent(keysErased -> found.add("select new_key from " + keysErased));
        tracked.ifPresent(rows -> found.add("select " + text.name("tracking", unit.ofSource(key)) + "\n    from " + rows
                + " as tracking\n    where "
                + Erasing.isOfRecord("tracking", source.name(), text).replace("\n", "\n    ")));
        return String.join("\n    union\n    ", found);
    }

    /** Per key and hashdiff, what it stands for, and what it becomes. */
    private Statement noteHashes() {
        List<String> hashed = schema.hashed(satellite);
        String any = payload().stream()
                .map(column -> "any_value(" + text.name("stored", column) + ") as " + text.name(column))
                .collect(Collectors.joining(",\n      "));
        String blanked = hashed.stream()
                .filter(payload()::contains)
                .map(column ->
                        (erased.contains(column) ? "cast(null as " + type(column) + ")" : text.name("known", column))
                                + " as " + text.name(column))
                .collect(Collectors.joining(",\n    "));
        String sql = dialect.stageTable(hashes) + " as\nwith known as (\n  select " + text.name("stored", key)
                + " as _key, stored.hashdiff as _old,\n      " + any + "\n  from " + table.qualifiedName()
                + " as stored\n  where " + text.name("stored", key) + " in (\n    " + keysOfRecords()
                + "\n  ) and stored.run_id <> 0\n  group by all\n), blanked as (\n  select known._key, known._old"
                + (blanked.isEmpty() ? "" : ",\n    " + blanked) + "\n  from known\n)\nselect known.*, "
                + newHash(hashed)
                + " as _new\nfrom known\njoin blanked on blanked._key = known._key and blanked._old = known._old";
        return Statement.of("note what hashes stand for", hashes, sql);
    }

    /** What is hashed and not kept cannot be hashed again: then the hash becomes a random one. */
    private String newHash(List<String> hashed) {
        if (!satellite.hashdiff().with().isEmpty()) {
            return text.render(dialect.hashes()
                    .hash(
                            org.jooq.impl.DSL.field("cast(uuid() as varchar)", org.jooq.impl.SQLDataType.VARCHAR),
                            vault.hashing()));
        }
        List<Field<String>> texts = hashed.stream()
                .map(column -> dialect.hashes().canonicalText(field("blanked", column), table.valueType(column)))
                .toList();
        return text.render(
                satellite.parent() instanceof Parent.OfReference
                        ? dialect.hashes().lierneHashdiff(texts, vault.hashing())
                        : dialect.hashes().hashdiff(texts, vault.hashing()));
    }

    private String type(String column) {
        DataType type = table.valueType(column);
        return dialect.types().of(type);
    }

    private List<String> order() {
        return org.lierne.core.plan.Order.ownColumns(source);
    }

    private List<String> without() {
        return payload().stream()
                .filter(column -> satellite.hashdiff().without().contains(column))
                .toList();
    }

    /** Each row of these keys that was tracked, or that is stored and was not: with the hash that it had, and has. */
    private Statement noteTold() {
        List<String> more = new ArrayList<>(List.of(Names.RUN_ID));
        source.recordSourceColumn().ifPresent(column -> more.add(Names.RECORD_SOURCE));
        List<String> rows = new ArrayList<>();
        tracked.ifPresent(tracking -> {
            String hashdiff = text.name("tracking", Names.hashdiff(satellite));
            rows.add("  select " + text.name("tracking", unit.ofSource(key)) + " as _key, "
                    + text.list("tracking", columns(more)) + withoutOf("tracking") + ",\n    " + hashdiff
                    + " as _old\n  from " + tracking + " as tracking\n  where " + hashdiff + " is not null and "
                    + text.name("tracking", unit.ofSource(key)) + " in (select _key from " + hashes + ")");
        });
        rows.add("  select " + text.name("stored", key) + " as _key, " + text.list("stored", columns(more))
                + withoutOf("stored") + ",\n    stored.hashdiff as _old\n  from " + table.qualifiedName()
                + " as stored\n  where stored.run_id <> 0 and " + text.name("stored", key) + " in (select _key from "
                + hashes + ")"
                + tracked.map(tracking -> "\n    and not exists (\n      select 1 from " + tracking
                                + " as tracking\n      where " + samePlace("tracking", "stored") + " and "
                                + text.name("tracking", Names.hashdiff(satellite)) + " is not null\n    )")
                        .orElse(""));
        String sql = dialect.stageTable(told) + " as\nwith told as (\n" + String.join("\n  union all\n", rows)
                + "\n), judged as (\n  select told.*, coalesce("
                + Erasing.isOfRecord("told", source.name(), text)
                + ownKeys.map(list -> " or told._key in (select new_key from " + list + ")")
                        .orElse("") + ", false) as _is_erased\n  from told\n)\n"
                + "select judged.*, case when _is_erased then coalesce(hashes._new, judged._old) else judged._old end as _new,\n"
                + "  delivery.path as _path, delivery.content_version as _content_version\nfrom judged\nleft join "
                + hashes
                + " as hashes on hashes._key = judged._key and hashes._old = judged._old\n"
                + "left join audit.delivery as delivery on delivery.delivery_id = judged.delivery_id";
        return Statement.of("note the rows of these keys", told, sql);
    }

    private List<String> columns(List<String> more) {
        return Stream.concat(order().stream(), more.stream()).toList();
    }

    private String withoutOf(String relation) {
        return without().stream()
                .map(column -> ", " + text.name(relation, column) + " as " + text.name("_unhashed_" + column))
                .collect(Collectors.joining());
    }

    private String samePlace(String left, String right) {
        return text.same(left, right, List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER));
    }

    private List<String> identity() {
        return unit.identity().stream()
                .map(column -> column.equals(key) ? "_key" : column)
                .toList();
    }

    /** The rows or blocks of these keys in order, each with what came before it. */
    private Statement noteUnits() {
        List<String> first =
                order().stream().filter(column -> !identity().contains(column)).toList();
        String old = unit.isBlock() ? text.render(keys.hashOfSet(field("told", "_old"))) : "any_value(told._old)";
        String now = unit.isBlock() ? text.render(keys.hashOfSet(field("told", "_new"))) : "any_value(told._new)";
        String window = "(partition by _key order by load_date, case when _path is null then 0 else 1 end, "
                + (source.sequenceColumn().isPresent() ? "sequence nulls first, " : "")
                + "_path, _content_version, record_number, row_number)";
        String sql = dialect.stageTable(units) + " as\nwith grouped as (\n  select " + text.list("told", identity())
                + ", told._path, told._content_version, "
                + first.stream()
                        .map(column -> "min(" + text.name("told", column) + ") as " + text.name(column) + ", ")
                        .collect(Collectors.joining())
                + "\n    " + old + " as _old, " + now + " as _new\n  from " + told
                + " as told\n  group by " + text.list("told", identity())
                + ", told._path, told._content_version\n)\nselect grouped.*,\n  lag(_old) over " + window
                + " as _old_before,\n  lag(_new) over " + window + " as _new_before\nfrom grouped";
        return Statement.of("note what came before", units, sql);
    }

    private String sameUnit(String left, String right) {
        return text.same(left, right, identity());
    }

    /** A row that repeated one which is empty now says something else than it. */
    private Statement storeWhatDiffersNow() {
        List<String> values = new ArrayList<>();
        for (String column : table.columnNames()) {
            values.add(value(column));
        }
        String columns = table.columnNames().stream()
                .map(column -> text.name(table.storedColumn(column)))
                .collect(Collectors.joining(", "));
        String sql = "insert into " + Erasing.target(table, text) + " (" + columns + ")\nselect "
                + String.join(",\n  ", values) + "\nfrom " + units + " as units\njoin " + told + " as told on "
                + sameUnit("told", "units") + "\njoin " + hashes
                + " as known on known._key = told._key and known._old = told._old\nwhere units._new is distinct from units._new_before"
                + " and units._old is not distinct from units._old_before\n  and not exists (\n    select 1 from "
                + table.qualifiedName() + " as stored\n    where " + text.name("stored", key) + " = units._key and "
                + text.same(
                        "stored",
                        "units",
                        identity().stream()
                                .filter(column -> !column.equals("_key"))
                                .toList())
                + "\n  )"
                + (unit.isBlock()
                        ? "\nqualify row_number() over (partition by " + text.list("units", identity())
                                + ", told._new order by told.record_number, told.row_number) = 1"
                        : "");
        return Statement.of("store what differs now", table.qualifiedName(), sql);
    }

    private String value(String column) {
        if (column.equals(key)) {
            return "told._key";
        }
        if (column.equals(Names.HASHDIFF)) {
            return "told._new";
        }
        if (column.equals(Names.BLOCK_HASHDIFF)) {
            return "units._new";
        }
        if (column.equals(Names.RECORD_SOURCE)) {
            return source.recordSourceColumn().isPresent() ? "told.record_source" : text.literal(source.recordSource());
        }
        if (without().contains(column)) {
            return unlessErased(column, text.name("told", "_unhashed_" + column));
        }
        return payload().contains(column)
                ? unlessErased(column, text.name("known", column))
                : text.name("told", column);
    }

    private String unlessErased(String column, String value) {
        return erased.contains(column) ? "case when not told._is_erased then " + value + " end" : value;
    }

    private String stored(String column) {
        return text.name(table.storedColumn(column));
    }

    private String samePlaceAsTold() {
        return "stored." + stored(key) + " = told._key and "
                + Stream.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER)
                        .map(column ->
                                "stored." + stored(column) + " is not distinct from " + text.name("told", column))
                        .collect(Collectors.joining(" and "));
    }

    private Statement emptyRows() {
        String set = Stream.concat(
                        erased.stream().map(column -> stored(column) + " = null"),
                        Stream.of(stored(Names.HASHDIFF) + " = told._new"))
                .collect(Collectors.joining(", "));
        return Statement.of(
                "empty what is erased",
                table.qualifiedName(),
                "update " + Erasing.target(table, text) + " as stored\nset " + set + "\nfrom " + told
                        + " as told\nwhere told._is_erased and stored." + stored(Names.HASHDIFF) + " = told._old and "
                        + samePlaceAsTold());
    }

    private Statement hashBlocks() {
        return Statement.of(
                "hash blocks again",
                table.qualifiedName(),
                "update " + Erasing.target(table, text) + " as stored\nset " + stored(Names.BLOCK_HASHDIFF)
                        + " = units._new\nfrom " + told + " as told\njoin " + units + " as units on "
                        + sameUnit("told", "units") + "\nwhere units._old is distinct from units._new and "
                        + samePlaceAsTold());
    }

    private Statement removeRepeats() {
        return Statement.of(
                "remove what says no more than what came before",
                table.qualifiedName(),
                "delete from " + Erasing.target(table, text) + " as stored\nusing (\n  select told.*\n  from " + told
                        + " as told\n  join " + units + " as units on " + sameUnit("told", "units")
                        + "\n  where units._new = units._new_before and units._old is distinct from units._old_before\n"
                        + ") as told\nwhere " + samePlaceAsTold());
    }

    private Statement hashTracked(String tracking) {
        String column = text.name(Names.hashdiff(satellite));
        return Statement.of(
                "hash what is tracked again",
                SqlText.raw(tracking),
                "update " + SqlText.raw(tracking) + " as tracking\nset " + column + " = told._new\nfrom " + told
                        + " as told\nwhere told._is_erased and told._old is distinct from told._new\n  and tracking."
                        + column
                        + " = told._old and " + samePlace("tracking", "told"));
    }

    /** Whether anything of the satellite is erased: a column, or what its hash is made of. */
    static boolean concerns(VaultSchema schema, Satellite satellite, Set<String> erased, Set<String> ofKey) {
        return schema.payload(satellite).stream().anyMatch(erased::contains)
                || satellite.hashdiff().with().stream()
                        .anyMatch(column -> erased.contains(column) || ofKey.contains(column));
    }
}

package org.lierne.core.plan.stage;

import static org.lierne.core.sql.Identifiers.field;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.erasure.ErasedColumns;
import org.lierne.core.erasure.Erasing;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * That staged rows of keys which were erased are kept out, as if a condition filtered them; and that what is empty since it
 * was erased is no fault of the records that name the keys which took their places.
 *
 * @param hubs of which keys were erased
 */
public record Forgetting(Set<String> hubs) {

    /** Nothing was ever erased. */
    public static final Forgetting NOTHING = new Forgetting(Set.of());

    /** The table with the secret by which erased keys are known. */
    public static final String SECRET = "forgotten_secret_of_run";

    public Forgetting {
        hubs = Set.copyOf(hubs);
    }

    /** Whether rows of a source may name an erased key. */
    public boolean concerns(Source source) {
        return source.keys().stream().anyMatch(key -> hubs.contains(key.hub()));
    }

    /**
     * The query of keyed rows, with those of erased keys filtered, and marked as {@link Stage#FORGOTTEN}.
     *
     * @param rows the relation of keyed rows
     * @param record the columns that tell a record from others there, where it may have several rows; else empty
     */
    String query(Vault vault, Source source, Dialect dialect, String rows, List<String> record) {
        SqlText text = new SqlText(dialect);
        String forgotten = source.keys().stream()
                .filter(key -> hubs.contains(key.hub()))
                .map(key -> isForgotten(hex(vault, key, rows, dialect, text), key.hub(), text))
                .collect(Collectors.joining("\n      or "));
        String renewed = source.keys().stream()
                .filter(key -> hubs.contains(key.hub()))
                .map(key -> hex(vault, key, rows, dialect, text)
                        + " in (select hash_key from audit.erased_key where hub = " + text.literal(key.hub()) + ")")
                .collect(Collectors.joining("\n      or "));
        String excused = source.keys().stream()
                .filter(key -> hubs.contains(key.hub()))
                .flatMap(key -> excused(vault, vault.hub(key.hub()), source))
                .distinct()
                .sorted()
                .map(text::literal)
                .collect(Collectors.joining(", "));
        String ofRecord = record.isEmpty() ? "" : " over (partition by " + String.join(", ", record) + ")";
        String isForgotten = record.isEmpty() ? "(" + forgotten + ")" : "bool_or(" + forgotten + ")" + ofRecord;
        String errors =
                "case when _forgotten then null\n      when _is_renewed and _errors is not null then nullif(list_filter("
                        + "_errors, lambda error: not list_contains([" + excused + "], error.column_name)), [])\n"
                        + "      else _errors end as _errors";
        return "  select * exclude (_is_renewed) replace (\n      " + errors
                + ",\n      _filtered or _forgotten as _filtered\n    )\n  from (\n    select *,\n      coalesce("
                + isForgotten + ", false) as _forgotten,\n      coalesce(" + renewed
                + ", false) as _is_renewed\n    from "
                + rows + "\n  ) as known_keys";
    }

    /** Lists the staged records of erased keys in {@link Stage#KEPT_OUT}. */
    List<Statement> noteKeptOut(Vault vault, Source source, Dialect dialect) {
        SqlText text = new SqlText(dialect);
        return source.keys().stream()
                .map(Source.KeyUse::hub)
                .filter(hubs::contains)
                .distinct()
                .map(hub -> {
                    List<Source.KeyUse> uses = source.keys().stream()
                            .filter(key -> key.hub().equals(hub))
                            .toList();
                    String named = uses.stream()
                            .map(use -> "case when " + isForgotten(hex(vault, use, "staged", dialect, text), hub, text)
                                    + " then " + text.literal(use.name()) + " end")
                            .collect(Collectors.joining(",\n    "));
                    String sql = "insert into " + Stage.KEPT_OUT + "\nselect " + text.literal(source.name())
                            + ", delivery_id, record_number, " + text.literal(hub)
                            + ", list_sort(list_distinct(flatten(list(uses)))), '" + Erasing.FILTERED
                            + "'\nfrom (\n  select staged.delivery_id,"
                            + " staged.record_number, list_filter([" + named
                            + "], lambda each: each is not null) as uses\n  from " + Stage.stage(source)
                            + " as staged\n  where staged." + Stage.FORGOTTEN
                            + "\n) as kept_out\ngroup by delivery_id, record_number";
                    return Statement.of("note what is kept out", Stage.KEPT_OUT, sql);
                })
                .toList();
    }

    /**
     * The query of refused records that could not be taken apart, or whose source does not carry the key, and hold an erased
     * key as a word: delivery id, record number, hub. Keys of several parts are not found so. Empty where nothing was erased.
     *
     * @param records has {@code delivery_id}, {@code record_number}, {@code raw_text}
     */
    public Optional<String> inTexts(Vault vault, Dialect dialect, String records) {
        SqlText text = new SqlText(dialect);
        List<String> found = vault.hubs().stream()
                .filter(hub -> hubs.contains(hub.name()) && hub.key().size() == 1)
                .map(hub -> {
                    KeyColumn part = hub.key().get(0);
                    Field<String> word = field("words", "word").coerce(SQLDataType.VARCHAR);
                    Field<String> canonical = part.type().kind() == DataType.Kind.VARCHAR
                            ? part.cleaning().changesNothing()
                                    ? word
                                    : dialect.reads().cleaned(word, part.cleaning())
                            : dialect.hashes()
                                    .canonicalText(
                                            DSL.field(
                                                    "try_cast({0} as {1})",
                                                    word,
                                                    DSL.sql(dialect.types().of(part.type()))),
                                            part.type());
                    String hex = text.render(dialect.hashes()
                            .hexadecimal(
                                    dialect.hashes().hashKey(List.of(canonical), vault.hashing()), vault.hashing()));
                    return "select distinct delivery_id, record_number, " + text.literal(hub.name())
                            + " as hub\nfrom words\nwhere " + isForgotten(hex, hub.name(), text);
                })
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "with words as (\n  select delivery_id, record_number, unnest(list_distinct(list_concat(\n"
                                + "    regexp_split_to_array(raw_text, '[\\s,;|\"''{}\\[\\]:<>()]+'),\n"
                                + "    regexp_extract_all(raw_text, '\"([^\"]*)\"', 1),\n"
                                + "    regexp_split_to_array(raw_text, '[,;|\\t]')\n  ))) as word\n  from " + records
                                + "\n)\n"
                                + String.join("\nunion all\n", found));
    }

    private static java.util.stream.Stream<String> excused(Vault vault, Hub hub, Source source) {
        return ErasedColumns.ofSource(vault, hub, source.name()).stream()
                .flatMap(erased -> java.util.stream.Stream.concat(
                        erased.values().stream(), erased.uses().stream().flatMap(use -> use.columns().stream())));
    }

    private static String hex(Vault vault, Source.KeyUse key, String rows, Dialect dialect, SqlText text) {
        return text.render(dialect.hashes().hexadecimal(field(rows, Names.hashKey(key.name())), vault.hashing()));
    }

    private static String isForgotten(String hex, String hub, SqlText text) {
        String secret = "(select secret from " + SECRET + ")";
        return "sha256(" + secret + " || sha256(" + secret + " || " + hex
                + ")) in (select digest from audit.forgotten_key where hub = " + text.literal(hub) + ")";
    }
}

package org.lierne.core.erasure;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/** The statements that find the records which name an erased key, and note what is looked for elsewhere. */
final class RecordSearch {

    private final Scope scope;
    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final SqlText text;
    private final Hub hub;
    private final List<ErasedColumns> sources;

    RecordSearch(Scope scope) {
        this.scope = scope;
        this.vault = scope.vault();
        this.schema = scope.schema();
        this.dialect = scope.dialect();
        this.text = scope.text();
        this.hub = scope.hub();
        this.sources = ErasedColumns.of(vault, hub);
    }

    /** Lists the keys, with those that take their places, and finds the records that name them in what is stored. */
    List<Statement> find(List<ErasedKey> erased) {
        List<Statement> statements = new ArrayList<>();
        statements.add(listKeys(erased));
        statements.add(Statement.of(
                "list records",
                Erasing.FOUND,
                dialect.stageTable(Erasing.FOUND) + " (source varchar, delivery_id "
                        + dialect.types().id() + ", record_number bigint, uses varchar[])"));
        for (Table table : schema.stored()) {
            findIn(table).ifPresent(statements::add);
        }
        return statements;
    }

    private Statement listKeys(List<ErasedKey> erased) {
        List<String> rows = new ArrayList<>();
        for (ErasedKey each : erased) {
            List<String> values = new ArrayList<>();
            values.add(text.render(dialect.hashes().digest(each.hash(), vault.hashing())) + " as _hash");
            for (int place = 0; place < hub.key().size(); place++) {
                KeyColumn part = hub.key().get(place);
                values.add("cast("
                        + each.parts().get(place).map(text::literal).orElse("null") + " as "
                        + dialect.types().of(part.type()) + ") as " + text.name(part.name()));
            }
            rows.add("select " + String.join(", ", values));
        }
        String hubKey = Names.hashKey(hub.name());
        List<Field<String>> texts = hub.key().stream()
                .map(part -> dialect.hashes().canonicalText(field("renewed", part.name()), part.type()))
                .toList();
        String sql = dialect.stageTable(Erasing.KEYS) + " as\nwith given as (\n  "
                + String.join("\n  union all\n  ", rows) + "\n), renewed as (\n  select " + text.name("stored", hubKey)
                + " as old_key"
                + hub.key().stream()
                        .map(part -> ", coalesce(" + text.name("given", part.name()) + ", "
                                + text.name("stored", part.name()) + ") as " + text.name(part.name()))
                        .collect(Collectors.joining())
                + hub.key().stream()
                        .map(part ->
                                ", " + text.name("stored", part.name()) + " as " + text.name(Scope.was(part.name())))
                        .collect(Collectors.joining())
                + "\n  from given\n  join " + SqlText.raw(Names.table(hub)) + " as stored on given._hash = "
                + text.name("stored", hubKey) + "\n)\nselect renewed.*, "
                + text.render(dialect.hashes().hashKey(texts, vault.hashing())) + " as new_key\nfrom renewed";
        return Statement.of("list keys", Erasing.KEYS, sql);
    }

    /** The records that rows of a table came with, where the row has a hash of an erased key. */
    private Optional<Statement> findIn(Table table) {
        List<String> columns = table.columnNames();
        Optional<String> source = scope.sourceOf(table);
        if (!columns.contains(Names.DELIVERY_ID) || !columns.contains(Names.RECORD_NUMBER) || source.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> conditions = new LinkedHashMap<>();
        for (TableColumn column : table.columns()) {
            if (column.type() instanceof ColumnType.Hash) {
                conditions(table, column.name())
                        .forEach((use, condition) ->
                                conditions.merge(use, condition, (one, other) -> one + " or " + other));
            }
        }
        if (conditions.isEmpty()) {
            return Optional.empty();
        }
        String uses = conditions.entrySet().stream()
                .map(each -> "case when " + each.getValue() + " then " + text.literal(each.getKey()) + " end")
                .collect(Collectors.joining(",\n    "));
        String sql = "insert into " + Erasing.FOUND + "\nselect " + text.literal(source.get())
                + ", stored.delivery_id, stored.record_number,\n  [" + uses + "]\nfrom " + table.qualifiedName()
                + " as stored\nwhere stored.delivery_id is not null and ("
                + String.join("\n  or ", conditions.values()) + ")";
        return Optional.of(Statement.of("find records in " + table.name(), Erasing.FOUND, sql));
    }

    private Map<String, String> conditions(Table table, String column) {
        HashColumns.Meaning meaning = scope.hashColumns().meaning(table, column);
        String name = text.name("stored", column);
        Map<String, String> conditions = new LinkedHashMap<>();
        if (meaning instanceof HashColumns.Meaning.OfHub of && of.hub().equals(hub.name())) {
            conditions.put(of.use(), name + " in (select old_key from " + Erasing.KEYS + ")");
        }
        if (meaning instanceof HashColumns.Meaning.OfLink of) {
            Link link = vault.link(of.link());
            for (String participant : scope.participants(link)) {
                conditions.put(
                        participant,
                        name + " in (select link." + text.name(Names.hashKey(link.name())) + " from "
                                + SqlText.raw(Names.table(link)) + " as link where "
                                + text.name("link", Names.hashKey(participant)) + " in (select old_key from "
                                + Erasing.KEYS + "))");
            }
        }
        return conditions;
    }

    /** Adds the staged records of a source that name a key, its deliveries having been read again. */
    Statement findStaged(Source source, String stage) {
        ErasedColumns erased = scope.erased(source.name()).orElseThrow();
        String uses = erased.uses().stream()
                .map(use -> "case when " + isErased(use) + " then " + text.literal(use.name()) + " end")
                .collect(Collectors.joining(", "));
        String any = erased.uses().stream().map(this::isErased).collect(Collectors.joining(" or "));
        return Statement.of(
                "find staged records",
                Erasing.FOUND,
                "insert into " + Erasing.FOUND + "\nselect " + text.literal(source.name())
                        + ", staged.delivery_id, staged.record_number, [" + uses + "]\nfrom " + stage
                        + " as staged\nwhere " + any);
    }

    private String isErased(Source.KeyUse use) {
        return text.name("staged", Names.hashKey(use.name())) + " in (select old_key from " + Erasing.KEYS + ")";
    }

    /**
     * Lists each record once, with what became of it: what is refused, and was not taken since, or what is tracked; of sources
     * that are not tracked, what is not refused is taken to have been accepted.
     */
    Statement judge() {
        String tracked = sources.stream()
                .map(ErasedColumns::source)
                .filter(source -> schema.find(Names.tracking(source)).isPresent())
                .map(source -> "    when found.source = " + text.literal(source.name())
                        + " and exists (select 1 from " + SqlText.raw(schema.trackedRows(source))
                        + " as tracking where tracking.delivery_id = found.delivery_id"
                        + " and tracking.record_number = found.record_number) then '" + Erasing.ACCEPTED + "'\n")
                .collect(Collectors.joining());
        String untracked = sources.stream()
                .map(ErasedColumns::source)
                .filter(source -> !source.tracked())
                .map(source -> text.literal(source.name()))
                .collect(Collectors.joining(", "));
        String sql = dialect.stageTable(Erasing.RECORDS)
                + " as\nwith found as (\n  select source, delivery_id, record_number,\n"
                + "    list_sort(list_filter(list_distinct(flatten(list(uses))), lambda each: each is not null)) as uses\n  from "
                + Erasing.FOUND + "\n  group by source, delivery_id, record_number\n)\nselect found.*,\n  case\n"
                + "    when exists (\n      select 1 from audit.reject as reject\n"
                + "      where reject.delivery_id = found.delivery_id and reject.record_number = found.record_number\n"
                + "        and not exists (\n          select 1 from audit.replay as replay\n"
                + "          where replay.delivery_id = reject.delivery_id and replay.record_number = reject.record_number\n"
                + "        )\n    ) then '" + Erasing.REJECTED + "'\n" + tracked
                + (untracked.isEmpty()
                        ? ""
                        : "    when found.source in (" + untracked + ") then '" + Erasing.ACCEPTED + "'\n")
                + "    else '" + Erasing.FILTERED + "' end as fate\nfrom found";
        return Statement.of("judge records", Erasing.RECORDS, sql);
    }

    /** Notes the person's texts: the key, and what sensitive columns of the records say. Short ones are said of many. */
    List<Statement> note() {
        List<String> texts = new ArrayList<>();
        for (int place : ErasedKey.replaced(vault, hub)) {
            texts.add("select cast(" + text.name("stored", hub.key().get(place).name())
                    + " as varchar) as value, true as is_key from "
                    + SqlText.raw(Names.table(hub)) + " as stored where "
                    + text.name("stored", Names.hashKey(hub.name())) + " in (select old_key from " + Erasing.KEYS
                    + ")");
        }
        for (Table table : schema.stored()) {
            scope.sourceOf(table).flatMap(scope::erased).ifPresent(erased -> {
                boolean hasRecord = table.columnNames().contains(Names.RECORD_NUMBER);
                erased.in(Scope.valueColumns(table)).stream()
                        .filter(column -> hasRecord)
                        .forEach(column -> texts.add("select cast(" + text.name("stored", column)
                                + " as varchar), false from " + table.qualifiedName() + " as stored where "
                                + Erasing.isOfRecord("stored", erased.source().name(), text)));
            });
        }
        return List.of(Statement.of(
                "note texts",
                Erasing.TEXTS,
                dialect.stageTable(Erasing.TEXTS) + " as\nselect distinct value, is_key\nfrom (\n  "
                        + String.join("\n  union all\n  ", texts)
                        + "\n) as texts\nwhere value is not null and value <> ''"));
    }
}

package org.lierne.core.erasure;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Keys;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * The statements that take a person out of the tables of a vault: {@link #find} finds the records that name the keys,
 * {@link #judge} says what became of each, {@link #note} keeps what is looked for elsewhere, {@link #erase} changes tables,
 * and {@link #drop} forgets what was noted. Which columns hold what is told by the tables' columns, so that every table of
 * {@link VaultSchema} is covered, whatever it is for.
 */
public final class ErasurePlan {

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final SqlText text;
    private final Keys keys;
    private final Hub hub;
    private final HashColumns hashColumns;
    private final List<ErasedColumns> sources;
    private final List<String> temporary = new ArrayList<>();

    /** @param hub of which keys are erased */
    public ErasurePlan(Vault vault, VaultSchema schema, Dialect dialect, Hub hub) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.keys = new Keys(vault, schema, dialect);
        this.hub = hub;
        this.hashColumns = new HashColumns(vault);
        this.sources = ErasedColumns.of(vault, hub);
    }

    /** The tables that a hub's key stands in, itself or in a hash that is made of it. */
    public List<Table> tables() {
        Set<Table> tables = new LinkedHashSet<>();
        places(this::isOfKey).forEach(place -> tables.add(place.table()));
        return List.copyOf(tables);
    }

    private boolean isOfKey(HashColumns.Meaning meaning) {
        return meaning instanceof HashColumns.Meaning.OfHub of && of.hub().equals(hub.name())
                || meaning instanceof HashColumns.Meaning.OfLink link && links().contains(vault.link(link.link()));
    }

    private List<HashColumns.Place> places(java.util.function.Predicate<HashColumns.Meaning> wanted) {
        return hashColumns.of(schema.tables(), wanted);
    }

    private List<Link> links() {
        return vault.links().stream()
                .filter(link ->
                        link.connects().stream().anyMatch(each -> each.hub().equals(hub.name())))
                .toList();
    }

    private List<String> participants(Link link) {
        return link.connects().stream()
                .filter(each -> each.hub().equals(hub.name()))
                .map(Participant::name)
                .toList();
    }

    /** Lists the keys, with those that take their places, and finds the records that name them in what is stored. */
    public List<Statement> find(List<ErasedKey> erased) {
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
                        .map(part -> ", " + text.name("stored", part.name()) + " as " + text.name(was(part.name())))
                        .collect(Collectors.joining())
                + "\n  from given\n  join " + SqlText.raw(Names.table(hub)) + " as stored on given._hash = "
                + text.name("stored", hubKey) + "\n)\nselect renewed.*, "
                + text.render(dialect.hashes().hashKey(texts, vault.hashing())) + " as new_key\nfrom renewed";
        return Statement.of("list keys", Erasing.KEYS, sql);
    }

    private static String was(String part) {
        return "_was_" + part;
    }

    /** The records that rows of a table came with, where the row has a hash of an erased key. */
    private Optional<Statement> findIn(Table table) {
        List<String> columns = table.columnNames();
        Optional<String> source = sourceOf(table);
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
        HashColumns.Meaning meaning = hashColumns.meaning(table, column);
        String name = text.name("stored", column);
        Map<String, String> conditions = new LinkedHashMap<>();
        if (meaning instanceof HashColumns.Meaning.OfHub of && of.hub().equals(hub.name())) {
            conditions.put(of.use(), name + " in (select old_key from " + Erasing.KEYS + ")");
        }
        if (meaning instanceof HashColumns.Meaning.OfLink of) {
            Link link = vault.link(of.link());
            for (String participant : participants(link)) {
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

    /** The source whose records the rows of a table came with. */
    private Optional<String> sourceOf(Table table) {
        return switch (table.kind()) {
            case TRACKING, BATCH -> Optional.of(table.construct());
            case NON_HISTORIZED_LINK ->
                Optional.of(vault.link(table.construct()).source());
            case SATELLITE, EFFECTIVITY, MULTI_ACTIVE, NON_HISTORIZED_SATELLITE, STATUS, PRESENCE ->
                Optional.of(vault.satellite(table.construct()).source());
            case REFERENCE ->
                vault.reference(table.construct()).changes().stream()
                        .filter(changes -> Names.table(changes).equals(table.name()))
                        .map(Satellite::source)
                        .findFirst();
            default -> Optional.empty();
        };
    }

    /** Adds the staged records of a source that name a key, its deliveries having been read again. */
    public Statement findStaged(Source source, String stage) {
        ErasedColumns erased = ErasedColumns.ofSource(vault, hub, source.name()).orElseThrow();
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
    public Statement judge() {
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
    public List<Statement> note() {
        List<String> texts = new ArrayList<>();
        for (int place : ErasedKey.replaced(vault, hub)) {
            texts.add("select cast(" + text.name("stored", hub.key().get(place).name())
                    + " as varchar) as value, true as is_key from "
                    + SqlText.raw(Names.table(hub)) + " as stored where "
                    + text.name("stored", Names.hashKey(hub.name())) + " in (select old_key from " + Erasing.KEYS
                    + ")");
        }
        for (Table table : schema.stored()) {
            sourceOf(table)
                    .flatMap(source -> ErasedColumns.ofSource(vault, hub, source))
                    .ifPresent(erased -> {
                        boolean hasRecord = table.columnNames().contains(Names.RECORD_NUMBER);
                        erased.in(valueColumns(table)).stream()
                                .filter(column -> hasRecord)
                                .forEach(column -> texts.add("select cast(" + text.name("stored", column)
                                        + " as varchar), false from " + table.qualifiedName() + " as stored where "
                                        + Erasing.isOfRecord(
                                                "stored", erased.source().name(), text)));
                    });
        }
        return List.of(Statement.of(
                "note texts",
                Erasing.TEXTS,
                dialect.stageTable(Erasing.TEXTS) + " as\nselect distinct value, is_key\nfrom (\n  "
                        + String.join("\n  union all\n  ", texts)
                        + "\n) as texts\nwhere value is not null and value <> ''"));
    }

    private static List<String> valueColumns(Table table) {
        return table.columns().stream()
                .filter(column -> column.type() instanceof ColumnType.Value)
                .map(TableColumn::name)
                .toList();
    }

    /** Changes all tables of the vault; each statement's target is the table. */
    public List<Statement> erase() {
        temporary.clear();
        List<Statement> statements = new ArrayList<>();
        statements.add(renewHub());
        renew(
                statements,
                Erasing.KEYS,
                meaning -> meaning instanceof HashColumns.Meaning.OfHub of
                        && of.hub().equals(hub.name()),
                true);
        for (Link link : links()) {
            statements.add(listLinkKeys(link));
            renew(
                    statements,
                    Erasing.link(link.name()),
                    meaning -> meaning instanceof HashColumns.Meaning.OfLink of
                            && of.link().equals(link.name()),
                    false);
        }
        Set<String> changed = new LinkedHashSet<>();
        vault.satellites().stream().filter(Satellite::isStored).forEach(satellite -> {
            List<Statement> ofSatellite = erase(satellite);
            if (!ofSatellite.isEmpty()) {
                changed.add(satellite.name());
            }
            statements.addAll(ofSatellite);
        });
        vault.references().forEach(reference -> eraseReference(statements, reference));
        vault.links().stream()
                .filter(Link::isNonHistorized)
                .forEach(link -> emptyEvents(schema.table(Names.table(link)), link.source(), List.of())
                        .forEach(statements::add));
        for (Table table : schema.stored()) {
            statements.addAll(emptyMemory(table));
        }
        derived(changed)
                .forEach(table -> statements.add(Statement.of(
                        "empty what is built again",
                        table.qualifiedName(),
                        "delete from " + Erasing.target(table, text))));
        return statements;
    }

    /** Forgets what was noted, which holds what is erased. */
    public List<String> drop() {
        List<String> all = new ArrayList<>(temporary);
        all.addAll(List.of(Erasing.TEXTS, Erasing.RECORDS, Erasing.FOUND, Erasing.KEYS));
        return all.stream().map(table -> "drop table if exists " + table).toList();
    }

    private Statement renewHub() {
        Table table = schema.table(Names.table(hub));
        List<String> set = new ArrayList<>();
        hub.key()
                .forEach(part -> set.add(
                        text.name(table.storedColumn(part.name())) + " = " + text.name("renewed", part.name())));
        String column = text.name(table.storedColumn(Names.hashKey(hub.name())));
        set.add(column + " = renewed.new_key");
        return Statement.of(
                "give the key another",
                table.qualifiedName(),
                "update " + Erasing.target(table, text) + " as stored\nset " + String.join(", ", set) + "\nfrom "
                        + Erasing.KEYS + " as renewed\nwhere stored." + column + " = renewed.old_key");
    }

    /** @param butHub whether the hub's own table has its new keys already */
    private void renew(
            List<Statement> statements,
            String list,
            java.util.function.Predicate<HashColumns.Meaning> wanted,
            boolean butHub) {
        for (HashColumns.Place place : places(wanted)) {
            if (butHub && place.table().name().equals(Names.table(hub))) {
                continue;
            }
            String column = text.name(place.table().storedColumn(place.column()));
            statements.add(Statement.of(
                    "give " + place.column() + " another",
                    place.table().qualifiedName(),
                    "update " + Erasing.target(place.table(), text) + " as stored\nset " + column
                            + " = renewed.new_key\nfrom " + list + " as renewed\nwhere stored." + column
                            + " = renewed.old_key"));
        }
    }

    /** The keys of a link's rows that have an erased participant, made as its loads make them. */
    private Statement listLinkKeys(Link link) {
        List<Field<String>> texts = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        for (Participant participant : link.connects()) {
            Hub other = vault.hub(participant.hub());
            String relation = "of_" + participant.name();
            other.key()
                    .forEach(part ->
                            texts.add(dialect.hashes().canonicalText(field(relation, part.name()), part.type())));
            joins.append("\nleft join ").append(SqlText.raw(Names.table(other))).append(" as ");
            joins.append(text.name(relation)).append(" on ");
            joins.append(text.name(relation, Names.hashKey(other.name()))).append(" = ");
            joins.append(text.name("stored", Names.hashKey(participant.name())));
        }
        Table table = schema.table(Names.table(link));
        link.dependentChildKey()
                .forEach(part -> texts.add(
                        dialect.hashes().canonicalText(field("stored", part.name()), table.valueType(part.name()))));
        Field<?> hash = dialect.hashes().hashKey(texts, vault.hashing());
        boolean mayBeMissing = texts.size() == 1 || vault.hashing().profile().folds();
        String key = text.name("stored", Names.hashKey(link.name()));
        String where = participants(link).stream()
                .map(each ->
                        text.name("stored", Names.hashKey(each)) + " in (select new_key from " + Erasing.KEYS + ")")
                .collect(Collectors.joining(" or "));
        String list = Erasing.link(link.name());
        temporary.add(list);
        return Statement.of(
                "list keys of " + link.name(),
                list,
                dialect.stageTable(list) + " as\nselect distinct " + key + " as old_key,\n  "
                        + text.render(mayBeMissing ? DSL.field("coalesce({0}, {1})", hash, keys.unknown()) : hash)
                        + " as new_key\nfrom " + SqlText.raw(table.name()) + " as stored" + joins + "\nwhere " + where);
    }

    /** A reference table whose key is the person's gets another; what is looked up by it becomes empty like elsewhere. */
    private void eraseReference(List<Statement> statements, Reference reference) {
        for (DescriptiveSatellite changes : reference.changes()) {
            Map<String, String> renewed = renewedKey(reference, changes);
            if (!renewed.isEmpty()) {
                listReferenceKeys(statements, reference, changes, renewed);
            }
            List<String> erased = erasedColumns(changes).stream()
                    .filter(column -> !reference.key().contains(column))
                    .toList();
            if (!renewed.isEmpty() || !erased.isEmpty()) {
                SatelliteErasure erasure =
                        new SatelliteErasure(vault, schema, dialect, changes, erased, Optional.empty());
                temporary.addAll(erasure.temporary());
                statements.addAll(erasure.statements());
            }
        }
    }

    /** The columns of a reference's key that hold a part of the hub's, with the part. */
    private Map<String, String> renewedKey(Reference reference, Satellite changes) {
        Map<String, String> renewed = new LinkedHashMap<>();
        ErasedColumns.ofSource(vault, hub, changes.source())
                .ifPresent(erased -> erased.uses()
                        .forEach(use -> ErasedKey.replaced(vault, hub).stream()
                                .filter(part ->
                                        reference.key().contains(use.columns().get(part)))
                                .forEach(part -> renewed.put(
                                        use.columns().get(part),
                                        hub.key().get(part).name()))));
        return renewed;
    }

    private void listReferenceKeys(
            List<Statement> statements, Reference reference, Satellite changes, Map<String, String> renewed) {
        Table table = schema.table(Names.table(changes));
        String list = Erasing.of("keys", changes.name());
        temporary.add(list);
        String key = Names.parentKey(changes);
        String values = renewed.entrySet().stream()
                .map(each -> "cast(" + text.name("renewed", each.getValue()) + " as "
                        + dialect.types().of(table.valueType(each.getKey())) + ") as " + text.name(each.getKey()))
                .collect(Collectors.joining(", "));
        String same = renewed.entrySet().stream()
                .map(each ->
                        "upper(trim(cast(" + text.name("stored", each.getKey()) + " as varchar))) = upper(trim(cast("
                                + text.name("renewed", was(each.getValue())) + " as varchar)))")
                .collect(Collectors.joining(" and "));
        List<Field<String>> texts = reference.key().stream()
                .map(column -> dialect.hashes().canonicalText(field("rows_renewed", column), table.valueType(column)))
                .toList();
        statements.add(Statement.of(
                "list keys of " + reference.name(),
                list,
                dialect.stageTable(list) + " as\nselect distinct rows_renewed.*, "
                        + text.render(dialect.hashes().lierneKey(texts, vault.hashing()))
                        + " as new_key\nfrom (\n  select "
                        + text.name("stored", key) + " as old_key, " + values
                        + reference.key().stream()
                                .filter(column -> !renewed.containsKey(column))
                                .map(column -> ", " + text.name("stored", column))
                                .collect(Collectors.joining())
                        + "\n  from " + table.qualifiedName() + " as stored\n  join " + Erasing.KEYS
                        + " as renewed on " + same + "\n) as rows_renewed"));
        statements.add(Statement.of(
                "give the key of " + reference.name() + " another",
                table.qualifiedName(),
                "update " + Erasing.target(table, text) + " as stored\nset "
                        + renewed.keySet().stream()
                                .map(column ->
                                        text.name(table.storedColumn(column)) + " = renewed." + text.name(column))
                                .collect(Collectors.joining(", "))
                        + "\nfrom " + list + " as renewed\nwhere stored." + text.name(table.storedColumn(key))
                        + " = renewed.old_key"));
        renew(
                statements,
                list,
                meaning -> meaning instanceof HashColumns.Meaning.OfReference of
                        && of.reference().equals(reference.name()),
                false);
    }

    private List<Statement> erase(Satellite satellite) {
        if (satellite instanceof EffectivitySatellite effectivity) {
            return hashSets(effectivity);
        }
        List<String> erased = erasedColumns(satellite);
        Table table = schema.table(Names.table(satellite));
        if (satellite instanceof DescriptiveSatellite || satellite instanceof MultiActiveSatellite) {
            Set<String> ofKey = ErasedColumns.ofSource(vault, hub, satellite.source())
                    .map(source -> source.keyColumns(vault, hub))
                    .orElse(Set.of());
            if (!SatelliteErasure.concerns(schema, satellite, Set.copyOf(erased), ofKey)) {
                return List.of();
            }
            SatelliteErasure erasure =
                    new SatelliteErasure(vault, schema, dialect, satellite, erased, ownKeys(satellite));
            temporary.addAll(erasure.temporary());
            return erasure.statements();
        }
        return emptyEvents(table, satellite.source(), erased);
    }

    /** Which columns of a satellite become empty; of a retired one, those too of which the metadata say nothing any more. */
    private List<String> erasedColumns(Satellite satellite) {
        Optional<ErasedColumns> source = ErasedColumns.ofSource(vault, hub, satellite.source());
        List<String> described = vault.source(satellite.source()).columns().stream()
                .map(column -> column.name())
                .toList();
        return schema.payload(satellite).stream()
                .filter(column -> source.filter(each -> each.values().contains(column)
                                        || each.keyColumns(vault, hub).contains(column))
                                .isPresent()
                        || satellite.isRetired() && !described.contains(column))
                .toList();
    }

    private Optional<String> ownKeys(Satellite satellite) {
        if (satellite.parent() instanceof Parent.OfHub of && of.hub().equals(hub.name())) {
            return Optional.of(Erasing.KEYS);
        }
        return satellite.parent() instanceof Parent.OfLink of
                        && links().stream().anyMatch(link -> link.name().equals(of.name()))
                ? Optional.of(Erasing.link(satellite.parent().name()))
                : Optional.empty();
    }

    /** The hashes of sets of links whose keys have changed. */
    private List<Statement> hashSets(EffectivitySatellite satellite) {
        Link link = vault.link(satellite.parent().name());
        if (!links().contains(link)) {
            return List.of();
        }
        Unit unit = Unit.of(vault, satellite);
        Table table = schema.table(Names.table(satellite));
        String linkKey = Names.hashKey(link.name());
        String sets = Erasing.of("sets", satellite.name());
        temporary.add(sets);
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.of(
                "list sets",
                sets,
                dialect.stageTable(sets)
                        + " as\nselect distinct _old, _new\nfrom (\n  select min(stored.hashdiff) as _old, "
                        + text.render(keys.hashOfSet(field("stored", linkKey))) + " as _new\n  from "
                        + table.qualifiedName() + " as stored\n  group by " + text.list("stored", unit.identity())
                        + "\n  having bool_or(" + text.name("stored", linkKey) + " in (select new_key from "
                        + Erasing.link(link.name()) + "))\n) as sets\nwhere _old is distinct from _new"));
        statements.add(renewSet(table, Names.HASHDIFF, sets));
        Source source = vault.source(satellite.source());
        for (String name : List.of(Names.tracking(source), Names.retracked(source))) {
            schema.find(name)
                    .filter(tracking -> tracking.columnNames().contains(Names.hashdiff(satellite)))
                    .ifPresent(tracking -> statements.add(renewSet(tracking, Names.hashdiff(satellite), sets)));
        }
        return statements;
    }

    private Statement renewSet(Table table, String column, String sets) {
        String name = text.name(table.storedColumn(column));
        return Statement.of(
                "hash sets again",
                table.qualifiedName(),
                "update " + Erasing.target(table, text) + " as stored\nset " + name + " = sets._new\nfrom " + sets
                        + " as sets\nwhere stored." + name + " = sets._old");
    }

    /** What happened once says less of it; what takes it back says what it takes back. */
    private List<Statement> emptyEvents(Table table, String source, List<String> ofSatellite) {
        List<String> columns = new ArrayList<>(ofSatellite);
        ErasedColumns.ofSource(vault, hub, source)
                .ifPresent(erased -> erased.in(valueColumns(table)).stream()
                        .filter(column -> !columns.contains(column))
                        .forEach(columns::add));
        if (columns.isEmpty() || table.kind() == Table.Kind.STATUS) {
            return List.of();
        }
        List<Statement> statements = new ArrayList<>();
        String key = table.columnNames().get(0);
        String set = "update " + Erasing.target(table, text) + " as stored\nset "
                + Erasing.emptied(table, columns, text) + "\nwhere ";
        if (table.isCorrected()) {
            statements.add(Statement.of(
                    "empty what takes it back",
                    table.qualifiedName(),
                    set + "stored." + text.name(table.storedColumn(Names.COUNTER))
                            + " < 0 and exists (\n  select 1 from "
                            + table.qualifiedName() + " as said\n  where said.counter > 0 and said.correction = stored."
                            + text.name(table.storedColumn(Names.CORRECTION)) + " - 1 and "
                            + text.name("said", key) + " = stored." + text.name(table.storedColumn(key)) + "\n    and "
                            + Erasing.isOfRecord("said", source, text) + "\n)"));
        }
        statements.add(Statement.of(
                "empty what is erased",
                table.qualifiedName(),
                set
                        + (table.isCorrected()
                                ? "stored." + text.name(table.storedColumn(Names.COUNTER)) + " > 0 and "
                                : "")
                        + Erasing.isOfRecord("stored", source, text)));
        return statements;
    }

    /** What loads remember beside hashes: columns that no hashdiff stands for, and what has no place. */
    private List<Statement> emptyMemory(Table table) {
        boolean isMemory = switch (table.kind()) {
            case TRACKING, BATCH, STATUS, PRESENCE -> true;
            default -> false;
        };
        Optional<ErasedColumns> erased =
                isMemory ? sourceOf(table).flatMap(name -> ErasedColumns.ofSource(vault, hub, name)) : Optional.empty();
        if (erased.isEmpty() || !table.columnNames().contains(Names.RECORD_NUMBER)) {
            return List.of();
        }
        String where =
                "\nwhere " + Erasing.isOfRecord("stored", erased.get().source().name(), text);
        List<Statement> statements = new ArrayList<>();
        List<String> columns = erased.get().in(valueColumns(table));
        if (!columns.isEmpty()) {
            statements.add(Statement.of(
                    "empty what is remembered",
                    table.qualifiedName(),
                    "update " + Erasing.target(table, text) + " as stored\nset " + Erasing.emptied(table, columns, text)
                            + where));
        }
        if (table.columnNames().contains(Names.UNMAPPED)) {
            statements.add(Statement.of(
                    "empty what has no place",
                    table.qualifiedName(),
                    "update " + Erasing.target(table, text) + " as stored\nset "
                            + text.name(table.storedColumn(Names.UNMAPPED)) + " = '{}'" + where));
        }
        return statements;
    }

    /** The derived tables that rest on what changes: they are built again. */
    private List<Table> derived(Set<String> changed) {
        Set<String> leading = changed.stream()
                .map(name -> Names.referencedKey(vault.satellite(name)))
                .collect(Collectors.toSet());
        Set<Table> named = new LinkedHashSet<>(tables());
        return schema.tables().stream()
                .filter(Table::isDerived)
                .filter(table ->
                        named.contains(table) || table.columnNames().stream().anyMatch(leading::contains))
                .toList();
    }
}

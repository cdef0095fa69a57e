package org.lierne.core.erasure;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/** The statements that give an erased key, and all hashes that are made of it, others. */
final class KeyRenewal {

    private final Scope scope;
    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final SqlText text;
    private final Hub hub;
    private final List<String> temporary;

    /** @param temporary gets the temporary tables that are made */
    KeyRenewal(Scope scope, List<String> temporary) {
        this.scope = scope;
        this.vault = scope.vault();
        this.schema = scope.schema();
        this.dialect = scope.dialect();
        this.text = scope.text();
        this.hub = scope.hub();
        this.temporary = temporary;
    }

    /** The hub's own row, then every column that has its key, then those of its links. */
    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        statements.add(renewHub());
        renew(
                statements,
                Erasing.KEYS,
                meaning -> meaning instanceof HashColumns.Meaning.OfHub of
                        && of.hub().equals(hub.name()),
                true);
        for (Link link : scope.links()) {
            statements.add(listLinkKeys(link));
            renew(
                    statements,
                    Erasing.link(link.name()),
                    meaning -> meaning instanceof HashColumns.Meaning.OfLink of
                            && of.link().equals(link.name()),
                    false);
        }
        return statements;
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
        for (HashColumns.Place place : scope.places(wanted)) {
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
        String where = scope.participants(link).stream()
                .map(each ->
                        text.name("stored", Names.hashKey(each)) + " in (select new_key from " + Erasing.KEYS + ")")
                .collect(Collectors.joining(" or "));
        String list = Erasing.link(link.name());
        temporary.add(list);
        return Statement.of(
                "list keys of " + link.name(),
                list,
                dialect.stageTable(list) + " as\nselect distinct " + key + " as old_key,\n  "
                        + text.render(
                                mayBeMissing
                                        ? DSL.field(
                                                "coalesce({0}, {1})",
                                                hash, scope.keys().unknown())
                                        : hash)
                        + " as new_key\nfrom " + SqlText.raw(table.name()) + " as stored" + joins + "\nwhere " + where);
    }

    /** The columns of a reference's key that hold a part of the hub's, with the part. */
    Map<String, String> renewedKey(Reference reference, Satellite changes) {
        Map<String, String> renewed = new LinkedHashMap<>();
        scope.erased(changes.source())
                .ifPresent(erased -> erased.uses()
                        .forEach(use -> ErasedKey.replaced(vault, hub).stream()
                                .filter(part ->
                                        reference.key().contains(use.columns().get(part)))
                                .forEach(part -> renewed.put(
                                        use.columns().get(part),
                                        hub.key().get(part).name()))));
        return renewed;
    }

    /** Gives the key of a reference table another, and its hash wherever it stands. */
    void listReferenceKeys(
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
                                + text.name("renewed", Scope.was(each.getValue())) + " as varchar)))")
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

    /** The hashes of sets of links whose keys have changed. */
    List<Statement> hashSets(EffectivitySatellite satellite) {
        Link link = vault.link(satellite.parent().name());
        if (!scope.links().contains(link)) {
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
                        + text.render(scope.keys().hashOfSet(field("stored", linkKey))) + " as _new\n  from "
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
}

package org.lierne.core.erasure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
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

    private final Scope scope;
    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final SqlText text;
    private final Hub hub;
    private final RecordSearch search;
    private final List<String> temporary = new ArrayList<>();
    private final KeyRenewal renewal;

    /** @param hub of which keys are erased */
    public ErasurePlan(Vault vault, VaultSchema schema, Dialect dialect, Hub hub) {
        this.scope = Scope.of(vault, schema, dialect, hub);
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.text = scope.text();
        this.hub = hub;
        this.search = new RecordSearch(scope);
        this.renewal = new KeyRenewal(scope, temporary);
    }

    /** Lists the keys, with those that take their places, and finds the records that name them in what is stored. */
    public List<Statement> find(List<ErasedKey> erased) {
        return search.find(erased);
    }

    /** Adds the staged records of a source that name a key, its deliveries having been read again. */
    public Statement findStaged(Source source, String stage) {
        return search.findStaged(source, stage);
    }

    /**
     * Lists each record once, with what became of it: what is refused, and was not taken since, or what is tracked; of sources
     * that are not tracked, what is not refused is taken to have been accepted.
     */
    public Statement judge() {
        return search.judge();
    }

    /** Notes the person's texts: the key, and what sensitive columns of the records say. Short ones are said of many. */
    public List<Statement> note() {
        return search.note();
    }

    /** The tables that a hub's key stands in, itself or in a hash that is made of it. */
    public List<Table> tables() {
        Set<Table> tables = new LinkedHashSet<>();
        scope.places(scope::isOfKey).forEach(place -> tables.add(place.table()));
        return List.copyOf(tables);
    }

    /** Changes all tables of the vault; each statement's target is the table. */
    public List<Statement> erase() {
        temporary.clear();
        List<Statement> statements = new ArrayList<>();
        statements.addAll(renewal.statements());
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

    /** A reference table whose key is the person's gets another; what is looked up by it becomes empty like elsewhere. */
    private void eraseReference(List<Statement> statements, Reference reference) {
        for (DescriptiveSatellite changes : reference.changes()) {
            Map<String, String> renewed = renewal.renewedKey(reference, changes);
            if (!renewed.isEmpty()) {
                renewal.listReferenceKeys(statements, reference, changes, renewed);
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

    private List<Statement> erase(Satellite satellite) {
        if (satellite instanceof EffectivitySatellite effectivity) {
            return renewal.hashSets(effectivity);
        }
        List<String> erased = erasedColumns(satellite);
        Table table = schema.table(Names.table(satellite));
        if (satellite instanceof DescriptiveSatellite || satellite instanceof MultiActiveSatellite) {
            Set<String> ofKey = scope.erased(satellite.source())
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
        Optional<ErasedColumns> source = scope.erased(satellite.source());
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
                        && scope.links().stream().anyMatch(link -> link.name().equals(of.name()))
                ? Optional.of(Erasing.link(satellite.parent().name()))
                : Optional.empty();
    }

    /** What happened once says less of it; what takes it back says what it takes back. */
    private List<Statement> emptyEvents(Table table, String source, List<String> ofSatellite) {
        List<String> columns = new ArrayList<>(ofSatellite);
        scope.erased(source)
                .ifPresent(erased -> erased.in(Scope.valueColumns(table)).stream()
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
                isMemory ? scope.sourceOf(table).flatMap(name -> scope.erased(name)) : Optional.empty();
        if (erased.isEmpty() || !table.columnNames().contains(Names.RECORD_NUMBER)) {
            return List.of();
        }
        String where =
                "\nwhere " + Erasing.isOfRecord("stored", erased.get().source().name(), text);
        List<Statement> statements = new ArrayList<>();
        List<String> columns = erased.get().in(Scope.valueColumns(table));
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

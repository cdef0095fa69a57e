package org.lierne.core.schema;

import static org.lierne.core.schema.CommonColumns.hash;
import static org.lierne.core.schema.CommonColumns.order;
import static org.lierne.core.schema.CommonColumns.origin;
import static org.lierne.core.schema.CommonColumns.record;
import static org.lierne.core.schema.CommonColumns.runId;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.DataType;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.HashdiffColumns;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Link;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;

/**
 * The tables of a vault. The order of a table's columns is part of it: hashdiffs follow it, so it is that of the
 * recorded migrations wherever there are any, and that of the metadata only for what is new.
 */
public record VaultSchema(Hashing hashing, List<Table> tables) {

    public VaultSchema {
        tables = List.copyOf(tables);
    }

    /** The tables that a vault means, as if there had never been others. */
    public static VaultSchema of(Vault vault) {
        List<Table> tables = new ArrayList<>();
        vault.hubs().forEach(hub -> tables.add(hubTable(hub)));
        vault.links().forEach(link -> tables.add(linkTable(vault, link)));
        vault.satellites().stream()
                .filter(Satellite::isStored)
                .forEach(satellite -> tables.add(satelliteTable(vault, satellite)));
        vault.references()
                .forEach(reference -> reference
                        .changes()
                        .forEach(changes ->
                                tables.add(referenceTable(vault.source(changes.source()), reference, changes))));
        vault.sources().stream()
                .filter(Source::tracked)
                .forEach(source -> tables.add(TrackingTables.tracking(vault, source)));
        vault.sources().stream()
                .filter(source -> source.tracked() && source.trackingEnds().isPresent())
                .forEach(source -> tables.add(TrackingTables.ended(source)));
        vault.sources().stream()
                .filter(Source::captures)
                .forEach(source -> tables.add(TrackingTables.captured(source)));
        vault.sources().forEach(source -> tables.addAll(PresenceTables.of(vault, source)));
        vault.satellites().forEach(satellite -> tables.addAll(presenceTables(vault, satellite)));
        vault.hubs().forEach(hub -> tables.add(TrackingTables.firstSeen(Names.firstSeen(hub), hub.name())));
        vault.links().forEach(link -> tables.add(TrackingTables.firstSeen(Names.firstSeen(link), link.name())));
        StoredNames storedNames = new StoredNames(vault);
        tables.replaceAll(storedNames::of);
        tables.addAll(ComputedTables.of(vault));
        // Behind all others, since what is renamed is told by its place.
        tables.addAll(BusinessVaultTables.of(vault, new VaultSchema(vault.hashing(), tables)));
        return new VaultSchema(vault.hashing(), tables);
    }

    /** The tables whose rows are kept for good: all but those that are derived. */
    public List<Table> stored() {
        return tables.stream().filter(table -> !table.isDerived()).toList();
    }

    /** The table of that name, if there is one. */
    public Optional<Table> find(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Table table(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("the vault has no table \"" + name + "\""));
    }

    /**
     * The table or view that has one row per row of each tracked delivery of a source, with all that is known of it: that
     * of tracking rows, or, where deliveries may have been read again for what was described later, a view over it.
     */
    public String trackedRows(Source source) {
        return find(Names.retracked(source)).isPresent() ? Names.tracked(source) : Names.tracking(source);
    }

    /** The names of a satellite's payload columns, in the order of its table and its hashdiff. */
    public List<String> payload(Satellite satellite) {
        return table(Names.table(satellite)).columnNames().stream()
                .filter(satellite.columns()::contains)
                .toList();
    }

    /** The names of the columns that a satellite's hashdiff is made of, in the order in which they are hashed. */
    public List<String> hashed(Satellite satellite) {
        // What is hashed besides has no place in the table, and stands before what a later column may follow.
        List<String> hashed =
                new ArrayList<>(satellite.hashdiff().with().stream().sorted().toList());
        payload(satellite).stream()
                .filter(column -> !satellite.hashdiff().without().contains(column))
                .forEach(hashed::add);
        boolean byName =
                hashing.profile() == Hashing.Profile.AUTOMATE_DV && !(satellite.parent() instanceof Parent.OfReference);
        return byName ? hashed.stream().sorted().toList() : hashed;
    }

    /** The columns of the view that a reference table is read by: its key, what is looked up, and where from. */
    public List<TableColumn> columns(Reference reference) {
        return heldColumns(reference, List.of(Names.LOAD_DATE, Names.RECORD_SOURCE));
    }

    /** The columns of the view of what held when. */
    public List<TableColumn> historyColumns(Reference reference) {
        List<TableColumn> columns = new ArrayList<>(heldColumns(reference, List.of(Names.LOAD_DATE)));
        columns.add(TableColumn.optional(Names.LOAD_END_DATE, ColumnType.of(DataType.TIMESTAMP)));
        columns.add(TableColumn.required(Names.IS_CURRENT, ColumnType.of(DataType.BOOLEAN)));
        List<String> origin = List.of(Names.RECORD_SOURCE, Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.RUN_ID);
        columns.addAll(columns(reference, origin));
        return columns;
    }

    private List<TableColumn> heldColumns(Reference reference, List<String> more) {
        List<String> names = new ArrayList<>(reference.key());
        names.addAll(reference.columns());
        names.addAll(more);
        return columns(reference, names);
    }

    private List<TableColumn> columns(Reference reference, List<String> names) {
        Table table = table(Names.table(reference.changes().get(0)));
        return names.stream()
                .map(name -> table.columns().get(table.columnNames().indexOf(name)))
                .toList();
    }

    private static Table hubTable(Hub hub) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(hash(Names.hashKey(hub.name())));
        for (KeyColumn part : hub.key()) {
            columns.add(TableColumn.optional(part.name(), ColumnType.of(part.type())));
        }
        columns.addAll(origin());
        String identity = hub.key().stream().map(VaultSchema::keyPart).collect(Collectors.joining(", "));
        return new Table(Table.Kind.HUB, Names.table(hub), hub.name(), identity, columns);
    }

    private static String keyPart(KeyColumn part) {
        Cleaning cleaning = part.cleaning();
        StringBuilder text = new StringBuilder(part.name() + " " + part.type());
        if (cleaning.trim()) {
            text.append(" trimmed");
        }
        cleaning.replace()
                .forEach((pattern, replacement) -> text.append(" replacing \"")
                        .append(pattern)
                        .append("\" by \"")
                        .append(replacement)
                        .append('"'));
        cleaning.textCase()
                .ifPresent(textCase -> text.append(" ").append(textCase.name().toLowerCase(Locale.ROOT)));
        return text.toString();
    }

    private static Table linkTable(Vault vault, Link link) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(hash(Names.hashKey(link.name())));
        for (Participant participant : link.connects()) {
            columns.add(hash(Names.hashKey(participant.name())));
        }
        for (Link.DependentChildKey part : link.dependentChildKey()) {
            columns.add(TableColumn.optional(part.name(), ColumnType.of(part.type())));
        }
        if (link.isNonHistorized()) {
            columns.addAll(event(vault.source(link.source()), link.isRetired(), link.columns(), link.isCorrected()));
        } else {
            columns.addAll(origin());
        }
        List<String> parts = new ArrayList<>();
        link.connects()
                .forEach(each -> parts.add(
                        each.name().equals(each.hub()) ? each.name() : each.name() + " (" + each.hub() + ")"));
        link.dependentChildKey().forEach(each -> parts.add(each.name() + (link.isRetired() ? "" : " " + each.type())));
        Table.Kind kind = link.isNonHistorized() ? Table.Kind.NON_HISTORIZED_LINK : Table.Kind.LINK;
        String identity = String.join(", ", parts) + corrected(link.isCorrected());
        return new Table(kind, Names.table(link), link.name(), identity, columns);
    }

    /** Without counters, what is loaded could not be told from what takes it back. */
    private static String corrected(boolean isCorrected) {
        return isCorrected ? Table.CORRECTED : "";
    }

    /** The columns of a row that stands for good: the record that brought it, and what that says. */
    private static List<TableColumn> event(
            Source source, boolean isRetired, List<String> payload, boolean isCorrected) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.required(Names.LOAD_DATE, ColumnType.of(DataType.TIMESTAMP)));
        columns.addAll(record());
        columns.add(TableColumn.required(Names.RECORD_SOURCE, ColumnType.of(DataType.VARCHAR)));
        columns.add(runId());
        if (isCorrected) {
            columns.add(TableColumn.required(Names.COUNTER, ColumnType.of(DataType.INTEGER)));
            columns.add(TableColumn.required(Names.CORRECTION, ColumnType.of(DataType.INTEGER)));
        }
        for (String name : payload) {
            columns.add(TableColumn.optional(name, payloadType(source, isRetired, name)));
        }
        return columns;
    }

    private static Table referenceTable(Source source, Reference reference, DescriptiveSatellite changes) {
        String identity = reference.key().stream()
                .map(column -> column
                        + (reference.isRetired()
                                ? ""
                                : " " + source.column(column).type()))
                .collect(Collectors.joining(", "));
        return new Table(
                Table.Kind.REFERENCE, Names.table(changes), reference.name(), identity, changeColumns(source, changes));
    }

    private static Table satelliteTable(Vault vault, Satellite satellite) {
        Source source = vault.source(satellite.source());
        if (satellite instanceof EffectivitySatellite effectivity) {
            return effectivityTable(vault, source, effectivity);
        }
        if (satellite instanceof StatusSatellite status) {
            return PresenceTables.of(vault, status, order(source));
        }
        if (satellite instanceof NonHistorizedSatellite nonHistorized) {
            List<TableColumn> columns = new ArrayList<>(List.of(hash(Names.parentKey(satellite))));
            columns.addAll(
                    event(source, nonHistorized.isRetired(), nonHistorized.columns(), nonHistorized.isCorrected()));
            return new Table(
                    Table.Kind.NON_HISTORIZED_SATELLITE,
                    Names.table(satellite),
                    satellite.name(),
                    satellite.parent().name() + " from " + source.name() + corrected(nonHistorized.isCorrected()),
                    columns);
        }
        String identity = satellite.parent().name() + " from " + source.name() + hashedOtherwise(satellite);
        List<TableColumn> columns = changeColumns(source, satellite);
        if (satellite instanceof MultiActiveSatellite multiActive) {
            identity += " by " + String.join(", ", multiActive.subKey());
            return new Table(Table.Kind.MULTI_ACTIVE, Names.table(satellite), satellite.name(), identity, columns);
        }
        return new Table(Table.Kind.SATELLITE, Names.table(satellite), satellite.name(), identity, columns);
    }

    private static String hashedOtherwise(Satellite satellite) {
        HashdiffColumns hashdiff = satellite.hashdiff();
        return listed(" hashed with ", hashdiff.with()) + listed(" hashed without ", hashdiff.without());
    }

    private static String listed(String before, List<String> columns) {
        return columns.isEmpty() ? "" : before + columns.stream().sorted().collect(Collectors.joining(", "));
    }

    private static List<TableColumn> changeColumns(Source source, Satellite satellite) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(hash(Names.parentKey(satellite)));
        columns.addAll(order(source));
        columns.add(hash(Names.HASHDIFF));
        if (satellite instanceof MultiActiveSatellite) {
            columns.add(hash(Names.BLOCK_HASHDIFF));
        }
        columns.add(TableColumn.required(Names.RECORD_SOURCE, ColumnType.of(DataType.VARCHAR)));
        columns.add(runId());
        for (String name : satellite.columns()) {
            columns.add(TableColumn.optional(name, payloadType(source, satellite.isRetired(), name)));
        }
        return columns;
    }

    /** Of what is retired, whose source may have other columns by now, the recorded table knows the types. */
    private static ColumnType payloadType(Source source, boolean isRetired, String column) {
        return ColumnType.of(
                isRetired ? DataType.VARCHAR : source.column(column).type());
    }

    private static Table effectivityTable(Vault vault, Source source, EffectivitySatellite satellite) {
        Link link = vault.link(satellite.parent().name());
        List<TableColumn> columns = new ArrayList<>();
        for (String part : satellite.drivingKey()) {
            columns.add(drivingKeyColumn(link, part));
        }
        columns.add(hash(Names.hashKey(link.name())));
        columns.addAll(order(source));
        columns.add(hash(Names.HASHDIFF));
        columns.add(TableColumn.required(Names.RECORD_SOURCE, ColumnType.of(DataType.VARCHAR)));
        columns.add(runId());
        String identity =
                link.name() + " from " + source.name() + " driven by " + String.join(", ", satellite.drivingKey());
        return new Table(Table.Kind.EFFECTIVITY, Names.table(satellite), satellite.name(), identity, columns);
    }

    private static List<Table> presenceTables(Vault vault, Satellite satellite) {
        List<TableColumn> order = order(vault.source(satellite.source()));
        if (satellite instanceof MultiActiveSatellite) {
            return PresenceTables.of(vault, satellite, List.of(hash(Names.parentKey(satellite))), order)
                    .toList();
        }
        if (!(satellite instanceof EffectivitySatellite effectivity)) {
            return List.of();
        }
        Link link = vault.link(effectivity.parent().name());
        List<TableColumn> key = effectivity.drivingKey().stream()
                .map(part -> drivingKeyColumn(link, part))
                .toList();
        return PresenceTables.of(vault, satellite, key, order).toList();
    }

    private static TableColumn drivingKeyColumn(Link link, String part) {
        return link.dependentChildKey().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .map(each -> TableColumn.optional(part, ColumnType.of(each.type())))
                .orElseGet(() -> hash(Names.hashKey(part)));
    }
}

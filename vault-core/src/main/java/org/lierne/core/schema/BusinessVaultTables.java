package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lierne.core.model.Bridge;
import org.lierne.core.model.BusinessVault;
import org.lierne.core.model.DataType;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.PointInTime;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.model.Vault;

/** The tables that are derived from the raw vault: snapshot dates, point-in-time tables and bridges. */
public final class BusinessVaultTables {

    private BusinessVaultTables() {}

    /** @param rawVault the tables of the raw vault */
    static List<Table> of(Vault vault, VaultSchema rawVault) {
        BusinessVault derived = vault.businessVault();
        List<Table> tables = new ArrayList<>();
        derived.snapshots().forEach(rule -> tables.add(snapshots(rule)));
        derived.pointInTime().forEach(each -> tables.add(pointInTime(vault, rawVault, each)));
        derived.bridges().forEach(bridge -> tables.add(bridge(bridge)));
        return tables;
    }

    private static Table snapshots(SnapshotRule rule) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(snapshotDate());
        for (SnapshotRule.Every every : SnapshotRule.Every.values()) {
            columns.add(TableColumn.required(Names.keptBy(every), ColumnType.of(DataType.BOOLEAN)));
        }
        return table(Table.Kind.SNAPSHOT, Names.table(rule), rule.name(), rule.name(), columns);
    }

    private static Table pointInTime(Vault vault, VaultSchema rawVault, PointInTime pointInTime) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(hash(Names.parentKey(pointInTime.of())));
        columns.add(snapshotDate());
        for (String name : pointInTime.satellites()) {
            Satellite satellite = vault.satellite(name);
            columns.add(hash(Names.referencedKey(satellite)));
            Table stored = rawVault.table(Names.table(satellite));
            for (String part : referenced(satellite, stored)) {
                ColumnType type =
                        stored.columns().get(stored.columnNames().indexOf(part)).type();
                columns.add(TableColumn.optional(Names.referenced(satellite, part), type));
            }
        }
        columns.add(runId());
        String identity = pointInTime.of().name() + " by " + pointInTime.snapshots() + " with "
                + String.join(", ", pointInTime.satellites());
        return table(Table.Kind.POINT_IN_TIME, Names.table(pointInTime), pointInTime.name(), identity, columns);
    }

    /**
     * The columns that, beside the key, lead to what holds of a satellite: to its row, or, of a multi-active one, to all
     * rows of its block.
     *
     * @param stored the satellite's table
     */
    public static List<String> referenced(Satellite satellite, Table stored) {
        List<String> parts = satellite instanceof MultiActiveSatellite
                ? List.of(Names.LOAD_DATE, Names.SEQUENCE, Names.DELIVERY_ID)
                : List.of(
                        Names.LOAD_DATE,
                        Names.SEQUENCE,
                        Names.DELIVERY_ID,
                        Names.RECORD_NUMBER,
                        Names.ROW_NUMBER,
                        // What corrects is two rows of one record.
                        Names.COUNTER);
        return parts.stream().filter(stored.columnNames()::contains).toList();
    }

    private static Table bridge(Bridge bridge) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(snapshotDate());
        bridge.path().forEach(step -> columns.add(hash(Names.hashKey(step.name()))));
        columns.add(runId());
        String path = bridge.path().stream()
                .map(step -> step instanceof Bridge.HubStep hub
                        ? hub.name() + " (" + hub.hub() + " " + hub.before() + " " + hub.after() + ")"
                        : step.name())
                .collect(Collectors.joining(", "));
        return table(
                Table.Kind.BRIDGE, Names.table(bridge), bridge.name(), path + " by " + bridge.snapshots(), columns);
    }

    private static Table table(
            Table.Kind kind, String name, String construct, String identity, List<TableColumn> columns) {
        return new Table(Table.BUSINESS_VAULT, kind, name, construct, identity, columns, Optional.empty());
    }

    private static TableColumn snapshotDate() {
        return TableColumn.required(Names.SNAPSHOT_DATE, ColumnType.of(DataType.TIMESTAMP));
    }

    private static TableColumn runId() {
        return TableColumn.required(Names.RUN_ID, ColumnType.of(DataType.BIGINT));
    }

    private static TableColumn hash(String name) {
        return TableColumn.required(name, new ColumnType.Hash());
    }
}

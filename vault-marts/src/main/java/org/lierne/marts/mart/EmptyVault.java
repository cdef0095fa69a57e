package org.lierne.marts.mart;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.schema.ViewColumns;
import org.lierne.marts.computation.Computation;

/** The tables and views of a raw vault as empty tables, to bind queries against. */
final class EmptyVault {

    private final Vault vault;
    private final VaultSchema schema;

    EmptyVault(Vault vault, VaultSchema schema) {
        this.vault = vault;
        this.schema = schema;
    }

    /** The names of all tables and views of a raw vault. */
    static List<String> names(Vault vault, VaultSchema schema) {
        List<String> names = new ArrayList<>();
        tables(schema, Table.RAW_VAULT).forEach(table -> names.add(table.name()));
        for (Satellite satellite : withHistory(vault)) {
            names.add(Names.history(satellite));
            names.add(Names.current(satellite));
        }
        corrected(vault).forEach(satellite -> names.add(Names.current(satellite)));
        for (Reference reference : vault.references()) {
            names.add(Names.view(reference));
            if (reference.history()) {
                names.add(Names.history(reference));
            }
        }
        vault.links().forEach(link -> names.add(Names.inForce(link)));
        names.addAll(views(vault).keySet());
        return names;
    }

    /** The tables that stand in a schema. */
    static List<Table> tables(VaultSchema schema, String name) {
        return schema.tables().stream()
                .filter(table -> table.schema().equals(name))
                .toList();
    }

    /** The satellites that have views: those of what changes. */
    private static List<Satellite> withHistory(Vault vault) {
        return vault.satellites().stream()
                .filter(satellite -> satellite.isStored() && !(satellite instanceof NonHistorizedSatellite))
                .toList();
    }

    /** The satellites that have a view of what holds now, and no other. */
    private static List<Satellite> corrected(Vault vault) {
        return vault.satellites().stream()
                .filter(satellite -> satellite instanceof NonHistorizedSatellite event && event.isCorrected())
                .toList();
    }

    /** Creates the schemas and tables in the connection's database, which has none of them. */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements()) {
                statement.execute(sql);
            }
        }
    }

    /** Creates the table that a computation fills. */
    void create(Connection connection, String mart, Computation computation) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(create(Sql.column(Computation.SCHEMA, mart), computation.columns()));
        }
    }

    private List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (String name : List.of(
                Table.RAW_VAULT, MartQueries.BUSINESS_VAULT, MartQueries.MART, Computation.SCHEMA, LoadedTime.LEDGER)) {
            statements.add("create schema if not exists " + name);
        }
        statements.add("create table if not exists " + LoadedTime.LEDGER + ".run (" + LoadedTime.RUN_COLUMNS + ")");
        statements.add(
                "create table if not exists " + LoadedTime.LEDGER + ".delivery (" + LoadedTime.DELIVERY_COLUMNS + ")");
        tables(schema, Table.RAW_VAULT)
                .forEach(table -> statements.add(create(table.name(), table.columns(), List.of())));
        tables(schema, Table.BUSINESS_VAULT)
                .forEach(table -> statements.add(create(Sql.column(table.schema(), table.name()), table.columns())));
        for (Satellite satellite : withHistory(vault)) {
            Table table = schema.table(Names.table(satellite));
            statements.add(create(Names.history(satellite), table.columns(), interval(satellite)));
            statements.add(create(Names.current(satellite), table.columns(), interval(satellite)));
        }
        for (Satellite satellite : corrected(vault)) {
            statements.add(create(
                    Names.current(satellite),
                    schema.table(Names.table(satellite)).columns(),
                    List.of()));
        }
        for (Reference reference : vault.references()) {
            statements.add(create(Names.view(reference), schema.columns(reference), List.of()));
            if (reference.history()) {
                statements.add(create(Names.history(reference), schema.historyColumns(reference), List.of()));
            }
        }
        for (Link link : vault.links()) {
            statements.add(
                    create(Names.inForce(link), schema.table(Names.table(link)).columns(), List.of()));
        }
        views(vault).forEach((view, columns) -> statements.add(create(view, columns, List.of())));
        return statements;
    }

    /** The views that have other columns than the tables under them. */
    private static Map<String, List<TableColumn>> views(Vault vault) {
        Map<String, List<TableColumn>> views = new LinkedHashMap<>();
        vault.links().forEach(link -> views.putAll(ViewColumns.ofPaths(link)));
        for (Satellite satellite : vault.satellites()) {
            if (satellite instanceof RecordTrackingSatellite seen) {
                views.put(Names.table(seen), ViewColumns.seen(vault, seen));
                views.put(Names.current(seen), ViewColumns.seen(vault, seen));
            }
        }
        return views;
    }

    private static List<TableColumn> interval(Satellite satellite) {
        List<TableColumn> columns = new ArrayList<>(List.of(
                new TableColumn(Names.LOAD_END_DATE, ColumnType.of(DataType.TIMESTAMP), true),
                new TableColumn(Names.IS_CURRENT, ColumnType.of(DataType.BOOLEAN), false)));
        if (satellite instanceof StatusSatellite) {
            columns.add(new TableColumn(Names.STATUS, ColumnType.of(DataType.VARCHAR), false));
        }
        return columns;
    }

    private String create(String name, List<TableColumn> columns, List<TableColumn> more) {
        List<TableColumn> all = new ArrayList<>(columns);
        all.addAll(more);
        return create(Sql.rawVault(name), all);
    }

    private String create(String qualified, List<TableColumn> columns) {
        return columns.stream()
                .map(column -> Sql.name(column.name()) + " " + Sql.type(column.type(), schema.hashing()))
                .collect(Collectors.joining(", ", "create table " + qualified + " (", ")"));
    }
}

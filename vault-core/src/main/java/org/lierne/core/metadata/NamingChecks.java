package org.lierne.core.metadata;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.schema.VaultSchema;

/** Whether tables and columns can have the names that the metadata give them: no two of them meet. */
final class NamingChecks {

    /** Schemas of which Lierne, or the engine, is the owner. */
    private static final Set<String> TAKEN =
            Set.of("audit", "mart", "business_vault", "stage", "information_schema", "pg_catalog");

    /** What the names of views have behind those of their tables. */
    private static final Set<String> ENDINGS = Set.of("", "_history", "_current", "_in_force");

    private final Positions positions;
    private final Diagnostics diagnostics;
    private final Set<String> reported = new HashSet<>();

    NamingChecks(Positions positions, Diagnostics diagnostics) {
        this.positions = positions;
        this.diagnostics = diagnostics;
    }

    void check(Vault vault) {
        VaultSchema schema = VaultSchema.of(vault);
        Set<String> own = new HashSet<>();
        for (Table table : schema.tables()) {
            ENDINGS.forEach(ending -> own.add(key(Table.RAW_VAULT, table.name() + ending)));
        }
        vault.references()
                .forEach(reference -> own.add(key(Table.RAW_VAULT, org.lierne.core.schema.Names.view(reference))));
        Map<String, Table> first = new HashMap<>();
        for (Table table : schema.tables()) {
            if (table.storedAs().isEmpty()) {
                continue;
            }
            String stored = table.storedAs().get().qualified();
            if (TAKEN.contains(table.storedSchema().toLowerCase(Locale.ROOT))) {
                report(
                        "schema_taken",
                        table,
                        "The table of " + thing(table) + " cannot stand in \"" + table.storedSchema()
                                + "\", which holds other things.",
                        "Say another \"schema\".");
                continue;
            }
            if (own.contains(key(table.storedSchema(), table.storedName()))) {
                report(
                        "names_meet",
                        table,
                        "The table of " + thing(table) + " would be \"" + stored
                                + "\", which is one of Lierne's own names: a view shows there what has other names.",
                        "Say in \"names\" in which \"schema\" the tables stand, or another \"table\".");
            }
            Table other = first.putIfAbsent(key(table.storedSchema(), table.storedName()), table);
            if (other != null) {
                report(
                        "names_meet",
                        table,
                        "The tables of " + thing(other) + " and " + thing(table) + " would both be \"" + stored + "\".",
                        "Give one of them another \"table\".");
            }
            checkColumns(table);
        }
    }

    private void checkColumns(Table table) {
        Map<String, TableColumn> first = new HashMap<>();
        for (TableColumn column : table.columns()) {
            String name = table.storedColumn(column.name());
            TableColumn other = first.putIfAbsent(name.toLowerCase(Locale.ROOT), column);
            if (other != null) {
                report(
                        "names_meet",
                        table,
                        "In the table of " + thing(table) + ", \"" + other.name() + "\" and \"" + column.name()
                                + "\" would both be \"" + name + "\".",
                        "Give one of them another name.");
            }
        }
    }

    /** What one line of the metadata does to all tables is said of the first. */
    private void report(String code, Table table, String message, String hint) {
        Optional<Position> position = position(table);
        if (reported.add(code + " " + position)) {
            diagnostics.error(code, position, message, hint);
        }
    }

    /** Names that differ in case only are one name to the engines. */
    private static String key(String schema, String table) {
        return (schema + "." + table).toLowerCase(Locale.ROOT);
    }

    private static String thing(Table table) {
        String kind = section(table).substring(0, section(table).length() - 1);
        return kind + " \"" + table.construct() + "\"";
    }

    private static String section(Table table) {
        if (table.kind() == Table.Kind.HUB) {
            return "hubs";
        }
        return table.isOfLink() ? "links" : "satellites";
    }

    private Optional<Position> position(Table table) {
        String path = section(table) + "." + table.construct();
        return positions
                .find(path + ".table")
                .or(() -> positions.find(path + ".hash_key"))
                .or(() -> positions.find("names"))
                .or(() -> positions.nearest(path));
    }
}

package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lierne.core.model.Vault;

/**
 * The declared renames ({@code was: old_name}) that the recorded tables have not followed yet. A rename is pending if
 * the old table is recorded and the new one is not.
 *
 * @param changes the renames of tables, and of the columns that carry a renamed key or hashdiff
 * @param schema the recorded tables after these changes
 * @param refusals renames that cannot be made
 */
record Renames(List<SchemaChange> changes, VaultSchema schema, List<SchemaFinding> refusals) {

    static Renames of(VaultSchema recorded, Vault vault) {
        FormerNames former = FormerNames.of(recorded, vault);
        if (former.isEmpty()) {
            return new Renames(List.of(), recorded, former.refusals());
        }
        // The same vault under its old names means the same tables in the same order; so what differs between the two
        // is what is renamed, wherever a name has found its way into.
        List<Table> before = VaultSchema.of(former.apply(vault)).tables();
        List<Table> after = VaultSchema.of(vault).tables();
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < before.size(); place++) {
            places.put(before.get(place).name(), place);
        }
        List<SchemaChange> changes = new ArrayList<>();
        List<Table> tables = new ArrayList<>();
        for (Table table : recorded.tables()) {
            // What is tracked again has the columns of what is tracked.
            Integer place = places.get(Retracking.is(table) ? Retracking.tracking(table) : table.name());
            tables.add(place == null ? table : renamed(table, before.get(place), after.get(place), changes));
        }
        return new Renames(changes, new VaultSchema(recorded.hashing(), tables), former.refusals());
    }

    private static Table renamed(Table recorded, Table before, Table after, List<SchemaChange> changes) {
        String renamed = Retracking.is(recorded) ? Retracking.of(after) : after.name();
        boolean standsElsewhere = recorded.storedAs().isPresent()
                && recorded.storedAs().equals(before.storedAs())
                && after.storedAs().isPresent();
        if (standsElsewhere) {
            renameStored(recorded.storedAs().get(), after.storedAs().get(), after.name(), changes);
        } else if (!recorded.name().equals(renamed)) {
            changes.add(new SchemaChange.RenameTable(recorded.name(), renamed));
        }
        Map<String, String> names = new HashMap<>();
        for (int place = 0; place < before.columns().size(); place++) {
            names.put(
                    before.columns().get(place).name(),
                    after.columns().get(place).name());
        }
        List<TableColumn> columns = new ArrayList<>();
        for (TableColumn column : recorded.columns()) {
            String name = names.getOrDefault(column.name(), column.name());
            String from = recorded.storedColumn(column.name());
            String to = standsElsewhere ? after.storedColumn(name) : name;
            if (!from.equals(to)) {
                changes.add(new SchemaChange.RenameColumn(renamed, from, to));
            }
            columns.add(new TableColumn(name, column.type(), column.nullable()));
        }
        // An identity that differs in more than names stays as it is, to be refused as a change.
        String identity = recorded.identity().equals(before.identity()) ? after.identity() : recorded.identity();
        return new Table(
                recorded.schema(),
                recorded.kind(),
                renamed,
                after.construct(),
                identity,
                columns,
                standsElsewhere ? after.storedAs() : recorded.storedAs());
    }

    private static void renameStored(StoredAs from, StoredAs to, String name, List<SchemaChange> changes) {
        if (!from.table().equals(to.table())) {
            changes.add(new SchemaChange.RenameStored(name, from, to));
        }
    }
}

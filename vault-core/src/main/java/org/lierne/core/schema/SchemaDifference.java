package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/**
 * What leads from the tables that migrations recorded to those that a vault means.
 *
 * @param changes in the order in which they are to be made; empty if there is nothing to do
 * @param schema the tables afterwards: recorded columns keep their place, new ones stand behind them. Tables and columns
 *     that the metadata no longer describes are still there, since data is kept; only what is derived is dropped
 * @param loaded of these the tables and columns that the metadata describes, which is what loads write and views read
 * @param refusals what cannot be done; unless empty, nothing may be done at all
 * @param warnings what is done, or left, and may surprise
 */
public record SchemaDifference(
        List<SchemaChange> changes,
        VaultSchema schema,
        VaultSchema loaded,
        List<SchemaFinding> refusals,
        List<SchemaFinding> warnings) {

    public SchemaDifference {
        changes = List.copyOf(changes);
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
    }

    /** The difference from no tables at all. */
    public static SchemaDifference ofNew(Vault vault) {
        return between(new VaultSchema(vault.hashing(), List.of()), vault);
    }

    /** @param recorded the tables that the latest migration recorded */
    public static SchemaDifference between(VaultSchema recorded, Vault vault) {
        Renames renames = Renames.of(recorded, vault);
        VaultSchema described = Retracking.with(VaultSchema.of(vault), renames.schema(), vault);
        ColumnRenames columns = ColumnRenames.of(renames.schema(), described, vault);
        Comparison comparison = new Comparison(vault, columns.schema());
        comparison.changes.addAll(renames.changes());
        comparison.changes.addAll(columns.changes());
        comparison.refusals.addAll(renames.refusals());
        comparison.refusals.addAll(columns.refusals());
        return comparison.result();
    }

    /** Whether the tables are already those that the vault means. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** One comparison under way. */
    private static final class Comparison {
        private final Vault vault;
        private final VaultSchema recorded;
        private final Findings findings;
        private final List<SchemaChange> changes = new ArrayList<>();
        private final List<SchemaFinding> refusals = new ArrayList<>();
        private final List<SchemaFinding> warnings = new ArrayList<>();

        Comparison(Vault vault, VaultSchema recorded) {
            this.vault = vault;
            this.recorded = recorded;
            this.findings = new Findings(vault);
        }

        SchemaDifference result() {
            VaultSchema described = Retracking.with(VaultSchema.of(vault), recorded, vault);
            if (!recorded.tables().isEmpty() && !recorded.hashing().equals(vault.hashing())) {
                refusals.add(findings.hashingChanged(recorded.hashing()));
            }
            refusals.addAll(new EndsOfHistories(vault, recorded, described).refusals());
            vault.sources().stream()
                    .filter(source -> source.tracked() && source.trackingEnds().isEmpty())
                    .filter(source -> recorded.find(Names.ended(source)).isPresent())
                    .forEach(source -> refusals.add(findings.trackingEnded(source)));
            Map<String, Table> result = new LinkedHashMap<>();
            for (Table table : described.tables()) {
                result.put(table.name(), resulting(table));
            }
            for (Table table : recorded.tables()) {
                if (table.isDerived()) {
                    if (!result.containsKey(table.name())) {
                        changes.add(new SchemaChange.DropTable(table));
                    }
                    continue;
                }
                if (result.putIfAbsent(table.name(), table) == null) {
                    findings.notDescribed(table).ifPresent(warnings::add);
                }
            }
            List<String> existing = changes.stream()
                    .filter(SchemaChange.CreateTable.class::isInstance)
                    .flatMap(change -> ((SchemaChange.CreateTable) change).table().storedAs().stream())
                    .filter(StoredAs::existing)
                    .map(StoredAs::qualified)
                    .toList();
            if (!existing.isEmpty()) {
                warnings.add(findings.takenOver(existing));
            }
            VaultSchema schema = new VaultSchema(vault.hashing(), List.copyOf(result.values()));
            return new SchemaDifference(changes, schema, loaded(described, result), refusals, warnings);
        }

        private static VaultSchema loaded(VaultSchema described, Map<String, Table> result) {
            List<Table> tables = new ArrayList<>();
            for (Table table : described.tables()) {
                List<TableColumn> columns =
                        new ArrayList<>(result.get(table.name()).columns());
                columns.removeIf(column -> !table.columnNames().contains(column.name()));
                tables.add(table.withColumns(columns));
            }
            return new VaultSchema(described.hashing(), tables);
        }

        private Table resulting(Table described) {
            Optional<Table> before = recorded.find(described.name());
            if (isRetired(described)) {
                return retired(before, described);
            }
            if (before.isEmpty()) {
                changes.add(new SchemaChange.CreateTable(described));
                if (!vault.archive() && isSatelliteOfLoadedSource(described)) {
                    warnings.add(findings.filledFromLanding(described));
                }
                return described;
            }
            Table table = before.get();
            if (table.isDerived()) {
                return derived(table, described);
            }
            if (table.kind() != described.kind() || !table.identity().equals(described.identity())) {
                refusals.add(findings.identityChanged(table, described));
                return table;
            }
            if (!isStoredAlike(table, described)) {
                refusals.add(findings.namesChanged(table, described));
                return table;
            }
            return merged(table, described);
        }

        private boolean isRetired(Table table) {
            String name = table.construct();
            return switch (table.kind()) {
                case HUB -> vault.hub(name).isRetired();
                case LINK, NON_HISTORIZED_LINK -> vault.link(name).isRetired();
                case SATELLITE, EFFECTIVITY, MULTI_ACTIVE, NON_HISTORIZED_SATELLITE, STATUS, PRESENCE ->
                    vault.satellite(name).isRetired();
                case REFERENCE ->
                    vault.references().stream()
                            .anyMatch(reference ->
                                    reference.isRetired() && reference.name().equals(name));
                case TRACKING, BATCH, FIRST_SEEN, COMPUTED, SNAPSHOT, POINT_IN_TIME, BRIDGE -> false;
            };
        }

        /** What is retired stays as it is recorded. */
        private Table retired(Optional<Table> before, Table described) {
            if (before.isEmpty()) {
                refusals.add(findings.retiredUnknown(described));
                return described;
            }
            Table table = before.get();
            if (!table.isKeyedAs(described)) {
                refusals.add(findings.identityChanged(table, described));
            } else if (!isStoredAlike(table, described)) {
                refusals.add(findings.namesChanged(table, described));
            } else if (!Set.copyOf(table.columnNames()).equals(Set.copyOf(described.columnNames()))) {
                refusals.add(findings.retiredOtherwise(table, described));
            }
            return table;
        }

        /** What is derived is never altered, but made anew: the next run fills it. */
        private Table derived(Table before, Table described) {
            if (!before.equals(described)) {
                changes.add(new SchemaChange.DropTable(before));
                changes.add(new SchemaChange.CreateTable(described));
            }
            return described;
        }

        private static boolean isStoredAlike(Table before, Table described) {
            return before.storedSchema().equals(described.storedSchema())
                    && before.storedName().equals(described.storedName())
                    && before.columnNames().stream()
                            .filter(described.columnNames()::contains)
                            .allMatch(column -> before.storedColumn(column).equals(described.storedColumn(column)));
        }

        private boolean isSatelliteOfLoadedSource(Table table) {
            if (table.kind() == Table.Kind.REFERENCE) {
                return vault.references().stream()
                        .flatMap(reference -> reference.changes().stream())
                        .filter(changes -> Names.table(changes).equals(table.name()))
                        .anyMatch(changes -> recorded.find(Names.tracking(vault.source(changes.source())))
                                .isPresent());
            }
            if (!table.isOfSatellite()) {
                return false;
            }
            Source source = vault.source(vault.satellite(table.construct()).source());
            return recorded.find(Names.tracking(source)).isPresent()
                    || vault.linksOf(source).stream()
                            .anyMatch(link -> recorded.find(Names.table(link)).isPresent());
        }

        private Table merged(Table before, Table described) {
            Map<String, TableColumn> wanted = new LinkedHashMap<>();
            described.columns().forEach(column -> wanted.put(column.name(), column));
            List<TableColumn> columns = new ArrayList<>();
            for (TableColumn column : before.columns()) {
                TableColumn now = wanted.remove(column.name());
                columns.add(now == null ? left(before, column) : kept(before, column, now));
            }
            for (TableColumn column : wanted.values()) {
                // The rows that there are have no value for it.
                TableColumn added = new TableColumn(column.name(), column.type(), true);
                changes.add(new SchemaChange.AddColumn(before.name(), added));
                columns.add(added);
            }
            findings.hashdiffsChanged(described, List.copyOf(wanted.keySet())).ifPresent(warnings::add);
            return described.withColumns(columns);
        }

        private TableColumn left(Table table, TableColumn column) {
            if (!Set.of(Table.Kind.TRACKING, Table.Kind.BATCH, Table.Kind.COMPUTED)
                    .contains(table.kind())) {
                refusals.add(findings.columnLeft(table, column));
                return column;
            }
            // What the source no longer feeds, or a model no longer computes: its column stays, empty from now on.
            return nullable(table, column);
        }

        private TableColumn kept(Table table, TableColumn before, TableColumn now) {
            TableColumn column = now.nullable() ? nullable(table, before) : before;
            if (before.type().equals(now.type())) {
                return column;
            }
            if (!widens(before.type(), now.type())) {
                refusals.add(findings.typeChanged(table, before, now));
                return column;
            }
            changes.add(new SchemaChange.WidenColumn(table.name(), before.name(), before.type(), now.type()));
            return new TableColumn(column.name(), now.type(), column.nullable());
        }

        private TableColumn nullable(Table table, TableColumn column) {
            if (column.nullable()) {
                return column;
            }
            changes.add(new SchemaChange.AllowNull(table.name(), column.name()));
            return new TableColumn(column.name(), column.type(), true);
        }

        /** Whether every value of the one type is a value of the other, with the same text to hash. */
        private static boolean widens(ColumnType from, ColumnType to) {
            if (!(from instanceof ColumnType.Value narrow) || !(to instanceof ColumnType.Value wide)) {
                return false;
            }
            DataType before = narrow.type();
            DataType after = wide.type();
            if (before.kind() == DataType.Kind.INTEGER && after.kind() == DataType.Kind.BIGINT) {
                return true;
            }
            return before.kind() == DataType.Kind.DECIMAL
                    && after.kind() == DataType.Kind.DECIMAL
                    && after.scale() >= before.scale()
                    && after.precision() - after.scale() >= before.precision() - before.scale();
        }
    }
}

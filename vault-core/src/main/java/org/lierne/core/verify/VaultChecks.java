package org.lierne.core.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/**
 * All that a vault can be held to by itself, without its deliveries: one check per promise and table. Each is one scan,
 * join or sort, so that the engine can bound its memory.
 */
public final class VaultChecks {

    private VaultChecks() {}

    /**
     * Whether what the other checks read is there: one check per schema. Each offence names a table as it stands there.
     *
     * @param schema the tables as the applied migrations recorded them
     */
    public static List<Check> ofStructure(Vault vault, VaultSchema schema, Dialect dialect) {
        return StructureCheck.of(VaultTables.of(vault, schema, dialect));
    }

    /**
     * All other checks of a vault.
     *
     * @param schema the tables as the applied migrations recorded them
     * @param dates by the name of each rule, the snapshot dates that there are to be
     */
    public static List<Check> of(
            Vault vault, VaultSchema schema, Dialect dialect, Map<String, List<SnapshotDate>> dates) {
        VaultTables tables = VaultTables.of(vault, schema, dialect);
        List<Check> checks = new ArrayList<>();
        checks.addAll(new UniqueKeys(tables).checks());
        checks.addAll(new HashKeys(tables).checks());
        checks.addAll(new Orphans(tables).checks());
        checks.addAll(new ZeroKeys(tables).checks());
        checks.addAll(new Hashdiffs(tables).checks());
        checks.addAll(new Changes(tables).checks());
        checks.addAll(new Validity(tables).checks());
        checks.addAll(new Presences(tables).checks());
        checks.addAll(new Origins(tables).checks());
        checks.addAll(new SnapshotDatesChecks(tables, dates).checks());
        checks.addAll(new PointInTimes(tables).checks());
        checks.addAll(new Bridges(tables, dates).checks());
        checks.addAll(new LedgerChecks(tables).checks());
        return List.copyOf(checks);
    }
}

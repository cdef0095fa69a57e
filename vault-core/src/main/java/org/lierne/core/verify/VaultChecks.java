package org.lierne.core.verify;

import java.util.ArrayList;
import java.util.List;
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
     * The checks of a vault, {@link Promise#STRUCTURE} first.
     *
     * @param schema the tables as the applied migrations recorded them
     */
    public static List<Check> of(Vault vault, VaultSchema schema, Dialect dialect) {
        VaultTables tables = VaultTables.of(vault, schema, dialect);
        List<Check> checks = new ArrayList<>();
        checks.add(StructureCheck.of(tables));
        checks.addAll(new UniqueKeys(tables).checks());
        checks.addAll(new HashKeys(tables).checks());
        checks.addAll(new Orphans(tables).checks());
        checks.addAll(new ZeroKeys(tables).checks());
        checks.addAll(new Hashdiffs(tables).checks());
        checks.addAll(new Changes(tables).checks());
        checks.addAll(new Validity(tables).checks());
        checks.addAll(new Presences(tables).checks());
        checks.addAll(new Origins(tables).checks());
        checks.addAll(new LedgerChecks(tables).checks());
        return List.copyOf(checks);
    }
}

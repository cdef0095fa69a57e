package org.lierne.core.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.FormerModels;
import org.lierne.core.verify.check.VaultTables;
import org.lierne.core.verify.derived.BridgeChecks;
import org.lierne.core.verify.derived.ComputedChecks;
import org.lierne.core.verify.derived.PointInTimeChecks;
import org.lierne.core.verify.derived.SnapshotChecks;
import org.lierne.core.verify.history.ChangeChecks;
import org.lierne.core.verify.history.EventChecks;
import org.lierne.core.verify.history.FirstSeenChecks;
import org.lierne.core.verify.history.HashdiffChecks;
import org.lierne.core.verify.history.PresenceChecks;
import org.lierne.core.verify.history.ValidityChecks;
import org.lierne.core.verify.key.ErasedChecks;
import org.lierne.core.verify.key.HashKeyChecks;
import org.lierne.core.verify.key.OrphanChecks;
import org.lierne.core.verify.key.RequiredColumnChecks;
import org.lierne.core.verify.key.UniqueKeyChecks;
import org.lierne.core.verify.key.ZeroKeyChecks;
import org.lierne.core.verify.ledger.LedgerChecks;
import org.lierne.core.verify.ledger.RecordSourceChecks;

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
        return StructureChecks.of(VaultTables.of(vault, schema, dialect, FormerModels.none(vault, schema)));
    }

    /**
     * All other checks of a vault.
     *
     * @param schema the tables as the applied migrations recorded them
     * @param past what the vault was when it was loaded
     * @param dates by the name of each rule, the snapshot dates that there are to be
     */
    public static List<Check> of(
            Vault vault,
            VaultSchema schema,
            Dialect dialect,
            FormerModels past,
            Map<String, List<SnapshotDate>> dates) {
        VaultTables tables = VaultTables.of(vault, schema, dialect, past);
        List<Check> checks = new ArrayList<>();
        checks.addAll(new RequiredColumnChecks(tables).checks());
        checks.addAll(new UniqueKeyChecks(tables).checks());
        checks.addAll(new HashKeyChecks(tables).checks());
        checks.addAll(new OrphanChecks(tables).checks());
        checks.addAll(new ZeroKeyChecks(tables).checks());
        checks.addAll(new HashdiffChecks(tables).checks());
        checks.addAll(new ErasedChecks(tables).checks());
        checks.addAll(new ChangeChecks(tables).checks());
        checks.addAll(new EventChecks(tables).checks());
        checks.addAll(new ValidityChecks(tables).checks());
        checks.addAll(new PresenceChecks(tables).checks());
        checks.addAll(new FirstSeenChecks(tables).checks());
        checks.addAll(new SnapshotChecks(tables, dates).checks());
        checks.addAll(new PointInTimeChecks(tables).checks());
        checks.addAll(new BridgeChecks(tables, dates).checks());
        checks.addAll(new ComputedChecks(tables).checks());
        checks.addAll(new RecordSourceChecks(tables).checks());
        checks.addAll(new LedgerChecks(tables).checks());
        return List.copyOf(checks);
    }
}

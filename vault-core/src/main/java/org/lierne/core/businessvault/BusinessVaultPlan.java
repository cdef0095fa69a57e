package org.lierne.core.businessvault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.Bridge;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/**
 * The statements that bring along all that is derived from the raw vault. They follow each other in one transaction, and
 * may be run again: what they write depends on what the raw vault holds, and on the dates that they are given.
 *
 * @param statements in the order in which they run
 */
public record BusinessVaultPlan(List<Statement> statements) {

    public BusinessVaultPlan {
        statements = List.copyOf(statements);
    }

    /** The query of one row: the first and the latest load date that the raw vault holds, NULL if it holds nothing. */
    public static String loadDates(Vault vault) {
        return Snapshots.loadDates(vault);
    }

    /**
     * The query of what a bridge is to hold, made from the raw vault alone: at each date that the table of its snapshot
     * dates has, the keys in the order of the bridge's columns, without {@code run_id}.
     */
    public static String rows(Vault vault, VaultSchema schema, Dialect dialect, Bridge bridge) {
        return new BridgeStatements(vault, schema, dialect, bridge).rows();
    }

    /**
     * The plan for a run.
     *
     * @param dates by the name of each rule, the snapshot dates that are kept from now on
     */
    public static BusinessVaultPlan of(
            Vault vault, VaultSchema schema, Dialect dialect, Map<String, List<SnapshotDate>> dates) {
        Snapshots snapshots = new Snapshots(dialect);
        List<Statement> statements = new ArrayList<>();
        for (SnapshotRule rule : vault.businessVault().snapshots()) {
            statements.add(snapshots.want(rule, dates.getOrDefault(rule.name(), List.of())));
        }
        vault.businessVault()
                .pointInTime()
                .forEach(each ->
                        statements.addAll(new PointInTimeStatements(vault, schema, dialect, each).statements()));
        vault.businessVault()
                .bridges()
                .forEach(each -> statements.addAll(new BridgeStatements(vault, schema, dialect, each).statements()));
        vault.businessVault().snapshots().forEach(rule -> statements.addAll(snapshots.settle(rule)));
        return new BusinessVaultPlan(statements);
    }
}

package org.lierne.loader.businessvault;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.LierneException;
import org.lierne.core.businessvault.BusinessVaultPlan;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.stage.Session;
import org.lierne.loader.warehouse.EngineFailure;
import org.lierne.loader.warehouse.Warehouse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings snapshot dates, point-in-time tables and bridges along, in one transaction of its own, after what they are
 * derived from is committed. Whatever earlier runs left undone is made good.
 */
public final class BusinessVaultBuild {

    private static final Logger LOG = LoggerFactory.getLogger(BusinessVaultBuild.class);

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final Warehouse warehouse;

    public BusinessVaultBuild(Vault vault, VaultSchema schema, Dialect dialect, Warehouse warehouse) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.warehouse = warehouse;
    }

    /** How many rows were written into a derived table, carried ones included. */
    public record BuiltTable(String table, long inserted, Duration took) {
        BuiltTable plus(BuiltTable other) {
            return new BuiltTable(table, inserted + other.inserted, took.plus(other.took));
        }
    }

    /**
     * Brings everything along to what the raw vault holds now.
     *
     * @param runId a run that is committed; the rows that are written carry its number
     * @return one row per derived table; none if the vault derives nothing
     * @throws LierneException {@code business_vault_failed}, or a code of {@link EngineFailure}. The raw vault keeps the
     *     run, derived tables are as they were before, and the next run makes it good
     */
    public List<BuiltTable> build(long runId, RunListener listener) {
        if (vault.businessVault().isEmpty()) {
            return List.of();
        }
        Ledger ledger = new Ledger(warehouse.connection());
        Session session = new Session(warehouse.connection(), listener, Optional.empty());
        try {
            return build(runId, session, ledger);
        } catch (SQLException failure) {
            LierneException reported = reported(runId, failure);
            note(ledger, runId, reported);
            throw reported;
        } finally {
            session.dropTemporary();
        }
    }

    private List<BuiltTable> build(long runId, Session session, Ledger ledger) throws SQLException {
        session.execute(dialect.stageTable(Stage.THIS_RUN) + " as select cast(" + runId + " as bigint) as run_id");
        List<Statement> statements = BusinessVaultPlan.of(
                        vault, schema, dialect, SnapshotSpan.datesOf(vault, warehouse.connection(), runId))
                .statements();
        Map<String, BuiltTable> built = new LinkedHashMap<>();
        session.inTransaction(() -> {
            int index = 0;
            for (Statement statement : statements) {
                index++;
                long start = System.nanoTime();
                long rows = session.run(RunEvent.Phase.BUSINESS_VAULT, statement, index, statements.size());
                if (statement.target().startsWith(Table.BUSINESS_VAULT)) {
                    Duration took = Duration.ofNanos(System.nanoTime() - start);
                    long inserted = statement.sql().startsWith("insert") ? rows : 0;
                    built.merge(
                            statement.target(), new BuiltTable(statement.target(), inserted, took), BuiltTable::plus);
                }
            }
            ledger.recordSteps(runId, session.steps());
        });
        return List.copyOf(built.values());
    }

    private static LierneException reported(long runId, SQLException failure) {
        String work = "Run " + runId + " loaded what was pending, and that is kept. Bringing the business vault along";
        String unchanged = "Its tables are as they were before the run.";
        return EngineFailure.of(failure)
                .map(engine -> engine.exception(work, unchanged, failure))
                .orElseGet(() -> new LierneException(
                        LierneException.Category.FAILED,
                        "business_vault_failed",
                        work + " failed: " + EngineFailure.firstLine(failure) + " " + unchanged,
                        "Run again once the cause is mended: what was not built is made good.",
                        failure));
    }

    private static void note(Ledger ledger, long runId, LierneException failure) {
        try {
            ledger.note(runId, String.valueOf(failure.getMessage()));
        } catch (SQLException alsoFailed) {
            LOG.debug("The failure of run {} could not be recorded", runId, alsoFailed);
            failure.addSuppressed(alsoFailed);
        }
    }
}

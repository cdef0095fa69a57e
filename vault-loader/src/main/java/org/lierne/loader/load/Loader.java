package org.lierne.loader.load;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.lierne.core.LierneException;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.loader.audit.Fills;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.businessvault.BusinessVaultBuild;
import org.lierne.loader.erasure.KeptOut;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.stage.BatchWarnings;
import org.lierne.loader.stage.DeliveryFinder;
import org.lierne.loader.stage.ExpressionCheck;
import org.lierne.loader.stage.ExpressionFinding;
import org.lierne.loader.stage.Session;
import org.lierne.loader.stage.StagedSource;
import org.lierne.loader.stage.Stager;
import org.lierne.loader.stage.Staging;
import org.lierne.loader.stage.TableLanding;
import org.lierne.loader.warehouse.EngineFailure;
import org.lierne.loader.warehouse.Version;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WorkFolder;
import org.lierne.loader.warehouse.WriteClaim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what is pending. The run is recorded; deliveries are staged, those that cannot be being left out; then one
 * transaction takes everything staged into the vault, or nothing. Not safe for use by several threads at once.
 */
public final class Loader {

    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    private final Vault vault;
    private final VaultSchema schema;
    private final Warehouse warehouse;
    private final UnaryOperator<LoadPlan> rewriting;
    private final boolean checked;
    private final Dialect dialect = DuckDbDialect.INSTANCE;

    /** @param schema the tables as the database has them: as the applied migrations recorded them */
    public Loader(Vault vault, VaultSchema schema, Warehouse warehouse) {
        this(vault, schema, warehouse, UnaryOperator.identity(), false);
    }

    /**
     * A loader of metadata in which {@link ExpressionCheck} has found nothing, so that it is not asked again with each load.
     */
    public static Loader ofChecked(Vault vault, VaultSchema schema, Warehouse warehouse) {
        return new Loader(vault, schema, warehouse, UnaryOperator.identity(), true);
    }

    /** @param rewriting makes of the plan of a run the one that is executed */
    Loader(Vault vault, VaultSchema schema, Warehouse warehouse, UnaryOperator<LoadPlan> rewriting) {
        this(vault, schema, warehouse, rewriting, false);
    }

    private Loader(
            Vault vault, VaultSchema schema, Warehouse warehouse, UnaryOperator<LoadPlan> rewriting, boolean checked) {
        this.vault = vault;
        this.schema = schema;
        this.warehouse = warehouse;
        this.rewriting = rewriting;
        this.checked = checked;
    }

    /**
     * Loads what is pending in a landing folder; then, in a transaction of its own, brings along what is derived from it.
     *
     * @throws LierneException if the run as a whole fails: {@code load_failed}, {@code landing_unreadable},
     *     {@code database_locked}, {@code stopped_by_failure},
     *     {@code commit_lost}, {@code expression_invalid}, {@code order_not_kept}, or a code of {@link EngineFailure}. The vault is then as it was before, and the next run tries again. Also as {@link BusinessVaultBuild#build} does;
     *     what was loaded is then kept
     */
    public RunReport load(LoadRequest request, RunListener listener) {
        refuseBrokenExpressions();
        return WriteClaim.with(warehouse.connection(), () -> loadAlone(request, listener));
    }

    private RunReport loadAlone(LoadRequest request, RunListener listener) {
        refuseUnorderedReading();
        Ledger ledger = new Ledger(warehouse.connection());
        Filling.Filled filled = fill(request, listener);
        Ledger.Started started = start(ledger, request);
        long runId = started.runId();
        listener.on(new RunEvent.RunStarted(runId));
        RunReport report = with(filled, execute(ledger, started, request, listener));
        return report.with(new BusinessVaultBuild(vault, schema, dialect, warehouse)
                .build(runId, listener).stream()
                        .map(built -> new RunReport.TargetReport(built.table(), built.inserted(), built.took()))
                        .toList());
    }

    /**
     * Reads refused records of loaded deliveries again, and takes those that the metadata accepts now; then brings along what
     * is derived.
     *
     * @throws LierneException {@code unknown_source}, and as {@link #load} does
     */
    public ReplayReport replay(ReplayRequest request, RunListener listener) {
        refuseBrokenExpressions();
        refuseUnorderedReading();
        request.sources().stream()
                .filter(name -> vault.sources().stream()
                        .noneMatch(source -> source.name().equals(name)))
                .findFirst()
                .ifPresent(name -> {
                    throw new LierneException(
                            LierneException.Category.USAGE,
                            "unknown_source",
                            "There is no source \"" + name + "\"; nothing was read again.",
                            null);
                });
        return WriteClaim.with(warehouse.connection(), () -> replayAlone(request, listener));
    }

    private ReplayReport replayAlone(ReplayRequest request, RunListener listener) {
        try {
            ReplayReport report = new Replaying(vault, schema, dialect, warehouse, request, listener).replay();
            report.sources().stream()
                    .flatMapToLong(source -> source.run().stream())
                    .max()
                    .ifPresent(run -> new BusinessVaultBuild(vault, schema, dialect, warehouse).build(run, listener));
            return report;
        } catch (SQLException failure) {
            throw failed(failure, "Reading refused records again");
        }
    }

    private RunReport execute(Ledger ledger, Ledger.Started started, LoadRequest request, RunListener listener) {
        long runId = started.runId();
        try {
            return new Run(started, ledger, request, listener).execute();
        } catch (SQLException failure) {
            LierneException reported = failed(failure, "Run " + runId);
            abandon(ledger, runId, reported);
            throw reported;
        } catch (RuntimeException failure) {
            abandon(ledger, runId, failure);
            throw failure;
        }
    }

    /** Fills what is described since deliveries of its source were loaded, in runs of their own. */
    private Filling.Filled fill(LoadRequest request, RunListener listener) {
        try {
            return new Filling(vault, schema, dialect, warehouse, request, listener).fill();
        } catch (SQLException failure) {
            throw failed(failure, "Filling what is described since");
        }
    }

    /** What could not be read again counts as what could not be read. */
    private static RunReport with(Filling.Filled filled, RunReport report) {
        if (filled.fills().isEmpty() && filled.warnings().isEmpty()) {
            return report;
        }
        List<String> warnings = new ArrayList<>(filled.warnings());
        warnings.addAll(report.warnings());
        List<RunReport.Failure> failures = new ArrayList<>(report.failures());
        filled.failed().forEach(failure -> failures.add(failure(failure)));
        return new RunReport(
                report.runId(),
                failures.isEmpty() ? report.outcome() : RunReport.Outcome.PARTIAL,
                report.sources(),
                report.targets(),
                failures,
                warnings,
                report.timings(),
                filled.fills());
    }

    private static RunReport.Failure failure(Ledger.FailedDelivery failure) {
        return new RunReport.Failure(failure.source(), failure.path(), failure.code(), failure.message());
    }

    private void refuseBrokenExpressions() {
        List<ExpressionFinding> findings = checked ? List.of() : ExpressionCheck.check(vault, schema);
        if (!findings.isEmpty()) {
            throw new LierneException(
                    LierneException.Category.INVALID_METADATA,
                    "expression_invalid",
                    findings.stream().map(ExpressionFinding::message).collect(Collectors.joining("\n"))
                            + "\nNothing was loaded.",
                    "Mend the metadata; \"lierne check\" says where it is.");
        }
    }

    /** The engine of a host may be set to read files in any order; the numbers of records are taken from it. */
    private void refuseUnorderedReading() {
        try (java.sql.Statement statement = warehouse.connection().createStatement();
                ResultSet setting = statement.executeQuery("select current_setting('preserve_insertion_order')")) {
            setting.next();
            if (setting.getBoolean(1)) {
                return;
            }
        } catch (SQLException failure) {
            throw failed(failure, "The run");
        }
        throw new LierneException(
                LierneException.Category.USAGE,
                "order_not_kept",
                "The engine is set to read files in any order (preserve_insertion_order is false), so records could not"
                        + " be numbered. Nothing was loaded.",
                "Run \"set preserve_insertion_order = true\" on the connection that you give to Lierne.");
    }

    private Ledger.Started start(Ledger ledger, LoadRequest request) {
        try {
            return ledger.startRun(request.kind(), request.modelVersion(), Version.current());
        } catch (SQLException failure) {
            if (EngineFailure.of(failure).isPresent()) {
                throw failed(failure, "The run");
            }
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "run_not_recorded",
                    "The run could not be recorded in the ledger: " + failure.getMessage() + " Nothing was loaded.",
                    "Run \"lierne migrate\" first if this database has no vault yet.",
                    failure);
        }
    }

    private static LierneException failed(SQLException failure, String run) {
        Optional<EngineFailure> engine = EngineFailure.of(failure);
        if (engine.isPresent()) {
            return engine.get().exception(run, "Nothing of it was loaded; the vault is as it was before.", failure);
        }
        return new LierneException(
                LierneException.Category.FAILED,
                "load_failed",
                run + " failed: " + failure.getMessage() + " Nothing of it was loaded; the vault is as it was before.",
                "Run again once the cause is mended: what is pending is tried again.",
                failure);
    }

    /** What the ledger calls the end of a run that was not committed. */
    static String outcomeOf(Exception failure) {
        boolean interrupted =
                failure instanceof LierneException known && known.code().equals(EngineFailure.INTERRUPTED.code())
                        || failure instanceof SQLException ofEngine
                                && EngineFailure.of(ofEngine).equals(Optional.of(EngineFailure.INTERRUPTED));
        return interrupted ? "interrupted" : "failed";
    }

    /** Ends a run that failed, in the ledger. */
    private void abandon(Ledger ledger, long runId, RuntimeException failure) {
        try {
            ledger.finishRun(runId, outcomeOf(failure), failure.getMessage());
        } catch (SQLException alsoFailed) {
            LOG.debug("The failure of run {} could not be recorded", runId, alsoFailed);
            failure.addSuppressed(alsoFailed);
        }
    }

    /** One run under way. */
    private final class Run {

        private final long runId;
        private final Ledger.Started started;
        private final Ledger ledger;
        private final LoadRequest request;
        private final RunListener listener;
        private final Session session;
        private final Stopwatch stopwatch = new Stopwatch();
        private final KeptOut keptOut;

        Run(Ledger.Started started, Ledger ledger, LoadRequest request, RunListener listener) {
            this.runId = started.runId();
            this.started = started;
            this.ledger = ledger;
            this.request = request;
            this.listener = event -> {
                stopwatch.on(event);
                listener.on(event);
            };
            this.session = new Session(warehouse.connection(), this.listener, request.archive());
            this.keptOut = new KeptOut(vault, warehouse, request.archive(), this.listener);
        }

        RunReport execute() throws SQLException {
            try {
                return stageAndLoad();
            } finally {
                session.dropTemporary();
            }
        }

        private RunReport stageAndLoad() throws SQLException {
            session.execute("create or replace temporary table " + Stage.THIS_RUN + " as select cast(" + runId
                    + " as bigint) as run_id");
            warnOfClock();
            keptOut.removeLeft();
            keptOut.tellUnfinished();
            Staging staging = stage();
            OnFailure.stopIfAsked(vault, runId, staging);
            RunReport.Outcome outcome = staging.failed().isEmpty() ? RunReport.Outcome.DONE : RunReport.Outcome.PARTIAL;
            Map<String, RunReport.TargetReport> targets = load(staging, outcome);
            keptOut.removeLeft();
            return new RunReport(
                    runId,
                    outcome,
                    new RunReports(vault, session, runId).of(staging, targets),
                    List.copyOf(targets.values()),
                    staging.failed().stream().map(Loader::failure).toList(),
                    stopwatch.warnings(),
                    stopwatch.timings());
        }

        private void warnOfClock() {
            // Clocks are set by a little now and then; that is worth no word.
            if (started.behind().toSeconds() == 0) {
                return;
            }
            listener.on(new RunEvent.Warning(
                    "clock",
                    Optional.empty(),
                    "the computer's clock is " + started.behind().toSeconds()
                            + " s behind the start of the run before; run " + runId
                            + " counts as started right after it, at " + started.at() + " UTC"));
        }

        private Staging stage() throws SQLException {
            try (WorkFolder work = WorkFolder.of(warehouse)) {
                DeliveryFinder finder = new DeliveryFinder(
                        request.landing(),
                        new TableLanding(session, work.path()),
                        request.archive(),
                        ledger,
                        request.loadDate().orElse(started.at()),
                        listener);
                Staging staging = new Stager(vault, schema, dialect, session, work.path()).stage(finder, ledger, runId);
                return keptOut.withoutErased(staging, work.path());
            }
        }

        private Map<String, RunReport.TargetReport> load(Staging staging, RunReport.Outcome outcome)
                throws SQLException {
            Map<String, RunReport.TargetReport> targets = new LinkedHashMap<>();
            session.inTransaction(() -> {
                insert(staging, targets);
                ledger.recordSteps(runId, session.steps());
                ledger.finishRun(runId, nameOf(outcome), null);
                listener.on(new RunEvent.Committing(runId));
            });
            confirm(ledger, runId, outcome);
            listener.on(new RunEvent.Committed(runId));
            return targets;
        }

        private void insert(Staging staging, Map<String, RunReport.TargetReport> targets) throws SQLException {
            ledger.recordDeliveries(
                    runId,
                    staging.staged().stream()
                            .flatMap(staged -> staged.deliveries().stream())
                            .toList());
            LoadPlan plan = LoadPlan.of(vault, schema, dialect, staging.sources());
            List<Statement> statements = rewriting.apply(plan).statements();
            targets.putAll(new PlanExecution(session).execute(statements));
            keptOut.record(runId);
            Filling.recordNew(vault, new Fills(session.connection()), runId);
            BatchWarnings warnings = new BatchWarnings(session, runId);
            for (StagedSource staged : staging.staged()) {
                warnings.tell(staged.source());
            }
        }
    }

    /**
     * A commit that only seemed to succeed leaves the run's row as it was.
     *
     * @throws LierneException {@code commit_lost}
     */
    static void confirm(Ledger ledger, long runId, RunReport.Outcome outcome) throws SQLException {
        String expected = nameOf(outcome);
        if (ledger.outcome(runId).filter(expected::equals).isEmpty()) {
            throw new LierneException(
                    LierneException.Category.FAILED,
                    "commit_lost",
                    "The database said that run " + runId + " was committed, but its ledger row does not show it."
                            + " Nothing of the run was loaded.",
                    "Run again; if it happens again, check the disk and the memory limit.");
        }
    }

    private static String nameOf(RunReport.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}

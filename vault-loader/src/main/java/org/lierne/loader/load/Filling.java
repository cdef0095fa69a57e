package org.lierne.loader.load;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Targets;
import org.lierne.core.plan.Targets.Target;
import org.lierne.core.plan.TrackedSince;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.loader.audit.Fills;
import org.lierne.loader.audit.Ledger;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.stage.BatchWarnings;
import org.lierne.loader.stage.DeliveryFinder;
import org.lierne.loader.stage.Session;
import org.lierne.loader.stage.Stager;
import org.lierne.loader.stage.Staging;
import org.lierne.loader.stage.TableLanding;
import org.lierne.loader.warehouse.Version;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WorkFolder;

/**
 * Fills what was described after deliveries of its source were loaded: they are read again, from the archive or the
 * landing folder, and loaded into that alone, with the load dates and the ids that they have. Each source is a run of its
 * own, of the kind {@code fill}: all of it, or nothing. What cannot be read is told, and tried again by the next one.
 */
final class Filling {

    private static final String KIND = "fill";

    private final Vault vault;
    private final VaultSchema schema;
    private final Dialect dialect;
    private final Warehouse warehouse;
    private final LoadRequest request;
    private final RunListener listener;
    private final Ledger ledger;
    private final Fills fills;
    private final List<String> warnings = new ArrayList<>();

    Filling(
            Vault vault,
            VaultSchema schema,
            Dialect dialect,
            Warehouse warehouse,
            LoadRequest request,
            RunListener listener) {
        this.vault = vault;
        this.schema = schema;
        this.dialect = dialect;
        this.warehouse = warehouse;
        this.request = request;
        this.listener = event -> {
            if (event instanceof RunEvent.Warning warning) {
                warnings.add(warning.path().orElse(warning.source()) + ": " + warning.message());
            }
            listener.on(event);
        };
        this.ledger = new Ledger(warehouse.connection());
        this.fills = new Fills(warehouse.connection());
    }

    /**
     * What a source is to be read again for.
     *
     * @param targets what lacks deliveries
     * @param unknown those of them that nothing is recorded of yet
     * @param deliveries what any of them lacks
     */
    private record Lacking(Source source, List<Target> targets, Set<String> unknown, List<Fills.Loaded> deliveries) {}

    /** What filling came to, and the deliveries that could not be read again. */
    record Filled(List<RunReport.Fill> fills, List<Ledger.FailedDelivery> failed, List<String> warnings) {}

    /** Fills what lacks deliveries that can be had. */
    Filled fill() throws SQLException {
        List<RunReport.Fill> done = new ArrayList<>();
        List<Ledger.FailedDelivery> failed = new ArrayList<>();
        for (Source source : vault.sources()) {
            Optional<String> was = source.was()
                    .filter(name -> vault.sources().stream()
                            .noneMatch(other -> other.name().equals(name)));
            if (was.isPresent()) {
                ledger.renameSource(was.get(), source.name());
            }
            settle(source);
            Optional<Lacking> lacking = lacking(source);
            if (lacking.isPresent()) {
                if (lacking.get().unknown().isEmpty() && !anyIsKept(lacking.get())) {
                    listener.on(new RunEvent.Warning(source.name(), Optional.empty(), stillMissing(lacking.get())));
                } else {
                    done.add(run(lacking.get(), failed));
                }
            }
        }
        return new Filled(done, failed, warnings);
    }

    /**
     * What has another name now keeps what is recorded of it. Of what is fed no more, since it is retired or described no
     * more, it is noted what is there, so that the rest can be filled should it be fed again.
     */
    private void settle(Source source) throws SQLException {
        Map<String, Long> known = fills.targets(source.name());
        Set<String> fed = new HashSet<>();
        for (Target target : Targets.of(vault, source)) {
            fed.add(target.name());
            boolean isNew = !known.containsKey(target.name());
            if (target.was().isPresent() && isNew) {
                fills.rename(source.name(), target.was().get(), target.name());
                known.remove(target.was().get());
            }
        }
        for (String target : known.keySet()) {
            if (!fed.contains(target)) {
                fills.retire(source.name(), target);
            }
        }
    }

    /** Records what a run feeds for the first time, where nothing of its source was loaded before. */
    static void recordNew(Vault vault, Fills fills, long runId) throws SQLException {
        Map<String, Set<String>> known = fills.targets();
        for (Source source : vault.sources()) {
            for (Target target : Targets.of(vault, source)) {
                if (!known.getOrDefault(source.name(), Set.of()).contains(target.name())) {
                    fills.recordTarget(source.name(), target.name(), runId);
                }
            }
        }
    }

    private Optional<Lacking> lacking(Source source) throws SQLException {
        OptionalLong firstRun = fills.firstRun(source.name());
        if (firstRun.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> since = known(source);
        boolean allHaveAll = Targets.of(vault, source).stream()
                .allMatch(target -> since.getOrDefault(target.name(), Long.MAX_VALUE) <= firstRun.getAsLong());
        if (allHaveAll) {
            return Optional.empty();
        }
        List<Fills.Loaded> loaded = fills.loaded(source.name());
        Set<UUID> ended = ended(source);
        Set<String> unknown = new LinkedHashSet<>();
        Map<Target, Set<UUID>> lacking = new LinkedHashMap<>();
        for (Target target : Targets.of(vault, source)) {
            Long sinceRun = since.get(target.name());
            if (sinceRun == null) {
                unknown.add(target.name());
            }
            long from = sinceRun == null ? Long.MAX_VALUE : sinceRun;
            Set<UUID> before = loaded.stream()
                    .filter(delivery -> delivery.runId() < from)
                    .map(Fills.Loaded::id)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (!before.isEmpty()) {
                before.removeAll(fills.filled(source.name(), target.name()));
            }
            if (before.removeAll(ended) && sinceRun == null) {
                listener.on(new RunEvent.Warning(
                        source.name(),
                        Optional.empty(),
                        target.name() + " has nothing of deliveries that are tracked no more (\"track: keep\")"));
            }
            if (!before.isEmpty()) {
                lacking.put(target, before);
            }
        }
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        Set<UUID> any = lacking.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return Optional.of(new Lacking(
                source,
                List.copyOf(lacking.keySet()),
                unknown,
                loaded.stream().filter(delivery -> any.contains(delivery.id())).toList()));
    }

    /** The deliveries of which rows are tracked no more: what they said between others cannot be told. */
    private Set<UUID> ended(Source source) throws SQLException {
        return TrackedSince.ends(schema, source) ? fills.ended(Names.ended(source)) : Set.of();
    }

    /** Since which run each target has all that is loaded. */
    private Map<String, Long> known(Source source) throws SQLException {
        Map<String, Long> known = fills.targets(source.name());
        return known.isEmpty() ? allThatHaveRows(source) : known;
    }

    /**
     * In a ledger from before this was recorded, or that has lost it, what has rows is taken to have all; but not what is
     * known to have some.
     */
    private Map<String, Long> allThatHaveRows(Source source) throws SQLException {
        Map<String, Long> known = new HashMap<>();
        for (Target target : Targets.of(vault, source)) {
            boolean hasAll = target.table().isEmpty() || hasRows(target.table().get());
            if (hasAll && fills.filled(source.name(), target.name()).isEmpty()) {
                fills.recordTarget(source.name(), target.name(), 0);
                known.put(target.name(), 0L);
            }
        }
        return known;
    }

    private boolean hasRows(String table) throws SQLException {
        return new Session(warehouse.connection(), listener, Optional.empty())
                        .number("select count(*) from (select 1 from " + Table.RAW_VAULT + ".\"" + table
                                + "\" where run_id > 0 limit 1) as rows")
                > 0;
    }

    private boolean anyIsKept(Lacking lacking) {
        Session session = new Session(warehouse.connection(), listener, request.archive());
        DeliveryFinder finder = finder(new TableLanding(session, request.landing()), listener);
        return lacking.deliveries().stream().anyMatch(finder::isKept);
    }

    private DeliveryFinder finder(TableLanding tables, RunListener told) {
        return new DeliveryFinder(
                request.landing(), tables, request.archive(), ledger, LocalDateTime.now(ZoneOffset.UTC), told);
    }

    private static String stillMissing(Lacking lacking) {
        return "of " + names(lacking.targets()) + ", " + lacking.deliveries().size()
                + " loaded deliveries are missing: they are neither in the archive nor in the landing folder";
    }

    private static String names(List<Target> targets) {
        return targets.stream().map(Target::name).collect(Collectors.joining(", "));
    }

    private RunReport.Fill run(Lacking lacking, List<Ledger.FailedDelivery> failed) throws SQLException {
        long runId =
                ledger.startRun(KIND, request.modelVersion(), Version.current()).runId();
        listener.on(new RunEvent.RunStarted(runId));
        Session session = new Session(warehouse.connection(), listener, request.archive());
        try (WorkFolder work = WorkFolder.of(warehouse)) {
            session.execute("create or replace temporary table " + Stage.THIS_RUN + " as select cast(" + runId
                    + " as bigint) as run_id");
            Set<String> names = lacking.targets().stream().map(Target::name).collect(Collectors.toSet());
            Vault only = Targets.only(vault, lacking.source(), names);
            // What was worth a warning of a file was told when it was loaded.
            DeliveryFinder finder = finder(new TableLanding(session, work.path()), event -> {
                if (!(event instanceof RunEvent.Warning)) {
                    listener.on(event);
                }
            });
            Staging staging = new Stager(only, schema, dialect, session, work.path())
                    .stageAgain(lacking.source(), lacking.deliveries(), finder, ledger, runId);
            failed.addAll(staging.failed());
            return load(lacking, only, staging, session, runId);
        } catch (SQLException | RuntimeException failure) {
            abandon(runId, failure);
            throw failure;
        } finally {
            session.dropTemporary();
        }
    }

    private RunReport.Fill load(Lacking lacking, Vault only, Staging staging, Session session, long runId)
            throws SQLException {
        List<UUID> filled = staging.staged().stream()
                .flatMap(staged -> staged.deliveries().stream())
                .map(Ledger.LoadedDelivery::id)
                .toList();
        RunReport.Outcome outcome = staging.failed().isEmpty() ? RunReport.Outcome.DONE : RunReport.Outcome.PARTIAL;
        List<RunReport.TargetReport> targets = new ArrayList<>();
        session.inTransaction(() -> {
            LoadPlan plan = LoadPlan.ofReadAgain(only, schema, dialect, staging.sources());
            targets.addAll(new PlanExecution(session).execute(plan.statements()).values());
            for (Target target : lacking.targets()) {
                fills.recordTarget(lacking.source().name(), target.name(), runId);
                fills.recordFilled(lacking.source().name(), target.name(), filled, runId);
            }
            new BatchWarnings(session, runId).tell(lacking.source());
            ledger.recordSteps(runId, session.steps());
            ledger.finishRun(runId, outcome.name().toLowerCase(Locale.ROOT), null);
            listener.on(new RunEvent.Committing(runId));
        });
        Loader.confirm(ledger, runId, outcome);
        listener.on(new RunEvent.Committed(runId));
        return new RunReport.Fill(
                runId,
                lacking.source().name(),
                lacking.targets().stream().map(Target::name).toList(),
                filled.size(),
                staging.failed().size(),
                targets);
    }

    private void abandon(long runId, Exception failure) {
        try {
            ledger.finishRun(runId, Loader.outcomeOf(failure), failure.getMessage());
        } catch (SQLException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}

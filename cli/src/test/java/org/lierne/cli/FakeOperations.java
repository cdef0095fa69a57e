package org.lierne.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.command.Operations;
import org.lierne.cli.command.RunRequest;
import org.lierne.cli.query.EngineLimits;
import org.lierne.core.asof.AsOf;
import org.lierne.core.metadata.Diagnostic;
import org.lierne.loader.erasure.ErasureReport;
import org.lierne.loader.load.ReplayReport;
import org.lierne.loader.load.RunReport;
import org.lierne.loader.load.RunReport.Outcome;
import org.lierne.loader.progress.RunListener;
import org.lierne.loader.rebuild.RebuildReport;
import org.lierne.loader.trace.TraceRequest;
import org.lierne.loader.verify.VerifyReport;
import org.lierne.loader.verify.VerifyRequest;
import org.lierne.loader.warehouse.WarehouseSettings;
import org.lierne.marts.asof.PastVault;
import org.lierne.marts.project.CheckedProject;
import org.lierne.marts.publish.MartExport;

/** Answers what a test tells it to, and remembers what it was asked. */
public final class FakeOperations implements Operations {

    /** What a run does in a test. */
    @FunctionalInterface
    public interface Work {
        RunReport perform(RunRequest request, int number);
    }

    final List<RunRequest> requests = new ArrayList<>();
    final List<Diagnostic> diagnostics = new ArrayList<>();
    final List<Statement> statements = new ArrayList<>();
    Work work = (request, number) -> report(number, Outcome.DONE);

    VerifyReport verified = new VerifyReport(List.of(), 0, 0);
    RebuildReport rebuilt = new RebuildReport(List.of());

    ReplayReport replayed = new ReplayReport(List.of());

    @Nullable
    Traced traced;

    @Nullable
    ErasureReport forgotten;

    @Nullable
    RuntimeException failure;

    static RunReport report(int number, Outcome outcome) {
        return new RunReport(
                number,
                outcome,
                List.of(new RunReport.SourceReport("invoices", 5, 100, 98, 0, 2, 0, 0)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public CheckedProject check(Path project) {
        failIfAsked();
        return new CheckedProject(Optional.empty(), diagnostics);
    }

    @Override
    public Migrated migrate(RunRequest request) {
        failIfAsked();
        requests.add(request);
        return new Migrated(Optional.of(Path.of("V1__create_vault.sql")), List.of("Create the vault."), List.of("V1"));
    }

    @Override
    public List<Statement> sql(Path project) {
        failIfAsked();
        return statements;
    }

    @Override
    public RunReport load(RunRequest request, RunListener listener) {
        return run(request, listener).load();
    }

    @Override
    public Ran run(RunRequest request, RunListener listener) {
        failIfAsked();
        requests.add(request);
        return new Ran(work.perform(request, requests.size()), Optional.empty());
    }

    @Override
    public void breakOff() {
        throw new UnsupportedOperationException("nothing is written");
    }

    @Override
    public ReplayReport replay(
            RunRequest request,
            OptionalLong run,
            Set<String> sources,
            Set<String> codes,
            boolean isTrial,
            RunListener listener) {
        failIfAsked();
        requests.add(request);
        return replayed;
    }

    @Override
    public ErasureReport forget(RunRequest request, Forgetting wanted) {
        failIfAsked();
        requests.add(request);
        return Objects.requireNonNull(forgotten);
    }

    @Override
    public boolean lift(RunRequest request, Forgetting wanted) {
        failIfAsked();
        requests.add(request);
        return true;
    }

    @Override
    public Traced trace(VaultInUse vault, TraceRequest request, boolean withRecords) {
        failIfAsked();
        return Objects.requireNonNull(traced);
    }

    @Override
    public TracedMart trace(
            VaultInUse vault,
            String mart,
            List<Map<String, @Nullable Object>> rows,
            TraceRequest like,
            boolean withRecords) {
        failIfAsked();
        throw new UnsupportedOperationException("no test traces a mart by these");
    }

    @Override
    public <T> T past(
            VaultInUse vault, AsOf asOf, RunListener listener, List<Path> written, Function<PastVault, T> question) {
        throw new UnsupportedOperationException("the past is asked for real only");
    }

    @Override
    public MartExport.Exported export(
            VaultInUse vault,
            AsOf asOf,
            String mart,
            MartExport.Format format,
            MartExport.Formulas formulas,
            Path file) {
        throw new UnsupportedOperationException("marts are exported for real only");
    }

    @Override
    public VerifyReport verify(VaultInUse vault, VerifyRequest request) {
        failIfAsked();
        return verified;
    }

    @Override
    public RebuildReport rebuild(VaultInUse vault, Set<String> sources, Set<String> paths, int show) {
        failIfAsked();
        return rebuilt;
    }

    private void failIfAsked() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public WarehouseSettings settings(EngineLimits limits) {
        return WarehouseSettings.defaults();
    }
}

package org.lierne.marts.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.LierneException;
import org.lierne.core.model.ComputedMart;
import org.lierne.core.model.Hashing;
import org.lierne.core.schema.ColumnType;
import org.lierne.core.schema.TableColumn;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.marts.computation.Computation;
import org.lierne.marts.computation.ComputationInput;
import org.lierne.marts.computation.Fit;
import org.lierne.marts.computation.PastMarts;
import org.lierne.marts.mart.MartQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the steps of marts that are taken in Java. Computed marts are computed once, after a run, and kept in the vault: asked
 * again for the same run, or in the past, they are what was kept.
 */
public final class Computations {

    private static final Logger LOG = LoggerFactory.getLogger(Computations.class);
    private static final String FORMER = "former";

    private final Scratch scratch;
    private final Hashing hashing;
    private final long runId;
    private final Optional<PastMarts> pasts;
    private final KeptFits kept;
    private final RunListener listener;
    private final Map<String, Fit> fits = new LinkedHashMap<>();

    private Computations(
            Scratch scratch,
            Hashing hashing,
            long runId,
            Optional<PastMarts> pasts,
            KeptFits kept,
            RunListener listener) {
        this.scratch = scratch;
        this.hashing = hashing;
        this.runId = runId;
        this.pasts = pasts;
        this.kept = kept;
        this.listener = listener;
    }

    /** Those that follow a run: what is computed is kept in the vault, each mart in a transaction. */
    static Computations after(long runId, Scratch scratch, Hashing hashing, PastMarts pasts, RunListener listener) {
        KeptFits kept = new KeptFits(scratch.connection(), scratch.vault());
        return new Computations(scratch, hashing, runId, Optional.of(pasts), kept, listener);
    }

    /** Those of the past: what is kept is read, and only what is not kept is computed. */
    public static Computations asKnownAt(long runId, Scratch scratch, Hashing hashing, RunListener listener) {
        KeptFits kept = new KeptFits(scratch.connection(), scratch.catalog());
        return new Computations(scratch, hashing, runId, Optional.empty(), kept, listener);
    }

    /** What was found, by mart, of those that have been asked for. */
    Map<String, Fit> fits() {
        return fits;
    }

    /** Does what is to be done before a mart's SQL is run. */
    void before(MartQuery query) throws SQLException {
        if (query.computation().isEmpty()) {
            return;
        }
        Computation computation = query.computation().get();
        if (!(query.mart() instanceof ComputedMart mart)) {
            make(query.name(), computation);
            Optional<Fit> fit = compute(query, computation, "");
            if (fit.isPresent()) {
                found(query.name(), fit.get());
            } else {
                make(query.name(), computation);
            }
            return;
        }
        Optional<Fit> known = pasts.isPresent() ? kept.of(runId, query.name()) : kept.latest(runId, query.name());
        if (known.isPresent() || pasts.isEmpty()) {
            if (known.isPresent()) {
                found(query.name(), known.get());
            }
            return;
        }
        keep(query, mart, computation);
    }

    private void keep(MartQuery query, ComputedMart mart, Computation computation) throws SQLException {
        ComputedRows rows = new ComputedRows(scratch, mart, computation.columns());
        make(mart.name(), computation);
        String former = Scratch.name(FORMER, mart.name());
        scratch.execute("create schema if not exists " + FORMER);
        scratch.execute(
                "create or replace view " + former + " as select * from (\n" + rows.latest() + "\n) where not is_gone");
        Optional<Fit> computed = compute(query, computation, former);
        if (computed.isEmpty()) {
            return;
        }
        Fit fit = counted(mart.name(), computed.get());
        rows.check();
        LocalDateTime loadDate = loadDate();
        scratch.connection().setAutoCommit(false);
        boolean stored = false;
        try {
            rows.store(runId, loadDate, fit.method());
            kept.record(runId, mart.name(), loadDate, fit);
            scratch.connection().commit();
            stored = true;
        } finally {
            if (!stored) {
                scratch.connection().rollback();
            }
            scratch.connection().setAutoCommit(true);
        }
        if (kept.of(runId, mart.name()).isEmpty()) {
            throw new SQLException("what was computed is not in the vault, though it was committed");
        }
        found(mart.name(), fit);
    }

    private void make(String mart, Computation computation) throws SQLException {
        scratch.execute("create schema if not exists " + Computation.SCHEMA);
        scratch.execute("create or replace table " + Scratch.name(Computation.SCHEMA, mart)
                + computation.columns().stream().map(this::column).collect(Collectors.joining(", ", " (", ")")));
    }

    private String column(TableColumn column) {
        String type = column.type() instanceof ColumnType.Value value
                ? DuckDbDialect.INSTANCE.types().of(value.type())
                : DuckDbDialect.INSTANCE.types().hash(hashing);
        return Scratch.name(column.name()) + " " + type + (column.nullable() ? "" : " not null");
    }

    /**
     * What a computation finds; nothing if it fails for a reason that nobody has foreseen. That is a defect, but no reason to
     * withhold all other marts: of what is kept, what was said last stays; what is not kept is empty. It is told.
     */
    private Optional<Fit> compute(MartQuery query, Computation computation, String former) throws SQLException {
        String mart = query.name();
        PastMarts known = pasts.orElse(PastMarts.NONE);
        ComputationInput input = new ComputationInput(
                scratch.connection(),
                scratch.catalog(),
                mart,
                former,
                known,
                (what, done, total) ->
                        listener.on(new RunEvent.StepGoesOn(RunEvent.Phase.MARTS, "mart." + mart, what, done, total)));
        try {
            return Optional.of(computation.compute(input));
        } catch (LierneException said) {
            throw said;
        } catch (RuntimeException defect) {
            LOG.error("The computation of mart \"{}\" failed", mart, defect);
            String sentence = "It could not be computed (" + defect.getMessage() + "), which is a defect of Lierne. "
                    + (query.mart() instanceof ComputedMart
                            ? "It is what was said last, and is computed again after the next run."
                            : "It is empty.");
            fits.put(mart, new Fit(query.mart().kind(), List.of(), List.of(new Fit.Note("not_computed", sentence))));
            listener.on(new RunEvent.Warning("mart." + mart, Optional.empty(), sentence));
            return Optional.empty();
        }
    }

    /** With the number of keys in front, so that there is something to say of each. */
    private Fit counted(String mart, Fit fit) throws SQLException {
        double keys = number("select count(*) from " + Scratch.name(Computation.SCHEMA, mart));
        List<Fit.Measure> measures = new ArrayList<>();
        measures.add(Fit.Measure.of("keys", keys));
        measures.addAll(fit.measures());
        return new Fit(fit.method(), measures, fit.notes());
    }

    private double number(String query) throws SQLException {
        try (Statement statement = scratch.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        }
    }

    /** Up to when what was loaded goes; the run's start, if nothing with a date was loaded. */
    private LocalDateTime loadDate() throws SQLException {
        String query =
                "select coalesce((select max(load_date) from " + Scratch.name(scratch.vault(), "audit", "delivery")
                        + " where run_id <= " + runId + "), (select started_at from "
                        + Scratch.name(scratch.vault(), "audit", "run") + " where run_id = " + runId + "))";
        try (Statement statement = scratch.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            LocalDateTime date = row.getObject(1, LocalDateTime.class);
            if (date == null) {
                throw new SQLException("there is no run " + runId);
            }
            return date;
        }
    }

    /** Tells what the fit of before had not noted: what was told once stands beside the mart. */
    private void found(String mart, Fit fit) throws SQLException {
        fits.put(mart, fit);
        if (pasts.isEmpty()) {
            return;
        }
        Set<String> told = kept.latest(runId - 1, mart).stream()
                .flatMap(before -> before.notes().stream())
                .map(Fit.Note::code)
                .collect(Collectors.toSet());
        fit.notes().stream()
                .filter(note -> !told.contains(note.code()))
                .forEach(note -> listener.on(new RunEvent.Warning("mart." + mart, Optional.empty(), note.sentence())));
    }
}

package org.lierne.marts.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.model.Vault;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunListener;
import org.lierne.marts.mart.Descriptions;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.publish.MartReport.BuiltMart;

/**
 * Marts made into tables, with what is known of them beside: whatever catalog they are put into, and whatever state of the
 * vault they are made from.
 */
public final class MartTables {

    private static final String MART = "mart";

    private final Scratch scratch;
    private final String target;
    private final Computations computations;
    private final RunListener listener;
    private final MartNotes notes;

    /**
     * @param target the catalog that gets the tables, in its schema {@code mart}; it may be the scratch catalog itself
     * @param vault whose marts they are
     */
    public MartTables(Scratch scratch, String target, Vault vault, Computations computations, RunListener listener) {
        this.scratch = scratch;
        this.target = target;
        this.computations = computations;
        this.listener = listener;
        this.notes = new MartNotes(scratch, target, new Descriptions(vault));
    }

    /** Builds in this order, so that each finds those that it reads. */
    public List<BuiltMart> build(List<MartQuery> queries) throws SQLException {
        notes.begin();
        List<BuiltMart> built = new ArrayList<>();
        for (MartQuery query : queries) {
            built.add(build(query, built.size() + 1, queries.size()));
        }
        return built;
    }

    private BuiltMart build(MartQuery query, int index, int total) throws SQLException {
        String object = MART + "." + query.name();
        listener.on(new RunEvent.StepStarted(RunEvent.Phase.MARTS, object, index, total));
        long start = System.nanoTime();
        String table = Scratch.name(target, MART, query.name());
        try {
            computations.before(query);
            scratch.execute("create table " + table + " as\n" + query.sql());
            if (!target.equals(scratch.catalog())) {
                scratch.execute("create view " + Scratch.name(scratch.catalog(), MART, query.name())
                        + " as select * from " + table);
            }
            long rows = count(table);
            notes.note(query, rows, Optional.ofNullable(computations.fits().get(query.name())))
                    .forEach(warning -> listener.on(new RunEvent.Warning(object, Optional.empty(), warning)));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            listener.on(new RunEvent.StepFinished(RunEvent.Phase.MARTS, object, rows, took));
            return new BuiltMart(query.name(), rows, took);
        } catch (SQLException refused) {
            throw new SQLException("mart \"" + query.name() + "\": " + refused.getMessage(), refused);
        }
    }

    private long count(String table) throws SQLException {
        try (Statement statement = scratch.connection().createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

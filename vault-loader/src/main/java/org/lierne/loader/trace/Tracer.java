package org.lierne.loader.trace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.core.LierneException;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.trace.Span;
import org.lierne.core.trace.Subject;
import org.lierne.core.trace.TracePlan;
import org.lierne.core.trace.TracedTable;
import org.lierne.core.trace.What;
import org.lierne.loader.audit.ForgottenKeys;
import org.lierne.loader.warehouse.EngineFailure;
import org.lierne.loader.warehouse.VaultPresence;

/**
 * Tells what a vault has stored on one key. Nothing of the database is changed: only temporary tables of its connection
 * are written, and dropped again. Not safe for use by several threads at once.
 */
public final class Tracer {

    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;

    /** What comes before what took its place. */
    private static final Set<What> ENDS = Set.of(What.CLOSED, What.REMOVED, What.TAKEN_BACK);

    private final Vault vault;
    private final VaultSchema schema;
    private final Connection connection;

    /** @param schema the tables as loads write them */
    public Tracer(Vault vault, VaultSchema schema, Connection connection) {
        this.vault = vault;
        this.schema = schema;
        this.connection = connection;
    }

    /**
     * Reads what is stored.
     *
     * @throws LierneException {@code unknown_subject}, {@code key_unreadable}, {@code key_not_found}, {@code unknown_table},
     *     {@code no_vault}, {@code trace_failed}, or a code of {@link EngineFailure}
     */
    public Timeline trace(TraceRequest request) {
        Subject subject = Subject.named(vault, request.name()).orElseThrow(() -> unknown(request.name()));
        try {
            VaultPresence.require(connection);
            KeyReader keys = new KeyReader(vault, connection);
            List<String> key = request.hash().isPresent() ? List.of() : keys.cleaned(subject, request.key());
            String hash = keys.hash(subject, request.key(), request.hash());
            TracePlan plan = new TracePlan(vault, schema, DIALECT, subject, hash);
            requireTables(plan, request.tables());
            try {
                for (org.lierne.core.plan.Statement statement : plan.prepare()) {
                    execute(statement.sql());
                }
                if (number(plan.countRead().sql()) == 0) {
                    throw notFound(keys, subject, key, hash);
                }
                return timeline(plan, subject, hash, request);
            } finally {
                for (String drop : plan.drop()) {
                    execute(drop);
                }
            }
        } catch (SQLException failed) {
            throw EngineFailure.of(failed)
                    .map(engine -> engine.exception("The trace", "Nothing was changed.", failed))
                    .orElseGet(() -> new LierneException(
                            LierneException.Category.FAILED,
                            "trace_failed",
                            "What is stored could not be traced: " + EngineFailure.sentence(failed)
                                    + " Nothing was changed.",
                            "If the metadata have changed, migrate first: lierne migrate",
                            failed));
        }
    }

    private LierneException unknown(String name) {
        Optional<Satellite> satellite = vault.satellites().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        String hint = satellite
                .map(each -> "It is a satellite: trace what it describes, \""
                        + (each.parent() instanceof Parent.OfHub hub
                                ? hub.hub()
                                : each.parent().name())
                        + "\".")
                .orElseGet(() -> "There is: "
                        + Subject.all(vault).stream().map(Subject::name).collect(Collectors.joining(", ")) + ".");
        return new LierneException(
                LierneException.Category.USAGE,
                "unknown_subject",
                "There is no hub, link or reference table \"" + name + "\".",
                hint);
    }

    private static void requireTables(TracePlan plan, Set<String> wanted) {
        List<String> names = plan.names();
        wanted.stream().filter(table -> !names.contains(table)).findFirst().ifPresent(table -> {
            throw new LierneException(
                    LierneException.Category.USAGE,
                    "unknown_table",
                    "No table \"" + table + "\" has this key.",
                    "There is: " + String.join(", ", names) + ".");
        });
    }

    /** Of a key that was erased, too, nothing is stored. */
    private LierneException notFound(KeyReader keys, Subject subject, List<String> key, String hash)
            throws SQLException {
        LierneException notFound = keys.notFound(subject, key, hash);
        return new ForgottenKeys(connection).isForgotten(subject.name(), hash)
                ? new LierneException(
                        notFound.category(),
                        notFound.code(),
                        notFound.getMessage() + " It was erased on request.",
                        notFound.hint().orElse(null))
                : notFound;
    }

    private Timeline timeline(TracePlan plan, Subject subject, String hash, TraceRequest request) throws SQLException {
        List<TracedTable> tables = new ArrayList<>(plan.tables(request.span(), request.repeats()));
        if (request.repeats()) {
            tables.addAll(plan.deliveries(request.span()));
        }
        List<TracedRow> rows = new ArrayList<>();
        for (int place = 0; place < tables.size(); place++) {
            TracedTable table = tables.get(place);
            if (request.tables().isEmpty() || request.tables().contains(table.table())) {
                int at = place;
                query(table.statement().sql(), row -> rows.add(TracedRow.read(row, table, at)));
            }
        }
        rows.sort(order());
        int limit = request.span().limit();
        boolean isCut = rows.size() > limit;
        List<TraceEvent> events = rows.subList(isCut ? rows.size() - limit : 0, rows.size()).stream()
                .map(TracedRow::event)
                .toList();
        List<Timeline.Unchanged> unchanged =
                request.repeats() || !request.tables().isEmpty() ? List.of() : unchanged(plan, request.span());
        RecordsOfEvents records = new RecordsOfEvents(vault, connection, request.archive());
        List<TraceEvent> told = records.complete(events);
        List<String> notes = new ArrayList<>(records.notes());
        notesOfSources(subject, notes);
        return new Timeline(subject.name(), key(plan), hash, told, isCut, unchanged, notes);
    }

    /** Hubs come first at their load date: all else is said of them. */
    private Comparator<TracedRow> order() {
        Map<String, Integer> sources = new HashMap<>();
        vault.sources().forEach(source -> sources.put(source.name(), sources.size()));
        return Comparator.comparing((TracedRow row) -> row.event().loadDate())
                .thenComparing(row -> row.event().source().map(sources::get).orElse(-1))
                .thenComparing(TracedRow::sequence, Comparator.nullsFirst(Tracer::compare))
                .thenComparing(row -> path(row), Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(row -> row.event()
                        .origin()
                        .map(TraceEvent.Origin::contentVersion)
                        .orElse(0))
                .thenComparing(row ->
                        row.event().origin().map(TraceEvent.Origin::record).orElse(0L))
                .thenComparing(
                        row -> row.event().origin().map(TraceEvent.Origin::row).orElse(0))
                .thenComparing(TracedRow::table)
                .thenComparing(row -> !ENDS.contains(row.event().what()));
    }

    private static @Nullable String path(TracedRow row) {
        return row.event().origin().flatMap(TraceEvent.Origin::path).orElse(null);
    }

    /** Sequences of one source are of one type. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object left, Object right) {
        return ((Comparable) left).compareTo(right);
    }

    private List<Timeline.Unchanged> unchanged(TracePlan plan, Span span) throws SQLException {
        List<Timeline.Unchanged> unchanged = new ArrayList<>();
        for (Source source : plan.sources()) {
            query(plan.countDeliveries(source, span).sql(), row -> {
                if (row.getLong(1) > 0) {
                    unchanged.add(new Timeline.Unchanged(
                            source.name(),
                            row.getLong(1),
                            row.getObject(2, LocalDateTime.class),
                            row.getObject(3, LocalDateTime.class)));
                }
            });
        }
        return unchanged;
    }

    private List<Value> key(TracePlan plan) throws SQLException {
        List<TracedTable.Said> names = plan.keyNames();
        List<Value> key = new ArrayList<>();
        query(plan.key().sql(), row -> {
            for (int part = 0; part < names.size(); part++) {
                TracedTable.Said said = names.get(part);
                key.add(new Value(said.name(), TracedRow.value(row, part + 1), said.isSensitive()));
            }
        });
        return key;
    }

    /** What cannot be told of sources that are not tracked. */
    private void notesOfSources(Subject subject, List<String> notes) {
        vault.sources().stream()
                .filter(source -> !source.tracked())
                .filter(source -> subject instanceof Subject.OfHub ofHub
                        && source.keys().stream()
                                .anyMatch(key -> key.hub().equals(ofHub.hub().name())))
                .forEach(source -> notes.add("The source \"" + source.name()
                        + "\" is not tracked: which of its records had the key and said nothing new is kept nowhere."));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        long[] number = {0};
        query(sql, row -> number[0] = row.getLong(1));
        return number[0];
    }

    /** What a result row is given to. */
    @FunctionalInterface
    interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    private void query(String sql, RowConsumer consumer) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                consumer.accept(found);
            }
        }
    }
}

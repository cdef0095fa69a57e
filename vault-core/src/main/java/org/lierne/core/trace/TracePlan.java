package org.lierne.core.trace;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hub;
import org.lierne.core.model.KeyColumn;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/**
 * The statements that tell what a vault has stored on one key: {@link #prepare} reads its rows, each table once and by
 * hash key; {@link #tables} and {@link #deliveries} tell what these say; {@link #drop} puts away what was read.
 */
public final class TracePlan {

    private static final int MOST_NEAR_MISSES = 5;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

    private final Dialect dialect;
    private final SqlText text;
    private final TraceReads reads;
    private final TraceEvents events;

    /**
     * A plan of one key.
     *
     * @param hash the hash key, in lower-case hexadecimal digits
     */
    public TracePlan(Vault vault, VaultSchema schema, Dialect dialect, Subject subject, String hash) {
        this.dialect = dialect;
        this.text = new SqlText(dialect);
        this.reads = new TraceReads(vault, schema, dialect, subject, hash);
        this.events = new TraceEvents(vault, schema, dialect, subject, reads);
    }

    /** Reads the rows of the key. */
    public List<Statement> prepare() {
        return reads.statements();
    }

    /** The query of the business key, of one row, in the columns of {@link #keyNames}; of none if the key has no row itself. */
    public Statement key() {
        return events.key();
    }

    /** What the parts of the business key are called, and which are sensitive. */
    public List<TracedTable.Said> keyNames() {
        return events.keyNames();
    }

    /** The query of how many rows were read: none, if nothing is stored on the key. */
    public Statement countRead() {
        return Statement.of(
                "count what was read",
                "",
                "select "
                        + reads.statements().stream()
                                .map(statement -> "(select count(*) from " + statement.target() + ")")
                                .collect(Collectors.joining(" + ")));
    }

    /** The names of the tables that may tell something, the tracking tables among them, without their schema. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        events.all(false).forEach(told -> names.add(told.table()));
        reads.sources().forEach(source -> names.add(Names.tracking(source)));
        return names;
    }

    /**
     * What is told, table by table: of each the latest rows, the last first, and one more than the limit if there are
     * more.
     *
     * @param repeats whether rows of blocks that only stand beside what changed are told, too
     */
    public List<TracedTable> tables(Span span, boolean repeats) {
        return events.all(repeats).stream().map(told -> table(told, span)).toList();
    }

    /** The records that had the key and said nothing new, source by source. */
    public List<TracedTable> deliveries(Span span) {
        return reads.sources().stream()
                .map(source -> table(events.tracked(source), span))
                .toList();
    }

    /** How many such records a source has within a span, from when until when: one row. */
    public Statement countDeliveries(Source source, Span span) {
        return Statement.of(
                "count what is only tracked",
                Names.tracking(source),
                "select count(*) as records, min(load_date) as first, max(load_date) as last\nfrom (\n"
                        + events.tracked(source).query().indent(2) + ") as told" + within(span));
    }

    /** The tracked sources whose rows may have the key. */
    public List<Source> sources() {
        return reads.sources();
    }

    /** Puts away what was read. */
    public List<String> drop() {
        return reads.statements().stream()
                .map(statement -> "drop table if exists " + statement.target())
                .toList();
    }

    private TracedTable table(TraceEvents.Told told, Span span) {
        String sql = "select *\nfrom (\n" + told.query().indent(2) + ") as told" + within(span)
                + "\norder by load_date desc, _sequence desc nulls last, _path desc nulls last,"
                + " _content_version desc nulls last,\n  record_number desc nulls last, row_number desc nulls last"
                + "\nlimit " + (span.limit() + 1);
        return new TracedTable(
                told.table(),
                told.source(),
                told.others(),
                told.subKey(),
                told.payload(),
                Statement.of("tell " + told.table(), TraceReads.traced(told.table()), sql));
    }

    private String within(Span span) {
        List<String> conditions = new ArrayList<>();
        span.from().ifPresent(date -> conditions.add("load_date >= " + timestamp(date)));
        span.to().ifPresent(date -> conditions.add("load_date <= " + timestamp(date)));
        return conditions.isEmpty() ? "" : "\nwhere " + String.join(" and ", conditions);
    }

    private String timestamp(LocalDateTime value) {
        return "cast('" + value.toLocalDate() + " " + TIME.format(value) + "' as "
                + dialect.types().of(DataType.TIMESTAMP) + ")";
    }

    /**
     * The keys of a hub that differ from one only in case, in blanks at their ends or in zeros that they begin with: a few.
     *
     * @param key the parts of the key that is not there
     */
    public static Statement nearMisses(Hub hub, List<String> key, Dialect dialect) {
        SqlText text = new SqlText(dialect);
        List<String> conditions = new ArrayList<>();
        for (int index = 0; index < hub.key().size(); index++) {
            conditions.add(essence("cast(" + text.name(hub.key().get(index).name()) + " as varchar)") + " = "
                    + essence(text.literal(key.get(index))));
        }
        String columns = hub.key().stream().map(KeyColumn::name).map(text::name).collect(Collectors.joining(", "));
        return Statement.of(
                "find keys like it",
                Names.table(hub),
                "select " + columns + "\nfrom " + SqlText.raw(Names.table(hub)) + "\nwhere "
                        + String.join("\n  and ", conditions) + "\norder by " + columns + "\nlimit "
                        + MOST_NEAR_MISSES);
    }

    private static String essence(String value) {
        return "regexp_replace(lower(trim(" + value + ")), '^0+', '')";
    }
}

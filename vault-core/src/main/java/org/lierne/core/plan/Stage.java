package org.lierne.core.plan;

import java.util.List;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.Identifiers;

/**
 * The names of stage tables and of their technical columns. Stage tables are temporary: they belong to the connection
 * of one run. Technical columns begin with an underscore, which no column of a source does.
 */
public final class Stage {

    /** The records that were refused and are to be taken now: {@code delivery_id}, {@code record_number}. */
    public static final String REPLAYED = "replayed_records";

    /**
     * The records that are kept out since they name an erased key: {@code source}, {@code delivery_id}, {@code
     * record_number}, {@code hub}, {@code uses}, {@code fate}.
     */
    public static final String KEPT_OUT = "kept_out_records";

    /** The run's number, in the table {@link #THIS_RUN}. */
    public static final String THIS_RUN = "this_run";

    public static final String DELIVERY_ORDER = "_delivery_order";
    public static final String PATH = "path";

    /** What a change record says happened. */
    public static final String OPERATION = "_operation";

    public static final String CONTENT_VERSION = "content_version";

    /** What a row says under names that the metadata does not know: a JSON object. */
    public static final String CAPTURED = "_captured";

    /** Whether a row is kept out since it names a key that was erased; only where there are such keys. */
    public static final String FORGOTTEN = "_forgotten";

    /** A number of its own for each row of a stage table. */
    public static final String ROW = "_row";

    /** What was read of a row's place: its record's number, and its own number in the record. */
    public static final String RECORD_NUMBER_READ = "_record_number";

    public static final String ROW_NUMBER_READ = "_row_number";

    /** A row's place among those that it is ranked with. */
    public static final String PLACE = "_place";

    private Stage() {}

    /** Where in what is read a row stands, as far as the reader says it. */
    public static List<String> placeColumns(Source source) {
        return source.format().numbersRows()
                ? List.of("_file_number", RECORD_NUMBER_READ, ROW_NUMBER_READ)
                : List.of("_file_number");
    }

    /** The newest load date that was tracked before the run. */
    public static String trackedUntil(Source source) {
        return "tracked_until_" + source.name();
    }

    /** The rows whose tracking ends. */
    public static String ending(Source source) {
        return "ending_" + source.name();
    }

    /** The deliveries of the run that are tracked already. */
    public static String alreadyTracked(Source source) {
        return "already_tracked_" + source.name();
    }

    /** The deliveries of the run that are tracked already, without hashes that their rows have now. */
    public static String lacking(Source source) {
        return "lacking_" + source.name();
    }

    /** The keys, of a hub, role or link, that several staged rows carry. */
    public static String repeated(Source source, String key) {
        return "repeated_" + key + "_of_" + source.name();
    }

    /** The keys of a satellite of which a staged row is not later than all that is tracked. */
    public static String late(Satellite satellite) {
        return "late_" + satellite.name();
    }

    /** What rejected records say of their place and key, of a source that delivers everything. */
    public static String rejected(Source source) {
        return "rejected_" + source.name();
    }

    /** How many records of each delivery have no key that can be read. */
    public static String unreadable(Source source) {
        return "unreadable_" + source.name();
    }

    /** The files of a source that delivers everything that the run could not load. */
    public static String leftOut(Source source) {
        return "left_out_" + source.name();
    }

    /** The batches that the run judges. */
    public static String batches(Source source) {
        return "batches_" + source.name();
    }

    /** The tracked rows of the batches that the run judges. */
    public static String batchRows(Source source) {
        return "rows_of_batches_" + source.name();
    }

    /** The rejects of the batches that the run judges. */
    public static String batchSeen(Source source) {
        return "seen_in_batches_" + source.name();
    }

    /** How many keys of one batch come next in which other. */
    public static String spans(Source source) {
        return "spans_" + source.name();
    }

    /** The batches that the run judges, with what was found of them. */
    public static String judged(Source source) {
        return "judged_" + source.name();
    }

    /** One row per delivery of the source that the run loads. */
    public static String pending(Source source) {
        return "pending_" + source.name();
    }

    /** What was read of a group of files: one row per record, in the order of the files. */
    public static String read(Source source, int group) {
        return "read_" + source.name() + "_" + group;
    }

    /** Where records that the reader refused shift the numbers of those after them. */
    public static String refused(Source source) {
        return "refused_" + source.name();
    }

    /** One row per row of the source's deliveries, typed and hashed. */
    public static String stage(Source source) {
        return "stage_" + source.name();
    }

    /** The errors of rows that say otherwise of what happened once: one row per column that differs. */
    public static String contradictions(Source source) {
        return "contradictions_" + source.name();
    }

    /** The staged rows, of deliveries that are read again, that were not loaded as they are staged now. */
    public static String notLoaded(Source source) {
        return "not_loaded_" + source.name();
    }

    /** The column of a stage table that holds a source's column or pseudo-column. */
    public static String columnOf(String name) {
        return name.equals(Source.RECORD_NUMBER) ? Names.RECORD_NUMBER : name;
    }

    /** The type of a source's column or pseudo-column. */
    public static DataType typeOf(Source source, String name) {
        boolean pseudo = name.equals(Source.RECORD_NUMBER) || name.equals(Source.OCCURRENCE);
        return pseudo ? DataType.BIGINT : source.column(name).type();
    }

    /** The record source of a row of the source, in a relation that has it where each row has its own. */
    public static Field<?> recordSource(Source source, String relation) {
        return source.recordSourceColumn().isPresent()
                ? Identifiers.field(relation, Names.RECORD_SOURCE)
                : DSL.inline(source.recordSource());
    }

    /** The run's number, as a scalar. */
    public static Field<?> runId() {
        return DSL.field(DSL.select(Identifiers.field(Names.RUN_ID)).from(Identifiers.table(THIS_RUN)));
    }

    /** The text of the statement that fills a stage table anew. */
    public static String create(Dialect dialect, String table, Select<?> rows) {
        return dialect.sql().render(DSL.query(dialect.stageTable("{0}") + " as {1}", Identifiers.name(table), rows));
    }
}

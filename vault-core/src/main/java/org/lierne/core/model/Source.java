package org.lierne.core.model;

import java.time.Period;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A stream of deliveries of one shape: where its files are, how their records are read, and which business keys a row
 * carries.
 *
 * @param recordSource the text that every vault row fed by this source carries
 * @param files which files are its deliveries
 * @param delivery what a file holds
 * @param keys the hubs, or roles of hubs, that a row identifies
 * @param oneRowPer names of keys ({@link KeyUse#name()}) and columns that tell rows apart; may be empty
 * @param sequence the column that orders rows of one load date, or {@link #RECORD_NUMBER}
 * @param loadDate where a row's load date comes from
 * @param endOfDay whether a load date without a time means the end of that day rather than its start
 * @param required columns (never keys) without which a record is rejected
 * @param sensitive columns whose values are masked wherever a person looks
 * @param ignore headers of the files that have no place in the vault, as written
 * @param tracked whether each row of each delivery is tracked
 * @param where a SQL condition over the columns; rows for which it is not true are filtered, and counted
 * @param newColumn what a header that the metadata does not know means
 * @param table the table whose rows are its deliveries, rather than files
 * @param recordSourceColumn the column that holds each row's record source; empty where all rows have the same
 * @param was the name that it had before
 * @param trackingEnds whether its tracking ends, and after what time; empty if all of it is kept
 * @param onFailure what a delivery of it that cannot be loaded does to the run
 */
public record Source(
        String name,
        String description,
        String recordSource,
        FilePattern files,
        FileFormat format,
        Delivery delivery,
        List<KeyUse> keys,
        List<String> oneRowPer,
        Optional<String> sequence,
        LoadDateRule loadDate,
        boolean endOfDay,
        List<Column> columns,
        Set<String> required,
        Set<String> sensitive,
        Set<String> ignore,
        boolean tracked,
        Optional<String> where,
        NewColumn newColumn,
        Optional<StagedTable> table,
        Optional<String> recordSourceColumn,
        Optional<String> was,
        Optional<TrackingEnds> trackingEnds,
        OnFailure onFailure) {

    /** A source of files, whose rows all have one record source. */
    public Source(
            String name,
            String description,
            String recordSource,
            FilePattern files,
            FileFormat format,
            Delivery delivery,
            List<KeyUse> keys,
            List<String> oneRowPer,
            Optional<String> sequence,
            LoadDateRule loadDate,
            boolean endOfDay,
            List<Column> columns,
            Set<String> required,
            Set<String> sensitive,
            Set<String> ignore,
            boolean tracked,
            Optional<String> where,
            NewColumn newColumn) {
        this(
                name,
                description,
                recordSource,
                files,
                format,
                delivery,
                keys,
                oneRowPer,
                sequence,
                loadDate,
                endOfDay,
                columns,
                required,
                sensitive,
                ignore,
                tracked,
                where,
                newColumn,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OnFailure.CONTINUE);
    }

    /** The pseudo-column that holds a record's number in its file; the header is record 1. */
    public static final String RECORD_NUMBER = "_line";

    /** The pseudo-column that holds 1 for the first of several equal rows of a delivery, 2 for the second, … */
    public static final String OCCURRENCE = "_occurrence";

    /**
     * That rows are tracked for some time only.
     *
     * @param after how much older than the newest load date rows are when they are tracked no more; empty if no more end
     */
    public record TrackingEnds(Optional<Period> after) {}

    /** What a delivery that cannot be loaded does to the run. */
    public enum OnFailure {
        /** It is left out, and everything else is loaded. */
        CONTINUE,
        /** Nothing of the run is loaded. */
        STOP
    }

    /** What a header that the metadata does not know means. */
    public enum NewColumn {
        /** The delivery fails, and waits until the metadata says where the column goes. */
        FAIL,
        /** The column is passed over, with a warning; the archive keeps it. */
        IGNORE,
        /** What each row says of it is kept beside the vault's tables, as it stands there, with a warning. */
        CAPTURE
    }

    /**
     * That a row carries a hub's business key.
     *
     * @param name the hub's own name, or its role
     * @param hub the hub's name
     * @param columns the source's columns, in the order of the hub's key
     */
    public record KeyUse(String name, String hub, List<String> columns) {
        public KeyUse {
            columns = List.copyOf(columns);
        }
    }

    /** Where a row's load date comes from. */
    public sealed interface LoadDateRule {
        /** From the path, as {@code {load_date:…}} in the file pattern says. */
        record FromPath() implements LoadDateRule {}

        /** From a column of the row, of type date or timestamp. */
        record FromColumn(String column) implements LoadDateRule {}

        /** The moment at which the run that first saw the delivery started. */
        record RunStart() implements LoadDateRule {}
    }

    public Source {
        keys = List.copyOf(keys);
        oneRowPer = List.copyOf(oneRowPer);
        columns = List.copyOf(columns);
        required = Set.copyOf(required);
        sensitive = Set.copyOf(sensitive);
        ignore = Collections.unmodifiableSet(new LinkedHashSet<>(ignore));
    }

    /** The same source, with other keys. */
    public Source withKeys(List<KeyUse> others) {
        return with(others, oneRowPer, required, tracked);
    }

    /** The same source, of which other keys and columns tell rows apart. */
    public Source withOneRowPer(List<String> others) {
        return with(keys, others, required, tracked);
    }

    /** The same source, of which other columns may not be missing. */
    public Source withRequired(Set<String> others) {
        return with(keys, oneRowPer, others, tracked);
    }

    /** The same source, tracked or not. */
    public Source withTracked(boolean isTracked) {
        return with(keys, oneRowPer, required, isTracked);
    }

    /** The same source under another name. */
    public Source named(String otherName) {
        return with(otherName, Optional.empty(), keys, oneRowPer, required, tracked);
    }

    private Source with(
            List<KeyUse> otherKeys, List<String> otherOneRowPer, Set<String> otherRequired, boolean isTracked) {
        return with(name, was, otherKeys, otherOneRowPer, otherRequired, isTracked);
    }

    private Source with(
            String otherName,
            Optional<String> otherWas,
            List<KeyUse> otherKeys,
            List<String> otherOneRowPer,
            Set<String> otherRequired,
            boolean isTracked) {
        return new Source(
                otherName,
                description,
                recordSource,
                files,
                format,
                delivery,
                otherKeys,
                otherOneRowPer,
                sequence,
                loadDate,
                endOfDay,
                columns,
                otherRequired,
                sensitive,
                ignore,
                isTracked,
                where,
                newColumn,
                table,
                recordSourceColumn,
                otherWas,
                trackingEnds,
                onFailure);
    }

    /**
     * The column of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Column column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("source \"" + name + "\" has no column \"" + columnName + "\""));
    }

    /** The key of that name, if a row carries it. */
    public Optional<KeyUse> key(String keyName) {
        return keys.stream().filter(key -> key.name().equals(keyName)).findFirst();
    }

    /**
     * What tells rows apart across files: the names of keys, where {@link #oneRowPer} names them or all their columns,
     * and of other columns. Empty where nothing does, or only a record's place.
     */
    public List<String> rowParts() {
        Set<String> named = new LinkedHashSet<>(oneRowPer);
        if (named.contains(RECORD_NUMBER) || named.contains(OCCURRENCE)) {
            return List.of();
        }
        Set<String> parts = new LinkedHashSet<>();
        Set<String> explained = new LinkedHashSet<>();
        for (KeyUse key : keys) {
            if (named.contains(key.name()) || named.containsAll(key.columns())) {
                parts.add(key.name());
                explained.add(key.name());
                explained.addAll(key.columns());
            }
        }
        named.stream().filter(part -> !explained.contains(part)).forEach(parts::add);
        return List.copyOf(parts);
    }

    /** Whether what its rows say under names that the metadata does not know is kept. */
    public boolean captures() {
        return newColumn == NewColumn.CAPTURE;
    }

    /** What a full delivery's files are whole for; empty unless the source delivers everything. */
    public Optional<Delivery.Full> full() {
        return delivery instanceof Delivery.Full full ? Optional.of(full) : Optional.empty();
    }

    /** What its change records say; empty unless the source delivers those. */
    public Optional<Delivery.ChangeRecords> changeRecords() {
        return delivery instanceof Delivery.ChangeRecords records ? Optional.of(records) : Optional.empty();
    }

    /** Whether the records of a file follow each other in their order there, rather than being said at once. */
    public boolean recordsFollow() {
        return sequence.filter(RECORD_NUMBER::equals).isPresent();
    }

    /** The column that orders rows of one load date; empty where none does, or where the order in the file does. */
    public Optional<Column> sequenceColumn() {
        return sequence.filter(name -> !name.equals(RECORD_NUMBER)).map(this::column);
    }
}

package org.lierne.loader.stage;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.duckdb.DuckDBConnection;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.JsonFormat;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.plan.Stage;
import org.lierne.loader.delivery.ReaderOptions;
import org.lierne.loader.delivery.RecordReader;
import org.lierne.loader.json.JsonRows;
import org.lierne.loader.warehouse.RowAppender;

/**
 * Collects the rejects of a run in temporary tables, with the record's place and raw text read from the file, and
 * records them in the ledger at once.
 */
final class Rejects {

    /** Rejects that may hold a key that could not be read. */
    static final String TORN = "torn_records";

    private static final String RECORDS = "rejected_records";
    private static final String ERRORS = "rejected_errors";

    /** The offset of what stands in no file. */
    private static final long NO_PLACE = -1;

    private final DuckDBConnection connection;

    Rejects(DuckDBConnection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temporary table " + RECORDS
                    + " (delivery_id uuid, record_number bigint, byte_offset bigint, raw_text varchar)");
            statement.execute("create or replace temporary table " + ERRORS
                    + " (delivery_id uuid, record_number bigint, error_number integer, column_name varchar,"
                    + " code varchar, message varchar)");
        }
    }

    /** An error that the reader found. */
    record ReaderError(long engineLine, String code, String message) {}

    /**
     * Notes the records of a delivery that the reader refused.
     *
     * @param errors by line, ascending
     * @return the numbers of the records, ascending
     */
    List<Long> refused(PendingDelivery delivery, List<ReaderError> errors) throws SQLException, IOException {
        List<Long> numbers = new ArrayList<>();
        PrimitiveIterator.OfLong lines =
                errors.stream().mapToLong(ReaderError::engineLine).distinct().iterator();
        try (RowAppender records = appender(RECORDS);
                RowAppender reasons = appender(ERRORS)) {
            int[] next = {0};
            read(delivery, RecordReader.Numbering.ENGINE_LINES, lines, raw -> {
                numbers.add(raw.number());
                appendRecord(records, delivery, raw);
                int error = 0;
                while (next[0] < errors.size() && errors.get(next[0]).engineLine() == raw.engineLine()) {
                    error++;
                    append(reasons, delivery.id(), raw.number(), error, errors.get(next[0]));
                    next[0]++;
                }
            });
        }
        return numbers;
    }

    /** Notes the records of a delivery that make no rows: their text is read with that of others. */
    void unfit(PendingDelivery delivery, List<JsonRows.Fault> faults) throws SQLException {
        try (RowAppender reasons = appender(ERRORS)) {
            for (JsonRows.Fault fault : faults) {
                append(
                        reasons,
                        delivery.id(),
                        fault.record(),
                        1,
                        new ReaderError(fault.record(), fault.code(), fault.message()));
            }
        }
    }

    /** Notes the errors that a query yields: delivery id, record number, error number, column, code, message. */
    void judged(String errorsQuery) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into " + ERRORS + "\n" + errorsQuery);
        }
    }

    /** Notes the errors that a query yields of one delivery. */
    void judged(String errorsQuery, UUID delivery) throws SQLException {
        judged("select * from (\n" + errorsQuery + "\n) as errors where delivery_id = '" + delivery + "'");
    }

    /** Reads the raw text of the records of a delivery that have errors and no text yet. */
    void readRawText(PendingDelivery delivery) throws SQLException, IOException {
        long[] numbers = numbers(delivery.id());
        if (numbers.length == 0) {
            return;
        }
        if (delivery.source().format() instanceof ParquetFormat) {
            showRows(delivery, numbers);
            return;
        }
        try (RowAppender records = appender(RECORDS)) {
            read(
                    delivery,
                    RecordReader.Numbering.RECORDS,
                    LongStream.of(numbers).iterator(),
                    raw -> appendRecord(records, delivery, raw));
        }
    }

    /** The rows of a Parquet file, as JSON: it has no text of its own. */
    private void showRows(PendingDelivery delivery, long[] numbers) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into " + RECORDS
                + " select ?, _number, " + NO_PLACE + ", left(cast(to_json(_row) as varchar), "
                + RecordReader.TEXT_BYTES
                + ") from (select file_row_number + 1 as _number, struct_pack(*columns(* exclude (file_row_number)))"
                + " as _row from read_parquet(?, file_row_number = true, hive_partitioning = false)) as parquet_rows"
                + " where _number in (select unnest(?::bigint[]))")) {
            insert.setObject(1, delivery.id());
            insert.setString(2, ReaderOptions.file(delivery.file().toString()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "BIGINT", LongStream.of(numbers).boxed().toArray()));
            insert.executeUpdate();
        }
    }

    private long[] numbers(UUID delivery) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select distinct errors.record_number from " + ERRORS
                + " as errors where errors.delivery_id = ? and not exists (select 1 from " + RECORDS
                + " as records where records.delivery_id = errors.delivery_id"
                + " and records.record_number = errors.record_number) order by 1")) {
            query.setObject(1, delivery);
            LongStream.Builder numbers = LongStream.builder();
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    numbers.add(found.getLong(1));
                }
            }
            return numbers.build().toArray();
        }
    }

    /** Keeps, of a delivery that is left out for its rejects, the first as a sample. */
    void keepFirst(UUID delivery, int count) throws SQLException {
        for (String table : List.of(ERRORS, RECORDS)) {
            try (PreparedStatement delete = connection.prepareStatement("delete from " + table
                    + " where delivery_id = ? and record_number > (select max(record_number) from"
                    + " (select distinct record_number from " + ERRORS
                    + " where delivery_id = ? order by record_number limit " + count + "))")) {
                delete.setObject(1, delivery);
                delete.setObject(2, delivery);
                delete.executeUpdate();
            }
        }
    }

    /**
     * Writes all that is collected to the ledger, in place of what stands there of the same deliveries.
     *
     * @param erased the query of those among {@link #TORN} that hold a key that was erased; empty if none was
     * @param concerned the sources whose rows carry such keys: what could be read of theirs was judged by its key
     */
    void record(long runId, Map<UUID, PendingDelivery> deliveries, Optional<String> erased, List<String> concerned)
            throws SQLException {
        list(deliveries);
        if (erased.isPresent()) {
            forget(erased.get(), concerned);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from audit.reject where delivery_id in (select delivery_id from rejecting)");
            statement.execute(
                    "delete from audit.reject_error where delivery_id in (select delivery_id from rejecting)");
        }
        insert(runId);
    }

    /** A record whose key could not be read is known by its words; then nothing is kept of its text. */
    private void forget(String erased, List<String> concerned) throws SQLException {
        String sources = concerned.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temporary table " + TORN + " as select records.* from " + RECORDS
                    + " as records join rejecting using (delivery_id) where source not in (" + sources
                    + ") or not exists (select 1 from " + ERRORS
                    + " as errors where errors.delivery_id = records.delivery_id"
                    + " and errors.record_number = records.record_number and errors.column_name is not null)");
            statement.execute("create or replace temporary table erased_rejects as\n" + erased);
            statement.execute("insert into " + Stage.KEPT_OUT + " select source, delivery_id, record_number, hub, [],"
                    + " 'rejected' from erased_rejects join rejecting using (delivery_id)");
            statement.execute("update " + RECORDS + " set raw_text = '' where (delivery_id, record_number) in"
                    + " (select delivery_id, record_number from erased_rejects)");
            statement.execute("update " + ERRORS + " set message = 'erased' where (delivery_id, record_number) in"
                    + " (select delivery_id, record_number from erased_rejects)");
        }
    }

    private void list(Map<UUID, PendingDelivery> deliveries) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create or replace temporary table rejecting (delivery_id uuid, source varchar, path varchar)");
            try (RowAppender rows = appender("rejecting")) {
                for (PendingDelivery delivery : deliveries.values()) {
                    rows.row(delivery.id(), delivery.source().name(), delivery.path());
                }
            }
        }
    }

    private void insert(long runId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into audit.reject (run_id, delivery_id, source, path, record_number, byte_offset,"
                    + " raw_text) select " + runId + ", delivery_id, source, path, record_number, byte_offset, raw_text"
                    + " from " + RECORDS + " join rejecting using (delivery_id) order by path, record_number");
            statement.execute("insert into audit.reject_error (run_id, delivery_id, record_number, error_number,"
                    + " column_name, code, message) select " + runId
                    + ", delivery_id, record_number, error_number, column_name, code, message from " + ERRORS
                    + " join rejecting using (delivery_id) order by path, record_number, error_number");
        }
    }

    /** Writes to the ledger what is collected of records that it has not as rejects yet; what stands there stays. */
    void recordNew(long runId, Map<UUID, PendingDelivery> deliveries) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of(RECORDS, ERRORS)) {
                statement.execute("delete from " + table + " where exists (select 1 from audit.reject as known"
                        + " where known.delivery_id = " + table + ".delivery_id and known.record_number = " + table
                        + ".record_number)");
            }
        }
        list(deliveries);
        insert(runId);
    }

    private static void read(
            PendingDelivery delivery,
            RecordReader.Numbering numbering,
            PrimitiveIterator.OfLong wanted,
            Consumer<RecordReader.RawRecord> consumer)
            throws IOException, SQLException {
        try {
            if (delivery.source().format() instanceof JsonFormat json) {
                RecordReader.read(delivery.file(), json, wanted, consumer);
            } else if (delivery.source().format() instanceof CsvFormat csv) {
                RecordReader.read(delivery.file(), csv, delivery.scan().header().size(), numbering, wanted, consumer);
            }
        } catch (NotNoted notNoted) {
            throw notNoted.failure;
        }
    }

    /** Carries a failure of the engine through the reader, whose consumers throw none. */
    private static final class NotNoted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        NotNoted(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private RowAppender appender(String table) throws SQLException {
        return RowAppender.intoTemporary(connection, table);
    }

    /** A row of a table has no place in a file that anybody keeps. */
    private static void appendRecord(RowAppender records, PendingDelivery delivery, RecordReader.RawRecord raw) {
        long offset = delivery.source().table().isPresent() ? NO_PLACE : raw.byteOffset();
        try {
            records.row(delivery.id(), raw.number(), offset, raw.text());
        } catch (SQLException failed) {
            throw new NotNoted(failed);
        }
    }

    private static void append(RowAppender reasons, UUID delivery, long record, int number, ReaderError error) {
        try {
            reasons.row(delivery, record, number, null, error.code(), error.message());
        } catch (SQLException failed) {
            throw new NotNoted(failed);
        }
    }
}

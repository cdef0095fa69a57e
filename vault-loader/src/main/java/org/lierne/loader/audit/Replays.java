package org.lierne.loader.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Writes and reads which refused records were taken after all: {@code audit.replay}. Each method is one statement or a few
 * on the connection given: whoever calls decides what is one transaction.
 */
public final class Replays {

    private final Connection connection;

    public Replays(Connection connection) {
        this.connection = connection;
    }

    /**
     * Lists in a temporary table the rejects of a source's loaded deliveries that were not taken yet.
     *
     * @param table the table, which is made: {@code delivery_id}, {@code record_number}
     * @param run the run that refused them; empty for all
     * @param codes of which at least one is among their reasons; empty for all
     */
    public void list(String table, String source, OptionalLong run, Collection<String> codes) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create or replace temporary table " + table + " (delivery_id uuid, record_number bigint)");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into " + table
                + " select distinct reject.delivery_id, reject.record_number from audit.reject as reject"
                + " join audit.delivery as delivery on delivery.delivery_id = reject.delivery_id"
                + " and delivery.run_id = reject.run_id"
                + " where delivery.source = ? and (?::bigint is null or reject.run_id = ?::bigint)"
                + " and (len(?::varchar[]) = 0 or exists (select 1 from audit.reject_error as error"
                + " where error.run_id = reject.run_id and error.delivery_id = reject.delivery_id"
                + " and error.record_number = reject.record_number and list_contains(?::varchar[], error.code)))"
                + " and not exists (select 1 from audit.replay as replay where replay.delivery_id = reject.delivery_id"
                + " and replay.record_number = reject.record_number)"
                // What is left of a record of which something was erased was never delivered so.
                + " and not exists (select 1 from audit.erased_record as erased"
                + " where erased.delivery_id = reject.delivery_id"
                + " and erased.record_number = reject.record_number)")) {
            Array wanted = connection.createArrayOf("VARCHAR", codes.toArray());
            Long number = run.isPresent() ? run.getAsLong() : null;
            insert.setString(1, source);
            insert.setObject(2, number);
            insert.setObject(3, number);
            insert.setArray(4, wanted);
            insert.setArray(5, wanted);
            insert.executeUpdate();
        }
    }

    /** The deliveries that a list of records names. */
    public Set<UUID> deliveries(String table) throws SQLException {
        Set<UUID> deliveries = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select distinct delivery_id from " + table)) {
            while (found.next()) {
                deliveries.add(found.getObject(1, UUID.class));
            }
        }
        return deliveries;
    }

    /**
     * Records that a run takes the records of staged rows, and corrects the counts of their deliveries by them.
     *
     * @param stage the table of the rows
     */
    public void record(String stage, long runId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into audit.replay (delivery_id, record_number, run_id)"
                    + " select distinct delivery_id, record_number, " + runId + " from " + stage);
            statement.execute("update audit.delivery set accepted = accepted + taken.records,"
                    + " rejected = rejected - taken.records from (select delivery_id, count(*) as records"
                    + " from audit.replay where run_id = " + runId + " group by delivery_id) as taken"
                    + " where taken.delivery_id = delivery.delivery_id");
        }
    }
}

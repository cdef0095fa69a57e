package org.lierne.loader.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Writes and reads what of a source's deliveries is in which of its targets: {@code audit.target}, {@code audit.fill}.
 * Each method is one statement or a few on the connection given: whoever calls decides what is one transaction.
 */
public final class Fills {

    private final Connection connection;

    public Fills(Connection connection) {
        this.connection = connection;
    }

    /**
     * A delivery that is loaded, as far as it takes to read it again.
     *
     * @param loadDate empty where each row has its own
     * @param archivedAs where the copy is, relative to the archive folder; empty if there is none
     * @param copySha256 that of the copy, if it was written anew since records of it were erased
     */
    public record Loaded(
            UUID id,
            String source,
            String path,
            int contentVersion,
            String sha256,
            Optional<LocalDateTime> loadDate,
            Optional<String> archivedAs,
            long runId,
            Optional<String> copySha256) {}

    /** The runs since which what is loaded of a source is in its targets, by target. */
    public Map<String, Long> targets(String source) throws SQLException {
        Map<String, Long> targets = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select target, min(since_run) from audit.target where source = ? group by target")) {
            query.setString(1, source);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    targets.put(found.getString(1), found.getLong(2));
                }
            }
        }
        return targets;
    }

    /** What is recorded of all sources: the names of their targets, by source. */
    public Map<String, Set<String>> targets() throws SQLException {
        Map<String, Set<String>> targets = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("select source, target from audit.target");
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                targets.computeIfAbsent(found.getString(1), source -> new HashSet<>())
                        .add(found.getString(2));
            }
        }
        return targets;
    }

    /** The deliveries of a source that were read again for a target. */
    public Set<UUID> filled(String source, String target) throws SQLException {
        Set<UUID> deliveries = new HashSet<>();
        try (PreparedStatement query =
                connection.prepareStatement("select delivery_id from audit.fill where source = ? and target = ?")) {
            query.setString(1, source);
            query.setString(2, target);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    deliveries.add(found.getObject(1, UUID.class));
                }
            }
        }
        return deliveries;
    }

    /** The deliveries of which rows are tracked no more, by the table of the raw vault that says it. */
    public Set<UUID> ended(String table) throws SQLException {
        Set<UUID> deliveries = new HashSet<>();
        try (PreparedStatement query =
                        connection.prepareStatement("select distinct delivery_id from raw_vault.\"" + table + "\"");
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                deliveries.add(found.getObject(1, UUID.class));
            }
        }
        return deliveries;
    }

    /** The first run that loaded a delivery of a source; empty if nothing of it is loaded. */
    public OptionalLong firstRun(String source) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select min(run_id) from audit.delivery where source = ?")) {
            query.setString(1, source);
            try (ResultSet found = query.executeQuery()) {
                found.next();
                long run = found.getLong(1);
                return found.wasNull() ? OptionalLong.empty() : OptionalLong.of(run);
            }
        }
    }

    /** The deliveries that are loaded of a source, in the order of their paths. */
    public List<Loaded> loaded(String source) throws SQLException {
        List<Loaded> deliveries = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("select delivery_id, path, content_version, delivery.sha256,"
                        + " load_date, archived_as, run_id, rewritten.sha256 from audit.delivery as delivery"
                        + " left join audit.rewritten as rewritten using (delivery_id)"
                        + " where source = ? order by path, content_version")) {
            query.setString(1, source);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    deliveries.add(new Loaded(
                            found.getObject(1, UUID.class),
                            source,
                            found.getString(2),
                            found.getInt(3),
                            found.getString(4),
                            Optional.ofNullable(found.getObject(5, LocalDateTime.class)),
                            Optional.ofNullable(found.getString(6)),
                            found.getLong(7),
                            Optional.ofNullable(found.getString(8))));
                }
            }
        }
        return deliveries;
    }

    /** Records since which run the deliveries of a source are in a target; what is recorded of it already stays. */
    public void recordTarget(String source, String target, long sinceRun) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit.target (source, target, since_run)"
                        + " select ?, ?, ? where not exists (select 1 from audit.target where source = ? and target = ?)")) {
            insert.setString(1, source);
            insert.setString(2, target);
            insert.setLong(3, sinceRun);
            insert.setString(4, source);
            insert.setString(5, target);
            insert.executeUpdate();
        }
    }

    /** Gives what is recorded of a target, if anything is, the name that it has now. */
    public void rename(String source, String from, String to) throws SQLException {
        for (String table : List.of("target", "fill")) {
            try (PreparedStatement update = connection.prepareStatement(
                    "update audit." + table + " set target = ? where source = ? and target = ?")) {
                update.setString(1, to);
                update.setString(2, source);
                update.setString(3, from);
                update.executeUpdate();
            }
        }
    }

    /**
     * Takes back since which run the deliveries of a source are in a target, and records instead which of them are: what
     * is loaded from now on is in it no more.
     */
    public void retire(String source, String target) throws SQLException {
        for (String statement : List.of(
                "insert into audit.fill (source, target, delivery_id, run_id)"
                        + " select target.source, target.target, delivery.delivery_id, delivery.run_id"
                        + " from audit.target as target join audit.delivery as delivery"
                        + " on delivery.source = target.source and delivery.run_id >= target.since_run"
                        + " where target.source = ? and target.target = ? and not exists (select 1 from audit.fill as known"
                        + " where known.source = target.source and known.target = target.target"
                        + " and known.delivery_id = delivery.delivery_id)",
                "delete from audit.target where source = ? and target = ?")) {
            try (PreparedStatement change = connection.prepareStatement(statement)) {
                change.setString(1, source);
                change.setString(2, target);
                change.executeUpdate();
            }
        }
    }

    /** Records that deliveries were read again for a target. */
    public void recordFilled(String source, String target, Collection<UUID> deliveries, long runId)
            throws SQLException {
        Array ids = connection.createArrayOf("UUID", deliveries.toArray());
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit.fill (source, target, delivery_id, run_id) select ?, ?, delivery_id, ?"
                        + " from (select unnest(?::uuid[]) as delivery_id) as filled")) {
            insert.setString(1, source);
            insert.setString(2, target);
            insert.setLong(3, runId);
            insert.setArray(4, ids);
            insert.executeUpdate();
        }
    }
}

package org.lierne.loader.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lierne.loader.warehouse.Version;

/**
 * Writes and reads what was erased: {@code audit.erasure} and the tables beside it. Each method is one statement or a few on
 * the connection given: whoever calls decides what is one transaction.
 */
public final class Erasures {

    private final Connection connection;

    public Erasures(Connection connection) {
        this.connection = connection;
    }

    /** An erasure that is recorded and has not finished: files may hold what it took out. */
    public record Unfinished(long id, String hub, long runId) {}

    /** Who asked for an erasure, when and why. */
    public record Request(String hub, String reason, String requestedBy, LocalDateTime startedAt) {}

    /**
     * Records an erasure.
     *
     * @return its number, one above the highest so far
     */
    public long record(Request request, long records, long runId, String version) throws SQLException {
        long id;
        try (Statement statement = connection.createStatement();
                ResultSet highest =
                        statement.executeQuery("select coalesce(max(erasure_id), 0) + 1 from audit.erasure")) {
            highest.next();
            id = highest.getLong(1);
        }
        execute(
                "insert into audit.erasure (erasure_id, hub, reason, requested_by, started_at, records, run_id,"
                        + " lierne_version) values (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                request.hub(),
                request.reason(),
                request.requestedBy(),
                request.startedAt(),
                records,
                runId,
                version);
        return id;
    }

    /** Records that a key is kept out no longer. */
    public void recordLifted(Request request) throws SQLException {
        long id = record(request, 0, 0, Version.current());
        execute("update audit.erasure set lifted = true, finished_at = started_at where erasure_id = ?", id);
    }

    /** Records how many items of a thing were erased. */
    public void count(long id, String kind, String name, long items) throws SQLException {
        execute(
                "insert into audit.erasure_count (erasure_id, kind, name, items) values (?, ?, ?, ?)",
                id,
                kind,
                name,
                items);
    }

    /** Records the key that took another's place. */
    public void recordKey(String hub, String hashKey) throws SQLException {
        execute("insert into audit.erased_key (hub, hash_key) values (?, ?)", hub, hashKey);
    }

    /**
     * Records by which SHA-256 the copies of deliveries are known, and where they are.
     *
     * @param sha256 as the deliveries have it
     */
    public void rewritten(Collection<UUID> deliveries, String copySha256, String archivedAs) throws SQLException {
        for (UUID delivery : deliveries) {
            execute("delete from audit.rewritten where delivery_id = ?", delivery);
            execute("insert into audit.rewritten (delivery_id, sha256) values (?, ?)", delivery, copySha256);
            execute("update audit.delivery set archived_as = ? where delivery_id = ?", archivedAs, delivery);
        }
    }

    /** The SHA-256 that copies have which were written anew, by delivery. */
    public Map<UUID, String> rewritten() throws SQLException {
        Map<UUID, String> rewritten = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select delivery_id, sha256 from audit.rewritten")) {
            while (found.next()) {
                rewritten.put(found.getObject(1, UUID.class), found.getString(2));
            }
        }
        return rewritten;
    }

    /**
     * Records files that are to be taken out.
     *
     * @param id empty if no erasure, but a load takes them out
     */
    public void recordFiles(Optional<Long> id, Collection<String> paths) throws SQLException {
        for (String path : paths) {
            execute("insert into audit.erasure_file (erasure_id, path) values (?, ?)", id.orElse(0L), path);
        }
    }

    /** The files that are still to be taken out. */
    public Set<String> files() throws SQLException {
        Set<String> files = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select distinct path from audit.erasure_file order by 1")) {
            while (found.next()) {
                files.add(found.getString(1));
            }
        }
        return files;
    }

    /** Notes that these files are gone. */
    public void removed(Collection<String> paths) throws SQLException {
        for (String path : paths) {
            execute("delete from audit.erasure_file where path = ?", path);
        }
    }

    /** The erasures that have not finished. */
    public List<Unfinished> unfinished() throws SQLException {
        List<Unfinished> unfinished = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select erasure_id, hub, run_id from audit.erasure"
                        + " where finished_at is null order by 1")) {
            while (found.next()) {
                unfinished.add(new Unfinished(found.getLong(1), found.getString(2), found.getLong(3)));
            }
        }
        return unfinished;
    }

    /** Records all erasures as finished, in the database that a catalog of the connection is. */
    public void finish(String catalog) throws SQLException {
        execute(
                "update " + catalog + ".audit.erasure set finished_at = ? where finished_at is null",
                LocalDateTime.now(ZoneOffset.UTC));
    }

    private void execute(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            statement.executeUpdate();
        }
    }
}

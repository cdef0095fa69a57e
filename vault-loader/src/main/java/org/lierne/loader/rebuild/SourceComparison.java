package org.lierne.loader.rebuild;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Source;
import org.lierne.core.plan.Statement;
import org.lierne.core.rebuild.Holder;
import org.lierne.core.rebuild.RebuildPlan;
import org.lierne.loader.warehouse.RowAppender;

/** The comparison of one source's deliveries, some of them at a time. */
final class SourceComparison {

    /** So many rows are read before they are compared: enough for the engine to be quick, few enough for any memory. */
    private static final long ROWS_AT_ONCE = 500_000;

    private final FormerSource former;
    private final Source source;
    private final RebuildPlan plan;
    private final DuckDBConnection connection;
    private final RebuildRequest request;
    private final CopyReader reader;

    private final List<Difference> differences = new ArrayList<>();
    private final Map<NotKept, Long> notKept = new LinkedHashMap<>();
    private long differing;
    private long compared;
    private long records;
    private long rows;
    private long contradicting;
    private long untracked;
    private long ended;

    SourceComparison(FormerSource former, RebuildPlan plan, DuckDBConnection connection, RebuildRequest request) {
        this.former = former;
        this.source = former.source();
        this.plan = plan;
        this.connection = connection;
        this.request = request;
        this.reader = CopyReader.of(source, new RowTexts(former.patterns(), plan.columnsRead()));
    }

    SourceRebuild compare() throws SQLException {
        for (String count : plan.countEnded().stream().toList()) {
            query(count, row -> ended = row.getLong(1));
        }
        try (reader) {
            List<ListedDelivery> batch = new ArrayList<>();
            long expected = 0;
            for (ListedDelivery delivery : listed()) {
                if (!batch.isEmpty() && expected + delivery.records() > ROWS_AT_ONCE) {
                    compare(batch);
                    batch.clear();
                    expected = 0;
                }
                batch.add(delivery);
                expected += delivery.records();
            }
            if (!batch.isEmpty()) {
                compare(batch);
            }
        } finally {
            for (String drop : plan.drop()) {
                execute(drop);
            }
        }
        return new SourceRebuild(
                source.name(), Optional.empty(), false, compared, records, rows, differing, differences, sentences());
    }

    private List<ListedDelivery> listed() throws SQLException {
        List<ListedDelivery> listed = new ArrayList<>();
        Set<UUID> withoutTracking = withoutTracking();
        try (PreparedStatement query = connection.prepareStatement(
                "select delivery.delivery_id, path, content_version, coalesce(rewritten.sha256, delivery.sha256), load_date,"
                        + " records, accepted, filtered, rejected, archived_as from audit.delivery as delivery"
                        + " left join audit.rewritten as rewritten on rewritten.delivery_id = delivery.delivery_id"
                        + " where source = ?"
                        + plan.isWholeDelivery("delivery.delivery_id") + " order by path, content_version")) {
            query.setString(1, source.name());
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    if (!request.wantsPath(found.getString(2))) {
                        continue;
                    }
                    if (withoutTracking.contains(found.getObject(1, UUID.class))) {
                        untracked++;
                    } else {
                        listed.add(new ListedDelivery(
                                found.getObject(1, UUID.class),
                                found.getString(2),
                                found.getInt(3),
                                found.getString(4),
                                Optional.ofNullable(found.getTimestamp(5)).map(Timestamp::toLocalDateTime),
                                found.getLong(6),
                                found.getLong(7),
                                found.getLong(8),
                                found.getLong(9),
                                Optional.ofNullable(found.getString(10))));
                    }
                }
            }
        }
        return listed;
    }

    /** The deliveries that were loaded while the source was not tracked, and were not read again since. */
    private Set<UUID> withoutTracking() throws SQLException {
        Set<UUID> deliveries = new HashSet<>();
        if (!former.untracked().isEmpty()) {
            query(plan.withoutTracking(former.untracked()), row -> deliveries.add(row.getObject(1, UUID.class)));
        }
        return deliveries;
    }

    private void compare(List<ListedDelivery> batch) throws SQLException {
        for (Statement statement : plan.prepare()) {
            execute(statement.sql());
        }
        Map<UUID, CopyReader.Counted> read = new LinkedHashMap<>();
        Map<UUID, ListedDelivery> deliveries = new LinkedHashMap<>();
        try (ReadRows into = new ReadRows(connection, plan.columnsRead())) {
            for (ListedDelivery delivery : batch) {
                Optional<CopyReader.Counted> counted = read(delivery, into);
                counted.ifPresent(count -> {
                    read.put(delivery.id(), count);
                    deliveries.put(delivery.id(), delivery);
                });
            }
        }
        list(deliveries);
        for (Statement statement : plan.compare()) {
            execute(statement.sql());
        }
        Map<UUID, Counts> counted = new LinkedHashMap<>();
        query(plan.counts(), found -> {
            ListedDelivery delivery = deliveries.get(found.getObject(1, UUID.class));
            CopyReader.Counted count = read.get(delivery.id());
            Counts counts = new Counts(
                    count.records(),
                    found.getLong(2) + count.withoutRows(),
                    found.getLong(3),
                    found.getLong(4) + count.torn(),
                    found.getLong(5),
                    found.getLong(6));
            counted.put(delivery.id(), counts);
        });
        if (plan.columns().canContradict()) {
            takeForRejected(deliveries, counted);
        }
        differencesOfRows(deliveries);
        counted.forEach((id, counts) -> {
            compared++;
            records += counts.records();
            rows += counts.rowsStored();
            differences(deliveries.get(id), read.get(id), counts).forEach(this::add);
        });
        query(
                plan.notKept(),
                found -> notKept.merge(
                        new NotKept(found.getString(1), found.getString(2)), found.getLong(3), Long::sum));
    }

    private record Counts(
            long records, long accepted, long filtered, long rejected, long rowsAccepted, long rowsStored) {

        Counts withRejected(long more, long moreRows) {
            return new Counts(records, accepted - more, filtered, rejected + more, rowsAccepted - moreRows, rowsStored);
        }
    }

    /**
     * A record that says otherwise of what happened once than another delivery was rejected, which its own file cannot
     * show. As many records as the list of deliveries has more rejects are taken for such, where just so many are missing.
     */
    private void takeForRejected(Map<UUID, ListedDelivery> deliveries, Map<UUID, Counts> counted) throws SQLException {
        Map<UUID, long[]> missing = new LinkedHashMap<>();
        query(
                plan.notStored(),
                row -> missing.put(row.getObject(1, UUID.class), new long[] {row.getLong(2), row.getLong(3)}));
        for (Map.Entry<UUID, long[]> each : missing.entrySet()) {
            Counts counts = counted.get(each.getKey());
            long unexplained = deliveries.get(each.getKey()).rejected() - counts.rejected();
            if (unexplained == each.getValue()[0]) {
                counted.put(each.getKey(), counts.withRejected(unexplained, each.getValue()[1]));
                contradicting += unexplained;
                try (PreparedStatement delete = connection.prepareStatement(plan.takeForRejected())) {
                    delete.setObject(1, each.getKey());
                    delete.executeUpdate();
                }
            }
        }
    }

    private Optional<CopyReader.Counted> read(ListedDelivery delivery, ReadRows into) throws SQLException {
        if (delivery.archivedAs().isEmpty()) {
            add(Difference.of(source.name(), delivery, "listed", "there is no copy in the archive to compare with"));
            return Optional.empty();
        }
        Path copy = request.archive().resolve(delivery.archivedAs().get());
        if (!Files.isRegularFile(copy)) {
            add(Difference.of(source.name(), delivery, "listed", "its copy \"" + copy + "\" is not there"));
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(delivery, copy, into));
        } catch (IOException unreadable) {
            add(Difference.of(
                    source.name(),
                    delivery,
                    "listed",
                    "its copy \"" + copy + "\" cannot be read: " + reason(unreadable)));
            return Optional.empty();
        }
    }

    private static String reason(IOException unreadable) {
        if (unreadable instanceof EOFException) {
            return "it ends too early";
        }
        String message = unreadable.getMessage();
        return message == null ? unreadable.getClass().getSimpleName() : message;
    }

    private void list(Map<UUID, ListedDelivery> deliveries) throws SQLException {
        try (RowAppender list = RowAppender.intoTemporary(connection, RebuildPlan.DELIVERIES)) {
            int ordinal = 0;
            for (ListedDelivery delivery : deliveries.values()) {
                ordinal++;
                list.row(delivery.id(), ordinal, delivery.loadDate().orElse(null));
            }
        }
    }

    /** What does not add up of a delivery. */
    private List<Difference> differences(ListedDelivery delivery, CopyReader.Counted count, Counts counts) {
        List<Difference> found = new ArrayList<>();
        if (!count.sha256().equals(delivery.sha256())) {
            found.add(Difference.of(
                    source.name(), delivery, "SHA-256 " + delivery.sha256(), "SHA-256 " + count.sha256()));
        }
        compare(found, delivery, "records", delivery.records(), counts.records());
        compare(found, delivery, "accepted records", delivery.accepted(), counts.accepted());
        compare(found, delivery, "filtered records", delivery.filtered(), counts.filtered());
        compare(found, delivery, "rejected records", delivery.rejected(), counts.rejected());
        compare(found, delivery, "rows", counts.rowsStored(), counts.rowsAccepted());
        return found;
    }

    private void compare(List<Difference> found, ListedDelivery delivery, String what, long stored, long inFile) {
        if (stored != inFile) {
            found.add(Difference.of(source.name(), delivery, stored + " " + what, inFile + " " + what));
        }
    }

    private void differencesOfRows(Map<UUID, ListedDelivery> deliveries) throws SQLException {
        int wanted = Math.max(1, request.show() - differences.size());
        List<Difference> found = new ArrayList<>();
        query(plan.differences() + "\nlimit " + wanted, row -> {
            ListedDelivery delivery = deliveries.get(row.getObject(1, UUID.class));
            found.add(new Difference(
                    source.name(),
                    delivery.path(),
                    delivery.contentVersion(),
                    OptionalLong.of(row.getLong(2)),
                    OptionalLong.of(row.getLong(3)),
                    Optional.ofNullable(row.getString(4)),
                    Optional.ofNullable(row.getString(5)),
                    shown(row.getString(4), row.getString(6)),
                    shown(row.getString(4), row.getString(7))));
        });
        found.forEach(this::add);
        if (found.size() == wanted) {
            query(
                    "select count(*) from (\n" + plan.differences() + "\n) as found",
                    row -> differing += row.getLong(1) - found.size());
        }
    }

    private String shown(@Nullable String column, @Nullable String value) {
        if (column != null && source.sensitive().contains(column)) {
            return Difference.SENSITIVE;
        }
        return value == null ? Difference.NOTHING : value;
    }

    private void add(Difference difference) {
        differing++;
        if (differences.size() < request.show()) {
            differences.add(difference);
        }
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        plan.columns().without().forEach(column -> sentences.add("\"" + column + "\" is ignored, and kept nowhere"));
        plan.columns()
                .uncompared()
                .forEach(each -> sentences.add("\"" + each.column() + "\" is kept in " + each.table()
                        + ", and not compared: which correction a record repeats is not kept"));
        if (ended > 0) {
            sentences.add(
                    ended + " deliveries are tracked no more, and cannot be made again: the source keeps its tracking"
                            + " for some time only");
        }
        if (plan.folds()) {
            sentences.add(
                    "texts that differ only in case or in blanks at their ends are one text to the profile of hashing,"
                            + " so only the first of them is kept");
        }
        if (untracked > 0) {
            sentences.add(untracked + (untracked == 1 ? " delivery was" : " deliveries were")
                    + " loaded while the source was not tracked, and cannot be made again");
        }
        if (contradicting > 0) {
            sentences.add(contradicting
                    + " records are taken to be rejected for what other deliveries say, since the list of deliveries"
                    + " has as many more rejects");
        }
        notKept.forEach((what, count) -> sentences.add(sentence(what, count)));
        return sentences;
    }

    private String sentence(NotKept what, long rows) {
        Holder holder = plan.columns().holder(what.table());
        String table = holder.table();
        return switch (what.why()) {
            case "no key" ->
                holder.kind() == Holder.Kind.KEY
                        ? rows + " rows lack a part of the key of " + table + ", which keeps no other part of it then"
                        : rows + " rows lack the key of " + table + ", which keeps nothing of them";
            case "deletion" -> rows + " deletions say more than what they delete, of which " + table + " keeps nothing";
            default ->
                holder.kind() == Holder.Kind.BLOCKS
                        ? rows + " rows are of blocks that are not whole, of which " + table + " keeps nothing"
                        : rows + " rows were tracked before there was " + table + ", which keeps nothing of them";
        };
    }

    private void execute(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows of which a table keeps nothing, and why. */
    private record NotKept(String table, String why) {}

    /** What a result row is given to. */
    @FunctionalInterface
    private interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    private void query(String sql, RowConsumer consumer) throws SQLException {
        if (sql.isEmpty()) {
            return;
        }
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                consumer.accept(found);
            }
        }
    }
}

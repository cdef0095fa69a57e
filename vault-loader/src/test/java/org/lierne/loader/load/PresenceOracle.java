package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lierne.loader.load.Oracle.Named;
import org.lierne.loader.load.Oracle.Row;
import org.lierne.loader.load.RandomDeliveries.Delivered;
import org.lierne.loader.load.SourceFacts.Holds;
import org.lierne.loader.load.SourceFacts.LinkFacts;
import org.lierne.loader.load.SourceFacts.SatelliteFacts;

/**
 * When keys are there and when they are gone, worked out from the definitions, batch by batch and record by record, for a
 * source that delivers everything or change records.
 */
final class PresenceOracle {

    private final Oracle oracle;
    private final SourceFacts source;

    PresenceOracle(Oracle oracle, SourceFacts source) {
        this.oracle = oracle;
        this.source = source;
    }

    /** That a key came or went. @param row the change record that says so; empty of batches: then the day does */
    private record Move(String day, boolean isThere, List<Row> row) {}

    private String rowKey(Row row) {
        return source.oneRowPer().stream().map(part -> oracle.part(row, part)).collect(Collectors.joining("|"));
    }

    /** What a row says of the presence of its link: nothing, if links skip it. */
    private Optional<String> rowKeyOfLink(Row row) {
        return row.isDeletion() || oracle.relates(row) ? Optional.of(rowKey(row)) : Optional.empty();
    }

    private boolean hasRowKey(Row row) {
        return source.oneRowPer().stream()
                .noneMatch(part -> part.equals("line") ? row.cell("line") == null : oracle.isMissing(row, part));
    }

    /** Whether the key of a reject can be read: its row key, its scope, and what a link with a status relates. */
    private boolean isReadable(Row row) {
        boolean linkUnsure = source.link().isPresent()
                && source.link().map(LinkFacts::name).equals(source.status())
                && oracle.lacksParticipant(row);
        return hasRowKey(row) && !linkUnsure && (!source.scoped() || row.cell("scope") != null);
    }

    private String scope(Row row) {
        return source.scoped() ? String.valueOf(row.cell("scope")) : "";
    }

    /** The moves of each key, by a function that tells the key of a row. */
    private Map<String, List<Move>> moves(Function<Row, Optional<String>> key) {
        return source.holds() == Holds.EVERYTHING ? movesOfBatches(key) : movesOfRecords(key);
    }

    private Map<String, List<Move>> movesOfBatches(Function<Row, Optional<String>> key) {
        Map<String, Integer> versions = new HashMap<>();
        oracle.deliveries(source).forEach(each -> versions.merge(each.path(), each.version(), Math::max));
        Map<String, Map<String, Batch>> byScope = new TreeMap<>();
        Map<Delivered, Integer> unreadable = new HashMap<>();
        List<Row> seen = new ArrayList<>(oracle.of(source));
        Set<Row> withoutKey = new HashSet<>();
        for (Row row : oracle.rejected(source)) {
            seen.add(row);
            if (!isReadable(row)) {
                withoutKey.add(row);
                unreadable.merge(row.delivery(), 1, Integer::sum);
            }
        }
        Set<String> days = new TreeSet<>();
        for (Row row : seen) {
            if (Objects.equals(
                    versions.get(row.delivery().path()), row.delivery().version())) {
                Batch batch = byScope.computeIfAbsent(scope(row), any -> new TreeMap<>())
                        .computeIfAbsent(
                                row.loadDate(), any -> new Batch(new HashSet<>(), new HashSet<>(), new HashSet<>()));
                if (!withoutKey.contains(row)) {
                    batch.rows().add(rowKey(row));
                    key.apply(row).ifPresent(batch.keys()::add);
                }
                batch.files().add(row.delivery());
                days.add(row.loadDate());
            }
        }
        Map<String, Set<String>> knownRows = new HashMap<>();
        Map<String, Set<String>> knownKeys = new HashMap<>();
        Map<String, List<Move>> moves = new TreeMap<>();
        for (String day : days) {
            byScope.forEach((scope, batches) -> {
                Batch batch = batches.get(day);
                if (batch == null) {
                    return;
                }
                Set<String> known = knownRows.computeIfAbsent(scope, any -> new HashSet<>());
                long missing = known.stream()
                        .filter(row -> !batch.rows().contains(row))
                        .count();
                boolean whole = batch.files().stream().noneMatch(unreadable::containsKey)
                        && missing * 100 <= (long) known.size() * source.missingAtMost();
                Set<String> keys = knownKeys.computeIfAbsent(scope, any -> new HashSet<>());
                if (whole) {
                    known.clear();
                    keys.clear();
                }
                known.addAll(batch.rows());
                keys.addAll(batch.keys());
            });
            Set<String> there = knownKeys.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
            Set<String> all = new TreeSet<>(there);
            all.addAll(moves.keySet());
            for (String each : all) {
                List<Move> before = moves.computeIfAbsent(each, any -> new ArrayList<>());
                boolean was = !before.isEmpty() && before.get(before.size() - 1).isThere();
                if (was != there.contains(each)) {
                    before.add(new Move(day, !was, List.of()));
                }
            }
        }
        return moves;
    }

    /** The files of one day and scope, those too of which no key there can be read. */
    private record Batch(Set<String> rows, Set<String> keys, Set<Delivered> files) {}

    private Map<String, List<Move>> movesOfRecords(Function<Row, Optional<String>> key) {
        Map<String, List<Move>> moves = new TreeMap<>();
        for (Row row : oracle.of(source)) {
            if (key.apply(row).isEmpty()) {
                continue;
            }
            List<Move> before = moves.computeIfAbsent(key.apply(row).get(), any -> new ArrayList<>());
            boolean was = !before.isEmpty() && before.get(before.size() - 1).isThere();
            if (was == row.isDeletion()) {
                before.add(new Move(row.loadDate(), !was, List.of(row)));
            }
        }
        return moves;
    }

    /** Key, load date, word, end; of change records also path, version and record after the date. */
    List<String> status(String parent) {
        boolean ofLink =
                source.link().filter(link -> link.name().equals(parent)).isPresent();
        Function<Row, Optional<String>> key = row -> oracle.parentKey(row, parent);
        if (source.holds() == Holds.CHANGE_RECORDS) {
            return statusOfRecords(ofLink, key);
        }
        List<String> lines = statusOfBatches(key);
        return lines.stream().filter(line -> isStored(parent, line)).toList();
    }

    /**
     * Key, load date, path, content version; of full deliveries within a scope that; number of rows; of change records
     * whether the last one deletes.
     */
    List<String> seen(String parent) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, Boolean> deleted = new HashMap<>();
        for (Row row : oracle.of(source)) {
            oracle.parentKey(row, parent).ifPresent(key -> {
                counts.merge(seenPlace(row, key), 1, Integer::sum);
                deleted.put(seenPlace(row, key), row.isDeletion());
            });
        }
        boolean isRemembered =
                source.oneRowPer().contains(parent) || source.status().equals(Optional.of(parent));
        if (source.holds() == Holds.EVERYTHING && isRemembered) {
            oracle.rejected(source).stream()
                    .filter(this::isReadable)
                    .forEach(row ->
                            oracle.parentKey(row, parent).ifPresent(key -> counts.putIfAbsent(seenPlace(row, key), 0)));
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((place, count) -> lines.add(
                place + "|" + count + (source.holds() == Holds.CHANGE_RECORDS ? "|" + deleted.get(place) : "")));
        return Oracle.sorted(
                lines.stream().filter(line -> isStored(parent, line)).toList());
    }

    private String seenPlace(Row row, String key) {
        return key + "|" + row.place() + (source.scoped() ? "|" + Oracle.text(row.cell("scope")) : "");
    }

    /** Of a key that only rejects have, a status is kept, but there is no row of a hub or link to show it by. */
    private boolean isStored(String parent, String line) {
        List<String> stored = RandomModel.HUBS.containsKey(parent)
                ? oracle.hub(RandomModel.HUBS.get(parent))
                : oracle.links(source, source.link().orElseThrow());
        return stored.stream()
                .map(row -> row.substring(0, row.lastIndexOf('|') + 1))
                .anyMatch(line::startsWith);
    }

    private List<String> statusOfBatches(Function<Row, Optional<String>> key) {
        List<String> lines = new ArrayList<>();
        movesOfBatches(key).forEach((name, moves) -> {
            for (int index = 0; index < moves.size(); index++) {
                String end = index + 1 < moves.size() ? moves.get(index + 1).day() : "NULL";
                String word = moves.get(index).isThere() ? index == 0 ? "created" : "reappeared" : "deleted";
                lines.add(name + "|" + moves.get(index).day() + "|" + word + "|" + end);
            }
        });
        return Oracle.sorted(lines);
    }

    private List<String> statusOfRecords(boolean ofLink, Function<Row, Optional<String>> key) {
        Map<String, List<Row>> records = new LinkedHashMap<>();
        oracle.stating(source).forEach(row -> key.apply(row).ifPresent(name -> records.put(name, new ArrayList<>())));
        records.keySet().forEach(name -> {
            Set<String> rowKeys = oracle.stating(source).stream()
                    .filter(row -> key.apply(row).equals(Optional.of(name)))
                    .map(this::rowKey)
                    .collect(Collectors.toSet());
            oracle.of(source).stream()
                    .filter(row -> row.isDeletion() && ofLink
                            ? rowKeys.contains(rowKey(row))
                            : key.apply(row).equals(Optional.of(name)))
                    .forEach(records.get(name)::add);
        });
        List<String> lines = new ArrayList<>();
        records.forEach((name, rows) -> {
            List<Row> changes = new ArrayList<>();
            for (Row row : rows) {
                boolean first = changes.isEmpty();
                Row before = first ? row : changes.get(changes.size() - 1);
                if (first ? !row.isDeletion() : !Objects.equals(row.cell("op"), before.cell("op"))) {
                    changes.add(row);
                }
            }
            for (int index = 0; index < changes.size(); index++) {
                Row row = changes.get(index);
                String word = row.isDeletion()
                        ? "deleted"
                        : index == 0 ? "created" : changes.get(index - 1).isDeletion() ? "reappeared" : "updated";
                String end = index + 1 < changes.size() ? changes.get(index + 1).loadDate() : "NULL";
                lines.add(name + "|" + row.place() + "|" + row.record() + "|" + word + "|" + end);
            }
        });
        return Oracle.sorted(lines);
    }

    /** What happens to a driving key: it comes (0), its set becomes another (1), it goes (2). */
    private record Mark(int kind, String day, List<Row> row, Set<String> links) {}

    /** Link, load date, end: with what the driving key went through, which is what there is one row per. */
    List<String> effectivity(LinkFacts link) {
        Map<String, List<Move>> moves = moves(this::rowKeyOfLink);
        List<String> lines = new ArrayList<>();
        for (List<Named> changes : oracle.changesOfSets(source, link, source.oneRowPer())) {
            String key = rowKey(changes.get(0).first());
            segments(changes, moves.getOrDefault(key, List.of()))
                    .forEach(each ->
                            each.members().forEach(member -> lines.add(member + "|" + each.from() + "|" + each.to())));
        }
        return Oracle.sorted(lines);
    }

    /** Key, load date, end, payload: with what the key went through. */
    List<String> blocks(SatelliteFacts block) {
        Map<String, List<Move>> moves = moves(row -> Optional.of(oracle.key(row, block.parent())));
        List<String> lines = new ArrayList<>();
        oracle.changesOfBlocks(source, block)
                .forEach((key, changes) -> segments(changes, moves.getOrDefault(key, List.of()))
                        .forEach(each -> each.members()
                                .forEach(payload ->
                                        lines.add(key + "|" + each.from() + "|" + each.to() + "|" + payload))));
        return Oracle.sorted(lines);
    }

    /** What holds from one mark to the next. */
    private record Segment(String from, String to, Set<String> members) {}

    private List<Segment> segments(List<Named> changes, List<Move> moves) {
        boolean batches = source.holds() == Holds.EVERYTHING;
        List<Mark> marks = new ArrayList<>();
        for (Move move : moves) {
            marks.add(new Mark(move.isThere() ? 0 : 2, move.day(), move.row(), Set.of()));
        }
        for (Named named : changes) {
            marks.add(new Mark(
                    1,
                    named.first().loadDate(),
                    List.of(named.first()),
                    named.members().keySet()));
        }
        Comparator<Mark> order = batches
                ? Comparator.comparing(Mark::day).thenComparing(Mark::kind).thenComparing(PresenceOracle::byPlace)
                : ((Comparator<Mark>) PresenceOracle::byPlace).thenComparing(Mark::kind);
        marks.sort(order);
        List<Segment> segments = new ArrayList<>();
        Set<String> set = Set.of();
        boolean isThere = false;
        for (int index = 0; index < marks.size(); index++) {
            Mark mark = marks.get(index);
            isThere = mark.kind() == 1 ? isThere : mark.kind() == 0;
            set = mark.kind() == 1 ? mark.links() : set;
            boolean last = index + 1 == marks.size();
            boolean replaced = !last
                    && mark.kind() == 0
                    && marks.get(index + 1).kind() == 1
                    && (batches
                            ? marks.get(index + 1).day().equals(mark.day())
                            : marks.get(index + 1).row().equals(mark.row()));
            if (isThere && !replaced) {
                segments.add(new Segment(
                        mark.day(), last ? "NULL" : marks.get(index + 1).day(), set));
            }
        }
        return segments;
    }

    private static int byPlace(Mark left, Mark right) {
        if (left.row().isEmpty() || right.row().isEmpty()) {
            return 0;
        }
        return Oracle.ORDER.compare(left.row().get(0), right.row().get(0));
    }

    /** The links in force. */
    List<String> inForce(LinkFacts link) {
        if (link.driving()
                .filter(driving -> Set.copyOf(driving).equals(Set.copyOf(source.oneRowPer())))
                .isPresent()) {
            return Oracle.sorted(effectivity(link).stream()
                    .filter(line -> line.endsWith("|NULL"))
                    .map(line -> line.substring(0, line.lastIndexOf('|', line.lastIndexOf('|') - 1)))
                    .toList());
        }
        Map<String, List<Move>> moves = moves(this::rowKeyOfLink);
        Map<String, String> latest = new TreeMap<>();
        oracle.stating(source).stream()
                .filter(oracle::relates)
                .forEach(row -> latest.put(rowKey(row), oracle.link(row, link)));
        latest.keySet().removeIf(key -> {
            List<Move> ofKey = moves.getOrDefault(key, List.of());
            return ofKey.isEmpty() || !ofKey.get(ofKey.size() - 1).isThere();
        });
        return Oracle.sorted(new TreeSet<>(latest.values()));
    }
}

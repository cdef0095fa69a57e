package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.loader.load.RandomDeliveries.Delivered;
import org.lierne.loader.load.SourceFacts.LinkFacts;
import org.lierne.loader.load.SourceFacts.SatelliteFacts;

/**
 * What a vault must hold after deliveries, worked out row by row from the definitions: histories are the rows that
 * differ from their predecessor in the order of load date, sequence, path, content version and record, whatever the
 * order of arrival. Results are lines of cells joined by {@code |}, sorted.
 */
final class Oracle {

    private final RandomModel model;
    private final OnceOracle once;
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> rejected = new ArrayList<>();
    private final List<Delivered> deliveries = new ArrayList<>();
    private final Map<String, Map<String, String>> firstRows = new TreeMap<>();

    /** @param runs deliveries by the run in which they arrived, which matters only for what is said once */
    Oracle(RandomModel model, List<List<Delivered>> runs) {
        this.model = model;
        this.once = new OnceOracle(this);
        runs.forEach(this::load);
        rows.sort(ORDER);
    }

    private void load(List<Delivered> run) {
        List<Row> accepted = new ArrayList<>();
        for (Delivered delivery : run) {
            deliveries.add(delivery);
            for (int index = 0; index < delivery.rows().size(); index++) {
                Row row = new Row(delivery, index + 2, delivery.rows().get(index));
                (isAccepted(row) ? accepted : rejected).add(row);
            }
        }
        List<Row> contradicting = contradictingBlocks(accepted);
        accepted.removeAll(contradicting);
        accepted.sort(ORDER);
        for (Row row : accepted) {
            if (saysOnce(row) && once.isContradicted(row)) {
                contradicting.add(row);
            }
        }
        accepted.removeAll(contradicting);
        rows.addAll(accepted);
        rejected.addAll(contradicting);
        noteFirstRows(accepted);
    }

    /** A key keeps the earliest load date of the run that brings it, and of that the first record source by name. */
    private void noteFirstRows(List<Row> accepted) {
        Map<String, Map<String, String>> ofRun = new TreeMap<>();
        for (Row row : accepted) {
            for (String key : row.source().keys()) {
                if (!isMissing(row, key)) {
                    ofRun.computeIfAbsent(RandomModel.HUBS.get(key), any -> new TreeMap<>())
                            .merge(
                                    key(row, key),
                                    row.loadDate() + "|" + row.source().name(),
                                    Oracle::earlier);
                }
            }
        }
        ofRun.forEach((hub, keys) -> keys.forEach(firstRows.computeIfAbsent(hub, any -> new TreeMap<>())::putIfAbsent));
    }

    /** Key, load date and record source of the row that is stored. */
    List<String> firstRows(String hub) {
        List<String> lines = new ArrayList<>();
        firstRows.getOrDefault(hub, Map.of()).forEach((key, row) -> lines.add(key + "|" + row));
        return sorted(lines);
    }

    static final Comparator<Row> ORDER = Comparator.comparing(Row::loadDate)
            .thenComparing(Row::sequence, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(row -> row.delivery().path())
            .thenComparing(row -> row.delivery().version())
            .thenComparing(Row::record);

    record Row(Delivered delivery, int record, List<@Nullable String> cells) {

        SourceFacts source() {
            return delivery.source();
        }

        @Nullable
        String cell(String column) {
            return cells.get(source().columns().indexOf(column));
        }

        String loadDate() {
            return source().datedRows() ? Objects.requireNonNull(cell("day")) : delivery.day();
        }

        @Nullable
        Integer sequence() {
            if (!source().sequence().equals(Optional.of("seq"))) {
                return null;
            }
            String text = cell("seq");
            return text == null ? null : Integer.valueOf(text);
        }

        boolean isDeletion() {
            return source().columns().contains("op") && "D".equals(cell("op"));
        }

        String place() {
            return loadDate() + "|" + delivery.path() + "|" + delivery.version();
        }
    }

    private boolean isAccepted(Row row) {
        if (row.source().columns().contains(RandomModel.TENANT) && row.cell(RandomModel.TENANT) == null) {
            return false;
        }
        for (String part : row.source().oneRowPer()) {
            if (part.equals("line") ? row.cell("line") == null : isMissing(row, part)) {
                return false;
            }
        }
        boolean lacksCode = row.source().reference() != SourceFacts.Reference.NONE && row.cell("code") == null;
        return row.isDeletion() || !lacksParticipant(row) && !lacksCode;
    }

    /** Whether a hub that must be there is not. */
    boolean lacksParticipant(Row row) {
        return model.rejectsMissing()
                && row.source().keys().stream()
                        .filter(key -> RandomModel.HUBS.get(key).equals("customer"))
                        .anyMatch(key -> isMissing(row, key));
    }

    /** In the other package's profile, a key that lacks only some of its parts is one. */
    boolean isMissing(Row row, String key) {
        List<String> columns = model.keyColumns().get(key);
        long missing =
                columns.stream().filter(column -> row.cell(column) == null).count();
        return model.traits().automateDv() ? missing == columns.size() : missing > 0;
    }

    /** Whether a row states its link. */
    boolean relates(Row row) {
        return !row.isDeletion()
                && row.source().link().isPresent()
                && !(model.traits().skipsLinks()
                        && row.source().link().get().connects().stream().anyMatch(key -> isMissing(row, key)));
    }

    /** A business key as text; all parts NULL if one is. */
    String key(Row row, String key) {
        boolean missing = isMissing(row, key);
        return model.keyColumns().get(key).stream()
                .map(column -> missing ? "NULL" : text(row.cell(column)))
                .collect(Collectors.joining("|"));
    }

    String part(Row row, String part) {
        return part.equals("line") ? text(row.cell("line")) : key(row, part);
    }

    String link(Row row, LinkFacts link) {
        return link.parts().stream().map(part -> part(row, part)).collect(Collectors.joining("|"));
    }

    static String text(@Nullable String cell) {
        return cell == null ? "NULL" : cell;
    }

    List<Row> of(SourceFacts source) {
        return rows.stream().filter(row -> row.source().equals(source)).toList();
    }

    /** The rows that say something of more than their key. */
    List<Row> stating(SourceFacts source) {
        return of(source).stream().filter(row -> !row.isDeletion()).toList();
    }

    private List<Row> relating(SourceFacts source) {
        return of(source).stream().filter(this::relates).toList();
    }

    List<Row> rejected(SourceFacts source) {
        return rejected.stream().filter(row -> row.source().equals(source)).toList();
    }

    List<Delivered> deliveries(SourceFacts source) {
        return deliveries.stream().filter(each -> each.source().equals(source)).toList();
    }

    /** Key, load date, path, content version, record, payload, end. */
    List<String> history(SourceFacts source, SatelliteFacts satellite) {
        Map<String, List<Row>> byKey = new LinkedHashMap<>();
        for (Row row : stating(source)) {
            parentKey(row, satellite.parent())
                    .ifPresent(key ->
                            byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(row));
        }
        List<String> history = new ArrayList<>();
        byKey.forEach((key, rowsOfKey) -> {
            List<Row> changes = new ArrayList<>();
            String previous = null;
            for (Row row : rowsOfKey) {
                String compared = texts(row, satellite.compared());
                if (!compared.equals(previous)) {
                    changes.add(row);
                }
                previous = compared;
            }
            for (int index = 0; index < changes.size(); index++) {
                Row row = changes.get(index);
                String end = index + 1 < changes.size() ? changes.get(index + 1).loadDate() : "NULL";
                history.add(key + "|" + row.place() + "|" + row.record() + "|" + payload(row, satellite) + "|" + end);
            }
        });
        return sorted(history);
    }

    private static String payload(Row row, SatelliteFacts satellite) {
        return texts(row, satellite.columns());
    }

    private static String texts(Row row, List<String> columns) {
        return columns.stream().map(column -> text(row.cell(column))).collect(Collectors.joining("|"));
    }

    /** Rows of one block and sub key that differ contradict each other. */
    private List<Row> contradictingBlocks(List<Row> accepted) {
        Map<String, Set<String>> said = new LinkedHashMap<>();
        for (Row row : accepted) {
            subKey(row)
                    .ifPresent(place -> said.computeIfAbsent(place, any -> new TreeSet<>())
                            .add(payload(row, row.source().block().orElseThrow())));
        }
        return accepted.stream()
                .filter(row ->
                        subKey(row).filter(place -> said.get(place).size() > 1).isPresent())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** A satellite has no rows of a customer without a key; a link has those of the unknown one, unless they are skipped. */
    boolean saysOnce(Row row) {
        return row.source().once().isPresent()
                && !row.isDeletion()
                && (!isMissing(row, "customer")
                        || row.source().once().get().event() && !model.traits().skipsLinks());
    }

    /** What was said once, and how it was corrected. */
    OnceOracle once() {
        return once;
    }

    private Optional<String> subKey(Row row) {
        return row.source()
                .block()
                .flatMap(block -> block(row, block))
                .map(place -> place + "|" + text(row.cell("v4")));
    }

    /** The block that a row belongs to; none if it lacks the key. */
    private Optional<String> block(Row row, SatelliteFacts satellite) {
        return parentKey(row, satellite.parent()).map(key -> row.source().name() + "|" + key + "|" + place(row));
    }

    private static String place(Row row) {
        return row.place() + "|" + row.sequence();
    }

    /** In the other package's profile, a link of which every part is missing has the unknown key, which nothing describes. */
    private boolean hasUnknownLink(Row row) {
        return model.traits().automateDv()
                && row.source().link().orElseThrow().parts().stream()
                        .allMatch(part -> part.equals(RandomModel.LINE)
                                ? row.cell(RandomModel.LINE) == null
                                : isMissing(row, part));
    }

    /** The key of what a row describes; none if it lacks it. */
    Optional<String> parentKey(Row row, String parent) {
        if (row.source().isOfLink(parent)) {
            return relates(row) && !hasUnknownLink(row)
                    ? Optional.of(link(row, row.source().link().orElseThrow()))
                    : Optional.empty();
        }
        return isMissing(row, parent) ? Optional.empty() : Optional.of(key(row, parent));
    }

    /** The changes of each key, of blocks of which no row is rejected; the members are payloads. */
    Map<String, List<Named>> changesOfBlocks(SourceFacts source, SatelliteFacts satellite) {
        Set<String> broken = rejected.stream()
                .filter(row -> row.source().equals(source))
                .flatMap(row -> block(row, satellite).stream())
                .collect(Collectors.toSet());
        Map<String, Map<String, Named>> byKey = new LinkedHashMap<>();
        for (Row row : of(source)) {
            if (block(row, satellite).filter(block -> !broken.contains(block)).isPresent()) {
                byKey.computeIfAbsent(parentKey(row, satellite.parent()).orElseThrow(), any -> new LinkedHashMap<>())
                        .computeIfAbsent(place(row), any -> new Named(row, new TreeMap<>()))
                        .members()
                        .merge(payload(row, satellite), row.record(), Math::min);
            }
        }
        Map<String, List<Named>> changes = new LinkedHashMap<>();
        byKey.forEach((key, sets) -> changes.put(key, changes(sets)));
        return changes;
    }

    /** Key, load date, path, content version, record, payload, end. */
    List<String> blocks(SourceFacts source, SatelliteFacts satellite) {
        List<String> history = new ArrayList<>();
        changesOfBlocks(source, satellite).forEach((key, changes) -> {
            for (int index = 0; index < changes.size(); index++) {
                Named block = changes.get(index);
                String end = end(changes, index);
                block.members()
                        .forEach((payload, record) -> history.add(
                                key + "|" + block.first().place() + "|" + record + "|" + payload + "|" + end));
            }
        });
        return sorted(history);
    }

    private static List<Named> changes(Map<String, Named> sets) {
        List<Named> changes = new ArrayList<>();
        Object previous = null;
        for (Named named : sets.values()) {
            if (!named.members().keySet().equals(previous)) {
                changes.add(named);
            }
            previous = named.members().keySet();
        }
        return changes;
    }

    private static String end(List<Named> changes, int index) {
        return index + 1 < changes.size() ? changes.get(index + 1).first().loadDate() : "NULL";
    }

    /** The links or rows that one delivery names at one place in the order, with the first record of each. */
    record Named(Row first, Map<String, Integer> members) {}

    List<List<Named>> changesOfSets(SourceFacts source, LinkFacts link, List<String> driving) {
        Map<String, Map<String, Named>> byKey = new LinkedHashMap<>();
        for (Row row : stating(source)) {
            if (!relates(row) || driving.stream().anyMatch(part -> !part.equals("line") && isMissing(row, part))) {
                continue;
            }
            String key = driving.stream().map(part -> part(row, part)).collect(Collectors.joining("|"));
            String place = row.place() + "|" + row.sequence()
                    + (source.sequence().equals(Optional.of("_line")) ? "|" + row.record() : "");
            byKey.computeIfAbsent(key, any -> new LinkedHashMap<>())
                    .computeIfAbsent(place, any -> new Named(row, new TreeMap<>()))
                    .members()
                    .merge(link(row, link), row.record(), Math::min);
        }
        List<List<Named>> histories = new ArrayList<>();
        for (Map<String, Named> sets : byKey.values()) {
            histories.add(changes(sets));
        }
        return histories;
    }

    /** Link, load date, path, content version, record, end. */
    List<String> effectivity(SourceFacts source, LinkFacts link, List<String> driving) {
        List<String> history = new ArrayList<>();
        for (List<Named> changes : changesOfSets(source, link, driving)) {
            for (int index = 0; index < changes.size(); index++) {
                Named named = changes.get(index);
                String end = end(changes, index);
                named.members()
                        .forEach((name, record) ->
                                history.add(name + "|" + named.first().place() + "|" + record + "|" + end));
            }
        }
        return sorted(history);
    }

    /** The links in force. */
    List<String> inForce(SourceFacts source, LinkFacts link) {
        if (link.driving().isPresent()) {
            return sorted(changesOfSets(source, link, link.driving().get()).stream()
                    .flatMap(changes -> changes.get(changes.size() - 1).members().keySet().stream())
                    .toList());
        }
        List<String> driving = driving(source, link);
        if (driving.isEmpty()) {
            return sorted(new TreeSet<>(
                    relating(source).stream().map(row -> link(row, link)).toList()));
        }
        Map<String, String> latest = new LinkedHashMap<>();
        relating(source)
                .forEach(row -> latest.put(
                        driving.stream().map(part -> part(row, part)).collect(Collectors.joining("|")),
                        link(row, link)));
        return sorted(new TreeSet<>(latest.values()));
    }

    /** What there is one link of at a time; nothing if all are in force. */
    private static List<String> driving(SourceFacts source, LinkFacts link) {
        if (!source.oneRowPer().isEmpty() || link.byLine()) {
            return source.oneRowPer();
        }
        return switch (link.kind()) {
            case "same_as" -> List.of("payer");
            case "hierarchical" -> List.of("customer");
            default -> List.of();
        };
    }

    /** Key, load date, path, content version, number of rows. */
    List<String> seen(SourceFacts source, String parent) {
        Map<String, Integer> seen = new TreeMap<>();
        for (Row row : of(source)) {
            parentKey(row, parent).ifPresent(key -> seen.merge(key + "|" + row.place(), 1, Integer::sum));
        }
        return sorted(seen.entrySet().stream()
                .map(each -> each.getKey() + "|" + each.getValue())
                .toList());
    }

    /** Key and earliest load date. */
    List<String> hub(String hub) {
        Map<String, String> earliest = new TreeMap<>();
        for (Row row : rows) {
            for (String key : row.source().keys()) {
                if (RandomModel.HUBS.get(key).equals(hub) && !isMissing(row, key)) {
                    earliest.merge(key(row, key), row.loadDate(), Oracle::earlier);
                }
            }
        }
        return sorted(earliest.entrySet().stream()
                .map(each -> each.getKey() + "|" + each.getValue())
                .toList());
    }

    /** Link and earliest load date. */
    List<String> links(SourceFacts source, LinkFacts link) {
        Map<String, String> earliest = new TreeMap<>();
        relating(source).forEach(row -> earliest.merge(link(row, link), row.loadDate(), Oracle::earlier));
        return sorted(earliest.entrySet().stream()
                .map(each -> each.getKey() + "|" + each.getValue())
                .toList());
    }

    /** Load date, path, content version, record. */
    List<String> tracked(SourceFacts source) {
        return sorted(
                of(source).stream().map(row -> row.place() + "|" + row.record()).toList());
    }

    private static String earlier(String left, String right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    static List<String> sorted(Iterable<String> lines) {
        List<String> sorted = new ArrayList<>();
        lines.forEach(sorted::add);
        sorted.sort(Comparator.naturalOrder());
        return sorted;
    }
}

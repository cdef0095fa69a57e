package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.lierne.loader.load.SourceFacts.Holds;
import org.lierne.loader.load.SourceFacts.LinkFacts;
import org.lierne.loader.load.SourceFacts.Once;
import org.lierne.loader.load.SourceFacts.Reference;
import org.lierne.loader.load.SourceFacts.SatelliteFacts;

/** Random sources, and what they feed. */
final class RandomSources {

    private static final String UNCOMPARED = "w";
    private static final String SINCE = "since";

    private RandomSources() {}

    static SourceFacts source(Random random, int number, Map<String, List<String>> keyColumns, boolean inOrder) {
        String name = "s" + number;
        List<String> keys = new ArrayList<>(List.of("customer"));
        for (String other : List.of("product", "payer")) {
            if (random.nextBoolean()) {
                keys.add(other);
            }
        }
        Optional<LinkFacts> link = link(random, number, keys, keyColumns);
        Optional<String> sequence = List.of(Optional.<String>empty(), Optional.of("seq"), Optional.of("_line"))
                .get(random.nextInt(3));
        Holds holds = Holds.values()[random.nextInt(3)];
        boolean scoped = holds == Holds.EVERYTHING && random.nextBoolean();
        boolean datedRows = !inOrder && holds == Holds.CHANGES && random.nextInt(5) == 0;
        List<String> oneRowPer = new ArrayList<>();
        if (holds != Holds.CHANGES) {
            sequence = sequence.or(() -> holds == Holds.CHANGE_RECORDS ? Optional.of("_line") : Optional.empty());
            oneRowPer.addAll(rowKey(random, link));
        } else if (link.isPresent() && random.nextBoolean()) {
            oneRowPer.addAll(properSubset(random, link.get().parts()));
        }
        Optional<String> status = holds == Holds.CHANGES ? Optional.empty() : status(random, oneRowPer, link);
        boolean hasBlock =
                holds != Holds.CHANGE_RECORDS && !sequence.equals(Optional.of("_line")) && random.nextBoolean();
        Optional<SatelliteFacts> block = Optional.empty();
        if (hasBlock) {
            block = Optional.of(listed(name + "_block", parent(random, keys, link), List.of("v4", "v5")));
        }
        List<SatelliteFacts> satellites = satellites(random, name, scoped, keys, link);
        Reference reference = List.of(Reference.values()).get(Math.max(0, random.nextInt(8) - 4));
        Optional<Once> once = random.nextInt(3) == 0
                ? Optional.of(new Once(random.nextInt(3) == 0, random.nextBoolean()))
                : Optional.empty();

        LinkedHashSet<String> columns = new LinkedHashSet<>();
        keys.forEach(key -> columns.addAll(keyColumns.get(key)));
        link.filter(LinkFacts::byLine).ifPresent(any -> columns.add(RandomModel.LINE));
        sequence.filter("seq"::equals).ifPresent(columns::add);
        if (datedRows) {
            columns.add("day");
        }
        if (scoped) {
            columns.add("scope");
        }
        if (holds == Holds.CHANGE_RECORDS) {
            columns.add("op");
        }
        columns.add("v1");
        satellites.forEach(each -> columns.addAll(each.columns()));
        block.ifPresent(each -> columns.addAll(each.columns()));
        if (reference != Reference.NONE) {
            columns.addAll(List.of("code", "word"));
        }
        if (once.isPresent()) {
            columns.add("once");
        }
        return new SourceFacts(
                name,
                keys,
                List.copyOf(columns),
                sequence,
                datedRows,
                holds,
                scoped,
                List.of(0, 50, 100).get(random.nextInt(3)),
                oneRowPer,
                link,
                satellites,
                block,
                status,
                random.nextBoolean() ? Optional.of(parent(random, keys, link)) : Optional.empty(),
                reference,
                once);
    }

    private static List<SatelliteFacts> satellites(
            Random random, String name, boolean scoped, List<String> keys, Optional<LinkFacts> link) {
        boolean keepsUncompared = random.nextInt(3) == 0;
        List<String> rest = new ArrayList<>(scoped ? List.of("scope", "v2", "v3") : List.of("v2", "v3"));
        if (keepsUncompared) {
            rest.add(UNCOMPARED);
        }
        boolean effective = random.nextInt(4) == 0;
        return List.of(
                new SatelliteFacts(
                        name + "_rest",
                        parent(random, keys, link),
                        rest,
                        keepsUncompared ? List.of(UNCOMPARED) : List.of(),
                        random.nextInt(4) == 0 ? List.of("v1") : List.of(),
                        true,
                        false),
                new SatelliteFacts(
                        name + "_listed",
                        parent(random, keys, link),
                        effective ? List.of("v1", SINCE) : List.of("v1"),
                        effective ? List.of(SINCE) : List.of(),
                        List.of(),
                        false,
                        effective));
    }

    private static SatelliteFacts listed(String name, String parent, List<String> columns) {
        return new SatelliteFacts(name, parent, columns, List.of(), List.of(), false, false);
    }

    /** What tells rows apart: parts of the link, and often those that drive its effectivity. */
    private static List<String> rowKey(Random random, Optional<LinkFacts> link) {
        if (link.isEmpty()) {
            return List.of("customer");
        }
        if (link.get().driving().isPresent() && random.nextInt(3) > 0) {
            return link.get().driving().get();
        }
        return random.nextInt(3) == 0
                ? link.get().parts()
                : properSubset(random, link.get().parts());
    }

    private static Optional<String> status(Random random, List<String> oneRowPer, Optional<LinkFacts> link) {
        if (oneRowPer.size() == 1
                && RandomModel.HUBS.containsKey(oneRowPer.get(0))
                && (link.isEmpty() || random.nextBoolean())) {
            return Optional.of(oneRowPer.get(0));
        }
        return link.map(LinkFacts::name);
    }

    private static Optional<LinkFacts> link(
            Random random, int number, List<String> keys, Map<String, List<String>> keyColumns) {
        // A line of a tenant is no part of a link that has no other part.
        boolean byLine = random.nextInt(3) == 0 && !keyColumns.get("customer").contains(RandomModel.TENANT);
        if (random.nextInt(5) == 0 || keys.size() == 1 && !byLine) {
            return Optional.empty();
        }
        LinkFacts link = new LinkFacts("l" + number, kind(random, keys, byLine), keys, byLine, Optional.empty());
        boolean hasEffectivity = random.nextInt(3) > 0;
        return Optional.of(new LinkFacts(
                link.name(),
                link.kind(),
                keys,
                byLine,
                hasEffectivity ? Optional.of(properSubset(random, link.parts())) : Optional.empty()));
    }

    private static String kind(Random random, List<String> keys, boolean byLine) {
        if (!keys.equals(List.of("customer", "payer")) || random.nextBoolean()) {
            return "relationship";
        }
        return byLine || random.nextBoolean() ? "hierarchical" : "same_as";
    }

    private static List<String> properSubset(Random random, List<String> parts) {
        int left = random.nextInt(parts.size());
        List<String> subset = new ArrayList<>();
        for (int index = 0; index < parts.size(); index++) {
            if (index != left && (subset.isEmpty() || random.nextBoolean())) {
                subset.add(parts.get(index));
            }
        }
        return subset;
    }

    private static String parent(Random random, List<String> keys, Optional<LinkFacts> link) {
        int choice = random.nextInt(keys.size() + (link.isPresent() ? 1 : 0));
        return choice < keys.size() ? keys.get(choice) : link.orElseThrow().name();
    }
}

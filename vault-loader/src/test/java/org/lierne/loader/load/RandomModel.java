package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A random vault: what the metadata say, and the same as plain facts for the oracle, which shares no code with the
 * loader.
 *
 * @param keyColumns per participant, the columns of a source that hold its key
 * @param rejectsMissing whether a record without a customer is rejected
 * @param traits what holds for the vault as a whole
 */
record RandomModel(
        List<SourceFacts> sources, Map<String, List<String>> keyColumns, boolean rejectsMissing, RandomTraits traits) {

    /** The hub of the participants; {@code payer} is a role. */
    static final Map<String, String> HUBS = Map.of("customer", "customer", "payer", "customer", "product", "product");

    static final String LINE = "line";
    static final String TENANT = "tenant";
    private static final String UNCOMPARED = "w";

    /**
     * A source.
     *
     * @param sequence NULL, {@code seq} or {@code _line}
     * @param datedRows whether rows have load dates of their own, in column {@code day}
     * @param holds what a file holds
     * @param scoped whether a file is everything within the values of column {@code scope} only
     * @param missingAtMost in percent
     * @param status what a status satellite follows: a participant or the link's name
     * @param block the multi-active satellite, if there is one: its sub key, then what else it keeps
     * @param reference whether columns {@code code} and {@code word} make a reference table with a history
     * @param once whether column {@code once} goes to a non-historized satellite of the customer
     * @param event whether it goes to a non-historized link of the customer instead
     * @param seen what a record tracking satellite follows: a participant or the link's name
     */
    record SourceFacts(
            String name,
            List<String> keys,
            List<String> columns,
            Optional<String> sequence,
            boolean datedRows,
            Holds holds,
            boolean scoped,
            int missingAtMost,
            Optional<String> status,
            List<String> oneRowPer,
            Optional<LinkFacts> link,
            List<SatelliteFacts> satellites,
            Optional<SatelliteFacts> block,
            boolean reference,
            boolean once,
            boolean event,
            Optional<String> seen) {

        /** Whether blocks end when a whole file lacks their key. */
        boolean blocksEnd() {
            return holds == Holds.EVERYTHING
                    && block.filter(each -> oneRowPer.contains(each.parent())).isPresent();
        }
    }

    /** What a file of a source holds. */
    enum Holds {
        CHANGES,
        EVERYTHING,
        CHANGE_RECORDS
    }

    /**
     * A link.
     *
     * @param kind as metadata call it
     * @param driving the driving key of the effectivity satellite, if there is one
     */
    record LinkFacts(String name, String kind, List<String> connects, boolean byLine, Optional<List<String>> driving) {
        List<String> parts() {
            List<String> parts = new ArrayList<>(connects);
            if (byLine) {
                parts.add(LINE);
            }
            return parts;
        }
    }

    /**
     * A satellite of attributes.
     *
     * @param parent a participant, or the link's name
     * @param columns what it keeps
     * @param uncompared those of them that are kept out of its hashdiff
     */
    record SatelliteFacts(String name, String parent, List<String> columns, List<String> uncompared, boolean rest) {
        List<String> compared() {
            return columns.stream()
                    .filter(column -> !uncompared.contains(column))
                    .toList();
        }
    }

    /** @param inOrder whether deliveries can arrive in the order of their rows: no load dates of rows */
    static RandomModel of(Random random, boolean inOrder) {
        return of(random, inOrder, RandomTraits.PLAIN);
    }

    static RandomModel of(Random random, boolean inOrder, RandomTraits traits) {
        // In the other package's profile, a key that lacks only some of its parts is one.
        boolean composite = random.nextBoolean() && !traits.automateDv();
        Map<String, List<String>> keyColumns = composite
                ? Map.of(
                        "customer", List.of("region", "customer_id"),
                        "payer", List.of("payer_region", "payer_id"),
                        "product", List.of("product_id"))
                : Map.of(
                        "customer", List.of("customer_id"),
                        "payer", List.of("payer_id"),
                        "product", List.of("product_id"));
        if (traits.tenant()) {
            keyColumns = ofTenants(keyColumns);
        }
        List<SourceFacts> sources = new ArrayList<>();
        int count = List.of(1, 1, 1, 1, 2, 2, 3).get(random.nextInt(7));
        for (int number = 1; number <= count; number++) {
            sources.add(source(random, number, keyColumns, inOrder));
        }
        return new RandomModel(sources, keyColumns, random.nextInt(5) == 0, traits);
    }

    private static Map<String, List<String>> ofTenants(Map<String, List<String>> keyColumns) {
        Map<String, List<String>> ofTenants = new HashMap<>();
        keyColumns.forEach((key, columns) -> {
            List<String> all = new ArrayList<>(List.of(TENANT));
            all.addAll(columns);
            ofTenants.put(key, all);
        });
        return ofTenants;
    }

    private static SourceFacts source(
            Random random, int number, Map<String, List<String>> keyColumns, boolean inOrder) {
        List<String> keys = new ArrayList<>(List.of("customer"));
        for (String other : List.of("product", "payer")) {
            if (random.nextBoolean()) {
                keys.add(other);
            }
        }
        Optional<LinkFacts> link = link(random, number, keys, keyColumns);
        Optional<String> sequence = List.of(Optional.<String>empty(), Optional.of("seq"), Optional.of("_line"))
                .get(random.nextInt(3));
        Holds holds = inOrder ? Holds.CHANGES : Holds.values()[random.nextInt(3)];
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
        List<SatelliteFacts> satellites = new ArrayList<>();
        boolean keepsUncompared = random.nextInt(3) == 0;
        List<String> rest = new ArrayList<>(scoped ? List.of("scope", "v2", "v3") : List.of("v2", "v3"));
        if (keepsUncompared) {
            rest.add(UNCOMPARED);
        }
        satellites.add(new SatelliteFacts(
                "s" + number + "_rest",
                parent(random, keys, link),
                rest,
                keepsUncompared ? List.of(UNCOMPARED) : List.of(),
                true));
        satellites.add(new SatelliteFacts(
                "s" + number + "_listed", parent(random, keys, link), List.of("v1"), List.of(), false));
        LinkedHashSet<String> columns = new LinkedHashSet<>();
        keys.forEach(key -> columns.addAll(keyColumns.get(key)));
        link.filter(LinkFacts::byLine).ifPresent(any -> columns.add(LINE));
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
        columns.addAll(List.of("v1", "v2", "v3"));
        if (keepsUncompared) {
            columns.add(UNCOMPARED);
        }
        Optional<SatelliteFacts> block = Optional.empty();
        if (holds != Holds.CHANGE_RECORDS && !sequence.equals(Optional.of("_line")) && random.nextBoolean()) {
            block = Optional.of(new SatelliteFacts(
                    "s" + number + "_block", parent(random, keys, link), List.of("v4", "v5"), List.of(), false));
            columns.addAll(block.get().columns());
        }
        boolean reference = random.nextInt(4) == 0;
        if (reference) {
            columns.addAll(List.of("code", "word"));
        }
        // What contradicts is known only where rows of one load date stand in the order of the file.
        boolean once = !datedRows && !sequence.equals(Optional.of("seq")) && random.nextInt(3) == 0;
        if (once) {
            columns.add("once");
        }
        return new SourceFacts(
                "s" + number,
                keys,
                List.copyOf(columns),
                sequence,
                datedRows,
                holds,
                scoped,
                List.of(0, 50, 100).get(random.nextInt(3)),
                status,
                oneRowPer,
                link,
                satellites,
                block,
                reference,
                once,
                once && random.nextInt(3) == 0,
                holds == Holds.CHANGES && random.nextBoolean()
                        ? Optional.of(parent(random, keys, link))
                        : Optional.empty());
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
        if (oneRowPer.size() == 1 && HUBS.containsKey(oneRowPer.get(0)) && (link.isEmpty() || random.nextBoolean())) {
            return Optional.of(oneRowPer.get(0));
        }
        return link.map(LinkFacts::name);
    }

    private static Optional<LinkFacts> link(
            Random random, int number, List<String> keys, Map<String, List<String>> keyColumns) {
        // A line of a tenant is no part of a link that has no other part.
        boolean byLine = random.nextInt(3) == 0 && !keyColumns.get("customer").contains(TENANT);
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

    /** The settings, as {@code vault.yml}. */
    String settings() {
        return traits.settings();
    }

    String sourcesYaml() {
        return new RandomMetadata(this, Set.of()).sourcesYaml();
    }

    String modelYaml() {
        return new RandomMetadata(this, Set.of()).modelYaml();
    }

    /** The same without some satellites and references, as if they were to be described later. */
    RandomMetadata without(Set<String> undescribed) {
        return new RandomMetadata(this, undescribed);
    }

    static String once(SourceFacts source) {
        return source.name() + "_once";
    }

    static String reference(SourceFacts source) {
        return source.name() + "_words";
    }

    static String effectivity(SourceFacts source) {
        return source.name() + "_in_force";
    }

    static String status(SourceFacts source) {
        return source.name() + "_status";
    }

    static String seen(SourceFacts source) {
        return source.name() + "_seen";
    }
}

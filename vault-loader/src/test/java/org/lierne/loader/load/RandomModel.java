package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A random vault: what the metadata say, and the same as plain facts for the oracle, which shares no code with the
 * loader.
 *
 * @param keyColumns per participant, the columns of a source that hold its key
 * @param rejectsMissing whether a record without a customer is rejected
 */
record RandomModel(List<SourceFacts> sources, Map<String, List<String>> keyColumns, boolean rejectsMissing) {

    /** The hub of the participants; {@code payer} is a role. */
    static final Map<String, String> HUBS = Map.of("customer", "customer", "payer", "customer", "product", "product");

    private static final String LINE = "line";

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
            boolean once) {

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

    /** @param driving the driving key of the effectivity satellite, if there is one */
    record LinkFacts(String name, List<String> connects, boolean byLine, Optional<List<String>> driving) {
        List<String> parts() {
            List<String> parts = new ArrayList<>(connects);
            if (byLine) {
                parts.add(LINE);
            }
            return parts;
        }
    }

    /** A satellite of attributes. @param parent a participant, or the link's name */
    record SatelliteFacts(String name, String parent, List<String> columns, boolean rest) {}

    /** @param inOrder whether deliveries can arrive in the order of their rows: no load dates of rows */
    static RandomModel of(Random random, boolean inOrder) {
        boolean composite = random.nextBoolean();
        Map<String, List<String>> keyColumns = composite
                ? Map.of(
                        "customer", List.of("region", "customer_id"),
                        "payer", List.of("payer_region", "payer_id"),
                        "product", List.of("product_id"))
                : Map.of(
                        "customer", List.of("customer_id"),
                        "payer", List.of("payer_id"),
                        "product", List.of("product_id"));
        List<SourceFacts> sources = new ArrayList<>();
        int count = List.of(1, 1, 1, 1, 2, 2, 3).get(random.nextInt(7));
        for (int number = 1; number <= count; number++) {
            sources.add(source(random, number, keyColumns, inOrder));
        }
        return new RandomModel(sources, keyColumns, random.nextInt(5) == 0);
    }

    private static SourceFacts source(
            Random random, int number, Map<String, List<String>> keyColumns, boolean inOrder) {
        List<String> keys = new ArrayList<>(List.of("customer"));
        for (String other : List.of("product", "payer")) {
            if (random.nextBoolean()) {
                keys.add(other);
            }
        }
        Optional<LinkFacts> link = link(random, number, keys);
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
        satellites.add(new SatelliteFacts(
                "s" + number + "_rest",
                parent(random, keys, link),
                scoped ? List.of("scope", "v2", "v3") : List.of("v2", "v3"),
                true));
        satellites.add(new SatelliteFacts("s" + number + "_listed", parent(random, keys, link), List.of("v1"), false));
        List<String> columns = new ArrayList<>();
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
        Optional<SatelliteFacts> block = Optional.empty();
        if (holds != Holds.CHANGE_RECORDS && !sequence.equals(Optional.of("_line")) && random.nextBoolean()) {
            block = Optional.of(new SatelliteFacts(
                    "s" + number + "_block", parent(random, keys, link), List.of("v4", "v5"), false));
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
                columns,
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
                once);
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

    private static Optional<LinkFacts> link(Random random, int number, List<String> keys) {
        boolean byLine = random.nextInt(3) == 0;
        if (random.nextInt(5) == 0 || keys.size() == 1 && !byLine) {
            return Optional.empty();
        }
        LinkFacts link = new LinkFacts("l" + number, keys, byLine, Optional.empty());
        boolean hasEffectivity = random.nextInt(3) > 0;
        return Optional.of(new LinkFacts(
                link.name(),
                keys,
                byLine,
                hasEffectivity ? Optional.of(properSubset(random, link.parts())) : Optional.empty()));
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

    String sourcesYaml() {
        StringBuilder yaml = new StringBuilder("sources:\n");
        for (SourceFacts source : sources) {
            yaml.append("  ").append(source.name()).append(":\n");
            String date = source.datedRows() ? "" : "{load_date:yyyyMMdd}";
            yaml.append("    files: \"")
                    .append(source.name())
                    .append("_")
                    .append(date)
                    .append("*.csv\"\n");
            yaml.append("    keys: { ")
                    .append(source.keys().stream()
                            .map(key -> key + ": " + keyColumns.get(key))
                            .collect(Collectors.joining(", ")))
                    .append(" }\n");
            source.sequence()
                    .ifPresent(sequence ->
                            yaml.append("    sequence: ").append(sequence).append("\n"));
            if (source.datedRows()) {
                yaml.append("    load_date: { column: day }\n");
            }
            if (source.holds() == Holds.EVERYTHING) {
                yaml.append("    delivery: { kind: full")
                        .append(source.scoped() ? ", within: scope" : "")
                        .append(" }\n");
                yaml.append("    missing_at_most: ")
                        .append(source.missingAtMost())
                        .append("%\n");
            }
            if (source.holds() == Holds.CHANGE_RECORDS) {
                yaml.append("    delivery: { kind: cdc, operation: op, deletes: D }\n");
            }
            if (!source.oneRowPer().isEmpty()) {
                yaml.append("    one_row_per: ").append(source.oneRowPer()).append("\n");
            }
            yaml.append("    columns: { ")
                    .append(source.columns().stream()
                            .map(column -> column + ": " + type(column))
                            .collect(Collectors.joining(", ")))
                    .append(" }\n");
        }
        return yaml.toString();
    }

    private static String type(String column) {
        return switch (column) {
            case "seq", LINE, "v3" -> "integer";
            case "day" -> "date";
            default -> "varchar";
        };
    }

    String modelYaml() {
        StringBuilder yaml = new StringBuilder("hubs:\n");
        yaml.append("  customer: { key: ").append(keyColumns.get("customer")).append(", roles: [payer], null_key: ");
        yaml.append(rejectsMissing ? "reject" : "unknown").append(" }\n  product: product_id\n");
        StringBuilder links = new StringBuilder();
        StringBuilder satellites = new StringBuilder("satellites:\n");
        StringBuilder references = new StringBuilder();
        for (SourceFacts source : sources) {
            source.link()
                    .ifPresent(link -> links.append("  ")
                            .append(link.name())
                            .append(": { connects: ")
                            .append(link.connects())
                            .append(link.byLine() ? ", dependent_child_key: line" : "")
                            .append(", from: ")
                            .append(source.name())
                            .append(" }\n"));
            source.satellites()
                    .forEach(satellite -> satellites
                            .append("  ")
                            .append(satellite.name())
                            .append(": { of: ")
                            .append(satellite.parent())
                            .append(", from: ")
                            .append(source.name())
                            .append(satellite.rest() ? "" : ", columns: " + satellite.columns())
                            .append(" }\n"));
            source.status()
                    .ifPresent(parent -> satellites
                            .append("  ")
                            .append(status(source))
                            .append(": { kind: status_tracking, of: ")
                            .append(parent)
                            .append(", from: ")
                            .append(source.name())
                            .append(" }\n"));
            if (source.once()) {
                satellites
                        .append("  ")
                        .append(once(source))
                        .append(": { kind: non_historized, of: customer, from: ")
                        .append(source.name())
                        .append(", columns: once }\n");
            }
            if (source.reference()) {
                references
                        .append("  ")
                        .append(reference(source))
                        .append(": { key: code, from: ")
                        .append(source.name())
                        .append(", columns: word, history: true }\n");
            }
            source.block()
                    .ifPresent(block -> satellites
                            .append("  ")
                            .append(block.name())
                            .append(": { kind: multi_active, of: ")
                            .append(block.parent())
                            .append(", from: ")
                            .append(source.name())
                            .append(", sub_key: v4, columns: v5 }\n"));
            source.link()
                    .flatMap(LinkFacts::driving)
                    .ifPresent(driving -> satellites
                            .append("  ")
                            .append(effectivity(source))
                            .append(": { kind: effectivity, of: ")
                            .append(source.link().get().name())
                            .append(", from: ")
                            .append(source.name())
                            .append(", driving_key: ")
                            .append(driving)
                            .append(" }\n"));
        }
        return yaml
                + (links.isEmpty() ? "" : "links:\n" + links)
                + satellites
                + (references.isEmpty() ? "" : "references:\n" + references);
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
}

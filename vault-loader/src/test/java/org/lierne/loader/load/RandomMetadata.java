package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.loader.load.RandomModel.Holds;
import org.lierne.loader.load.RandomModel.LinkFacts;
import org.lierne.loader.load.RandomModel.SourceFacts;

/**
 * A random vault as metadata.
 *
 * @param undescribed names of satellites and references that are left out, and the columns of which are ignored
 */
record RandomMetadata(RandomModel model, Set<String> undescribed) {

    private boolean isDescribed(String name) {
        return !undescribed.contains(name);
    }

    /** The columns that only what is left out would keep. */
    private List<String> ignored(SourceFacts source) {
        List<String> ignored = new ArrayList<>();
        source.satellites().stream()
                .filter(satellite -> !isDescribed(satellite.name()))
                .forEach(satellite -> ignored.addAll(satellite.columns()));
        if (source.once() && !source.event() && !isDescribed(RandomModel.once(source))) {
            ignored.add("once");
        }
        if (source.reference() && !isDescribed(RandomModel.reference(source))) {
            ignored.addAll(List.of("code", "word"));
        }
        return ignored;
    }

    /** Hubs are described without the tenant, which begins every key. */
    private List<String> withoutTenant(String key) {
        return model.keyColumns().get(key).stream()
                .filter(column -> !column.equals(RandomModel.TENANT))
                .toList();
    }

    /** The sources, as in one file of the folder {@code sources}. */
    String sourcesYaml() {
        StringBuilder yaml = new StringBuilder("sources:\n");
        for (SourceFacts source : model.sources()) {
            yaml.append("  ").append(source.name()).append(":\n");
            String date = source.datedRows() ? "" : "{load_date:yyyyMMdd}";
            yaml.append("    files: \"")
                    .append(source.name())
                    .append("_")
                    .append(date)
                    .append("*.csv\"\n");
            yaml.append("    keys: { ")
                    .append(source.keys().stream()
                            .map(key -> key + ": " + withoutTenant(key))
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
            List<String> ignored = ignored(source);
            if (!ignored.isEmpty()) {
                yaml.append("    ignore: ").append(ignored).append("\n");
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
            case "seq", RandomModel.LINE, "v3" -> "integer";
            case "day" -> "date";
            default -> "varchar";
        };
    }

    /** Hubs, links, satellites and references, as in one file of the folder {@code model}. */
    String modelYaml() {
        StringBuilder yaml = new StringBuilder("hubs:\n");
        yaml.append("  customer: { key: ").append(withoutTenant("customer")).append(", roles: [payer], null_key: ");
        yaml.append(model.rejectsMissing() ? "reject" : "unknown").append(" }\n  product: product_id\n");
        StringBuilder links = new StringBuilder();
        StringBuilder satellites = new StringBuilder("satellites:\n");
        StringBuilder references = new StringBuilder();
        for (SourceFacts source : model.sources()) {
            source.link()
                    .ifPresent(link -> links.append("  ")
                            .append(link.name())
                            .append(": { kind: ")
                            .append(link.kind())
                            .append(", connects: ")
                            .append(link.connects())
                            .append(link.byLine() ? ", dependent_child_key: line" : "")
                            .append(", from: ")
                            .append(source.name())
                            .append(" }\n"));
            source.satellites().stream()
                    .filter(satellite -> isDescribed(satellite.name()))
                    .forEach(satellite -> satellites
                            .append("  ")
                            .append(satellite.name())
                            .append(": { of: ")
                            .append(satellite.parent())
                            .append(", from: ")
                            .append(source.name())
                            .append(satellite.rest() ? "" : ", columns: " + satellite.columns())
                            .append(
                                    satellite.uncompared().isEmpty()
                                            ? ""
                                            : ", hashdiff: { without: " + satellite.uncompared() + " }")
                            .append(" }\n"));
            source.status()
                    .filter(any -> isDescribed(RandomModel.status(source)))
                    .ifPresent(parent -> satellites
                            .append("  ")
                            .append(RandomModel.status(source))
                            .append(": { kind: status_tracking, of: ")
                            .append(parent)
                            .append(", from: ")
                            .append(source.name())
                            .append(" }\n"));
            source.seen()
                    .ifPresent(parent -> satellites
                            .append("  ")
                            .append(RandomModel.seen(source))
                            .append(": { kind: record_tracking, of: ")
                            .append(parent)
                            .append(", from: ")
                            .append(source.name())
                            .append(" }\n"));
            if (source.once() && source.event()) {
                links.append("  ")
                        .append(RandomModel.once(source))
                        .append(": { kind: non_historized, connects: customer, from: ")
                        .append(source.name())
                        .append(", columns: once }\n");
            } else if (source.once() && isDescribed(RandomModel.once(source))) {
                satellites
                        .append("  ")
                        .append(RandomModel.once(source))
                        .append(": { kind: non_historized, of: customer, from: ")
                        .append(source.name())
                        .append(", columns: once }\n");
            }
            if (source.reference() && isDescribed(RandomModel.reference(source))) {
                references
                        .append("  ")
                        .append(RandomModel.reference(source))
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
                    .filter(any -> isDescribed(RandomModel.effectivity(source)))
                    .ifPresent(driving -> satellites
                            .append("  ")
                            .append(RandomModel.effectivity(source))
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
}

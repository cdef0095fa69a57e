package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.loader.load.RandomModel.Evolution;
import org.lierne.loader.load.SourceFacts.Holds;
import org.lierne.loader.load.SourceFacts.LinkFacts;
import org.lierne.loader.load.SourceFacts.Reference;
import org.lierne.loader.load.SourceFacts.SatelliteFacts;

/**
 * A random vault as metadata.
 *
 * @param evolution how it changes between two runs
 * @param before whether it is as it was before that
 */
record RandomMetadata(RandomModel model, Evolution evolution, boolean before) {

    private boolean isDescribed(String name) {
        return !before || !evolution.later().contains(name);
    }

    private boolean isDescribed(SourceFacts source, String name, String parent) {
        boolean hasParent = source.isOfLink(parent) ? isDescribed(source, parent) : isDescribed(parent);
        return hasParent && isDescribed(name);
    }

    private boolean isDescribed(SourceFacts source, String link) {
        return isDescribed(link)
                && source.link().stream()
                        .flatMap(each -> each.connects().stream())
                        .allMatch(this::isDescribed);
    }

    private boolean isDescribed(SourceFacts source, SatelliteFacts satellite) {
        return isDescribed(source, satellite.name(), satellite.parent());
    }

    private boolean isRetired(String name) {
        return !before && evolution.retired().contains(name);
    }

    private String name(String name) {
        return before && evolution.renamed().contains(name) ? name + "_old" : name;
    }

    private List<String> names(List<String> names) {
        return names.stream().map(this::name).toList();
    }

    /** What a thing was called before, as a part of a map. */
    private String was(String name) {
        return !before && evolution.renamed().contains(name) ? ", was: " + name + "_old" : "";
    }

    private List<String> keys(SourceFacts source) {
        return source.keys().stream().filter(this::isDescribed).toList();
    }

    /** The columns that have no place in what is described. */
    private List<String> ignored(SourceFacts source) {
        Set<String> placed = new LinkedHashSet<>();
        keys(source).forEach(key -> placed.addAll(model.keyColumns().get(key)));
        source.sequence().ifPresent(placed::add);
        source.link()
                .filter(link -> link.byLine() && isDescribed(source, link.name()))
                .ifPresent(link -> placed.add(RandomModel.LINE));
        if (source.datedRows()) {
            placed.add("day");
        }
        if (source.holds() == Holds.CHANGE_RECORDS) {
            placed.add("op");
        }
        source.satellites().stream()
                .filter(each -> isDescribed(source, each) && !isRetired(each.name()))
                .forEach(each -> placed.addAll(each.columns()));
        source.block().filter(each -> isDescribed(source, each)).ifPresent(each -> placed.addAll(each.columns()));
        if (source.once().isPresent() && isDescribed(source.onceName())) {
            placed.add("once");
        }
        if (source.reference() != Reference.NONE && isDescribed(source.referenceName())) {
            placed.addAll(List.of("code", "word"));
        }
        return source.columns().stream()
                .filter(column -> !placed.contains(column))
                .toList();
    }

    /** Hubs are described without the tenant, which begins every key. */
    private List<String> withoutTenant(String key) {
        return model.keyColumns().get(key).stream()
                .filter(column -> !column.equals(RandomModel.TENANT))
                .toList();
    }

    /** The sources, as in one file of the folder {@code sources}. */
    String sourcesYaml() {
        return "sources:\n" + model.sources().stream().map(this::source).collect(Collectors.joining());
    }

    private String source(SourceFacts source) {
        StringBuilder yaml = new StringBuilder("  ").append(name(source.name())).append(":\n");
        if (!was(source.name()).isEmpty()) {
            yaml.append("    was: ").append(source.name()).append("_old\n");
        }
        String date = source.datedRows() ? "" : "{load_date:yyyyMMdd}";
        yaml.append("    files: \"%s_%s*.csv\"\n".formatted(source.name(), date));
        yaml.append("    keys: { ")
                .append(keys(source).stream()
                        .map(key -> name(key) + ": " + withoutTenant(key))
                        .collect(Collectors.joining(", ")))
                .append(" }\n");
        source.sequence()
                .ifPresent(sequence ->
                        yaml.append("    sequence: ").append(sequence).append("\n"));
        if (source.datedRows()) {
            yaml.append("    load_date: { column: day }\n");
        }
        if (source.holds() == Holds.EVERYTHING) {
            yaml.append("    delivery: { kind: full%s }\n".formatted(source.scoped() ? ", within: scope" : ""));
            yaml.append("    missing_at_most: %d%%\n".formatted(source.missingAtMost()));
        }
        if (source.holds() == Holds.CHANGE_RECORDS) {
            yaml.append("    delivery: { kind: cdc, operation: op, deletes: D }\n");
        }
        if (!source.oneRowPer().isEmpty()) {
            yaml.append("    one_row_per: ").append(names(source.oneRowPer())).append("\n");
        }
        List<String> ignored = ignored(source);
        if (!ignored.isEmpty()) {
            yaml.append("    ignore: ").append(names(ignored)).append("\n");
        }
        return yaml.append("    columns: { ")
                .append(source.columns().stream().map(this::column).collect(Collectors.joining(", ")))
                .append(" }\n")
                .toString();
    }

    private String column(String column) {
        String type = switch (column) {
            case "seq", RandomModel.LINE, "v3" -> "integer";
            case "day", "since" -> "date";
            default -> "varchar";
        };
        return evolution.renamed().contains(column)
                ? name(column) + ": { type: " + type + ", from: " + column + was(column) + " }"
                : column + ": " + type;
    }

    /** Hubs, links, satellites and references, as in one file of the folder {@code model}. */
    String modelYaml() {
        StringBuilder yaml = new StringBuilder("hubs:\n");
        yaml.append("  customer: { key: ").append(withoutTenant("customer")).append(", roles: [payer], null_key: ");
        yaml.append(model.rejectsMissing() ? "reject" : "unknown").append(" }\n");
        if (isDescribed("product")) {
            yaml.append("  %s: { key: product_id%s }\n".formatted(name("product"), was("product")));
        }
        StringBuilder links = new StringBuilder();
        StringBuilder satellites = new StringBuilder();
        StringBuilder references = new StringBuilder();
        for (SourceFacts source : model.sources()) {
            links(source, links);
            satellites(source, satellites);
            references(source, references);
        }
        shared(references);
        return yaml
                + (links.isEmpty() ? "" : "links:\n" + links)
                + (satellites.isEmpty() ? "" : "satellites:\n" + satellites)
                + (references.isEmpty() ? "" : "references:\n" + references);
    }

    private void links(SourceFacts source, StringBuilder links) {
        source.link()
                .filter(link -> isDescribed(source, link.name()))
                .ifPresent(link -> links.append("  %s: { kind: %s, connects: %s%s, from: %s%s }\n"
                        .formatted(
                                name(link.name()),
                                link.kind(),
                                names(link.connects()),
                                link.byLine() ? ", dependent_child_key: line" : "",
                                name(source.name()),
                                was(link.name()))));
        source.once()
                .filter(once -> once.event() && isDescribed(source.onceName()))
                .ifPresent(once ->
                        links.append("  %s: { kind: non_historized, connects: customer, from: %s, columns: once%s }\n"
                                .formatted(source.onceName(), name(source.name()), corrections(once))));
    }

    private static String corrections(SourceFacts.Once once) {
        return once.corrected() ? ", corrections: counter_row" : "";
    }

    private void satellites(SourceFacts source, StringBuilder satellites) {
        String from = name(source.name());
        source.satellites().stream()
                .filter(satellite -> isDescribed(source, satellite))
                .forEach(satellite -> satellite(source, satellite, satellites));
        source.once()
                .filter(once -> !once.event() && isDescribed(source.onceName()))
                .ifPresent(once ->
                        satellites.append("  %s: { kind: non_historized, of: customer, from: %s, columns: once%s }\n"
                                .formatted(source.onceName(), from, corrections(once))));
        source.block()
                .filter(block -> isDescribed(source, block))
                .ifPresent(block ->
                        satellites.append("  %s: { kind: multi_active, of: %s, from: %s, sub_key: v4, columns: v5%s }\n"
                                .formatted(name(block.name()), name(block.parent()), from, was(block.name()))));
        of(source, "status_tracking", source.statusName(), source.status(), satellites);
        of(source, "record_tracking", source.seenName(), source.seen(), satellites);
        source.link()
                .flatMap(LinkFacts::driving)
                .filter(any -> isDescribed(
                        source, source.effectivity(), source.link().get().name()))
                .ifPresent(driving ->
                        satellites.append("  %s: { kind: effectivity, of: %s, from: %s, driving_key: %s%s }\n"
                                .formatted(
                                        name(source.effectivity()),
                                        name(source.link().get().name()),
                                        from,
                                        names(driving),
                                        was(source.effectivity()))));
    }

    private void of(SourceFacts source, String kind, String name, Optional<String> parent, StringBuilder satellites) {
        parent.filter(of -> isDescribed(source, name, of))
                .ifPresent(of -> satellites.append("  %s: { kind: %s, of: %s, from: %s%s }\n"
                        .formatted(name(name), kind, name(of), name(source.name()), was(name))));
    }

    private void satellite(SourceFacts source, SatelliteFacts satellite, StringBuilder satellites) {
        satellites.append("  %s: { of: %s, from: %s"
                .formatted(name(satellite.name()), name(satellite.parent()), name(source.name())));
        if (!satellite.rest()) {
            satellites.append(", columns: ").append(name(satellite.columns().get(0)));
        }
        List<String> hashdiff = new ArrayList<>();
        if (!satellite.uncompared().isEmpty() && !satellite.effective()) {
            hashdiff.add("without: " + satellite.uncompared());
        }
        if (!satellite.besides().isEmpty()) {
            hashdiff.add("with: " + names(satellite.besides()));
        }
        if (!hashdiff.isEmpty()) {
            satellites
                    .append(", hashdiff: { ")
                    .append(String.join(", ", hashdiff))
                    .append(" }");
        }
        if (satellite.effective()) {
            satellites.append(", effective_from: since");
        }
        satellites
                .append(isRetired(satellite.name()) ? ", retired: true" : "")
                .append(was(satellite.name()))
                .append(" }\n");
    }

    private void references(SourceFacts source, StringBuilder references) {
        if (source.reference() == Reference.NONE
                || source.reference() == Reference.SHARED
                || !isDescribed(source.referenceName())) {
            return;
        }
        references.append("  %s: { key: code, from: %s, columns: word, history: %s }\n"
                .formatted(source.referenceName(), name(source.name()), source.reference() == Reference.WITH_HISTORY));
    }

    private void shared(StringBuilder references) {
        List<String> from = model.sources().stream()
                .filter(source -> source.reference() == Reference.SHARED)
                .map(source -> name(source.name()))
                .toList();
        if (!from.isEmpty() && isDescribed(RandomModel.SHARED)) {
            references.append("  %s: { key: code, from: %s, columns: word, history: %s }\n"
                    .formatted(RandomModel.SHARED, from, model.sharedHistory()));
        }
    }
}

package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lierne.core.model.Column;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Source;

/**
 * Where each column of a source is stored. A satellite without columns takes the rest, and nothing is left without a
 * place unless it is listed under {@code ignore}.
 */
final class Placement {

    private final SourceDraft source;
    private final List<SatelliteDraft> satellites;
    private final List<Link> links;
    private final Diagnostics diagnostics;

    /**
     * @param satellites those that the source feeds
     * @param links all links
     */
    Placement(SourceDraft source, List<SatelliteDraft> satellites, List<Link> links, Diagnostics diagnostics) {
        this.source = source;
        this.satellites = satellites;
        this.links = links;
        this.diagnostics = diagnostics;
    }

    /** The columns that have no place of their own, for the satellite that takes the rest. */
    List<String> rest() {
        Set<String> placed = keysAndOrder();
        satellites.stream().filter(SatelliteDraft::keepsColumns).forEach(satellite -> placed.addAll(satellite.named()));
        return source.source().columns().stream()
                .filter(column -> !placed.contains(column.name()) && !isIgnored(column))
                .map(Column::name)
                .toList();
    }

    private Set<String> keysAndOrder() {
        Set<String> placed = new HashSet<>();
        source.source().keys().forEach(key -> placed.addAll(key.columns()));
        source.source().sequence().ifPresent(placed::add);
        source.source().changeRecords().map(Delivery.ChangeRecords::operation).ifPresent(placed::add);
        if (source.source().loadDate() instanceof Source.LoadDateRule.FromColumn column) {
            placed.add(column.column());
        }
        source.source().recordSourceColumn().ifPresent(placed::add);
        source.source().columns().stream()
                .filter(column -> column.origin() instanceof Column.Origin.Path)
                .forEach(column -> placed.add(column.name()));
        for (Link link : links) {
            boolean described = satellites.stream()
                    .anyMatch(satellite -> satellite.parent() instanceof Parent.OfLink
                            && satellite.parent().name().equals(link.name()));
            if (described || link.source().equals(source.name())) {
                link.dependentChildKey().forEach(column -> placed.add(column.name()));
            }
            if (link.source().equals(source.name())) {
                placed.addAll(link.columns());
            }
        }
        return placed;
    }

    private boolean isIgnored(Column column) {
        return source.source().ignore().stream()
                .map(Placement::normal)
                .anyMatch(header -> header.equals(normal(column.name()))
                        || column.origin() instanceof Column.Origin.Field field
                                && header.equals(normal(field.header())));
    }

    private static String normal(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Reports columns without a place, and satellites that leave nothing for each other. */
    void check() {
        List<SatelliteDraft> takers =
                satellites.stream().filter(SatelliteDraft::takesRest).toList();
        takers.stream()
                .skip(1)
                .forEach(second -> diagnostics.error(
                        "second_rest",
                        second.fields().position(),
                        "The satellites \"" + takers.get(0).name() + "\" and \"" + second.name()
                                + "\" both take all other columns of source \"" + source.name() + "\".",
                        "Give all but one of them \"columns\"."));
        List<String> rest = rest();
        if (takers.size() == 1 && rest.isEmpty() && takers.get(0).subKey().isEmpty()) {
            diagnostics.error(
                    "empty_satellite",
                    takers.get(0).fields().position(),
                    "Nothing is left for " + takers.get(0).fields().what() + ": every column of source \""
                            + source.name() + "\" has another place.",
                    "Give it \"columns\", or take it out.");
        }
        if (takers.isEmpty()) {
            rest.forEach(this::reportNoPlace);
        }
        checkIgnored();
    }

    private void reportNoPlace(String column) {
        diagnostics.error(
                "no_place",
                position(column),
                "The column \"" + column + "\" of source \"" + source.name() + "\" is stored nowhere.",
                "Add it to the columns of a satellite or of a non-historized link, declare a satellite without \"columns\", which takes the rest,"
                        + " or list it under \"ignore\".");
    }

    private void checkIgnored() {
        List<String> kept = new ArrayList<>();
        source.source().keys().forEach(key -> kept.addAll(key.columns()));
        links.stream().filter(link -> link.source().equals(source.name())).forEach(link -> kept.addAll(link.columns()));
        satellites.stream().filter(SatelliteDraft::keepsColumns).forEach(satellite -> kept.addAll(satellite.named()));
        for (Column column : source.source().columns()) {
            if (kept.contains(column.name()) && isIgnored(column)) {
                diagnostics.error(
                        "contradiction",
                        source.fields().at("ignore"),
                        "\"ignore\" of source \"" + source.name() + "\" lists \"" + column.name()
                                + "\", which a key, a link or a satellite keeps.",
                        "Take it out of one of the two.");
            }
        }
    }

    private Position position(String column) {
        return source.fields().entries("columns").stream()
                .filter(entry -> entry.key().text().equals(column))
                .map(entry -> entry.key().position())
                .findFirst()
                .orElse(source.fields().position());
    }
}

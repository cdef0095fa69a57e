package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Link;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;

/**
 * Whether the links of a source keep together what its rows carry together. One link with all keys does. Several do if
 * joining them gives back each row and no other: what two have in common must say all the rest of one of them (the
 * condition under which a decomposition is lossless). What says what is known of the metadata: what the source has one
 * row per says the whole row, and a driving key the rest of its link.
 */
final class UnitsOfWork {

    /** That some columns of a row leave only one possibility for others. */
    private record Says(Set<String> columns, Set<String> others) {}

    private final Source source;
    private final List<Says> known = new ArrayList<>();
    private final Map<String, Set<String>> links = new LinkedHashMap<>();

    /**
     * What a source's links keep.
     *
     * @param satellites of which the effectivity satellites tell driving keys
     */
    UnitsOfWork(Source source, List<Link> links, List<? extends Satellite> satellites) {
        this.source = source;
        Set<String> row =
                columns(source.keys().stream().map(Source.KeyUse::name).toList());
        Set<String> rowKey = columns(source.oneRowPer());
        boolean acrossFiles = !rowKey.contains(Source.RECORD_NUMBER) && !rowKey.contains(Source.OCCURRENCE);
        if (!rowKey.isEmpty() && acrossFiles) {
            known.add(new Says(rowKey, row));
        }
        for (Link link : links) {
            if (!link.source().equals(source.name())) {
                continue;
            }
            this.links.put(link.name(), columns(link.parts()));
            List<String> driving = satellites.stream()
                    .filter(EffectivitySatellite.class::isInstance)
                    .map(EffectivitySatellite.class::cast)
                    .filter(satellite -> satellite.parent().name().equals(link.name()))
                    .findFirst()
                    .map(EffectivitySatellite::drivingKey)
                    .orElseGet(link::drivenBy);
            if (!driving.isEmpty()) {
                known.add(new Says(columns(driving), columns(link.parts())));
            }
        }
    }

    /** Warns of keys that no links keep together with the others. */
    void check(SourceDraft draft, Diagnostics diagnostics) {
        List<String> keys = source.keys().stream().map(Source.KeyUse::name).toList();
        if (keys.size() < 2) {
            return;
        }
        Set<String> kept = kept();
        List<String> apart = keys.stream()
                .filter(key -> !kept.containsAll(columns(List.of(key))))
                .toList();
        if (apart.isEmpty()) {
            return;
        }
        boolean linked = apart.stream()
                .allMatch(key -> links.values().stream().anyMatch(link -> link.containsAll(columns(List.of(key)))));
        String carry = "The rows of source \"" + source.name() + "\" carry " + Suggestions.quoted(keys) + " together, ";
        String from = "Declare a link from \"" + source.name() + "\" that connects ";
        if (kept.isEmpty() || !linked) {
            diagnostics.warning(
                    "unit_of_work",
                    Optional.of(draft.fields().at("keys")),
                    carry + "but no link from it connects " + Suggestions.quoted(apart)
                            + " with the others: that they belong together is lost.",
                    from + "them.");
            return;
        }
        diagnostics.warning(
                "unit_of_work",
                Optional.of(draft.fields().at("keys")),
                carry + "but only in separate links, and joining these does not say which " + Suggestions.quoted(apart)
                        + " a row had: that they belong together is lost.",
                from + "all of them; or have all links connect what \"one_row_per\" names; or, where one key of a link"
                        + " says the other, say so by an effectivity satellite with that driving key.");
    }

    /** The columns of the most that is kept together, beginning with any link. */
    private Set<String> kept() {
        Set<String> most = Set.of();
        for (Set<String> first : links.values()) {
            Set<String> kept = new LinkedHashSet<>(first);
            boolean grown = true;
            while (grown) {
                grown = false;
                for (Set<String> link : links.values()) {
                    grown = joinsWithoutLoss(kept, link) && kept.addAll(link) || grown;
                }
            }
            most = kept.size() > most.size() ? kept : most;
        }
        return most;
    }

    private boolean joinsWithoutLoss(Set<String> kept, Set<String> link) {
        Set<String> common = new LinkedHashSet<>(kept);
        common.retainAll(link);
        Set<String> said = said(common);
        return said.containsAll(link) || said.containsAll(kept);
    }

    /** All columns for which some leave only one possibility. */
    private Set<String> said(Set<String> columns) {
        Set<String> said = new LinkedHashSet<>(columns);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Says says : known) {
                grown = said.containsAll(says.columns()) && said.addAll(says.others()) || grown;
            }
        }
        return said;
    }

    /** The source's columns that stand for keys, by their names, and for columns. */
    private Set<String> columns(List<String> names) {
        Set<String> columns = new LinkedHashSet<>();
        for (String name : names) {
            columns.addAll(source.key(name).map(Source.KeyUse::columns).orElse(List.of(name)));
        }
        return columns;
    }
}

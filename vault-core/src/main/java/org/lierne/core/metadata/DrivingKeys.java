package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Link;
import org.lierne.core.model.Link.DependentChildKey;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Source;

/** Finds the driving key of effectivity satellites: as declared, or what the source has one row per. */
final class DrivingKeys {

    /** Columns that stand beside a driving key's in the views of effectivity satellites, and in dimensions. */
    private static final Set<String> MADE_BY_VIEWS = Set.of("path", "content_version", "valid_from", "valid_to");

    private final Diagnostics diagnostics;

    DrivingKeys(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The driving key; empty if there is none that makes sense, which is reported. */
    Optional<List<String>> of(SatelliteDraft satellite, Link link) {
        List<String> parts =
                new ArrayList<>(link.connects().stream().map(Participant::name).toList());
        link.dependentChildKey().stream().map(DependentChildKey::name).forEach(parts::add);
        boolean declared = satellite.fields().has("driving_key");
        if (!declared && satellite.source().isUnsure()) {
            return Optional.empty();
        }
        List<String> driving = declared
                ? declared(satellite, link, parts)
                : byDefault(satellite.source().source(), link, parts);
        if (driving.isEmpty() && !declared) {
            diagnostics.error(
                    "no_driving_key",
                    satellite.fields().position(),
                    Fields.sentence(satellite.fields().what()) + " has no driving key: \"one_row_per\" of source \""
                            + satellite.source().name() + "\" names nothing of link \"" + link.name()
                            + "\" that holds across files.",
                    "Say \"driving_key\"; it may name " + Suggestions.list(parts) + ".");
        }
        if (driving.size() == parts.size()) {
            diagnostics.error(
                    "no_driving_key",
                    declared
                            ? satellite.fields().at("driving_key")
                            : satellite.fields().position(),
                    "The driving key of " + satellite.fields().what() + " is all of link \"" + link.name()
                            + "\", so that nothing could ever change.",
                    "Say \"driving_key\" with what stays when the relationship changes.");
            return Optional.empty();
        }
        driving.stream().filter(MADE_BY_VIEWS::contains).forEach(part -> reportReserved(satellite, link, part));
        return driving.isEmpty() ? Optional.empty() : Optional.of(driving);
    }

    private void reportReserved(SatelliteDraft satellite, Link link, String part) {
        diagnostics.error(
                "reserved_name",
                satellite.fields().position(),
                "\"" + part + "\" of link \"" + link.name() + "\" is in the driving key of "
                        + satellite.fields().what() + ", whose history has a column of that name anyway.",
                "Call the source's column otherwise: source_" + part + ": { from: " + part + " }.");
    }

    private List<String> declared(SatelliteDraft satellite, Link link, List<String> parts) {
        List<String> driving = new ArrayList<>();
        for (Text name : satellite.columns()) {
            if (parts.contains(name.text()) && !driving.contains(name.text())) {
                driving.add(name.text());
                continue;
            }
            diagnostics.error(
                    "unknown_driving_key",
                    name.position(),
                    "\"driving_key\" of " + satellite.fields().what() + " names \"" + name.text()
                            + (driving.contains(name.text())
                                    ? "\" twice."
                                    : "\", which is no part of link \"" + link.name() + "\"."),
                    Suggestions.hint(name.text(), parts));
        }
        return driving;
    }

    /** What the source has one row per; where that leaves nothing to change, what the link's kind means. */
    private static List<String> byDefault(Source source, Link link, List<String> parts) {
        List<String> driving = fromOneRowPer(source, parts);
        boolean drives = !driving.isEmpty() && driving.size() < parts.size();
        return drives || link.drivenBy().isEmpty() ? driving : link.drivenBy();
    }

    /** A participant counts by its key's name, or by all the columns of that key. */
    private static List<String> fromOneRowPer(Source source, List<String> parts) {
        Set<String> named = new HashSet<>(source.oneRowPer());
        if (named.contains(Source.RECORD_NUMBER) || named.contains(Source.OCCURRENCE)) {
            // The place of a record says nothing across files, so it can drive nothing.
            return List.of();
        }
        return parts.stream()
                .filter(part -> named.contains(part)
                        || source.key(part)
                                .filter(key -> named.containsAll(key.columns()))
                                .isPresent())
                .toList();
    }
}

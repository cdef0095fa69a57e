package org.lierne.core.metadata;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.model.Column;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;

/** What only the whole vault shows. */
final class WholeChecks {

    private final Positions positions;
    private final Diagnostics diagnostics;

    WholeChecks(Positions positions, Diagnostics diagnostics) {
        this.positions = positions;
        this.diagnostics = diagnostics;
    }

    void check(Registry<Hub> hubs, Registry<Link> links, Registry<SourceDraft> sources, List<Satellite> satellites) {
        boolean allKnown = !sources.isIncomplete() && sources.all().stream().noneMatch(SourceDraft::keysUnsure);
        for (Hub hub : hubs.all()) {
            if (allKnown && !hub.isRetired()) {
                warnOfHubWithoutSource(hub, sources);
            }
            checkWas("hubs", hub.name(), hub.was(), hubs);
        }
        links.all().forEach(link -> checkWas("links", link.name(), link.was(), links));
        sources.all().forEach(source -> checkColumnsWere(source.source()));
        if (!links.isIncomplete() && links.all().size() == links.names().size()) {
            List<Link> stated =
                    links.all().stream().filter(link -> !link.isRetired()).toList();
            sources.all().stream()
                    .filter(source -> !source.isUnsure())
                    .forEach(source -> new UnitsOfWork(source.source(), stated, satellites).check(source, diagnostics));
        }
    }

    /** A declared rename must be of a thing that is gone. */
    void checkWas(String section, String name, Optional<String> was, Registry<?> things) {
        checkWas(section, name, was, things::isDeclared);
    }

    /** The same of what is built anew under its new name, of which nothing remembers the former one. */
    void checkWas(String section, List<Declaration> declared) {
        Set<String> names = declared.stream().map(each -> each.name().text()).collect(Collectors.toSet());
        for (Declaration each : declared) {
            if (each.value() instanceof Value.Entries map) {
                Optional<String> was = map.find("was")
                        .map(Value.Entry::value)
                        .filter(Value.Text.class::isInstance)
                        .map(text -> ((Value.Text) text).text());
                checkWas(section, each.name().text(), was, names::contains);
            }
        }
    }

    /** A column that has the name of another one's past would be stored in the other's place. */
    private void checkColumnsWere(Source source) {
        Set<String> names = source.columns().stream().map(Column::name).collect(Collectors.toSet());
        source.columns()
                .forEach(column -> checkWas(
                        "sources." + source.name() + ".columns", column.name(), column.was(), names::contains));
    }

    private void checkWas(String section, String name, Optional<String> was, Predicate<String> isDeclared) {
        if (was.filter(isDeclared).isPresent()) {
            diagnostics.error(
                    "was_is_declared",
                    positions.nearest(section + "." + name + ".was"),
                    "\"" + name + "\" says that it was \"" + was.get() + "\", which is still declared.",
                    "Take out \"was\", or the old declaration.");
        }
    }

    /** A set of rows has one record source, so its rows cannot each have their own. */
    void checkRecordSources(List<Satellite> satellites, Registry<SourceDraft> sources) {
        for (Satellite satellite : satellites) {
            boolean ofRow = sources.find(satellite.source())
                    .flatMap(source -> source.source().recordSourceColumn())
                    .isPresent();
            if (ofRow
                    && !satellite.isRetired()
                    && !(satellite instanceof DescriptiveSatellite)
                    && !(satellite instanceof NonHistorizedSatellite)) {
                diagnostics.error(
                        "record_source_of_set",
                        positions.nearest("satellites." + satellite.name() + ".from"),
                        "Satellite \"" + satellite.name() + "\" keeps what several rows say together, and the rows of"
                                + " source \"" + satellite.source() + "\" have record sources of their own.",
                        "Give the source one \"record_source\" for all rows.");
            }
        }
    }

    private void warnOfHubWithoutSource(Hub hub, Registry<SourceDraft> sources) {
        Set<String> names = new HashSet<>(hub.roles());
        names.add(hub.name());
        boolean fed = sources.all().stream()
                .anyMatch(source -> source.keyNames().stream().anyMatch(names::contains));
        if (!fed) {
            diagnostics.warning(
                    "hub_without_source",
                    positions.nearestName("hubs." + hub.name()),
                    "No source carries the key of hub \"" + hub.name() + "\", so it stays empty.",
                    "Add it to \"keys\" of a source.");
        }
    }
}

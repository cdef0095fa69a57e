package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.metadata.Project.Section;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Bridge;
import org.lierne.core.model.BusinessVault;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Participant;
import org.lierne.core.model.PointInTime;
import org.lierne.core.model.SnapshotRule;

/** Reads what is derived from the raw vault: snapshot dates, point-in-time tables, bridges. */
final class BusinessVaultReader {

    private final Registry<Participant> participants;
    private final Registry<Link> links;
    private final Registry<SatelliteDraft> satellites;
    private final Registry<SnapshotRule> rules;
    private final Project project;
    private final Diagnostics diagnostics;

    BusinessVaultReader(
            Registry<Participant> participants,
            Registry<Link> links,
            Registry<SatelliteDraft> satellites,
            Project project,
            Diagnostics diagnostics) {
        this.participants = participants;
        this.links = links;
        this.satellites = satellites;
        this.rules = project.registry(Section.SNAPSHOTS);
        this.project = project;
        this.diagnostics = diagnostics;
    }

    BusinessVault read() {
        new SnapshotReader(rules, diagnostics).read(project.declared(Section.SNAPSHOTS));
        List<PointInTime> pointInTime = project.declared(Section.POINT_IN_TIME).stream()
                .map(this::pointInTime)
                .flatMap(Optional::stream)
                .toList();
        BridgePaths paths = new BridgePaths(participants, links, diagnostics);
        List<Bridge> bridges = project.declared(Section.BRIDGES).stream()
                .map(declaration -> bridge(declaration, paths))
                .flatMap(Optional::stream)
                .toList();
        boolean defaults = rules.names().isEmpty() && !(pointInTime.isEmpty() && bridges.isEmpty());
        return new BusinessVault(defaults ? List.of(SnapshotRule.DEFAULT) : rules.all(), pointInTime, bridges);
    }

    private Optional<PointInTime> pointInTime(Declaration declaration) {
        String name = declaration.name().text();
        String what = "point-in-time table \"" + name + "\"";
        Fields fields = Fields.read(
                Language.POINT_IN_TIME, what, declaration.name().position(), declaration.value(), diagnostics);
        Optional<String> snapshots = snapshots(fields);
        Optional<Parent> of = fields.isRefused("of")
                ? Optional.empty()
                : parent(fields.text("of").orElse(declaration.name()), what);
        return of.flatMap(parent -> snapshots.map(
                rule -> new PointInTime(name, fields.description(), parent, satellites(fields, parent), rule)));
    }

    private Optional<Parent> parent(Text of, String what) {
        String name = of.text();
        if (links.isDeclared(name)) {
            return Optional.of(new Parent.OfLink(name));
        }
        Optional<Participant> hub = participants.find(name);
        if (hub.filter(found -> !found.hub().equals(name)).isPresent()) {
            diagnostics.error(
                    "point_in_time_of_role",
                    of.position(),
                    Fields.sentence(what) + " is of \"" + name + "\", which is a role of hub \""
                            + hub.get().hub() + "\": a role has no keys of its own.",
                    "Take the hub; the satellites of its roles are among its own.");
            return Optional.empty();
        }
        if (hub.isEmpty() && !participants.isIncomplete() && !links.isIncomplete() && !participants.isDeclared(name)) {
            List<String> allowed = new ArrayList<>(participants.names());
            allowed.addAll(links.names());
            diagnostics.error(
                    "unknown_parent",
                    of.position(),
                    Fields.sentence(what) + " is of \"" + name + "\", which is no hub or link.",
                    Suggestions.hint(name, allowed));
        }
        return hub.map(found -> new Parent.OfHub(found.hub(), found.hub()));
    }

    private List<String> satellites(Fields fields, Parent of) {
        if (!fields.has("satellites")) {
            return satellites.all().stream()
                    .filter(satellite -> isOf(satellite, of) && satellite.holdsAtDates())
                    .map(SatelliteDraft::name)
                    .toList();
        }
        List<String> names = new ArrayList<>();
        for (Text text : fields.texts("satellites")) {
            Optional<SatelliteDraft> satellite =
                    satellites.resolve(text, "\"satellites\" of " + fields.what(), diagnostics);
            if (names.contains(text.text())) {
                diagnostics.error(
                        "duplicate_name",
                        text.position(),
                        Fields.sentence(fields.what()) + " names the satellite \"" + text.text() + "\" twice.",
                        "Name it once.");
            } else if (satellite.filter(found -> !isOf(found, of)).isPresent()) {
                diagnostics.error(
                        "satellite_of_another",
                        text.position(),
                        Fields.sentence(fields.what()) + " is of \"" + of.name() + "\", but satellite \"" + text.text()
                                + "\" is of \"" + satellite.get().parent().name() + "\".",
                        "Take it out.");
            } else if (satellite.filter(found -> !found.holdsAtDates()).isPresent()) {
                diagnostics.error(
                        "satellite_without_history",
                        text.position(),
                        Fields.sentence(fields.what()) + " names \"" + text.text()
                                + "\", of which no one row holds at a date: each row of a record tracking satellite stands"
                                + " for a delivery.",
                        "Take it out. When a key was seen last before a date is max(load_date) of \"sat_" + text.text()
                                + "\" up to it.");
            } else {
                satellite.ifPresent(found -> names.add(found.name()));
            }
        }
        return names;
    }

    private static boolean isOf(SatelliteDraft satellite, Parent of) {
        Parent parent = satellite.parent();
        return of instanceof Parent.OfHub hub
                ? parent instanceof Parent.OfHub ofHub && ofHub.hub().equals(hub.hub())
                : parent.equals(of);
    }

    private Optional<Bridge> bridge(Declaration declaration, BridgePaths paths) {
        String name = declaration.name().text();
        Fields fields = Fields.read(
                Language.BRIDGE,
                "bridge \"" + name + "\"",
                declaration.name().position(),
                declaration.value(),
                diagnostics);
        Optional<String> snapshots = snapshots(fields);
        Optional<List<Bridge.Step>> path = paths.read(fields);
        return path.flatMap(steps -> snapshots.map(rule -> new Bridge(name, fields.description(), steps, rule)));
    }

    /** The name of the rule; empty if it is not known, which is reported. */
    private Optional<String> snapshots(Fields fields) {
        if (fields.has("snapshots")) {
            return fields.text("snapshots")
                    .flatMap(text -> rules.resolve(text, fields.what(), diagnostics))
                    .map(SnapshotRule::name);
        }
        List<String> declared = rules.names();
        if (declared.size() > 1) {
            diagnostics.error(
                    "which_snapshots",
                    fields.position(),
                    Fields.sentence(fields.what()) + " does not say which snapshots it has, and several are declared.",
                    "Add \"snapshots: " + declared.get(0) + "\". Declared: " + Suggestions.list(declared) + ".");
            return Optional.empty();
        }
        return Optional.of(declared.isEmpty() ? SnapshotRule.DEFAULT.name() : declared.get(0));
    }
}

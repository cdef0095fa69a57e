package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Bridge;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;

/** Reads the paths of bridges: links and hubs by turns, each hub connected by the links beside it. */
final class BridgePaths {

    private static final String TURNS =
            "A path is made of links and hubs by turns: [order_line, order, order_customer, customer].";

    private final Registry<Participant> participants;
    private final Registry<Link> links;
    private final Diagnostics diagnostics;

    BridgePaths(Registry<Participant> participants, Registry<Link> links, Diagnostics diagnostics) {
        this.participants = participants;
        this.links = links;
        this.diagnostics = diagnostics;
    }

    /** The steps of a bridge; empty if they make no path, which is reported. */
    Optional<List<Bridge.Step>> read(Fields fields) {
        List<Text> names = fields.texts("path");
        if (names.isEmpty() && fields.has("path")) {
            diagnostics.error(
                    "broken_path", fields.position(), "The path of " + fields.what() + " leads over no link.", TURNS);
        }
        if (names.isEmpty() || !areKnown(names, fields) || !alternate(names, fields) || isCorrected(names, fields)) {
            return Optional.empty();
        }
        List<Bridge.Step> steps = new ArrayList<>();
        for (int place = 0; place < names.size(); place++) {
            Text name = names.get(place);
            if (links.isDeclared(name.text())) {
                steps.add(new Bridge.LinkStep(name.text()));
                continue;
            }
            Optional<String> before = place == 0 ? Optional.of("") : participant(names.get(place - 1), name, fields);
            Optional<String> after =
                    place == names.size() - 1 ? Optional.of("") : participant(names.get(place + 1), name, fields);
            if (before.isPresent() && after.isPresent()) {
                String hub = participants.find(name.text()).orElseThrow().hub();
                steps.add(new Bridge.HubStep(name.text(), hub, before.get(), after.get()));
            }
        }
        return steps.size() == names.size() ? Optional.of(steps) : Optional.empty();
    }

    private boolean areKnown(List<Text> names, Fields fields) {
        boolean known = true;
        Set<String> seen = new HashSet<>();
        for (Text name : names) {
            if (!seen.add(name.text())) {
                diagnostics.error(
                        "duplicate_name",
                        name.position(),
                        "The path of " + fields.what() + " comes by \"" + name.text() + "\" twice.",
                        "End the path before it comes there again, or take another role of the hub.");
                known = false;
            }
            boolean found = links.find(name.text()).isPresent()
                    || participants.find(name.text()).isPresent();
            boolean declared = links.isDeclared(name.text()) || participants.isDeclared(name.text());
            if (!declared && !links.isIncomplete() && !participants.isIncomplete()) {
                List<String> allowed = new ArrayList<>(links.names());
                allowed.addAll(participants.names());
                diagnostics.error(
                        "unknown_step",
                        name.position(),
                        "The path of " + fields.what() + " names \"" + name.text()
                                + "\", which is no link, hub or role.",
                        Suggestions.hint(name.text(), allowed));
            }
            known = known && found;
        }
        return known;
    }

    /** Of a link with counter rows, several rows together say what holds, and a bridge, which has keys only, weights none. */
    private boolean isCorrected(List<Text> names, Fields fields) {
        for (Text name : names) {
            if (links.find(name.text()).filter(Link::isCorrected).isPresent()) {
                diagnostics.error(
                        "corrected_link_on_path",
                        name.position(),
                        "The path of " + fields.what() + " leads over \"" + name.text()
                                + "\", which is corrected by counter rows: no one row of it holds at a date.",
                        "Take it out of the path, and join the bridge to \"link_" + name.text()
                                + "\" by a hub's key and load_date <= snapshot_date, weighted by counter. What is in force"
                                + " now is in the view \"link_" + name.text() + "_in_force\".");
                return true;
            }
        }
        return false;
    }

    private boolean alternate(List<Text> names, Fields fields) {
        for (int place = 1; place < names.size(); place++) {
            String before = names.get(place - 1).text();
            String name = names.get(place).text();
            if (links.isDeclared(before) == links.isDeclared(name)) {
                String kind = links.isDeclared(name) ? "links" : "hubs";
                diagnostics.error(
                        "broken_path",
                        names.get(place).position(),
                        "In the path of " + fields.what() + ", \"" + before + "\" and \"" + name
                                + "\" follow each other, which are both " + kind + ".",
                        TURNS);
                return false;
            }
        }
        if (names.size() == 1 && !links.isDeclared(names.get(0).text())) {
            diagnostics.error(
                    "broken_path",
                    names.get(0).position(),
                    "The path of " + fields.what() + " leads over no link.",
                    TURNS);
            return false;
        }
        return true;
    }

    /** The participant by which a link knows a hub: that of its name, or else the only one that is this hub. */
    private Optional<String> participant(Text linkName, Text hubName, Fields fields) {
        Optional<Link> link = links.find(linkName.text());
        Optional<Participant> hub = participants.find(hubName.text());
        if (link.isEmpty() || hub.isEmpty()) {
            return Optional.empty();
        }
        List<Participant> connects = link.get().connects();
        if (connects.stream().anyMatch(each -> each.name().equals(hubName.text()))) {
            return Optional.of(hubName.text());
        }
        List<String> candidates = connects.stream()
                .filter(each -> each.hub().equals(hub.get().hub()))
                .map(Participant::name)
                .toList();
        if (candidates.size() == 1) {
            return Optional.of(candidates.get(0));
        }
        diagnostics.error(
                "broken_path",
                hubName.position(),
                "In the path of " + fields.what() + ", link \"" + linkName.text() + "\" "
                        + (candidates.isEmpty()
                                ? "does not connect \"" + hubName.text() + "\"."
                                : "connects hub \"" + hub.get().hub() + "\" in several roles, none of which is \""
                                        + hubName.text() + "\"."),
                "It connects: "
                        + Suggestions.list(
                                connects.stream().map(Participant::name).toList()) + ".");
        return Optional.empty();
    }
}

package org.lierne.core.metadata;

import java.util.List;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Link;
import org.lierne.core.model.Participant;

/** Checks links between two keys of one hub: a master and its duplicate, a child and its parent. */
final class OneHubLinks {

    private OneHubLinks() {}

    /** Whether the participants of a link are what its kind needs; if not, that is reported. */
    static boolean check(Link.Kind kind, Fields fields, List<Participant> connects, Diagnostics diagnostics) {
        if (kind != Link.Kind.SAME_AS && kind != Link.Kind.HIERARCHICAL) {
            return true;
        }
        String pair = kind == Link.Kind.SAME_AS ? "a master, then its duplicate" : "a child, then its parent";
        String name = kind == Link.Kind.SAME_AS ? "same-as" : "hierarchical";
        List<Text> written = fields.texts("connects");
        if (connects.size() != 2) {
            diagnostics.error(
                    "not_a_pair",
                    fields.at("connects"),
                    Fields.sentence(fields.what()) + " is " + name + " and connects " + connects.size()
                            + " keys, but such a link connects two: " + pair + ".",
                    "Connect a hub and a role of it; what else its rows carry belongs into another link.");
            return false;
        }
        Participant first = connects.get(0);
        Participant second = connects.get(1);
        if (!first.hub().equals(second.hub())) {
            diagnostics.error(
                    "not_of_one_hub",
                    written.get(1).position(),
                    Fields.sentence(fields.what()) + " is " + name + ", but \"" + first.name() + "\" is of hub \""
                            + first.hub() + "\" and \"" + second.name() + "\" of hub \"" + second.hub()
                            + "\": it connects two keys of one hub, " + pair + ".",
                    "Declare a role on hub \"" + first.hub() + "\", and name it here; or take out \"kind\".");
            return false;
        }
        return true;
    }
}

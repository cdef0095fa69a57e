package org.lierne.core.metadata;

import java.util.Optional;
import org.lierne.core.model.Link;

/** Checks record tracking satellites, which are views of what their source's tracking knows. */
final class RecordTrackings {

    private RecordTrackings() {}

    /** Whether tracking will know the satellite's key; if not, that is reported. */
    static boolean check(Fields satellite, SourceDraft source, Optional<Link> link, Diagnostics diagnostics) {
        if (source.track().filter(track -> !track).isPresent()) {
            diagnostics.error(
                    "contradiction",
                    source.fields().at("track"),
                    "\"track: false\" of " + source.fields().what() + " leaves nothing to show in " + satellite.what()
                            + ", which is a view of what is tracked.",
                    "Take it out, or take out the satellite.");
            return false;
        }
        if (link.filter(known -> !known.source().equals(source.name())).isPresent()) {
            diagnostics.error(
                    "not_carried",
                    satellite.text("from").orElseThrow().position(),
                    Fields.sentence(satellite.what()) + " shows which deliveries had a row of link \""
                            + link.get().name() + "\", which source \"" + source.name() + "\" does not state.",
                    "Take the source that the link is from, \"" + link.get().source() + "\".");
            return false;
        }
        return true;
    }
}

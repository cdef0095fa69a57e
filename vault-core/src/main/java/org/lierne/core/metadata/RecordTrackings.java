package org.lierne.core.metadata;

/** Checks record tracking satellites, which are views of what their source's tracking knows. */
final class RecordTrackings {

    private RecordTrackings() {}

    /** Whether tracking will know the satellite's key; if not, that is reported. */
    static boolean check(Fields satellite, SourceDraft source, Diagnostics diagnostics) {
        if (source.track().filter(track -> !track).isPresent()) {
            diagnostics.error(
                    "contradiction",
                    source.fields().at("track"),
                    "\"track: false\" of " + source.fields().what() + " leaves nothing to show in " + satellite.what()
                            + ", which is a view of what is tracked.",
                    "Take it out, or take out the satellite.");
            return false;
        }
        return true;
    }
}

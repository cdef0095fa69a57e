package org.lierne.core.metadata;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.Corrections;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.schema.Names;

/** Reads and checks what is corrected by counter rows. */
final class CounterRows {

    private static final List<String> TAKEN = List.of(Names.COUNTER, Names.CORRECTION);

    private final Registry<SourceDraft> sources;
    private final Positions positions;
    private final Diagnostics diagnostics;

    CounterRows(Registry<SourceDraft> sources, Positions positions, Diagnostics diagnostics) {
        this.sources = sources;
        this.positions = positions;
        this.diagnostics = diagnostics;
    }

    static Corrections corrections(Fields fields) {
        return fields.text("corrections")
                .map(Text::text)
                .map(word -> Corrections.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Corrections.REJECT);
    }

    void check(Collection<Link> links, Collection<Satellite> satellites) {
        links.stream().filter(Link::isCorrected).forEach(link -> {
            Stream<String> childKey = link.dependentChildKey().stream().map(Link.DependentChildKey::name);
            List<String> columns =
                    Stream.concat(childKey, link.columns().stream()).toList();
            check("link", link.name(), link.source(), columns);
        });
        satellites.stream()
                .filter(satellite -> satellite instanceof NonHistorizedSatellite event && event.isCorrected())
                .forEach(satellite -> check("satellite", satellite.name(), satellite.source(), satellite.columns()));
    }

    private void check(String kind, String name, String source, List<String> columns) {
        Optional<Position> position = positions.nearest(kind + "s." + name + ".corrections");
        if (sources.find(source)
                .flatMap(SourceDraft::track)
                .filter(track -> !track)
                .isPresent()) {
            diagnostics.error(
                    "counter_row_untracked",
                    position,
                    "The " + kind + " \"" + name + "\" is corrected by counter rows, but source \"" + source
                            + "\" says \"track: false\": a delivery that is loaded again would look like a correction.",
                    "Take out \"track: false\", or \"corrections\".");
        }
        columns.stream()
                .filter(TAKEN::contains)
                .forEach(column -> diagnostics.error(
                        "reserved_name",
                        position,
                        "The " + kind + " \"" + name + "\" is corrected by counter rows, whose table has a column \""
                                + column + "\" of its own: no column of the source can have that name there.",
                        "Give the column of source \"" + source + "\" another name, with \"from: " + column + "\"."));
    }
}

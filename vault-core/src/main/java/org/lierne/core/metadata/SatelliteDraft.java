package org.lierne.core.metadata;

import java.util.List;
import java.util.Optional;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;

/**
 * A satellite whose columns are not all known yet, because the rest of a source's columns depends on its other
 * satellites.
 *
 * @param columns what it lists, or the driving key of an effectivity satellite
 */
record SatelliteDraft(String name, Fields fields, Parent parent, SourceDraft source, Kind kind, List<Text> columns) {

    /** What kind of satellite it is. */
    enum Kind {
        DESCRIPTIVE,
        EFFECTIVITY,
        STATUS
    }

    boolean isDescriptive() {
        return kind == Kind.DESCRIPTIVE;
    }

    /** Whether it takes the columns that have no other place. */
    boolean takesRest() {
        return isDescriptive() && !fields.has("columns");
    }

    Satellite descriptive(List<String> kept) {
        return new DescriptiveSatellite(name, fields.description(), parent, source.name(), kept, takesRest(), was());
    }

    Satellite effectivity(List<String> drivingKey) {
        return new EffectivitySatellite(
                name, fields.description(), (Parent.OfLink) parent, source.name(), drivingKey, was());
    }

    Satellite status() {
        return new StatusSatellite(name, fields.description(), parent, source.name(), was());
    }

    private Optional<String> was() {
        return fields.text("was").map(Text::text);
    }
}

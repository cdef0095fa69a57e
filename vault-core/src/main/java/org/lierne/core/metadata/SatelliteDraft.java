package org.lierne.core.metadata;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.HashdiffColumns;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.RecordTrackingSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;

/**
 * A satellite whose columns are not all known yet, because the rest of a source's columns depends on its other
 * satellites.
 *
 * @param kind what it is
 * @param columns what it lists, or the driving key of an effectivity satellite
 * @param hashdiff what it says of its hashdiff
 */
record SatelliteDraft(
        String name, Fields fields, Parent parent, SourceDraft source, Kind kind, List<Text> columns, Fields hashdiff) {

    /** What kind of satellite it is. */
    enum Kind {
        DESCRIPTIVE,
        EFFECTIVITY,
        MULTI_ACTIVE,
        NON_HISTORIZED,
        STATUS,
        RECORD_TRACKING
    }

    /** Whether it keeps columns of its source, rather than keys only. */
    boolean keepsColumns() {
        return kind != Kind.EFFECTIVITY && kind != Kind.STATUS && kind != Kind.RECORD_TRACKING;
    }

    /** Whether it is kept as it is, and no longer loaded. */
    boolean isRetired() {
        return fields.flag("retired");
    }

    /** Whether it takes the columns that have no other place. */
    boolean takesRest() {
        return keepsColumns() && !fields.has("columns");
    }

    /** The columns that tell apart the rows of a block; none unless it is multi-active. */
    List<String> subKey() {
        return kind == Kind.MULTI_ACTIVE ? fields.strings("sub_key") : List.of();
    }

    /** The columns that it names, of whatever meaning. */
    List<String> named() {
        return Stream.of(subKey(), columns.stream().map(Text::text).toList(), effectiveFrom())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** The column that says since when a row holds in the business: kept, and not compared. */
    private List<String> effectiveFrom() {
        return fields.text("effective_from").map(Text::text).stream().toList();
    }

    /** Whether each of its keys has at most one row, set or block that holds at a date. */
    boolean holdsAtDates() {
        return kind != Kind.RECORD_TRACKING;
    }

    /** The satellite that keeps these columns. */
    Satellite keeping(List<String> kept) {
        if (kind == Kind.MULTI_ACTIVE) {
            List<String> columns =
                    Stream.concat(subKey().stream(), kept.stream()).distinct().toList();
            return new MultiActiveSatellite(
                    name,
                    fields.description(),
                    parent,
                    source.name(),
                    subKey(),
                    columns,
                    takesRest(),
                    was(),
                    hashdiffColumns(),
                    isRetired());
        }
        if (kind == Kind.NON_HISTORIZED) {
            return new NonHistorizedSatellite(
                    name,
                    fields.description(),
                    parent,
                    source.name(),
                    kept,
                    takesRest(),
                    was(),
                    CounterRows.corrections(fields),
                    isRetired());
        }
        List<String> columns = Stream.concat(kept.stream(), effectiveFrom().stream())
                .distinct()
                .toList();
        return new DescriptiveSatellite(
                name,
                fields.description(),
                parent,
                source.name(),
                columns,
                takesRest(),
                was(),
                hashdiffColumns(),
                isRetired());
    }

    private HashdiffColumns hashdiffColumns() {
        List<String> without = Stream.concat(hashdiff.strings("without").stream(), effectiveFrom().stream())
                .distinct()
                .toList();
        return new HashdiffColumns(hashdiff.strings("with"), without);
    }

    Satellite effectivity(List<String> drivingKey) {
        return new EffectivitySatellite(
                name, fields.description(), (Parent.OfLink) parent, source.name(), drivingKey, was(), isRetired());
    }

    Satellite statusTracking() {
        return new StatusSatellite(name, fields.description(), parent, source.name(), was(), isRetired());
    }

    Satellite recordTracking() {
        return new RecordTrackingSatellite(name, fields.description(), parent, source.name(), was());
    }

    private Optional<String> was() {
        return fields.text("was").map(Text::text);
    }
}

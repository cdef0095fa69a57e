package org.lierne.core.metadata;

import java.util.List;
import java.util.Locale;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Hashing;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Satellite;

/**
 * That what is hashed has a text that all platforms of a package agree on, where the profile is that of another package:
 * those cast a column to text as their platform does, which differs for all but texts, whole numbers and dates.
 */
final class HashedTypes {

    private final Hashing.Profile profile;
    private final Positions positions;
    private final Diagnostics diagnostics;

    HashedTypes(Hashing.Profile profile, Positions positions, Diagnostics diagnostics) {
        this.profile = profile;
        this.positions = positions;
        this.diagnostics = diagnostics;
    }

    void check(List<Hub> hubs, List<Link> links, List<Satellite> satellites, Registry<SourceDraft> sources) {
        if (profile == Hashing.Profile.LIERNE) {
            return;
        }
        for (Hub hub : hubs) {
            hub.key()
                    .forEach(part -> check(
                            part.type(),
                            "hubs." + hub.name() + ".key." + part.name(),
                            "The key column \"" + part.name() + "\" of hub \"" + hub.name() + "\"",
                            "Keep it as a varchar, written as it was where the keys were made."));
        }
        for (Link link : links) {
            link.dependentChildKey()
                    .forEach(part -> check(
                            part.type(),
                            "links." + link.name() + ".dependent_child_key",
                            "The dependent child key \"" + part.name() + "\" of link \"" + link.name() + "\"",
                            "Read it as a varchar, written as it was where the keys were made."));
        }
        for (Satellite satellite : satellites) {
            if (satellite.isRetired()) {
                continue;
            }
            sources.find(satellite.source()).ifPresent(source -> check(satellite, source));
        }
    }

    private void check(Satellite satellite, SourceDraft source) {
        if (satellite instanceof NonHistorizedSatellite) {
            return;
        }
        for (String column : satellite.hashed()) {
            source.column(column)
                    .ifPresent(known -> check(
                            known.type(),
                            "satellites." + satellite.name() + ".columns",
                            "The column \"" + column + "\" of satellite \"" + satellite.name() + "\"",
                            "Read it as a varchar, written as it was where the hashdiffs were made; or leave it out of"
                                    + " the hashdiff by \"hashdiff: { without: " + column + " }\"."));
        }
    }

    private void check(DataType type, String place, String what, String hint) {
        boolean agreed = switch (type.kind()) {
            case VARCHAR, JSON, INTEGER, BIGINT, DATE -> true;
            case DECIMAL -> type.scale() == 0;
            case BOOLEAN, DOUBLE, TIMESTAMP -> false;
        };
        if (!agreed) {
            diagnostics.error(
                    "hashed_type",
                    positions.nearest(place),
                    what + " is " + type + ", and is hashed: profile \""
                            + profile.name().toLowerCase(Locale.ROOT)
                            + "\" hashes the text that a platform casts it to, and platforms differ there.",
                    hint);
        }
    }
}

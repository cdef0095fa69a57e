package org.lierne.core.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/**
 * Whether histories that are there still end by what they ended by when they were loaded. What came and went is found
 * while deliveries are loaded, and those that are loaded are not judged again: if a source begins to tell what is gone,
 * its relationships would vanish until their keys come again; if it ceases to, those that ended would go on.
 */
final class EndsOfHistories {

    private final Vault vault;
    private final VaultSchema recorded;
    private final VaultSchema described;

    EndsOfHistories(Vault vault, VaultSchema recorded, VaultSchema described) {
        this.vault = vault;
        this.recorded = recorded;
        this.described = described;
    }

    List<SchemaFinding> refusals() {
        List<SchemaFinding> refusals = new ArrayList<>();
        for (Source source : vault.sources()) {
            Optional<Table> before = recorded.find(Names.tracking(source));
            Optional<Table> now = described.find(Names.tracking(source));
            if (before.isEmpty() || now.isEmpty()) {
                continue;
            }
            if (!kind(source, recorded, before.get()).equals(kind(source, described, now.get()))) {
                if (tellsWhatIsInForce(source)) {
                    refusals.add(kindChanged(source, recorded, before.get(), now.get()));
                }
            } else if (!scopes(source, recorded).equals(scopes(source, described))) {
                refusals.add(scopeChanged(source));
            } else {
                fedBy(source)
                        .filter(this::endsOtherwise)
                        .forEach(satellite -> refusals.add(rowKeyChanged(source, satellite)));
            }
        }
        return refusals;
    }

    /** What is retired is read as it was loaded. */
    private Stream<Satellite> fedBy(Source source) {
        return Stream.concat(vault.satellitesOf(source).stream(), vault.retiredOf(source).stream());
    }

    private static String kind(Source source, VaultSchema schema, Table tracking) {
        if (schema.find(Names.batch(source)).isPresent()) {
            return "full";
        }
        return tracking.columnNames().contains(Names.OPERATION) ? "cdc" : "delta";
    }

    /** Only what is added to describe a key is shown whatever the source says of it later. */
    private boolean tellsWhatIsInForce(Source source) {
        return !vault.linksOf(source).isEmpty()
                || !vault.retiredLinksOf(source).isEmpty()
                || fedBy(source)
                        .anyMatch(satellite -> recorded.find(Names.table(satellite))
                                .map(Table::kind)
                                .filter(Set.of(Table.Kind.MULTI_ACTIVE, Table.Kind.STATUS)::contains)
                                .isPresent());
    }

    private static Set<String> scopes(Source source, VaultSchema schema) {
        return schema.find(Names.batch(source))
                .map(table -> (Set<String>) new LinkedHashSet<>(table.columnNames()))
                .orElse(Set.of());
    }

    private boolean endsOtherwise(Satellite satellite) {
        boolean canEnd = satellite instanceof EffectivitySatellite || satellite instanceof MultiActiveSatellite;
        return canEnd
                && recorded.find(Names.table(satellite)).isPresent()
                && recorded.find(Names.presence(satellite)).isPresent()
                        != described.find(Names.presence(satellite)).isPresent();
    }

    private SchemaFinding kindChanged(Source source, VaultSchema schema, Table before, Table now) {
        String was = kind(source, schema, before);
        return new SchemaFinding(
                "delivery_kind_changed",
                "The source \"" + source.name() + "\" is recorded with deliveries of kind \"" + was
                        + "\", and the metadata now says \"" + kind(source, described, now) + "\". " + REASON,
                "Set \"delivery\" back to \"" + was + "\", or describe a new source under another name, with links and"
                        + " satellites of its own.",
                SchemaFinding.Subject.SOURCE,
                source.name());
    }

    private static SchemaFinding scopeChanged(Source source) {
        return new SchemaFinding(
                "delivery_scope_changed",
                "\"within\" of source \"" + source.name() + "\" is recorded with other columns. " + REASON,
                "Set \"within\" back, or describe a new source under another name.",
                SchemaFinding.Subject.SOURCE,
                source.name());
    }

    private static SchemaFinding rowKeyChanged(Source source, Satellite satellite) {
        return new SchemaFinding(
                "ends_changed",
                "Whether the histories of satellite \"" + satellite.name() + "\" end when source \"" + source.name()
                        + "\" no longer has their key depends on \"one_row_per\" of the source, which has changed. "
                        + REASON,
                "Set \"one_row_per\" back, or describe a new satellite under another name.",
                SchemaFinding.Subject.SATELLITE,
                satellite.name());
    }

    private static final String REASON =
            "What is loaded is not judged again, so histories would end, or go on, where they do not. Nothing is changed.";
}

package org.lierne.core.rebuild;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.Column;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.MultiActiveSatellite;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;

/**
 * Which columns of a tracked source are kept where, and which are kept nowhere.
 *
 * @param holders the tables, the tracking table first
 * @param without columns, and headers that are passed over, of which nothing is kept, as the metadata writes them
 * @param uncompared columns that are kept, and not compared
 */
public record StoredColumns(List<Holder> holders, List<String> without, List<Uncompared> uncompared) {

    /**
     * A column that only a table with counter rows keeps: which of its corrections a record repeats is not kept.
     *
     * @param table without its schema
     */
    public record Uncompared(String column, String table) {}

    public StoredColumns {
        holders = List.copyOf(holders);
        without = List.copyOf(without);
        uncompared = List.copyOf(uncompared);
    }

    /** @throws IllegalArgumentException if the source is not tracked */
    public static StoredColumns of(Vault vault, VaultSchema schema, Source source) {
        if (!source.tracked()) {
            throw new IllegalArgumentException("source \"" + source.name() + "\" is not tracked");
        }
        List<Holder> holders = new ArrayList<>();
        holders.add(tracking(schema, source));
        source.keys().stream()
                .filter(key -> !vault.hub(key.hub()).isRetired())
                .forEach(key -> holders.add(key(vault.hub(key.hub()), key)));
        // Which of its corrections a repeat repeats is kept nowhere.
        vault.linksOf(source).stream().filter(link -> !link.isCorrected()).forEach(link -> holders.add(link(link)));
        vault.satellitesOf(source).stream()
                .filter(satellite ->
                        !(satellite instanceof EffectivitySatellite) && !(satellite instanceof StatusSatellite))
                .filter(satellite -> !(satellite instanceof NonHistorizedSatellite event && event.isCorrected()))
                .forEach(satellite -> holders.add(satellite(schema, satellite)));
        Set<String> compared = new LinkedHashSet<>();
        holders.forEach(holder -> holder.places().forEach(place -> compared.add(place.column())));
        List<Uncompared> uncompared = uncompared(vault, schema, source, compared);
        Set<String> kept = new LinkedHashSet<>(compared);
        uncompared.forEach(each -> kept.add(each.column()));
        return new StoredColumns(holders, without(source, kept), uncompared);
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Holder holder(String name) {
        return holders.stream()
                .filter(holder -> holder.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is called \"" + name + "\""));
    }

    /** Whether each tracking row has the column itself. */
    boolean isTracked(String column) {
        return holders.get(0).places().stream().anyMatch(place -> place.column().equals(column));
    }

    /** Whether rows feed what happened once: then a record may be rejected for what other deliveries said. */
    public boolean canContradict() {
        return holders.stream()
                .anyMatch(holder ->
                        holder.kind() == Holder.Kind.EVENT_LINK || holder.kind() == Holder.Kind.EVENT_SATELLITE);
    }

    private static Holder tracking(VaultSchema schema, Source source) {
        String table = Names.tracking(source);
        List<Place> places = new ArrayList<>();
        if (source.loadDate() instanceof Source.LoadDateRule.FromColumn fromColumn) {
            places.add(new Place(fromColumn.column(), Names.LOAD_DATE));
        } else {
            places.add(new Place(Names.LOAD_DATE, Names.LOAD_DATE));
        }
        source.sequenceColumn().ifPresent(column -> places.add(new Place(column.name(), Names.SEQUENCE)));
        source.changeRecords().ifPresent(records -> places.add(new Place(records.operation(), Names.OPERATION)));
        List<String> tracked = schema.table(table).columnNames();
        source.recordSourceColumn().ifPresent(column -> places.add(new Place(column, Names.RECORD_SOURCE)));
        source.columns().stream()
                .map(Column::name)
                .filter(tracked::contains)
                .forEach(column -> places.add(new Place(column, column)));
        return new Holder(Holder.Kind.TRACKING, table, schema.trackedRows(source), "", "", Optional.empty(), places);
    }

    private static Holder key(Hub hub, Source.KeyUse key) {
        List<Place> places = new ArrayList<>();
        for (int index = 0; index < hub.key().size(); index++) {
            places.add(new Place(
                    key.columns().get(index),
                    hub.key().get(index).name(),
                    Optional.of(hub.key().get(index))));
        }
        return new Holder(
                Holder.Kind.KEY,
                Holder.KEY_PREFIX + key.name(),
                Names.table(hub),
                Names.hashKey(key.name()),
                Names.hashKey(hub.name()),
                Optional.empty(),
                places);
    }

    private static Holder link(Link link) {
        List<Place> places = new ArrayList<>();
        link.dependentChildKey().forEach(part -> places.add(new Place(part.name(), part.name())));
        link.columns().forEach(column -> places.add(new Place(column, column)));
        String hashKey = Names.hashKey(link.name());
        return new Holder(
                link.isNonHistorized() ? Holder.Kind.EVENT_LINK : Holder.Kind.LINK,
                Names.table(link),
                Names.table(link),
                hashKey,
                hashKey,
                Optional.empty(),
                places);
    }

    private static Holder satellite(VaultSchema schema, Satellite satellite) {
        boolean once = satellite instanceof NonHistorizedSatellite;
        // What a hashdiff leaves out is not found by it: each tracking row has it.
        List<String> found = once ? satellite.columns() : schema.hashed(satellite);
        List<Place> places = schema.payload(satellite).stream()
                .filter(found::contains)
                .map(column -> new Place(column, column))
                .toList();
        return new Holder(
                once
                        ? Holder.Kind.EVENT_SATELLITE
                        : satellite instanceof MultiActiveSatellite ? Holder.Kind.BLOCKS : Holder.Kind.CHANGES,
                Names.table(satellite),
                Names.table(satellite),
                Names.hashKey(satellite.parent().name()),
                Names.parentKey(satellite),
                once ? Optional.empty() : Optional.of(Names.hashdiff(satellite)),
                places);
    }

    private static List<Uncompared> uncompared(Vault vault, VaultSchema schema, Source source, Set<String> compared) {
        List<Uncompared> uncompared = new ArrayList<>();
        vault.linksOf(source).stream().filter(Link::isCorrected).forEach(link -> {
            String table = Names.table(link);
            link.dependentChildKey().forEach(part -> uncompared.add(new Uncompared(part.name(), table)));
            link.columns().forEach(column -> uncompared.add(new Uncompared(column, table)));
        });
        vault.satellitesOf(source).stream()
                .filter(satellite -> satellite instanceof NonHistorizedSatellite event && event.isCorrected())
                .forEach(satellite -> schema.payload(satellite)
                        .forEach(column -> uncompared.add(new Uncompared(column, Names.table(satellite)))));
        uncompared.removeIf(each -> compared.contains(each.column()));
        return uncompared;
    }

    private static List<String> without(Source source, Set<String> kept) {
        Set<String> without = new LinkedHashSet<>();
        Set<String> described = new LinkedHashSet<>();
        for (Column column : source.columns()) {
            described.add(FieldPath.essence(column.name()));
            if (column.origin() instanceof Column.Origin.Field field) {
                described.add(FieldPath.essence(field.header()));
            }
            // What a path says is known as long as the delivery is.
            if (!kept.contains(column.name()) && !(column.origin() instanceof Column.Origin.Path)) {
                without.add(column.name());
            }
        }
        source.ignore().stream()
                .filter(header -> !described.contains(FieldPath.essence(header)))
                .forEach(without::add);
        return List.copyOf(without);
    }
}

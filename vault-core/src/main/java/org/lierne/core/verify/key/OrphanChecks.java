package org.lierne.core.verify.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lierne.core.model.ComputedMart;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.plan.Presence;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.SqlText;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether what rows refer to is there: the hubs of a link, what a satellite describes, the keys that were tracked. What
 * is missing or unreadable has no row to refer to but the hub's zero keys, which are judged by themselves.
 */
public final class OrphanChecks {

    private final VaultTables tables;
    private final List<Check> checks = new ArrayList<>();

    public OrphanChecks(VaultTables tables) {
        this.tables = tables;
    }

    public List<Check> checks() {
        for (Hub hub : tables.vault().hubs()) {
            refer(tables.schema().table(Names.firstSeen(hub)), Names.hashKey(hub.name()), toHub(hub.name()));
        }
        for (Link link : tables.vault().links()) {
            Table table = tables.schema().table(Names.table(link));
            link.connects()
                    .forEach(participant -> refer(table, Names.hashKey(participant.name()), toHub(participant.hub())));
            refer(tables.schema().table(Names.firstSeen(link)), Names.hashKey(link.name()), toLink(link.name()));
        }
        tables.storedSatellites().forEach(this::ofSatellite);
        tables.vault().sources().stream().filter(Source::tracked).forEach(this::ofTracking);
        for (ComputedMart mart : tables.vault().computedMarts()) {
            tables.vault()
                    .hubOf(mart)
                    .ifPresent(hub -> refer(
                            tables.schema().table(Names.computed(mart)), Names.hashKey(hub.name()), toHub(hub.name())));
        }
        return List.copyOf(checks);
    }

    private void ofSatellite(Satellite satellite) {
        if (satellite instanceof EffectivitySatellite effectivity) {
            ofSets(effectivity);
        } else {
            refer(
                    tables.table(satellite),
                    Names.parentKey(satellite),
                    parent(satellite),
                    butRejects(satellite),
                    seen(satellite));
        }
        Presence.of(tables.vault(), satellite)
                .filter(presence -> !presence.table().equals(Names.table(satellite)))
                .filter(presence -> !(satellite instanceof EffectivitySatellite))
                .ifPresent(presence -> refer(
                        tables.schema().table(presence.table()),
                        presence.key().get(0),
                        parent(satellite),
                        butRejects(satellite),
                        seen(satellite)));
    }

    /** A set's member is a row of the link, with the same driving key. */
    private void ofSets(EffectivitySatellite satellite) {
        Link link = tables.vault().link(satellite.parent().name());
        List<String> columns = new ArrayList<>(List.of(Names.hashKey(link.name())));
        satellite.drivingKey().forEach(part -> columns.add(Names.drivingKeyColumn(link, part)));
        refer(
                tables.table(satellite),
                Names.hashKey(link.name()),
                new Target(Names.table(link), Names.hashKey(link.name()), columns),
                "");
    }

    private void ofTracking(Source source) {
        Table table = tables.schema().table(Names.tracking(source));
        source.keys().stream()
                .filter(key -> !tables.vault().hub(key.hub()).isRetired())
                .forEach(key -> refer(table, Names.hashKey(key.name()), toHub(key.hub())));
        tables.vault().linksOf(source).forEach(link -> refer(table, Names.hashKey(link.name()), toLink(link.name())));
        // A deletion may name a key of a reference, and says nothing of it.
        tables.vault().satellitesOf(source).stream()
                .filter(satellite -> satellite.parent() instanceof Parent.OfReference)
                .forEach(changes -> refer(
                        table,
                        Names.parentKey(changes),
                        new Target(Names.table(changes), Names.parentKey(changes)),
                        "\n  and " + tables.text().name("stored", Names.hashdiff(changes)) + " is not null"));
    }

    /** A table that is referred to, and the columns that are to be equal besides. */
    private record Target(String table, String key, List<String> columns) {
        Target(String table, String key) {
            this(table, key, List.of());
        }
    }

    private Target parent(Satellite satellite) {
        return satellite.parent() instanceof Parent.OfHub hub
                ? toHub(hub.hub())
                : toLink(satellite.parent().name());
    }

    private Target toHub(String hub) {
        return new Target(Names.table(tables.vault().hub(hub)), Names.hashKey(hub));
    }

    private Target toLink(String link) {
        return new Target(Names.table(tables.vault().link(link)), Names.hashKey(link));
    }

    /** The keys that only rejects have: they are followed, and have no row until a record with them is accepted. */
    private String butRejects(Satellite satellite) {
        Source source = tables.vault().source(satellite.source());
        boolean follows = Presence.of(tables.vault(), satellite).isPresent();
        if (!follows || source.full().isEmpty()) {
            return "";
        }
        Table seen = tables.schema().table(Names.seen(source));
        String column = Names.hashKey(satellite.parent().name());
        return seen.columnNames().contains(column)
                ? "\n  and not exists (select 1 from " + SqlText.raw(seen.name()) + " as rejected where "
                        + tables.text().name("rejected", column) + " = "
                        + tables.text().name("stored", Names.parentKey(satellite)) + ")"
                : "";
    }

    /** The table of the keys of rejects, where {@link #butRejects} reads it. */
    private String[] seen(Satellite satellite) {
        return butRejects(satellite).isEmpty()
                ? new String[0]
                : new String[] {Names.seen(tables.vault().source(satellite.source()))};
    }

    private void refer(Table from, String column, Target to) {
        refer(from, column, to, "");
    }

    /** @param more what else must hold of a row that is stored, so that it is an orphan */
    private void refer(Table from, String column, Target to, String more, String... others) {
        SqlText text = tables.text();
        List<String> row = tables.row(from);
        String same = to.columns().isEmpty() ? "" : " and " + text.same("parent", "stored", to.columns());
        String sql = """
                select %1$s, %2$s as expected, %3$s as found
                from %4$s as stored
                where %5$s%9$s
                  and not exists (select 1 from %6$s as parent where %7$s = %3$s%8$s)""".formatted(
                        text.list("stored", row),
                        text.literal("a row of " + to.table()),
                        text.name("stored", column),
                        from.qualifiedName(),
                        tables.isKey("stored", column),
                        SqlText.raw(to.table()),
                        text.name("parent", to.key()),
                        same,
                        more);
        String[] read =
                Stream.concat(Stream.of(to.table()), Arrays.stream(others)).toArray(String[]::new);
        checks.add(tables.check(Promise.ORPHAN, from, row, sql, read));
    }
}

package org.lierne.core.verify.key;

import static org.lierne.core.verify.check.VaultTables.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Unit;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.Table;
import org.lierne.core.verify.check.Check;
import org.lierne.core.verify.check.Promise;
import org.lierne.core.verify.check.VaultTables;

/**
 * Whether keys stand in one row each. No table has a primary key, since that would triple the time of a load; it is
 * found out here.
 */
public final class UniqueKeyChecks {

    private static final List<String> RECORD = List.of(Names.DELIVERY_ID, Names.RECORD_NUMBER, Names.ROW_NUMBER);

    private final VaultTables tables;

    public UniqueKeyChecks(VaultTables tables) {
        this.tables = tables;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Table table : tables.schema().tables()) {
            List<String> key = key(table);
            if (!key.isEmpty()) {
                checks.add(check(table, key));
            }
        }
        return checks;
    }

    /** Rows that another tool has loaded name no record. */
    private Check check(Table table, List<String> key) {
        List<String> shown = tables.shown(table, key);
        String sql = """
                select %1$s, 1 as expected, count(*) as found
                from %2$s as stored%4$s
                group by %3$s
                having count(*) > 1""".formatted(
                        tables.text().list("stored", shown),
                        table.qualifiedName(),
                        tables.text().list("stored", key),
                        key.contains(Names.DELIVERY_ID) ? "\nwhere stored.delivery_id is not null" : "");
        return tables.check(Promise.UNIQUE_KEY, table, shown, sql);
    }

    /** The columns that tell rows of a table apart; none where nothing does. */
    private List<String> key(Table table) {
        String first = table.columnNames().get(0);
        return switch (table.kind()) {
            case HUB, LINK -> List.of(first);
            case NON_HISTORIZED_LINK, NON_HISTORIZED_SATELLITE -> ofEvent(table);
            case SATELLITE, MULTI_ACTIVE, REFERENCE -> with(List.of(first), RECORD);
            case EFFECTIVITY -> ofSet(table);
            case STATUS, PRESENCE -> ofPresence(table);
            // A delivery may be read again, by several runs.
            case TRACKING -> isOfFirstReading(table) ? RECORD : with(RECORD, List.of(Names.RUN_ID));
            case FIRST_SEEN -> List.of(first, Names.LOAD_DATE);
            case BATCH -> ofBatch(table);
            case COMPUTED -> List.of(first, Names.RUN_ID);
            case SNAPSHOT -> List.of(Names.SNAPSHOT_DATE);
            case POINT_IN_TIME -> List.of(first, Names.SNAPSHOT_DATE);
            // How often a row stands there is counted where bridges are judged.
            case BRIDGE -> List.of();
        };
    }

    private boolean isOfFirstReading(Table table) {
        return tables.vault().sources().stream()
                .anyMatch(source -> Names.tracking(source).equals(table.name()));
    }

    /** What is corrected is said, and taken back, once with each correction. */
    private static List<String> ofEvent(Table table) {
        List<String> key = List.of(table.columnNames().get(0));
        return table.isCorrected() ? with(key, List.of(Names.CORRECTION, Names.COUNTER)) : key;
    }

    /** A link stands once in a set, whatever records of a delivery name it. */
    private List<String> ofSet(Table table) {
        return satellite(table)
                .map(satellite -> with(
                        Unit.of(tables.vault(), satellite).identity(),
                        List.of(Names.hashKey(satellite.parent().name()))))
                .orElse(List.of());
    }

    /** What was found of a key in one batch may be corrected by a later run; a change record says it once. */
    private List<String> ofPresence(Table table) {
        return tables.satellites().stream()
                .flatMap(satellite -> Presence.of(tables.vault(), satellite).stream())
                .filter(presence -> presence.table().equals(table.name()))
                .findFirst()
                .map(presence -> presence.source().full().isPresent()
                        ? with(
                                with(presence.key(), List.of(Names.LOAD_DATE)),
                                with(presence.scope(), List.of(Names.RUN_ID)))
                        : with(presence.key(), RECORD))
                .orElse(List.of());
    }

    private List<String> ofBatch(Table table) {
        return tables.vault().sources().stream()
                .filter(source -> source.full().isPresent())
                .map(source -> {
                    List<String> batch = with(List.of(Names.LOAD_DATE), Names.scope(source));
                    if (table.name().equals(Names.judgement(source))) {
                        return with(batch, List.of(Names.RUN_ID));
                    }
                    return table.name().equals(Names.batch(source))
                            ? with(batch, List.of(Names.DELIVERY_ID))
                            : List.<String>of();
                })
                .filter(key -> !key.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private Optional<EffectivitySatellite> satellite(Table table) {
        return tables.vault().satellites().stream()
                .filter(satellite -> Names.table(satellite).equals(table.name()))
                .filter(EffectivitySatellite.class::isInstance)
                .map(EffectivitySatellite.class::cast)
                .findFirst();
    }
}

package org.lierne.marts.mart;

import java.util.List;
import java.util.Optional;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Parent;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.StatusSatellite;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;
import org.lierne.core.schema.VaultSchema;

/**
 * A satellite as marts read it: it knows one row per key now, and at each moment. Those that know several, or none but
 * which rows of a link are in force, are left out.
 *
 * @param now the table or view of what holds now
 * @param history the view of what held when; empty if what it knows never changes
 * @param columns what can be read, in the order of the table
 */
record ReadableSatellite(Satellite satellite, String now, Optional<String> history, List<String> columns) {

    /** What a status satellite is read for: since when its key is gone; NULL while it is there. */
    static final String DELETED_AT = "deleted_at";

    ReadableSatellite {
        columns = List.copyOf(columns);
    }

    /** Those of a hub, under whichever role they were fed. */
    static List<ReadableSatellite> ofHub(Vault vault, VaultSchema schema, String hub) {
        return vault.satellites().stream()
                .filter(satellite -> satellite.parent() instanceof Parent.OfHub of
                        && of.hub().equals(hub))
                .flatMap(satellite -> of(schema, satellite).stream())
                .toList();
    }

    /** Those of a link. */
    static List<ReadableSatellite> ofLink(Vault vault, VaultSchema schema, String link) {
        return vault.satellites().stream()
                .filter(satellite -> satellite.parent() instanceof Parent.OfLink of
                        && of.name().equals(link))
                .flatMap(satellite -> of(schema, satellite).stream())
                .toList();
    }

    private static Optional<ReadableSatellite> of(VaultSchema schema, Satellite satellite) {
        if (satellite instanceof DescriptiveSatellite descriptive) {
            return Optional.of(new ReadableSatellite(
                    satellite,
                    Names.current(satellite),
                    Optional.of(Names.history(satellite)),
                    schema.payload(descriptive)));
        }
        if (satellite instanceof NonHistorizedSatellite event) {
            return Optional.of(new ReadableSatellite(
                    satellite,
                    event.isCorrected() ? Names.current(event) : Names.table(event),
                    Optional.empty(),
                    event.columns()));
        }
        if (satellite instanceof StatusSatellite) {
            return Optional.of(new ReadableSatellite(
                    satellite, Names.current(satellite), Optional.of(Names.history(satellite)), List.of(DELETED_AT)));
        }
        return Optional.empty();
    }

    /** The condition under which a status satellite says that its key is gone. */
    static String isDeleted(String alias) {
        return Sql.column(alias, "status") + " = 'deleted'";
    }

    String name() {
        return satellite.name();
    }

    /** The name of its table, which stands for it in a query. */
    String table() {
        return Names.table(satellite);
    }

    /** The column that holds the key of what it describes. */
    String key() {
        return Names.parentKey(satellite);
    }

    /** A column of it, where it stands under an alias. */
    String sql(String alias, String column) {
        return satellite instanceof StatusSatellite
                ? "case when " + isDeleted(alias) + " then " + Sql.column(alias, Names.LOAD_DATE) + " end"
                : Sql.column(alias, column);
    }
}

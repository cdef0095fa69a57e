package org.lierne.marts.mart;

import java.util.stream.Collectors;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Link;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Names;

/**
 * One row of a link per driving key. If one delivery named several, all are in force; the first by link key stands for
 * them, now as in the history, whatever came when.
 */
final class OneRow {

    private OneRow() {}

    /** The rows that are in force now. */
    static String inForce(Vault vault, Link link) {
        String driving = drivingKey(vault, link);
        return """
                select *
                from (
                    select
                        *,
                        row_number() over (
                            partition by %s
                            order by %s
                        ) as _place
                    from %s
                ) as candidates
                where _place = 1""".formatted(driving, Sql.name(Names.hashKey(link.name())), Sql.rawVault(Names.inForce(link)));
    }

    /** The rows that have ever been in force, each with the dates from which and until which it was. */
    static String intervals(Vault vault, Link link, EffectivitySatellite effectivity) {
        String linkKey = Sql.name(Names.hashKey(link.name()));
        return """
                select
                    link_rows.*,
                    in_force.load_date as valid_from,
                    coalesce(in_force.load_end_date, %1$s) as valid_to
                from (
                    select
                        *,
                        row_number() over (partition by %2$s, load_date order by %3$s) as _place
                    from %4$s
                    where load_end_date is null or load_end_date > load_date
                ) as in_force
                join %5$s as link_rows
                    on link_rows.%3$s = in_force.%3$s
                where in_force._place = 1""".formatted(
                        Sql.END,
                        drivingKey(vault, link),
                        linkKey,
                        Sql.rawVault(Names.history(effectivity)),
                        Sql.rawVault(Names.table(link)));
    }

    static String drivingKey(Vault vault, Link link) {
        return vault.drivingKeyOf(link).stream()
                .map(part -> Sql.name(Names.drivingKeyColumn(link, part)))
                .collect(Collectors.joining(", "));
    }
}

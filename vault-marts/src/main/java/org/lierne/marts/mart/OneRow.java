package org.lierne.marts.mart;

import java.util.stream.Collectors;
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

    static String drivingKey(Vault vault, Link link) {
        return vault.drivingKeyOf(link).stream()
                .map(part -> Sql.name(Names.drivingKeyColumn(link, part)))
                .collect(Collectors.joining(", "));
    }
}

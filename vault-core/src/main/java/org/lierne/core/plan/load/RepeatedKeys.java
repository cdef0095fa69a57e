package org.lierne.core.plan.load;

import static org.lierne.core.sql.Identifiers.field;
import static org.lierne.core.sql.Identifiers.name;
import static org.lierne.core.sql.Identifiers.table;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.impl.DSL;
import org.lierne.core.model.EffectivitySatellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Stage;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.Names;
import org.lierne.core.sql.Dialect;

/**
 * Notes which keys several staged rows carry. Only those rows have to be put in order or made one; the rest, where a
 * source has one row per key nearly all, go into the vault without a sort.
 */
final class RepeatedKeys {

    private final Vault vault;
    private final Dialect dialect;

    RepeatedKeys(Vault vault, Dialect dialect) {
        this.vault = vault;
        this.dialect = dialect;
    }

    List<Statement> of(Source source) {
        Set<String> keys = new LinkedHashSet<>();
        vault.linksOf(source).forEach(link -> keys.add(link.name()));
        vault.satellitesOf(source).stream()
                .filter(satellite -> !(satellite instanceof EffectivitySatellite))
                .forEach(satellite -> keys.add(satellite.parent().name()));
        return keys.stream().map(key -> note(source, key)).toList();
    }

    private Statement note(Source source, String key) {
        String target = Stage.repeated(source, key);
        String text = Stage.create(
                dialect,
                target,
                DSL.select(field("staged", Names.hashKey(key)))
                        .from(table(Stage.stage(source)).as(name("staged")))
                        .groupBy(field("staged", Names.hashKey(key)))
                        .having(DSL.count().gt(DSL.inline(1))));
        return Statement.of("note keys in several rows", target, text);
    }
}

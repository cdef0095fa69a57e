package org.lierne.core.plan.load;

import java.util.Optional;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Presence;
import org.lierne.core.plan.Statement;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/** How it is stored when keys were there and when they were gone. */
final class PresenceLoads {

    private final Vault vault;
    private final VaultSchema schema;
    private final SqlText text;

    PresenceLoads(Vault vault, VaultSchema schema, Dialect dialect) {
        this.vault = vault;
        this.schema = schema;
        this.text = new SqlText(dialect);
    }

    /** The statement that stores what a satellite follows; none if it follows no presence. */
    Optional<Statement> of(Satellite satellite) {
        String unknownKey = text.render(text.dialect().hashes().unknownKey(vault.hashing()));
        return Presence.of(vault, satellite)
                .map(presence -> presence.source().full().isPresent()
                        ? new PresenceOfBatches(presence, schema, text, unknownKey).statement()
                        : new PresenceOfRecords(presence, schema, text, unknownKey).statement());
    }
}

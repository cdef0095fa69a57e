package org.lierne.loader.warehouse;

import java.util.List;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.Renamed;
import org.lierne.core.schema.VaultSchema;

/**
 * The metadata as a version of them was recorded, read again.
 *
 * @param schema the tables that they led to, under the names of then
 * @param renamedSince what has got another name in the database since, in order
 */
public record RecordedMetadata(long modelVersion, Vault vault, VaultSchema schema, List<Renamed> renamedSince) {

    public RecordedMetadata {
        renamedSince = List.copyOf(renamedSince);
    }
}

package org.lierne.core.rebuild;

import java.util.Optional;
import org.lierne.core.model.KeyColumn;

/**
 * Where a column of a source is kept.
 *
 * @param column the source's column or pseudo-column, or the load date that a file's path says
 * @param stored the column of the table
 * @param part what the hub makes of it, where it is a part of a business key
 */
public record Place(String column, String stored, Optional<KeyColumn> part) {

    Place(String column, String stored) {
        this(column, stored, Optional.empty());
    }
}

package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A satellite that keeps several rows at once per key of its parent, told apart by a sub key: prices by currency, phones
 * by kind. The rows that one delivery names under a key are a block, which changes as a whole.
 *
 * @param subKey the source's columns that tell apart the rows of a block; never empty
 * @param columns the names of the source's columns that it keeps, the sub key first; where the metadata lists none, all
 *     that have no other place
 * @param rest whether the metadata listed no columns
 * @param isRetired whether it is kept as it is, and no longer loaded
 */
public record MultiActiveSatellite(
        String name,
        String description,
        Parent parent,
        String source,
        List<String> subKey,
        List<String> columns,
        boolean rest,
        Optional<String> was,
        HashdiffColumns hashdiff,
        boolean isRetired)
        implements Satellite {

    /** One that is loaded, whose hashdiff is of what it keeps. */
    public MultiActiveSatellite(
            String name,
            String description,
            Parent parent,
            String source,
            List<String> subKey,
            List<String> columns,
            boolean rest,
            Optional<String> was) {
        this(name, description, parent, source, subKey, columns, rest, was, HashdiffColumns.PAYLOAD, false);
    }

    public MultiActiveSatellite {
        subKey = List.copyOf(subKey);
        columns = List.copyOf(columns);
        if (subKey.isEmpty() || !columns.containsAll(subKey)) {
            throw new IllegalArgumentException("multi-active satellite \"" + name + "\" does not keep its sub key");
        }
    }
}

package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A satellite that keeps attributes: every change of them is a row.
 *
 * @param columns the names of the source's columns that it keeps; where the metadata lists none, all that have no other
 *     place
 * @param rest whether the metadata listed no columns
 */
public record DescriptiveSatellite(
        String name,
        String description,
        Parent parent,
        String source,
        List<String> columns,
        boolean rest,
        Optional<String> was,
        HashdiffColumns hashdiff)
        implements Satellite {

    /** One whose hashdiff is of what it keeps. */
    public DescriptiveSatellite(
            String name,
            String description,
            Parent parent,
            String source,
            List<String> columns,
            boolean rest,
            Optional<String> was) {
        this(name, description, parent, source, columns, rest, was, HashdiffColumns.PAYLOAD);
    }

    public DescriptiveSatellite {
        columns = List.copyOf(columns);
    }
}

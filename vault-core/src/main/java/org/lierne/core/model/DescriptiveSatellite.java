package org.lierne.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A satellite that keeps attributes: every change of them is a row.
 *
 * @param columns the names of the source's columns that it keeps; where the metadata lists none, all that have no other
 *     place
 * @param rest whether the metadata listed no columns
 * @param isRetired whether it is kept as it is, and no longer loaded: its source need not have its columns
 */
public record DescriptiveSatellite(
        String name,
        String description,
        Parent parent,
        String source,
        List<String> columns,
        boolean rest,
        Optional<String> was,
        HashdiffColumns hashdiff,
        boolean isRetired)
        implements Satellite {

    /** One that is loaded. */
    public DescriptiveSatellite(
            String name,
            String description,
            Parent parent,
            String source,
            List<String> columns,
            boolean rest,
            Optional<String> was,
            HashdiffColumns hashdiff) {
        this(name, description, parent, source, columns, rest, was, hashdiff, false);
    }

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

package org.lierne.core.model;

import java.util.List;

/**
 * How the columns of a satellite's hashdiff differ from those that it keeps.
 *
 * @param with columns of the source that are hashed besides, such as a key
 * @param without columns that are kept and not hashed: they change nothing by themselves
 */
public record HashdiffColumns(List<String> with, List<String> without) {

    /** What is kept is what is hashed. */
    public static final HashdiffColumns PAYLOAD = new HashdiffColumns(List.of(), List.of());

    public HashdiffColumns {
        with = List.copyOf(with);
        without = List.copyOf(without);
    }
}

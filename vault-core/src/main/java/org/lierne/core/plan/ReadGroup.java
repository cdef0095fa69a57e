package org.lierne.core.plan;

import java.util.List;
import java.util.Optional;

/**
 * Files that are read by one statement, since they have the same header and the same form.
 *
 * @param number from 1, in the order of the source's groups
 * @param files what the reader opens, in the order of the deliveries' paths
 * @param fields per field of the header, the column that it feeds; empty where it has no place
 * @param readerOptions the reader's options, in the engine's syntax
 */
public record ReadGroup(int number, List<String> files, List<Optional<String>> fields, String readerOptions) {
    public ReadGroup {
        files = List.copyOf(files);
        fields = List.copyOf(fields);
    }
}

package org.lierne.core.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that are read by one statement, since they have the same header and the same form.
 *
 * @param number from 1, in the order of the source's groups
 * @param files what the reader opens, in the order of the deliveries' paths
 * @param pathColumns what the path of each file says, by column
 * @param fields per field of the header, the column that it feeds; empty where it has no place
 * @param readerOptions the reader's options, in the engine's syntax
 */
public record ReadGroup(
        int number,
        List<String> files,
        List<Map<String, String>> pathColumns,
        List<Optional<String>> fields,
        String readerOptions) {

    public ReadGroup {
        files = List.copyOf(files);
        pathColumns = List.copyOf(pathColumns);
        fields = List.copyOf(fields);
    }

    /** What the path of each file says of a column. */
    List<String> pathTexts(String column) {
        return pathColumns.stream().map(texts -> texts.get(column)).toList();
    }
}

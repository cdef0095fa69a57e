package org.lierne.core.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that are read by one statement, since they have the same header and the same form.
 *
 * @param number from 1, in the order of the source's groups
 * @param files in the order of the deliveries' paths
 * @param fields per field of the header, the column that it feeds; empty where it has no place
 * @param readerOptions the reader's options, in the engine's syntax
 */
public record ReadGroup(int number, List<File> files, List<Optional<String>> fields, String readerOptions) {

    public ReadGroup {
        files = List.copyOf(files);
        fields = List.copyOf(fields);
    }

    /**
     * One file.
     *
     * @param opened the path as the reader is told it, where some characters stand for patterns
     * @param path the path as the reader names it
     * @param pathColumns what the delivery's path says, by column
     */
    public record File(String opened, String path, Map<String, String> pathColumns) {
        public File {
            pathColumns = Map.copyOf(pathColumns);
        }
    }

    List<String> opened() {
        return files.stream().map(File::opened).toList();
    }

    List<String> paths() {
        return files.stream().map(File::path).toList();
    }

    /** What the path of each file says of a column. */
    List<String> pathTexts(String column) {
        return files.stream().map(file -> file.pathColumns().get(column)).toList();
    }
}

package org.lierne.core.plan.stage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that are read by one statement, since they have the same header and the same form.
 *
 * @param number from 1, in the order of the source's groups
 * @param files in the order of the deliveries' paths
 * @param fields per field that is read of a record, the column that it feeds; empty where it has no place
 * @param typed per field, how its value is found and what it is, where the file has types; else empty
 * @param readerOptions the reader's options, in the engine's syntax
 * @param captured the headers of fields that have no place and are kept all the same, by their positions from 0
 */
public record ReadGroup(
        int number,
        List<File> files,
        List<Optional<String>> fields,
        List<TypedField> typed,
        String readerOptions,
        Map<Integer, String> captured) {

    public ReadGroup {
        files = List.copyOf(files);
        fields = List.copyOf(fields);
        typed = List.copyOf(typed);
        captured = Collections.unmodifiableMap(new LinkedHashMap<>(captured));
    }

    /** Files of which nothing is kept that has no place. */
    public ReadGroup(
            int number, List<File> files, List<Optional<String>> fields, List<TypedField> typed, String readerOptions) {
        this(number, files, fields, typed, readerOptions, Map.of());
    }

    /** Files of texts. */
    public ReadGroup(int number, List<File> files, List<Optional<String>> fields, String readerOptions) {
        this(number, files, fields, List.of(), readerOptions);
    }

    /**
     * A value of a file that has types.
     *
     * @param names the column's name and those of members within it, as they are in the file
     * @param type the engine's name of its type
     */
    public record TypedField(List<String> names, String type) {
        public TypedField {
            names = List.copyOf(names);
        }
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

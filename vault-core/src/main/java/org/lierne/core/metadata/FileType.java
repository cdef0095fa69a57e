package org.lierne.core.metadata;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a source's files are: by their extension, or as {@code format: type} says. */
enum FileType {
    CSV("csv"),
    NDJSON("ndjson", "jsonl"),
    JSON("json"),
    PARQUET("parquet");

    private static final Pattern EXTENSION = Pattern.compile(".*\\.(csv|ndjson|jsonl|json|parquet)(\\.gz)?");

    private final String[] extensions;

    FileType(String... extensions) {
        this.extensions = extensions;
    }

    /** What a path or a pattern ends in. */
    static Optional<FileType> ofPath(String path) {
        Matcher extension = EXTENSION.matcher(path.toLowerCase(Locale.ROOT));
        if (!extension.matches()) {
            return Optional.empty();
        }
        return Stream.of(values())
                .filter(type -> Arrays.asList(type.extensions).contains(extension.group(1)))
                .filter(type -> type != PARQUET || extension.group(2) == null)
                .findFirst();
    }

    /** Its name in {@code format: type}. */
    static Optional<FileType> named(String name) {
        return Stream.of(values()).filter(type -> type.toString().equals(name)).findFirst();
    }

    boolean isJson() {
        return this == NDJSON || this == JSON;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

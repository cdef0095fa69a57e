package org.lierne.loader.warehouse;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A migration of a project, as it stands in its folder.
 *
 * @param sql the file with the statements: {@code V7__add_hub_supplier.sql}
 */
public record MigrationFile(int version, String slug, Path sql) implements Comparable<MigrationFile> {

    private static final Pattern NAME = Pattern.compile("V([1-9]\\d{0,8})__(\\w+)\\.sql");

    static MigrationFile in(Path folder, int version, String slug) {
        return new MigrationFile(version, slug, folder.resolve("V" + version + "__" + slug + ".sql"));
    }

    /** What the file's name says; empty if it is not that of a migration. */
    static Optional<MigrationFile> of(Path sql) {
        Matcher name = NAME.matcher(sql.getFileName().toString());
        return name.matches()
                ? Optional.of(new MigrationFile(Integer.parseInt(name.group(1)), name.group(2), sql))
                : Optional.empty();
    }

    /** The file with the tables that the statements lead to. A migration written by hand has none. */
    public Path model() {
        String name = sql.getFileName().toString();
        return sql.resolveSibling(name.substring(0, name.length() - ".sql".length()) + ".json");
    }

    @Override
    public int compareTo(MigrationFile other) {
        return Integer.compare(version, other.version);
    }
}

package org.lierne.cli.demo;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;

/** The folder that the demo makes. A marker file says that it is one; in a folder without it nothing is touched. */
public final class DemoFolder {

    static final String MARKER = ".lierne-demo";

    /** Where a simulation goes. */
    public static final String SIMULATED = "simulated";

    private static final String LANDING = "landing";
    private static final String WAREHOUSE = "warehouse";

    /** All that a demo, and the runs in it, put into the folder. */
    private static final List<String> OWN = List.of(
            "vault.yml", "README.md", "sources", "model", "marts", "sql", "migrations", SIMULATED, LANDING, WAREHOUSE);

    private final Path example;
    private final Path target;

    /**
     * @param example the project that is copied
     * @throws LierneException if there is no such example
     */
    public DemoFolder(Path example, Path target) {
        this.example = example;
        this.target = target;
        if (!Files.isRegularFile(example.resolve("vault.yml"))) {
            throw new LierneException(
                    Category.FAILED,
                    "no_example",
                    "The worked example \"" + example
                            + "\" is missing or incomplete: it has no vault.yml. Nothing was changed.",
                    "Restore it from the repository: git checkout -- metadata/" + example.getFileName());
        }
    }

    /** The project that is copied, with what else stands beside it. */
    public Path example() {
        return example;
    }

    /** The demo's own project. */
    public Path target() {
        return target;
    }

    /**
     * What an earlier demo left here, a line each; empty if the way is free.
     *
     * @throws LierneException of category {@code USAGE} if the folder holds something else
     */
    public List<String> earlier() {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS) || isEmptyFolder()) {
            return List.of();
        }
        if (!Files.isRegularFile(target.resolve(MARKER))) {
            throw new LierneException(
                    Category.USAGE,
                    "not_a_demo",
                    "\"" + target + "\" exists and was not made by the demo. Nothing in it was touched.",
                    "Choose another place with --directory DIR.");
        }
        List<String> lines = new ArrayList<>();
        for (String name : OWN) {
            Path path = target.resolve(name);
            if (Files.isDirectory(path)) {
                lines.add(describe(name, path));
            } else if (Files.exists(path)) {
                lines.add(name);
            }
        }
        return lines.isEmpty() ? List.of(MARKER) : lines;
    }

    private boolean isEmptyFolder() {
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(target)) {
            return entries.findAny().isEmpty();
        } catch (IOException unreadable) {
            throw failed("read", target, unreadable);
        }
    }

    private static String describe(String name, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            double megabytes = 0;
            for (Path file : all) {
                megabytes += Files.size(file) / 1e6;
            }
            String size = megabytes < 1 ? "" : String.format(Locale.ROOT, ", %.0f MB", megabytes);
            return name + "/ (" + Amounts.count(all.size(), "file", "files") + size + ")";
        } catch (IOException unreadable) {
            throw failed("read", folder, unreadable);
        }
    }

    /** Removes what an earlier demo left, and copies the example without its deliveries. */
    public void prepare() {
        try {
            Files.createDirectories(target);
            if (Files.exists(target.resolve(MARKER))) {
                for (String name : OWN) {
                    remove(target.resolve(name));
                }
            }
            Files.writeString(
                    target.resolve(MARKER), "Made by \"lierne demo\", which may replace what it made here.\n");
            copy();
            Files.createDirectories(target.resolve(LANDING));
        } catch (IOException unwritable) {
            throw failed("write", target, unwritable);
        }
    }

    private void copy() throws IOException {
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = example.relativize(file);
                String first = relative.getName(0).toString();
                if (!OWN.contains(first) || first.equals(LANDING) || first.equals(WAREHOUSE)) {
                    continue;
                }
                Path copy = target.resolve(relative.toString());
                Files.createDirectories(copy.toAbsolutePath().getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Copies a file into the landing folder. */
    public void land(Path file, Path relative) {
        Path copy = placeOf(relative);
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw failed("write", copy, unwritable);
        }
    }

    /**
     * Lets all files of a folder within the demo's arrive in the landing folder, by their paths in it. They take no room
     * twice where the file system has links.
     *
     * @return how many there were; none where there is no such folder
     */
    public int landAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                link(file, placeOf(folder.relativize(file)));
            }
            return all.size();
        } catch (IOException unwritable) {
            throw failed("copy", folder, unwritable);
        }
    }

    private static void link(Path file, Path place) throws IOException {
        try {
            Files.createLink(place, file);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Where a file stands in the landing folder; the folders above it are made. */
    public Path placeOf(Path relative) {
        Path place = target.resolve(LANDING).resolve(relative.toString());
        try {
            Files.createDirectories(place.toAbsolutePath().getParent());
            return place;
        } catch (IOException unwritable) {
            throw failed("write", place, unwritable);
        }
    }

    /** Symbolic links are removed, never followed. */
    private static void remove(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A failure of the file system in the demo's folder, as a sentence. */
    public static LierneException failed(String verb, Path path, IOException problem) {
        return new LierneException(
                Category.FAILED,
                "demo_folder",
                "The demo could not " + verb + " \"" + path + "\": " + problem.getMessage() + ".",
                "Check the folder's permissions and the disk's free space, or choose another with --directory.",
                problem);
    }
}

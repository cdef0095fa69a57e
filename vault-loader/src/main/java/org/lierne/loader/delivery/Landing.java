package org.lierne.loader.delivery;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.lierne.core.FileFailure;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.Source;

/**
 * The folder in which files arrive. It is only read, never left: a symbolic link is taken if what it points to is a
 * file inside the folder, and linked folders are not entered.
 */
public final class Landing {

    private final Path folder;

    /** A landing folder; it need not exist before files are looked for. */
    public Landing(Path folder) {
        this.folder = folder;
    }

    /**
     * A file that matches a source's pattern.
     *
     * @param path relative to the landing folder, with {@code /}
     * @param pathColumns what the path says of columns, by column
     * @param loadDate the load date the path says, in UTC, if the pattern has one
     */
    public record LandedFile(
            String path, Path file, Map<String, String> pathColumns, Optional<LocalDateTime> loadDate) {
        public LandedFile {
            pathColumns = Map.copyOf(pathColumns);
        }
    }

    /**
     * Something that was not taken.
     *
     * @param path relative to the landing folder, with {@code /}
     * @param message a full sentence that says why
     */
    public record Remark(String path, String message) {}

    /**
     * What was found for a source, each list sorted by path.
     *
     * @param files the deliveries
     * @param problems what stands where deliveries of the source stand, but cannot be one
     * @param passedOver what is not meant to be a delivery (yet): hidden files, files still being written
     */
    public record Found(List<LandedFile> files, List<Remark> problems, List<Remark> passedOver) {
        public Found {
            files = sorted(files, Comparator.comparing(LandedFile::path));
            problems = sorted(problems, Comparator.comparing(Remark::path));
            passedOver = sorted(passedOver, Comparator.comparing(Remark::path));
        }

        private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
            return list.stream().sorted(order).toList();
        }
    }

    /**
     * Finds the files of a source.
     *
     * @throws IOException if the landing folder is not a folder that can be read
     */
    public Found find(Source source) throws IOException {
        return find(source.files(), source.endOfDay());
    }

    Found find(FilePattern pattern, boolean endOfDay) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "The landing folder \"" + folder + "\" does not exist or is not a folder. Nothing was loaded.");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new IOException("The landing folder \"" + folder + "\" may not be looked into. Nothing was loaded.");
        }
        Path root = folder.toRealPath();
        Path start = root.resolve(fixedFolder(pattern)).normalize();
        try {
            boolean isFolder =
                    Files.readAttributes(start, BasicFileAttributes.class).isDirectory();
            if (!isFolder || !start.toRealPath().startsWith(root)) {
                return new Found(List.of(), List.of(), List.of());
            }
        } catch (NoSuchFileException nothingYet) {
            return new Found(List.of(), List.of(), List.of());
        } catch (IOException hidden) {
            return new Found(List.of(), List.of(notLookedInto(fixedFolder(pattern), hidden)), List.of());
        }
        Walk walk = new Walk(root, new PathMatch(pattern, endOfDay));
        Files.walkFileTree(start, walk);
        return new Found(walk.files, walk.problems, walk.passedOver);
    }

    private static Remark notLookedInto(String path, IOException failure) {
        return new Remark(
                path,
                "\"" + path + "\" of the landing folder could not be looked into: " + FileFailure.words(failure)
                        + ". Nothing in it was loaded.");
    }

    /** What a path says that matches a pattern: the columns, and the load date in UTC. */
    public record PathSays(Map<String, String> columns, Optional<LocalDateTime> loadDate) {
        public PathSays {
            columns = Map.copyOf(columns);
        }
    }

    /** What a path says; nothing if it does not match the pattern, or its date is none. */
    public static PathSays read(FilePattern pattern, boolean endOfDay, String path) {
        return new PathMatch(pattern, endOfDay).of(path) instanceof PathMatch.Matched matched
                ? new PathSays(matched.columns(), matched.loadDate())
                : new PathSays(Map.of(), Optional.empty());
    }

    /** Whether a path is one that a pattern names, be its date readable or not. */
    public static boolean isNamedBy(FilePattern pattern, String path) {
        return !(new PathMatch(pattern, false).of(path) instanceof PathMatch.None);
    }

    /** The folders that every matching path begins with: there is no need to look elsewhere. */
    private static String fixedFolder(FilePattern pattern) {
        if (pattern.parts().isEmpty() || !(pattern.parts().get(0) instanceof FilePattern.Literal literal)) {
            return "";
        }
        return literal.text().substring(0, literal.text().lastIndexOf('/') + 1);
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path root;
        private final PathMatch match;
        private final List<LandedFile> files = new ArrayList<>();
        private final List<Remark> problems = new ArrayList<>();
        private final List<Remark> passedOver = new ArrayList<>();

        Walk(Path root, PathMatch match) {
            this.root = root;
            this.match = match;
        }

        private String relative(Path path) {
            StringJoiner joined = new StringJoiner("/");
            root.relativize(path).forEach(name -> joined.add(name.toString()));
            return joined.toString();
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!directory.equals(root) && hidden(directory)) {
                passOver(directory, "The folder is hidden: its name begins with a dot.");
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (hidden(file)) {
                passOver(file, "The file is hidden: its name begins with a dot.");
                return FileVisitResult.CONTINUE;
            }
            String name = file.getFileName().toString();
            if (name.endsWith(".tmp") || name.endsWith(".part")) {
                passOver(file, "The file is still being written, as its ending says.");
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink() && !leadsToFileInside(file)) {
                return FileVisitResult.CONTINUE;
            }
            take(file);
            return FileVisitResult.CONTINUE;
        }

        private void take(Path file) {
            String path = relative(file);
            PathMatch.Result result = match.of(path);
            if (result instanceof PathMatch.Matched matched) {
                files.add(new LandedFile(path, file, matched.columns(), matched.loadDate()));
            }
            if (result instanceof PathMatch.UnreadableDate unreadable) {
                problem(
                        path,
                        "The file \"" + path + "\" matches the pattern \"" + match.patternText() + "\", but \""
                                + unreadable.text() + "\" is no date in the form \"" + unreadable.format()
                                + "\". Rename the file; nothing of it was loaded.");
            }
        }

        private boolean leadsToFileInside(Path link) {
            String path = relative(link);
            try {
                Path target = link.toRealPath();
                if (target.startsWith(root) && Files.isRegularFile(target)) {
                    return true;
                }
                if (!target.startsWith(root) && !(match.of(path) instanceof PathMatch.None)) {
                    problem(
                            path,
                            "The symbolic link \"" + path + "\" leads out of the landing folder and is not followed."
                                    + " Deliver the file itself.");
                } else if (Files.isDirectory(target)) {
                    passOver(link, "A linked folder is not entered.");
                }
            } catch (IOException broken) {
                if (match.of(path) instanceof PathMatch.None) {
                    return false;
                }
                problem(path, "The symbolic link \"" + path + "\" leads nowhere. Deliver the file itself.");
            }
            return false;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) {
            problems.add(notLookedInto(relative(path), failure));
            return FileVisitResult.CONTINUE;
        }

        private static boolean hidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }

        private void passOver(Path path, String message) {
            passedOver.add(new Remark(relative(path), message));
        }

        private void problem(String path, String message) {
            problems.add(new Remark(path, message));
        }
    }
}

package org.lierne.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;

/** The folder that the demo makes. A marker file says that it is one; in a folder without it nothing is touched. */
public final class DemoFolder {

    static final String MARKER = ".lierne-demo";

    private static final String LANDING = "landing";

    /** Which of the days, from 0, comes late: one on which a product's description changed for a while. */
    private static final int HELD_BACK = 2;

    /** The day after the last that the example brings. */
    private static final String DAMAGED = "2010-12-17.csv.gz";

    /** All that a demo, and the runs in it, put into the folder. */
    private static final List<String> OWN =
            List.of("vault.yml", "README.md", "sources", "model", "marts", "sql", "migrations", LANDING, "warehouse");

    private final Path example;
    private final Path target;

    /**
     * @param example the worked example, its deliveries in the folder {@code landing}
     * @throws LierneException if there is no such example
     */
    public DemoFolder(Path example, Path target) {
        this.example = example;
        this.target = target;
        if (!Files.isRegularFile(example.resolve("vault.yml")) || !Files.isDirectory(example.resolve(LANDING))) {
            throw new LierneException(
                    Category.FAILED,
                    "no_example",
                    "The worked example \"" + example
                            + "\" is missing or incomplete: it needs vault.yml and the folder "
                            + "landing. Nothing was changed.",
                    "Restore it from the repository: git checkout -- metadata/online_retail");
        }
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
                if (!OWN.contains(first) || first.equals(LANDING) || first.equals("warehouse")) {
                    continue;
                }
                Path copy = target.resolve(relative.toString());
                Files.createDirectories(copy.toAbsolutePath().getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** How many deliveries the example brings. */
    public int deliveries() {
        return shipped().size();
    }

    /**
     * Lets a part of the deliveries arrive in the landing folder, in the order of their names. One of the first days is
     * held back, and comes with the last part; so does a damaged file that the demo makes.
     *
     * @param batch from 1
     */
    public Arrival deliver(int batch, int batches) {
        List<Path> punctual = new ArrayList<>(shipped());
        Optional<Path> late =
                punctual.size() > HELD_BACK + 1 ? Optional.of(punctual.remove(HELD_BACK)) : Optional.empty();
        int from = firstOf(batch, batches, punctual.size());
        int to = firstOf(batch + 1, batches, punctual.size());
        List<Path> arrived = punctual.subList(from, to);
        arrived.forEach(this::land);
        if (batch < batches) {
            return new Arrival(names(arrived), Optional.empty(), Optional.empty());
        }
        late.ifPresent(this::land);
        return new Arrival(names(arrived), late.map(Path::toString), Optional.of(damaged()));
    }

    private void land(Path relative) {
        Path copy = target.resolve(LANDING).resolve(relative.toString());
        try {
            Files.createDirectories(copy.toAbsolutePath().getParent());
            Files.copy(example.resolve(LANDING).resolve(relative), copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw failed("write", copy, unwritable);
        }
    }

    private String damaged() {
        Path file = target.resolve(LANDING).resolve(DAMAGED);
        try (InputStream text = DemoFolder.class.getResourceAsStream("damaged.csv");
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            Objects.requireNonNull(text, "damaged.csv is missing from the jar").transferTo(out);
        } catch (IOException unwritable) {
            throw failed("write", file, unwritable);
        }
        return DAMAGED;
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(Path::toString).toList();
    }

    /** Rounded up, so that the earlier batches are the larger ones. */
    private static int firstOf(int batch, int batches, int size) {
        return (size * (batch - 1) + batches - 1) / batches;
    }

    private List<Path> shipped() {
        Path landing = example.resolve(LANDING);
        try (Stream<Path> files = Files.walk(landing)) {
            return files.filter(Files::isRegularFile)
                    .map(landing::relativize)
                    .filter(path -> path.toString().matches(".*\\.csv(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw failed("read", landing, unreadable);
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

    private static LierneException failed(String verb, Path path, IOException problem) {
        return new LierneException(
                Category.FAILED,
                "demo_folder",
                "The demo could not " + verb + " \"" + path + "\": " + problem.getMessage() + ".",
                "Check the folder's permissions and the disk's free space, or choose another with --directory.",
                problem);
    }
}

package org.lierne.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lierne.cli.CapturedConsole;
import org.lierne.cli.ExitCode;
import org.lierne.cli.Lierne;

/**
 * A project and a command that writes. The folder {@code before} has the project as the command finds it, {@code after} what
 * the command makes of it, undisturbed.
 */
final class Scene {

    static final String MARTS = "warehouse/marts.duckdb";

    private static final int NUMBER = 0;
    private static final int KIND = 1;
    private static final int OUTCOME = 4;

    private final Path folder;
    private final Installation installation;
    private final String vault;
    private final List<String> command;
    private final Optional<String> output;
    private List<Place> places = List.of();
    private List<Run> runsBefore = List.of();
    private List<Run> runsAfter = List.of();
    private long nanos;

    private Scene(Path folder, Installation installation, String vault, List<String> command, Optional<String> output) {
        this.folder = folder;
        this.installation = installation;
        this.vault = vault;
        this.command = command;
        this.output = output;
    }

    /** A run as {@code lierne runs} shows it. */
    record Run(long number, String kind, String outcome) {
        boolean stored() {
            return outcome.equals("done") || outcome.equals("partial");
        }
    }

    /** What makes a project ready for the command. */
    @FunctionalInterface
    interface Preparation {
        void make(Path project) throws IOException, InterruptedException;
    }

    /**
     * @param vault the database, from the project's folder
     * @param command a command and its options, without the project
     */
    static Scene of(Path folder, Installation installation, String vault, Preparation before, String... command)
            throws IOException, InterruptedException {
        return new Scene(folder, installation, vault, List.of(command), Optional.empty()).set(before);
    }

    /** The same of a command that writes a file, besides, that it names by {@code --to}; from the project's folder. */
    static Scene writing(
            String output, Path folder, Installation installation, String vault, Preparation before, String... command)
            throws IOException, InterruptedException {
        return new Scene(folder, installation, vault, List.of(command), Optional.of(output)).set(before);
    }

    private Scene set(Preparation preparation) throws IOException, InterruptedException {
        Files.createDirectories(before());
        preparation.make(before());
        copy(before(), after(), path -> true);
        try (LierneProcess process = start(after(), List.of())) {
            process.awaitStart();
            long start = process.nanosOfStart();
            assertThat(process.awaitEnd()).as(String.join("\n", process.said())).isZero();
            nanos = System.nanoTime() - start;
            places = Place.passed(process.said());
        }
        // Once, for readers of one file in one process would share an engine, which each of them confines.
        runsBefore = runs(before());
        runsAfter = runs(after());
        return this;
    }

    Path before() {
        return folder.resolve("before");
    }

    Path after() {
        return folder.resolve("after");
    }

    String vault() {
        return vault;
    }

    /** The file that the command writes besides, if it does. */
    Optional<String> output() {
        return output;
    }

    /** The places that the command passes, if it tells of them. */
    List<Place> places() {
        return places;
    }

    Place place(String name) {
        return places.stream()
                .filter(place -> place.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("The command does not pass " + name + ", but " + places));
    }

    /** How long the command takes, undisturbed: a run from its number on, another from the start of its process. */
    long nanos() {
        return nanos;
    }

    /** Whether it is a run, which tells of what it does. */
    boolean isRun() {
        return command.get(0).equals("run");
    }

    String name() {
        return String.join(" ", command.subList(0, command.get(0).equals("rejects") ? 2 : 1));
    }

    /** Starts the command in a process of its own. */
    LierneProcess start(Path project, List<String> options) {
        List<String> arguments = arguments(project);
        if (isRun()) {
            arguments.add("--verbose");
        }
        arguments.addAll(options);
        return LierneProcess.start(installation, arguments, isRun());
    }

    /** Runs the command in this process; it has to succeed. */
    void complete(Path project) {
        lierne(arguments(project).toArray(String[]::new));
    }

    /** The runs that the command makes, undisturbed. */
    List<Run> newRuns() {
        return runsAfter.subList(runsBefore.size(), runsAfter.size());
    }

    /** The runs of a project that were not there before the command. */
    List<Run> newRuns(Path project) {
        List<Run> all = runs(project);
        return all.subList(runsBefore.size(), all.size());
    }

    private static List<Run> runs(Path project) {
        List<Run> runs = new ArrayList<>();
        lierne("runs", "--project", project.toString(), "--output", "csv")
                .lines()
                .skip(1)
                .map(line -> line.split(","))
                .forEach(fields -> runs.add(0, new Run(Long.parseLong(fields[NUMBER]), fields[KIND], fields[OUTCOME])));
        return runs;
    }

    private List<String> arguments(Path project) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--project", project.toString(), "--threads", "1"));
        output.ifPresent(
                file -> arguments.addAll(List.of("--to", project.resolve(file).toString())));
        return arguments;
    }

    /** Copies the project as the command finds it. */
    void copyBefore(Path to) {
        copy(before(), to, path -> true);
    }

    /** Runs a command line in this process; returns its output. It has to succeed. */
    static String lierne(String... arguments) {
        CapturedConsole captured = CapturedConsole.piped();
        int exitCode = Lierne.run(captured.console(), arguments);
        assertThat(exitCode)
                .as("exit code of %s; it said:\n%s", List.of(arguments), captured.err())
                .isEqualTo(ExitCode.DONE.number());
        return captured.out();
    }

    /** Copies a folder, links as links. */
    static void copy(Path from, Path to, Predicate<Path> chosen) {
        try (Stream<Path> found = Files.walk(from)) {
            for (Path path :
                    found.filter(path -> chosen.test(from.relativize(path))).toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isSymbolicLink(path)) {
                    Files.createSymbolicLink(copy, Files.readSymbolicLink(path));
                } else if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

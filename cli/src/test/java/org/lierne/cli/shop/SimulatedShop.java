package org.lierne.cli.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.lierne.cli.simulator.Simulation;
import org.lierne.cli.simulator.SimulationFolder;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.world.Settings;

/** What the systems of a small shop deliver, and the truth about it. */
final class SimulatedShop {

    private final Path folder;

    SimulatedShop(Path folder, int customers, int days) {
        this.folder = folder;
        SimulationFolder simulation = new SimulationFolder(folder);
        simulation.prepare(false);
        new Simulation(new Settings(customers, LocalDate.of(2024, 1, 1), days, new Seed(11)))
                .write(simulation, day -> {});
    }

    /** Where the files are, below folders named by the day on which they arrive. */
    Path arrivals() {
        return folder.resolve("arrivals");
    }

    /** A table of the truth, for the engine to read. */
    String truth(String table) {
        return "read_csv('" + folder.resolve("truth").resolve(table + ".csv") + "', all_varchar = true, header = true)";
    }

    /** The names of the tables of the truth. */
    List<String> truths() {
        try (Stream<Path> files = Files.list(folder.resolve("truth"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".csv"))
                    .map(file -> file.substring(0, file.length() - ".csv".length()))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All files, in the order of their arrival. */
    List<Path> files() {
        try (Stream<Path> files = Files.walk(arrivals())) {
            return files.filter(Files::isRegularFile)
                    .map(arrivals()::relativize)
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All files as they arrive, each batch those of some days. */
    List<List<Path>> dayByDay(int batches) {
        return split(files(), batches);
    }

    /** All files, in an order that has nothing to do with their days. */
    List<List<Path>> shuffled(int batches, long seed) {
        List<Path> files = new ArrayList<>(files());
        Collections.shuffle(files, new Random(seed));
        return split(files, batches);
    }

    private static List<List<Path>> split(List<Path> files, int batches) {
        List<List<Path>> split = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            split.add(files.subList(files.size() * batch / batches, files.size() * (batch + 1) / batches));
        }
        return split;
    }
}

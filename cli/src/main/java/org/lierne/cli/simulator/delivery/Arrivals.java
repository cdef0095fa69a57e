package org.lierne.cli.simulator.delivery;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where deliveries go, {@code arrivals/<day>/<path in the landing folder>}, and the list of all that were made. */
public final class Arrivals implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final LocalDate from;
    private final int days;
    private final Csv csv = new Csv(',');
    private final OutputStream deliveries;
    private final OutputStream planted;
    private final Map<String, Total> totals = new TreeMap<>();

    /** What was delivered for a source. */
    public record Total(long files, long records, long planted) {

        Total plus(Total other) {
            return new Total(files + other.files, records + other.records, planted + other.planted);
        }
    }

    public Arrivals(Path folder, Path truth, LocalDate from, int days) {
        this.folder = folder;
        this.from = from;
        this.days = days;
        this.deliveries = create(truth.resolve("deliveries.csv"));
        this.planted = create(truth.resolve("planted.csv"));
        write(deliveries, csv.line("path", "arrives_on", "load_date", "sources", "records", "planted"));
        write(planted, csv.line("path", "source", "record", "code", "column"));
    }

    /** A csv file, whose header is record 1. */
    public Delivery csv(String path, int loadDay, int late, String... sources) {
        return open(path, loadDay, late, 1, List.of(sources));
    }

    /** A json file, whose first record is 1. */
    public Delivery json(String path, int loadDay, int late, String... sources) {
        return open(path, loadDay, late, 0, List.of(sources));
    }

    /** The place of a file that something else writes, with so many records. */
    public Path foreign(String path, int loadDay, int late, long records, String source) {
        int arrivesOn = arrival(loadDay, late);
        note(path, arrivesOn, loadDay, List.of(source), records, 0);
        return place(path, arrivesOn);
    }

    private Delivery open(String path, int loadDay, int late, int header, List<String> sources) {
        int arrivesOn = arrival(loadDay, late);
        OutputStream out = create(place(path, arrivesOn));
        if (path.endsWith(".gz")) {
            out = new StableGzip(out);
        }
        return new Delivery(this, path, sources, loadDay, arrivesOn, out, header);
    }

    /** What would come after the last day comes on it. */
    private int arrival(int loadDay, int late) {
        return Math.min(loadDay + late, Math.max(days - 1, loadDay));
    }

    private Path place(String path, int arrivesOn) {
        Path place = folder.resolve(Times.date(from.plusDays(arrivesOn))).resolve(path);
        try {
            Files.createDirectories(place.getParent());
        } catch (IOException failure) {
            throw new UncheckedIOException("The folder of \"" + place + "\" could not be made.", failure);
        }
        return place;
    }

    void planted(String path, long record, Planted fault) {
        write(planted, csv.line(path, fault.source(), record, fault.code(), fault.column()));
    }

    void closed(Delivery delivery) {
        note(
                delivery.path(),
                delivery.arrivesOn(),
                delivery.loadDay(),
                delivery.sources(),
                delivery.records(),
                delivery.plantedFaults());
    }

    private void note(String path, int arrivesOn, int loadDay, List<String> sources, long records, long faults) {
        write(
                deliveries,
                csv.line(
                        path,
                        Times.date(from.plusDays(arrivesOn)),
                        Times.date(from.plusDays(loadDay)),
                        String.join(" ", sources),
                        records,
                        faults));
        totals.merge(String.join(", ", sources), new Total(1, records, faults), Total::plus);
    }

    /** By source, or by the sources that read the same files. */
    public Map<String, Total> totals() {
        return totals;
    }

    private static OutputStream create(Path file) {
        try {
            return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        } catch (IOException failure) {
            throw new UncheckedIOException("\"" + file + "\" could not be made.", failure);
        }
    }

    private static void write(OutputStream out, String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException("The list of deliveries could not be written.", failure);
        }
    }

    @Override
    public void close() {
        try (deliveries;
                planted) {
            deliveries.flush();
            planted.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException("The list of deliveries could not be written.", failure);
        }
    }
}

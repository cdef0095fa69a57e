package org.lierne.cli.simulator.truth;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.delivery.Csv;

/** A csv file of the truth. */
final class TruthFile implements AutoCloseable {

    private final Path path;
    private final BufferedWriter out;
    private final Csv csv = new Csv(',');

    TruthFile(Path folder, String name, String... columns) {
        path = folder.resolve(name + ".csv");
        try {
            out = Files.newBufferedWriter(path);
        } catch (IOException failure) {
            throw new UncheckedIOException("\"" + path + "\" could not be made.", failure);
        }
        row((Object[]) columns);
    }

    void row(@Nullable Object... values) {
        try {
            out.write(csv.line(values));
        } catch (IOException failure) {
            throw new UncheckedIOException("\"" + path + "\" could not be written.", failure);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("\"" + path + "\" could not be written.", failure);
        }
    }
}

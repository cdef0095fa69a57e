package org.lierne.cli.simulator.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A file while it is written. It counts its records as Lierne numbers them. */
public final class Delivery implements AutoCloseable {

    private final Arrivals arrivals;
    private final String path;
    private final List<String> sources;
    private final int loadDay;
    private final int arrivesOn;
    private final OutputStream out;
    private final int header;
    private Charset charset = StandardCharsets.UTF_8;
    private long records;
    private long planted;

    Delivery(
            Arrivals arrivals,
            String path,
            List<String> sources,
            int loadDay,
            int arrivesOn,
            OutputStream out,
            int header) {
        this.arrivals = arrivals;
        this.path = path;
        this.sources = sources;
        this.loadDay = loadDay;
        this.arrivesOn = arrivesOn;
        this.out = out;
        this.header = header;
    }

    public Delivery in(Charset encoding) {
        charset = encoding;
        return this;
    }

    /** Writes text that is no record, such as a header. */
    public void text(String text) {
        try {
            out.write(text.getBytes(charset));
        } catch (IOException failure) {
            throw new UncheckedIOException("\"" + path + "\" could not be written.", failure);
        }
    }

    /** Writes a record with all that ends it. */
    public void record(String text) {
        text(text);
        records++;
    }

    /** Writes a record that is at fault, and notes where. */
    public void broken(String text, Planted... faults) {
        record(text);
        for (Planted fault : faults) {
            arrivals.planted(path, records + header, fault);
            planted++;
        }
    }

    public long records() {
        return records;
    }

    String path() {
        return path;
    }

    List<String> sources() {
        return sources;
    }

    int loadDay() {
        return loadDay;
    }

    int arrivesOn() {
        return arrivesOn;
    }

    long plantedFaults() {
        return planted;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("\"" + path + "\" could not be written.", failure);
        }
        arrivals.closed(this);
    }
}

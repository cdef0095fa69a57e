package org.lierne.cli.demo.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.lierne.cli.demo.DemoFolder;

/** What the simulator says of the deliveries that it made. */
record Schedule(List<Delivery> deliveries) {

    /** A delivery: the day on which it arrives, and the day of which it tells. */
    record Delivery(String path, LocalDate arrives, LocalDate day) {}

    /** Reads the simulator's list of deliveries, a line each: path, day of arrival, load date, and more. */
    static Schedule read(Path file) {
        try {
            List<Delivery> deliveries = new ArrayList<>();
            List<String> lines = Files.readAllLines(file);
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.split(",", 4);
                deliveries.add(new Delivery(fields[0], LocalDate.parse(fields[1]), LocalDate.parse(fields[2])));
            }
            return new Schedule(deliveries);
        } catch (IOException unreadable) {
            throw DemoFolder.failed("read", file, unreadable);
        }
    }

    /** The deliveries of a period that tell of days before it. */
    List<String> late(Period period) {
        return deliveries.stream()
                .filter(delivery -> period.contains(delivery.arrives()))
                .filter(delivery -> delivery.day().isBefore(period.first()))
                .map(Delivery::path)
                .toList();
    }
}

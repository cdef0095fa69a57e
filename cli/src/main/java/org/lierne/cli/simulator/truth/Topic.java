package org.lierne.cli.simulator.truth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Observer;
import org.lierne.cli.simulator.world.Shop;

/** A part of the truth, in some files. */
abstract class Topic implements Observer {

    final Shop shop;
    private final Path folder;
    private final List<TruthFile> files = new ArrayList<>();

    Topic(Shop shop, Path folder) {
        this.shop = shop;
        this.folder = folder;
    }

    final TruthFile file(String name, String... columns) {
        TruthFile file = new TruthFile(folder, name, columns);
        files.add(file);
        return file;
    }

    final String date(int day) {
        return Times.date(shop.calendar().date(day));
    }

    /** The day of a second: the load date of what is told of it. */
    final String dateAt(long second) {
        return Times.date(Times.dateOf(second));
    }

    static String number(int positive) {
        return positive > 0 ? Integer.toString(positive) : "";
    }

    final String campaign(int index) {
        return index >= 0 ? shop.campaigns().get(index).code() : "";
    }

    static String time(long second) {
        return second == 0 ? "" : Times.timestamp(second);
    }

    @Override
    public void close() {
        files.forEach(TruthFile::close);
    }
}

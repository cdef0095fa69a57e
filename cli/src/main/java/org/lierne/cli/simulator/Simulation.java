package org.lierne.cli.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.systems.Crm;
import org.lierne.cli.simulator.systems.Marketing;
import org.lierne.cli.simulator.systems.PaymentProvider;
import org.lierne.cli.simulator.systems.PriceList;
import org.lierne.cli.simulator.systems.ProductCatalogue;
import org.lierne.cli.simulator.systems.ReviewSite;
import org.lierne.cli.simulator.systems.SocialNetwork;
import org.lierne.cli.simulator.systems.StatisticsOffice;
import org.lierne.cli.simulator.systems.StockCount;
import org.lierne.cli.simulator.systems.WarehouseSystem;
import org.lierne.cli.simulator.systems.WebShop;
import org.lierne.cli.simulator.systems.WebTracker;
import org.lierne.cli.simulator.world.Observer;
import org.lierne.cli.simulator.world.Settings;
import org.lierne.cli.simulator.world.Shop;

/** A shop that is run for some days, and what its systems and the truth write about it. */
public final class Simulation {

    private final Settings settings;

    public Simulation(Settings settings) {
        this.settings = settings;
    }

    /**
     * Writes {@code arrivals/} and {@code truth/} into a folder, which holds neither.
     *
     * @param dayDone is told each day when it is done, from 0
     * @return what was delivered, by source
     */
    public Map<String, Arrivals.Total> write(Path folder, IntConsumer dayDone) {
        Path truth = folder.resolve("truth");
        try {
            Files.createDirectories(truth);
        } catch (IOException failure) {
            throw new UncheckedIOException("The folder \"" + truth + "\" could not be made.", failure);
        }
        Shop shop = new Shop(settings);
        try (Arrivals arrivals = new Arrivals(folder.resolve("arrivals"), truth, settings.from(), settings.days())) {
            List<Observer> observers = List.of(
                    new ProductCatalogue(shop, arrivals),
                    new PriceList(shop, arrivals),
                    new Marketing(shop, arrivals),
                    new StatisticsOffice(shop, arrivals),
                    new Crm(shop, arrivals),
                    new WebShop(shop, arrivals),
                    new PaymentProvider(shop, arrivals, (id, order, method, cents, at) -> {}),
                    new WarehouseSystem(shop, arrivals),
                    new StockCount(shop, arrivals),
                    new WebTracker(shop, arrivals),
                    new ReviewSite(shop, arrivals),
                    new SocialNetwork(shop, arrivals, (mention, day) -> {}));
            try (Observers all = new Observers(observers, dayDone)) {
                shop.run(all);
            }
            return arrivals.totals();
        }
    }
}

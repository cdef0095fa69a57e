package org.lierne.cli.simulator;

import java.io.UncheckedIOException;
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
import org.lierne.cli.simulator.truth.CampaignTruth;
import org.lierne.cli.simulator.truth.CustomerTruth;
import org.lierne.cli.simulator.truth.OrderTruth;
import org.lierne.cli.simulator.truth.ProductTruth;
import org.lierne.cli.simulator.truth.RevenueTruth;
import org.lierne.cli.simulator.truth.StockTruth;
import org.lierne.cli.simulator.truth.VoiceTruth;
import org.lierne.cli.simulator.truth.WorldFile;
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
     * Writes into a folder that is prepared.
     *
     * @param dayDone is told each day when it is done, from 0
     * @return what was delivered, by source; sources that read the same files stand together
     * @throws UncheckedIOException if a file cannot be written
     */
    public Map<String, Arrivals.Total> write(SimulationFolder folder, IntConsumer dayDone) {
        Path truth = folder.truth();
        Shop shop = new Shop(settings);
        try (Arrivals arrivals = new Arrivals(folder.arrivals(), truth, settings.from(), settings.days())) {
            Marketing marketing = new Marketing(shop, arrivals);
            OrderTruth orders = new OrderTruth(shop, truth);
            VoiceTruth voices = new VoiceTruth(shop, truth);
            List<Observer> observers = List.of(
                    new ProductCatalogue(shop, arrivals),
                    new PriceList(shop, arrivals),
                    marketing,
                    new StatisticsOffice(shop, arrivals),
                    new Crm(shop, arrivals),
                    new WebShop(shop, arrivals),
                    new PaymentProvider(shop, arrivals, orders::orphan),
                    new WarehouseSystem(shop, arrivals),
                    new StockCount(shop, arrivals),
                    new WebTracker(shop, arrivals, voices::session),
                    new ReviewSite(shop, arrivals),
                    new SocialNetwork(shop, arrivals, voices::mention),
                    orders,
                    voices,
                    new CustomerTruth(shop, truth),
                    new RevenueTruth(shop, truth),
                    new ProductTruth(shop, truth),
                    new StockTruth(shop, truth),
                    new CampaignTruth(shop, truth, marketing));
            WorldFile.write(settings, truth);
            try (Observers all = new Observers(observers, dayDone)) {
                shop.run(all);
            }
            return arrivals.totals();
        }
    }
}

package org.lierne.cli.simulator.world;

import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.world.Order.Channel;

/** The shop: lets one day after another happen, and tells its observer. Not safe for several threads. */
public final class Shop {

    private static final int FIRST_ORDER = 100_001;
    private static final double[] CHANNELS = {0.60, 0.85, 0.93, 1.00};

    private final Settings settings;
    private final Seed seed;
    private final Calendar calendar;
    private final Campaigns campaigns;
    private final Catalogue catalogue;
    private final Population population;
    private final Identities identities;
    private final Stock stock;
    private int nextOrder = FIRST_ORDER;
    private int nextGuest;

    public Shop(Settings settings) {
        this.settings = settings;
        this.seed = settings.seed();
        this.calendar = new Calendar(settings.from(), settings.days());
        this.campaigns = new Campaigns(seed, calendar);
        this.catalogue = new Catalogue(seed, calendar, settings.customers());
        this.population = new Population(settings, calendar, campaigns);
        this.identities = new Identities(seed);
        this.stock = new Stock(seed, settings.customers(), catalogue.products().size());
    }

    /** Lets all days happen. */
    public void run(Observer observer) {
        Agenda agenda = new Agenda(calendar.days());
        OrderLives lives = new OrderLives(seed, calendar, catalogue, stock, identities, agenda, observer);
        Visits visits = new Visits(seed, calendar, campaigns, population, identities, observer);
        Sales sales = new Sales(new Baskets(seed, catalogue, calendar), lives, visits, observer);
        for (int day = 0; day < calendar.days(); day++) {
            catalogue.begin(day);
            if (day == 0) {
                fillShelves();
            }
            stock.morning(day);
            observer.dayBegins(day);
            changeCustomers(day, visits, observer);
            sales.day(day);
            lives.day(day);
            visits.beforeJoining(day);
            stock.evening(day, catalogue, observer);
            observer.dayEnds(day);
        }
    }

    private void fillShelves() {
        double piecesPerDay = 3.5 * settings.customers() / calendar.days();
        for (Product product : catalogue.products()) {
            stock.open(product.index(), Math.max(0.02, catalogue.share(product) * piecesPerDay));
        }
    }

    private void changeCustomers(int day, Visits visits, Observer observer) {
        for (int person = 0; person < population.joinedBefore(day); person++) {
            if (population.change(person, day, tiersAreKnown(day))) {
                long second = calendar.moment(
                        day, seed.draws(Purpose.CUSTOMER_CHANGE, person, day, 1).uniform());
                observer.customer(population.account(person), second);
            }
            if (population.isAlive(person)) {
                visits.browse(person, day);
            }
        }
    }

    /** Whether customers have tiers yet: from three fifths of the time on. */
    public boolean tiersAreKnown(int day) {
        return day >= calendar.days() * 3 / 5;
    }

    /** The orders of a day. */
    private final class Sales {

        private final Baskets baskets;
        private final OrderLives lives;
        private final Visits visits;
        private final Observer observer;

        Sales(Baskets baskets, OrderLives lives, Visits visits, Observer observer) {
            this.baskets = baskets;
            this.lives = lives;
            this.visits = visits;
            this.observer = observer;
        }

        void day(int day) {
            int before = nextOrder;
            for (int person = population.joinedBefore(day); person < population.joinedBefore(day + 1); person++) {
                join(person, day);
            }
            for (int person = population.takeBuyer(day); person >= 0; person = population.takeBuyer(day)) {
                buyAgain(person, day);
            }
            Draws draws = seed.draws(Purpose.GUEST, -1, day);
            double guests = Parameters.GUESTS * (population.joinedBefore(day + 1) - population.joinedBefore(day));
            int count = draws.poisson(guests);
            for (int index = 0; index < count; index++) {
                guest(day);
            }
            visits.strangers(day, draws.poisson(Parameters.ANONYMOUS_VISITS * (nextOrder - before)));
        }

        private void join(int person, int day) {
            double fraction = population.joinFraction(person);
            long second = calendar.moment(day, fraction);
            population.join(person, day, fraction, second);
            observer.customer(population.account(person), second);
            int cause = campaigns.acquiredBy(person, day);
            place(person, population.customer(person), day, second + 30, cause);
        }

        private void buyAgain(int person, int day) {
            long second = calendar.moment(day, population.purchaseFraction(person, day));
            if (population.opensSecond(person)) {
                population.openSecond(person, second);
                observer.customer(population.secondAccount(person), second);
            }
            int nth = population.purchases(person);
            population.purchased(person, day);
            Draws draws = seed.draws(Purpose.ACCOUNT, person, nth);
            int customer = population.customer(person);
            if (population.secondCustomer(person) > 0 && (nth == 1 || draws.happens(0.5))) {
                customer = population.secondCustomer(person);
            }
            boolean asGuest = nth > 1 && draws.happens(Parameters.REPEAT_AS_GUEST);
            place(person, asGuest ? 0 : customer, day, second + 30, -1);
        }

        private void guest(int day) {
            Draws draws = seed.draws(Purpose.GUEST, nextGuest);
            place(-1, 0, day, calendar.moment(day, draws.uniform()), campaigns.cause(day, draws));
        }

        private void place(int person, int customer, int day, long second, int cause) {
            int id = nextOrder++;
            Draws draws = seed.draws(Purpose.ORDER, id);
            Channel channel = Channel.values()[draws.weighted(CHANNELS)];
            int campaign = cause;
            if (cause >= 0 ? draws.happens(0.3) : draws.happens(0.06)) {
                campaign = cause >= 0 ? -1 : campaigns.touch(day, draws);
            }
            int recipient = draws.happens(Parameters.GIFT) ? someCustomer(day, draws) : 0;
            Order order = new Order(
                    id,
                    person,
                    customer,
                    recipient,
                    person >= 0 ? -1 : nextGuest++,
                    person >= 0 ? population.address(person) : 0,
                    person >= 0 ? population.contact(person) : 0,
                    channel,
                    channel == Channel.APP ? second - second % 60 : second,
                    day,
                    campaign,
                    cause);
            if (person >= 0 && customer == 0 && draws.happens(Parameters.GUEST_RECOGNISED)) {
                order.claimedBy = population.customer(person);
            }
            double factor = person >= 0 ? population.spendFactor(person) : 1;
            if (baskets.fill(
                    order, factor, campaign >= 0 ? campaigns.get(campaign).discountPercent() : 0)) {
                visits.purchase(order);
                lives.begin(order);
            }
        }

        private int someCustomer(int day, Draws draws) {
            int joined = population.joinedBefore(day);
            return joined == 0 ? 0 : population.customer(draws.below(joined));
        }
    }

    public Calendar calendar() {
        return calendar;
    }

    public Campaigns campaigns() {
        return campaigns;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Population population() {
        return population;
    }

    public Identities identities() {
        return identities;
    }

    public Stock stock() {
        return stock;
    }

    public Settings settings() {
        return settings;
    }
}

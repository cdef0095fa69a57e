package org.lierne.cli.simulator.world;

import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;

/** Who comes to the site, when, and from where. */
final class Visits {

    private static final int NONE = -2;
    private static final double TOUCHES_PER_DAY = 0.14;
    private static final double KEPT_LOGIN = 0.9;
    private static final double BROWSING_LOGIN = 0.5;
    private static final int FIRST_STRANGER = 1_500_000_000;

    private final Seed seed;
    private final Calendar calendar;
    private final Campaigns campaigns;
    private final Population population;
    private final Identities identities;
    private final Observer observer;
    private long number;
    private int strangers;

    Visits(
            Seed seed,
            Calendar calendar,
            Campaigns campaigns,
            Population population,
            Identities identities,
            Observer observer) {
        this.seed = seed;
        this.calendar = calendar;
        this.campaigns = campaigns;
        this.population = population;
        this.identities = identities;
        this.observer = observer;
    }

    /** People who will join within some days look around. */
    void beforeJoining(int day) {
        int last = Math.min(day + Parameters.TOUCH_DAYS, calendar.days() - 1);
        for (int joinDay = day + 1; joinDay <= last; joinDay++) {
            for (int person = population.joinedBefore(joinDay);
                    person < population.joinedBefore(joinDay + 1);
                    person++) {
                int campaign = touch(person, day, campaigns.acquiredBy(person, joinDay));
                if (campaign != NONE) {
                    visit(person, identities.visitor(person, 0), 0, day, campaign);
                }
            }
        }
    }

    /** The campaign that brings a person on a day before joining, -1 for none, NONE for no visit. */
    private int touch(int person, int day, int cause) {
        Draws draws = seed.draws(Purpose.BROWSING, person, day, 1);
        if (!draws.happens(TOUCHES_PER_DAY)) {
            return NONE;
        }
        if (cause >= 0 && campaigns.get(cause).runs(day) && draws.happens(0.6)) {
            return cause;
        }
        return draws.happens(0.25) ? campaigns.touch(day, draws) : -1;
    }

    /** The visit in which an order is made, if it is made on the site. */
    void purchase(Order order) {
        if (order.channel != Order.Channel.WEB && order.channel != Order.Channel.APP) {
            return;
        }
        Draws draws = seed.draws(Purpose.SESSION, order.id, 1);
        int device = order.person >= 0 ? draws.below(identities.devices(order.person)) : 0;
        boolean login = order.customer > 0 && draws.happens(KEPT_LOGIN);
        observer.visit(new Visit(
                number++,
                order.person,
                identities.visitor(order.identity(), device),
                login ? order.customer : 0,
                order.orderedAt - draws.between(240, 1500),
                campaign(order, draws),
                draws.between(1, 6),
                order));
    }

    /** Whoever comes for a campaign has been touched by it at least once, at the latest when buying. */
    private int campaign(Order order, Draws draws) {
        if (order.cause < 0) {
            return order.campaign >= 0 ? order.campaign : draws.happens(0.2) ? campaigns.touch(order.day, draws) : -1;
        }
        boolean touched = false;
        for (int day = Math.max(0, order.day - Parameters.TOUCH_DAYS); day < order.day && order.person >= 0; day++) {
            touched |= touch(order.person, day, order.cause) == order.cause;
        }
        return touched && draws.happens(0.5) ? -1 : order.cause;
    }

    /** A customer looks around and buys nothing. */
    void browse(int person, int day) {
        Draws draws = seed.draws(Purpose.BROWSING, person, day);
        if (!draws.happens(Parameters.BROWSING)) {
            return;
        }
        int customer = draws.happens(BROWSING_LOGIN) ? population.customer(person) : 0;
        int campaign = draws.happens(0.2) ? campaigns.touch(day, draws) : -1;
        visit(person, identities.visitor(person, draws.below(identities.devices(person))), customer, day, campaign);
    }

    /** People come who never buy. */
    void strangers(int day, int count) {
        for (int index = 0; index < count; index++) {
            Draws draws = seed.draws(Purpose.BROWSING, -1, strangers);
            int campaign = draws.happens(0.3) ? campaigns.touch(day, draws) : -1;
            visit(-1, identities.visitor(FIRST_STRANGER + strangers, 0), 0, day, campaign);
            strangers++;
        }
    }

    private void visit(int person, String visitor, int customer, int day, int campaign) {
        Draws draws = seed.draws(Purpose.SESSION, number, 2);
        long startedAt = calendar.moment(day, draws.uniform());
        observer.visit(new Visit(number++, person, visitor, customer, startedAt, campaign, 1 + draws.poisson(3), null));
    }
}

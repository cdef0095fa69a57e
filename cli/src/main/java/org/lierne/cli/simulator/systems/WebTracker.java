package org.lierne.cli.simulator.systems;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.world.Campaign;
import org.lierne.cli.simulator.world.Identities;
import org.lierne.cli.simulator.world.OrderLine;
import org.lierne.cli.simulator.world.Product;
import org.lierne.cli.simulator.world.Shop;
import org.lierne.cli.simulator.world.Visit;

/** The web tracker: an event per thing that a visitor does, in files of the day. */
public final class WebTracker extends SourceSystem {

    private static final String SOURCE = "clickstream";
    private static final double REPEATED = 0.004;
    private static final int FAULTS = 4;
    private static final int MOST_RECORDS = 500_000;

    /** What a visitor does. */
    private record Event(String id, String kind, int product, long millisecond) {}

    /** Learns of sessions. */
    public interface Sessions {
        void session(String id, Visit visit, int events);
    }

    private final Sessions sessions;
    private int day;
    private int part;
    private @Nullable Delivery file;
    private Planter planter;

    public WebTracker(Shop shop, Arrivals arrivals, Sessions sessions) {
        super(shop, arrivals, 8);
        this.sessions = sessions;
        this.planter = new Planter(seed, number, 0, 0);
    }

    @Override
    public void dayBegins(int newDay) {
        day = newDay;
        part = 0;
        planter = new Planter(seed, number, day, FAULTS);
    }

    @Override
    public void visit(Visit visit) {
        Draws draws = seed.draws(Purpose.SESSION, visit.number());
        String session = "s" + Identities.hex(draws.bits());
        String ip = "10." + draws.below(256) + "." + draws.below(256) + "." + draws.between(1, 254);
        List<Event> events = events(visit, draws);
        sessions.session(session, visit, events.size());
        for (Event event : events) {
            Delivery to = open();
            String line = line(visit, event, session, ip, event.kind(), Long.toString(event.millisecond()), draws);
            to.record(line);
            if (draws.happens(REPEATED)) {
                to.record(line);
            }
            plant(to, visit, event, session, ip, draws);
        }
    }

    /** Views and searches; carts and the purchase if there is one. */
    private List<Event> events(Visit visit, Draws draws) {
        List<Event> events = new ArrayList<>();
        long at = visit.startedAt() * 1000 + draws.below(1000);
        int products = shop.catalogue().products().size();
        for (int view = 0; view < visit.views(); view++) {
            boolean search = view == 0 && draws.happens(0.2);
            events.add(new Event(id(draws), search ? "search" : "view", search ? -1 : draws.below(products), at));
            at += draws.between(2_000, 40_000);
        }
        if (visit.order() == null) {
            if (draws.happens(0.08)) {
                events.add(new Event(id(draws), "cart", draws.below(products), at));
            }
            return events;
        }
        for (OrderLine line : visit.order().lines()) {
            events.add(new Event(id(draws), "view", line.product(), at));
            events.add(new Event(id(draws), "cart", line.product(), at + 900));
            at += draws.between(2_000, 9_000);
        }
        long bought = visit.order().orderedAt() * 1000;
        events.add(new Event(id(draws), "checkout", -1, Math.min(at, bought - 1)));
        events.add(new Event(id(draws), "purchase", -1, bought));
        return events;
    }

    private static String id(Draws draws) {
        return "e" + Identities.hex(draws.bits());
    }

    private void plant(Delivery to, Visit visit, Event event, String session, String ip, Draws draws) {
        String time = Long.toString(event.millisecond());
        switch (planter.due(to)) {
            case 0 -> {
                String line = line(visit, event, session, ip, event.kind(), time, draws);
                to.broken(line.substring(0, line.length() / 2) + "\n", new Planted(SOURCE, "invalid_json", ""));
            }
            case 1 ->
                to.broken(
                        line(visit, event, session, ip, "scroll", time, draws),
                        new Planted(SOURCE, "not_accepted", "event"));
            case 2 ->
                to.broken(
                        line(visit, event, session, ip, event.kind(), "\"just now\"", draws),
                        new Planted(SOURCE, "unreadable", "happened_at"));
            case 3 -> to.broken("not json at all\n", new Planted(SOURCE, "invalid_json", ""));
            default -> {
                // Nothing is broken here.
            }
        }
    }

    private String line(Visit visit, Event event, String session, String ip, String kind, String time, Draws draws) {
        Draws spelling = seed.draws(Purpose.SPELLING, number, event.millisecond());
        return JsonText.of(json -> write(json, visit, event, session, ip, kind, time, spelling)) + "\n";
    }

    private void write(
            JsonGenerator json,
            Visit visit,
            Event event,
            String session,
            String ip,
            String kind,
            String time,
            Draws spelling)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("event_id", event.id());
        json.writeFieldName("ts");
        json.writeRawValue(time);
        json.writeStringField("anonymous_id", visit.visitor());
        if (visit.customer() > 0) {
            json.writeStringField("user_id", customer(visit.customer(), spelling));
        }
        json.writeStringField("session_id", session);
        json.writeStringField("event", kind);
        if (event.product() >= 0) {
            Product product = shop.catalogue().product(event.product());
            json.writeStringField("url", "/p/" + product.sku());
            json.writeObjectFieldStart("product");
            json.writeStringField("sku", product.sku());
            json.writeEndObject();
        } else {
            json.writeStringField("url", "/" + kind);
        }
        if (visit.campaign() >= 0) {
            Campaign campaign = shop.campaigns().get(visit.campaign());
            json.writeObjectFieldStart("utm");
            json.writeStringField("campaign", anyCase(campaign.code(), spelling));
            json.writeEndObject();
        }
        json.writeStringField("ip_address", ip);
        json.writeEndObject();
    }

    private Delivery open() {
        if (file != null && file.records() >= MOST_RECORDS) {
            file.close();
            file = null;
            part++;
            planter = new Planter(seed, number, day, 0);
        }
        if (file == null) {
            String name = "part-" + (part < 10 ? "0" : "") + part + ".ndjson.gz";
            String folder = "clicks/" + date(day).replace('-', '/') + "/";
            file = arrivals.json(folder + name, day, late(day), SOURCE);
        }
        return file;
    }

    @Override
    public void dayEnds(int endedDay) {
        file = closed(file);
    }
}

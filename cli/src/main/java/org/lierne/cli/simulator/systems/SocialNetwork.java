package org.lierne.cli.simulator.systems;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Campaign;
import org.lierne.cli.simulator.world.Shop;

/** Mentions in social networks; the same one comes again while its likes grow. */
public final class SocialNetwork extends SourceSystem {

    private static final String SOURCE = "social_mentions";
    private static final int[] AGES = {7, 3, 1, 0};
    private static final int FAULTS = 2;
    private static final String[] WORDS = {
        "Love my new find!", "Anyone else got this?", "Not convinced 🤔", "Schön, aber teuer", "#haul of the day"
    };

    /** A mention; all but its likes is as it was written. */
    public record Mention(String id, int product, int campaign, String author, String text, int likes, long postedAt) {}

    /** Learns of mentions, with the likes that they have on a day. */
    public interface Mentions {
        void mention(Mention mention, int day);
    }

    private final Mentions listener;

    public SocialNetwork(Shop shop, Arrivals arrivals, Mentions listener) {
        super(shop, arrivals, 10);
        this.listener = listener;
    }

    @Override
    public void dayEnds(int day) {
        List<Mention> mentions = mentionsOf(day);
        if (mentions.isEmpty()) {
            return;
        }
        Planter planter = new Planter(seed, number, day, FAULTS);
        try (Delivery file = arrivals.json("mentions/mentions_" + compact(day) + ".json", day, late(day), SOURCE)) {
            file.text("{\"paging\":{\"page\":1,\"results\":" + mentions.size() + "},\"data\":[");
            String separator = "\n";
            for (Mention mention : mentions) {
                listener.mention(mention, day);
                file.record(separator + text(mention, Integer.toString(mention.likes()), mention.postedAt()));
                separator = ",\n";
                switch (planter.due(file)) {
                    case 0 ->
                        file.broken(
                                ",\n" + text(mention, "\"many\"", mention.postedAt()),
                                new Planted(SOURCE, "unreadable", "likes"));
                    case 1 ->
                        file.broken(",\n" + text(mention, "1", -1), new Planted(SOURCE, "unreadable", "posted_at"));
                    default -> {
                        // Nothing is broken here.
                    }
                }
            }
            file.text("\n]}\n");
        }
    }

    private List<Mention> mentionsOf(int day) {
        List<Mention> mentions = new ArrayList<>();
        for (int age : AGES) {
            int posted = day - age;
            if (posted < 0) {
                continue;
            }
            int count = seed.draws(Purpose.MENTION, posted).poisson(perDay(posted));
            for (int index = 0; index < count; index++) {
                Draws draws = seed.draws(Purpose.MENTION, posted, index + 1);
                boolean comesAgain = draws.happens(0.5);
                if (age == 0 || comesAgain) {
                    mentions.add(mention(posted, index, age, draws));
                }
            }
        }
        return mentions;
    }

    private double perDay(int day) {
        return 2 + shop.settings().customers() / 400.0 * calendar.season(day);
    }

    private Mention mention(int posted, int index, int age, Draws draws) {
        String id = "m" + compact(posted) + (10_000 + index);
        int product =
                draws.happens(0.85) ? draws.below(shop.catalogue().products().size()) : -1;
        int campaign = draws.happens(0.4) ? running(posted, draws) : -1;
        String author = "@user" + draws.between(1, 9_999);
        String text = draws.of(WORDS);
        long postedAt = calendar.second(posted) + 5 * 3600 + draws.below(17 * 3600);
        int likes = draws.below(20) * (1 + age);
        return new Mention(id, product, campaign, author, text, likes, postedAt);
    }

    private int running(int day, Draws draws) {
        List<Campaign> running =
                shop.campaigns().all().stream().filter(each -> each.runs(day)).toList();
        return running.get(draws.below(running.size())).index();
    }

    private String text(Mention mention, String likes, long postedAt) {
        return JsonText.of(json -> write(json, mention, likes, postedAt));
    }

    private void write(JsonGenerator json, Mention mention, String likes, long postedAt) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", mention.id());
        json.writeObjectFieldStart("entities");
        if (mention.product() >= 0) {
            json.writeStringField(
                    "product", shop.catalogue().product(mention.product()).sku());
        }
        if (mention.campaign() >= 0) {
            Draws spelling = seed.draws(Purpose.SPELLING, number, mention.postedAt());
            json.writeStringField(
                    "hashtag",
                    "#" + anyCase(shop.campaigns().get(mention.campaign()).code(), spelling));
        }
        json.writeEndObject();
        json.writeStringField("author", mention.author());
        json.writeStringField("text", mention.text());
        json.writeFieldName("likes");
        json.writeRawValue(likes);
        json.writeStringField(
                "posted_at",
                postedAt < 0 ? "last week" : Times.timestamp(postedAt).replace(' ', 'T'));
        json.writeEndObject();
    }
}

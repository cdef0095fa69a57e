package org.lierne.cli.simulator.truth;

import java.nio.file.Path;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.systems.ReviewSite;
import org.lierne.cli.simulator.systems.SocialNetwork;
import org.lierne.cli.simulator.world.Review;
import org.lierne.cli.simulator.world.Shop;
import org.lierne.cli.simulator.world.Visit;

/** What people did on the site and said: sessions, versions of reviews, mentions each time they were told. */
public final class VoiceTruth extends Topic {

    private final TruthFile sessions;
    private final TruthFile reviews;
    private final TruthFile mentions;

    public VoiceTruth(Shop shop, Path folder) {
        super(shop, folder);
        sessions = file(
                "sessions",
                "session_id",
                "visitor_id",
                "person_id",
                "customer_id",
                "started_at",
                "campaign_code",
                "events",
                "order_id");
        reviews = file(
                "reviews",
                "review_id",
                "version",
                "customer_id",
                "sku",
                "stars",
                "title",
                "body",
                "written_at",
                "load_date",
                "delivery_days");
        mentions = file(
                "mentions", "mention_id", "load_date", "likes", "sku", "campaign_code", "author", "text", "posted_at");
    }

    /** A session and how many events it has. */
    public void session(String id, Visit visit, int events) {
        sessions.row(
                id,
                visit.visitor(),
                visit.person() >= 0 ? visit.person() : "",
                number(visit.customer()),
                Times.timestamp(visit.startedAt()),
                campaign(visit.campaign()),
                events,
                visit.order() == null ? "" : visit.order().id());
    }

    @Override
    public void review(Review review) {
        Seed seed = shop.settings().seed();
        reviews.row(
                ReviewSite.reviewId(review),
                review.version() + 1,
                review.order().customer(),
                shop.catalogue().product(review.line().product()).sku(),
                review.stars(),
                ReviewSite.title(seed, review),
                ReviewSite.body(seed, review),
                Times.timestamp(review.writtenAt()),
                dateAt(review.writtenAt()),
                review.delay());
    }

    /** A mention with the likes that it has on a day. */
    public void mention(SocialNetwork.Mention mention, int day) {
        mentions.row(
                mention.id(),
                date(day),
                mention.likes(),
                mention.product() >= 0
                        ? shop.catalogue().product(mention.product()).sku()
                        : "",
                campaign(mention.campaign()),
                mention.author(),
                mention.text(),
                Times.timestamp(mention.postedAt()));
    }
}

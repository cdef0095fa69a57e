package org.lierne.cli.simulator.systems;

import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Csv;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.world.Review;
import org.lierne.cli.simulator.world.Shop;

/** The reviews in the shop, with quotes and line ends in them; one that is edited comes again. */
public final class ReviewSite extends SourceSystem {

    private static final String SOURCE = "reviews";
    private static final int FAULTS = 4;
    private static final String[] GOOD = {"Great", "Just right", "As described", "Lovely, \"really\""};
    private static final String[] BAD = {"Broken", "Not for me", "Came late", "Returned it; twice, alas"};

    private final Csv csv = new Csv(',');
    private int day;
    private @Nullable Delivery file;
    private Planter planter;

    public ReviewSite(Shop shop, Arrivals arrivals) {
        super(shop, arrivals, 9);
        this.planter = new Planter(seed, number, 0, 0);
    }

    @Override
    public void dayBegins(int newDay) {
        day = newDay;
        planter = new Planter(seed, number, day, FAULTS);
    }

    /** How a review is known. */
    public static String reviewId(Review review) {
        return "R" + review.order().id() + "-" + review.line().number();
    }

    public static String title(Seed seed, Review review) {
        return text(seed, review).of(review.stars() > 3 ? GOOD : BAD);
    }

    public static String body(Seed seed, Review review) {
        Draws draws = text(seed, review);
        draws.bits();
        String delay = review.delay() > 5 ? "It took " + review.delay() + " days.\n" : "";
        String body = delay
                + switch (draws.below(4)) {
                    case 0 -> "My \"best\" buy so far,\nsays my daughter.";
                    case 1 -> "Fine.";
                    case 2 -> "Größe stimmt, Farbe; na ja.";
                    default -> "First line,\nsecond line, \"quoted\".";
                };
        return review.version() == 0 ? body : body + "\nEdited: still so.";
    }

    private static Draws text(Seed seed, Review review) {
        return seed.draws(
                Purpose.SPELLING, 900, review.order().id(), review.line().number());
    }

    @Override
    public void review(Review review) {
        Delivery to = open();
        String stars = Integer.toString(review.stars());
        to.record(line(review, stars, Times.timestamp(review.writtenAt())));
        switch (planter.due(to)) {
            case 0 ->
                to.broken(
                        line(review, "6", Times.timestamp(review.writtenAt())),
                        new Planted(SOURCE, "above_maximum", "stars"));
            case 1 ->
                to.broken(
                        line(review, "0", Times.timestamp(review.writtenAt())),
                        new Planted(SOURCE, "below_minimum", "stars"));
            case 2 -> to.broken(line(review, stars, "yesterday"), new Planted(SOURCE, "unreadable", "written_at"));
            case 3 -> to.broken("R0,C-0001001,\n", new Planted(SOURCE, "missing_columns", ""));
            default -> {
                // Nothing is broken here.
            }
        }
    }

    private String line(Review review, String stars, String writtenAt) {
        Draws spelling = text(seed, review);
        return csv.line(
                reviewId(review),
                customer(review.order().customer(), spelling),
                shop.catalogue().product(review.line().product()).sku(),
                stars,
                title(seed, review),
                body(seed, review),
                writtenAt,
                date(day));
    }

    private Delivery open() {
        if (file == null) {
            file = arrivals.csv("reviews/reviews_" + compact(day) + ".csv", day, late(day), SOURCE);
            file.text("review_id,customer_id,sku,stars,title,body,written_at,collected_on\n");
        }
        return file;
    }

    @Override
    public void dayEnds(int endedDay) {
        file = closed(file);
    }
}

package org.lierne.cli.simulator.systems;

import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.delivery.Arrivals;
import org.lierne.cli.simulator.delivery.Csv;
import org.lierne.cli.simulator.delivery.Delivery;
import org.lierne.cli.simulator.delivery.Money;
import org.lierne.cli.simulator.delivery.Planted;
import org.lierne.cli.simulator.world.Campaign;
import org.lierne.cli.simulator.world.Shop;

/** Marketing: all campaigns, every Monday; a day's costs the day after, and some of them once more a week later. */
public final class Marketing extends SourceSystem {

    private static final String COSTS = "campaign_costs";
    private static final int REVISED_AFTER = 8;
    private static final double REVISED = 0.15;
    private static final int FAULTS = 2;

    private final Csv csv = new Csv(',');

    /** What a campaign cost on a day, and what it brought. */
    public record Cost(Campaign campaign, int day, long cents, long impressions, long clicks) {}

    public Marketing(Shop shop, Arrivals arrivals) {
        super(shop, arrivals, 11);
    }

    @Override
    public void dayBegins(int day) {
        if (PriceList.comesOn(calendar, day)) {
            writeCampaigns(day);
        }
        if (day > 0) {
            writeCosts(day);
        }
    }

    /** The last day on which campaigns were listed. */
    public int lastToldOn() {
        int day = calendar.days() - 1;
        while (!PriceList.comesOn(calendar, day)) {
            day--;
        }
        return day;
    }

    /** Whether the time was long enough for a day's costs to be revised. */
    public boolean isRevisionTold(int day) {
        return day + REVISED_AFTER < calendar.days();
    }

    private void writeCampaigns(int day) {
        try (Delivery file =
                arrivals.csv("campaigns/campaigns_" + compact(day) + ".csv", day, late(day), "campaigns")) {
            file.text("code,name,channel,starts_on,ends_on,budget\n");
            for (Campaign campaign : shop.campaigns().all()) {
                if (campaign.isListed(day)) {
                    file.record(csv.line(
                            anyCase(campaign.code(), spelling(day * 1000L + campaign.index())),
                            campaign.name(),
                            campaign.channel(),
                            date(campaign.starts()),
                            date(campaign.ends()),
                            Money.plain(campaign.budgetCents(day))));
                }
            }
        }
    }

    private void writeCosts(int day) {
        Planter planter = new Planter(seed, number, day, FAULTS);
        Delivery file = null;
        for (Campaign campaign : shop.campaigns().all()) {
            for (int spentOn : new int[] {day - REVISED_AFTER, day - 1}) {
                Cost cost = cost(campaign, spentOn, spentOn < day - 1);
                if (cost == null) {
                    continue;
                }
                file = file == null ? open(day) : file;
                String spent = date(spentOn);
                file.record(line(cost, spent, Money.plain(cost.cents()), day));
                switch (planter.due(file)) {
                    case 0 -> file.broken(line(cost, spent, "tbd", day), new Planted(COSTS, "unreadable", "cost"));
                    case 1 ->
                        file.broken(
                                line(cost, "2024-13-01", Money.plain(cost.cents()), day),
                                new Planted(COSTS, "unreadable", "spent_on"));
                    default -> {
                        // Nothing is broken here.
                    }
                }
            }
        }
        if (file != null) {
            file.close();
        }
    }

    private Delivery open(int day) {
        Delivery file = arrivals.csv("campaign_costs/costs_" + compact(day) + ".csv", day, late(day), COSTS);
        file.text("code,spent_on,cost,impressions,clicks\n");
        return file;
    }

    /** What a campaign cost on a day as first told, or as revised; null if it did not run or was not revised. */
    public @Nullable Cost cost(Campaign campaign, int day, boolean revised) {
        if (day < 0 || !campaign.runs(day)) {
            return null;
        }
        Draws draws = seed.draws(Purpose.CAMPAIGN_COST, campaign.index(), day);
        int length = campaign.ends() - campaign.starts() + 1;
        long cents = (long) (campaign.budgetCents() / (double) length * (0.7 + 0.6 * draws.uniform()));
        long impressions = cents * 3 + draws.below(500);
        long clicks = impressions / 80 + draws.below(20);
        if (!draws.happens(REVISED)) {
            return revised ? null : new Cost(campaign, day, cents, impressions, clicks);
        }
        return revised
                ? new Cost(campaign, day, cents * 97 / 100, impressions, clicks - clicks / 20)
                : new Cost(campaign, day, cents, impressions, clicks);
    }

    private String line(Cost cost, String spentOn, String amount, int day) {
        Draws spelling = spelling(day * 1000L + cost.campaign().index() + 500);
        return csv.line(anyCase(cost.campaign().code(), spelling), spentOn, amount, cost.impressions(), cost.clicks());
    }
}

package org.lierne.cli.simulator.truth;

import java.nio.file.Path;
import org.lierne.cli.simulator.delivery.Money;
import org.lierne.cli.simulator.systems.Marketing;
import org.lierne.cli.simulator.world.Campaign;
import org.lierne.cli.simulator.world.Shop;

/** Campaigns and what they do; what they cost, as told last. */
public final class CampaignTruth extends Topic {

    private final Marketing marketing;
    private final TruthFile campaigns;
    private final TruthFile costs;

    public CampaignTruth(Shop shop, Path folder, Marketing marketing) {
        super(shop, folder);
        this.marketing = marketing;
        campaigns = file(
                "campaigns",
                "campaign_code",
                "name",
                "channel",
                "starts_on",
                "ends_on",
                "budget",
                "effect",
                "reach",
                "discount_percent");
        costs = file("campaign_costs", "campaign_code", "spent_on", "cost", "impressions", "clicks", "revised");
    }

    @Override
    public void close() {
        for (Campaign campaign : shop.campaigns().all()) {
            campaigns.row(
                    campaign.code(),
                    campaign.name(),
                    campaign.channel(),
                    date(campaign.starts()),
                    date(campaign.ends()),
                    Money.plain(campaign.budgetCents(marketing.lastToldOn())),
                    campaign.effect(),
                    campaign.reach(),
                    campaign.discountPercent());
            for (int day = 0; day < shop.calendar().days() - 1; day++) {
                Marketing.Cost revised = marketing.isRevisionTold(day) ? marketing.cost(campaign, day, true) : null;
                Marketing.Cost cost = revised != null ? revised : marketing.cost(campaign, day, false);
                if (cost != null) {
                    costs.row(
                            campaign.code(),
                            date(day),
                            Money.plain(cost.cents()),
                            cost.impressions(),
                            cost.clicks(),
                            revised != null);
                }
            }
        }
        super.close();
    }
}

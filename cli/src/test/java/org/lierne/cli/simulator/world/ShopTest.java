package org.lierne.cli.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lierne.cli.simulator.chance.Seed;

/** The world itself, without files: does it do what its parameters say? */
final class ShopTest {

    private static final int CUSTOMERS = 20_000;
    private static final int DAYS = 200;

    private static Shop shop() {
        return new Shop(new Settings(CUSTOMERS, LocalDate.of(2024, 1, 1), DAYS, new Seed(11)));
    }

    @Test
    void purchasesAreAsManyAsTheModelExpects() {
        Shop shop = shop();
        shop.run(new Observer() {});
        Population population = shop.population();
        double expected = 0;
        long repeated = 0;
        for (int day = 0; day < DAYS; day++) {
            for (int person = population.joinedBefore(day); person < population.joinedBefore(day + 1); person++) {
                double dropOut = population.dropOut(person);
                double observed = DAYS - day - population.joinFraction(person);
                // E[X(t) | rate, p] of Fader, Hardie, Lee 2005, where the first purchase may be the last as well
                double alive = -Math.expm1(-population.purchaseRate(person) * dropOut * observed) / dropOut;
                expected += (1 - dropOut) * alive;
                repeated += population.purchases(person) - 1;
            }
        }
        assertThat(repeated / expected).as("repeat purchases against theory").isCloseTo(1, within(0.03));
    }

    @Test
    void basketsCampaignsAndDeliveriesDoWhatIsSaid() {
        Shop shop = shop();
        Sums sums = new Sums(shop);
        shop.run(sums);
        Catalogue.Affinity affinity = shop.catalogue().affinities().get(0);
        assertThat(sums.both / (double) sums.antecedent)
                .as("share of baskets with the companion, of %d", sums.antecedent)
                .isBetween(affinity.probability() - 0.06, affinity.probability() + 0.10);
        assertThat(sums.starsLate / sums.late)
                .as("stars of what came late")
                .isLessThan(sums.starsEarly / sums.early - 0.5);
        Campaign campaign = shop.campaigns().get(2);
        double during = sums.joinsPerDay(campaign.starts(), campaign.ends());
        double before = sums.joinsPerDay(0, campaign.starts() - 1);
        assertThat(during / before)
                .as("customers per day during the first campaign")
                .isGreaterThan(1 + campaign.effect() / 2);
        assertThat(sums.open).as("orders that were never closed").isZero();
    }

    @Test
    void whatIsKeptPerPersonIsWhatIsSaid() throws IllegalAccessException {
        Map<Class<?>, Integer> sizes =
                new HashMap<>(Map.of(byte.class, 1, short.class, 2, int.class, 4, double.class, 8));
        Population population = shop().population();
        int bytes = 0;
        for (Field field : Population.class.getDeclaredFields()) {
            if (field.getType().isArray()) {
                field.setAccessible(true);
                boolean perPerson = Array.getLength(field.get(population)) == CUSTOMERS;
                bytes += perPerson ? sizes.get(field.getType().getComponentType()) : 0;
            }
        }
        assertThat(bytes).isEqualTo(Population.BYTES);
    }

    /** Counts what is looked at. */
    private static final class Sums implements Observer {

        private final Shop shop;
        private final Catalogue.Affinity affinity;
        private final int[] joins = new int[DAYS];
        private int antecedent;
        private int both;
        private double starsLate;
        private double starsEarly;
        private int late;
        private int early;
        private int open;

        Sums(Shop shop) {
            this.shop = shop;
            this.affinity = shop.catalogue().affinities().get(0);
        }

        @Override
        public void customer(Account account, long updatedAt) {
            if (account.registeredAt() == updatedAt && !account.second()) {
                joins[shop.calendar().dayOf(updatedAt)]++;
            }
        }

        @Override
        public void order(Order order) {
            if (order.status() == Order.Status.NEW) {
                open++;
                boolean has = order.lines().stream().anyMatch(line -> line.product() == affinity.product());
                boolean hasOther = order.lines().stream().anyMatch(line -> line.product() == affinity.companion());
                antecedent += has ? 1 : 0;
                both += has && hasOther ? 1 : 0;
            }
        }

        @Override
        public void closed(Order order) {
            open--;
        }

        @Override
        public void review(Review review) {
            if (review.delay() > 7) {
                starsLate += review.stars();
                late++;
            } else if (review.delay() <= 3) {
                starsEarly += review.stars();
                early++;
            }
        }

        double joinsPerDay(int from, int to) {
            double sum = 0;
            for (int day = from; day <= to; day++) {
                sum += joins[day];
            }
            return sum / (to - from + 1);
        }
    }
}

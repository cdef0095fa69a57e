package org.lierne.cli.simulator.truth;

import java.nio.file.Path;
import org.lierne.cli.simulator.delivery.Times;
import org.lierne.cli.simulator.systems.CustomerRecord;
import org.lierne.cli.simulator.systems.CustomerRecords;
import org.lierne.cli.simulator.world.Account;
import org.lierne.cli.simulator.world.Population;
import org.lierne.cli.simulator.world.Shop;

/** Who the customers are and how they buy ({@code customers}), and what the CRM said of them when ({@code customer_history}). */
public final class CustomerTruth extends Topic {

    private final TruthFile customers;
    private final TruthFile history;
    private final CustomerRecords records;

    public CustomerTruth(Shop shop, Path folder) {
        super(shop, folder);
        records = new CustomerRecords(shop);
        customers = file(
                "customers",
                "customer_id",
                "person_id",
                "second_account",
                "registered_at",
                "purchase_rate",
                "drop_out",
                "spend_factor",
                "first_purchase_on",
                "purchases",
                "gone_since",
                "acquired_by");
        history = file(
                "customer_history",
                "customer_id",
                "load_date",
                "updated_at",
                "email",
                "phone",
                "first_name",
                "last_name",
                "birth_date",
                "street",
                "postal_code",
                "city",
                "country_code",
                "newsletter",
                "registered_at",
                "loyalty_tier");
    }

    @Override
    public void customer(Account account, long updatedAt) {
        int day = shop.calendar().dayOf(updatedAt);
        CustomerRecord customer = records.of(account, updatedAt, shop.tiersAreKnown(day));
        history.row(
                customer.customer(),
                date(day),
                Times.timestamp(updatedAt),
                customer.email(),
                customer.phone(),
                customer.firstName(),
                customer.lastName(),
                customer.birthDate() == null ? "" : Times.date(customer.birthDate()),
                customer.address().street(),
                customer.address().postalCode(),
                customer.address().city(),
                customer.address().country(),
                customer.newsletter(),
                Times.timestamp(customer.registeredAt()),
                customer.tier());
    }

    @Override
    public void close() {
        Population population = shop.population();
        for (int day = 0; day < shop.calendar().days(); day++) {
            for (int person = population.joinedBefore(day); person < population.joinedBefore(day + 1); person++) {
                row(population, person, day, population.account(person));
                if (population.secondCustomer(person) > 0) {
                    row(population, person, day, population.secondAccount(person));
                }
            }
        }
        super.close();
    }

    private void row(Population population, int person, int day, Account account) {
        customers.row(
                account.customer(),
                person,
                account.second(),
                Times.timestamp(account.registeredAt()),
                population.purchaseRate(person),
                population.dropOut(person),
                population.spendFactor(person),
                date(day),
                population.purchases(person),
                population.isAlive(person) ? "" : date(population.lastPurchase(person)),
                campaign(shop.campaigns().acquiredBy(person, day)));
    }
}

package org.lierne.cli.simulator.systems;

import java.util.Locale;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.world.Account;
import org.lierne.cli.simulator.world.Identities;
import org.lierne.cli.simulator.world.Shop;

/** What the CRM has on an account. A second account of a person spells things otherwise. */
public final class CustomerRecords {

    private static final String[] TIERS = {"bronze", "silver", "gold"};

    private final Shop shop;

    public CustomerRecords(Shop shop) {
        this.shop = shop;
    }

    public CustomerRecord of(Account account, long updatedAt, boolean withTier) {
        Identities identities = shop.identities();
        int person = account.person();
        Draws draws = shop.settings().seed().draws(Purpose.SPELLING, 300, person, account.second() ? 1 : 0);
        String first = identities.firstName(person);
        String last = identities.lastName(person, account.contact());
        String email = identities.email(person, account.contact());
        Identities.Address address = identities.address(person, account.address());
        if (account.second()) {
            first = draws.happens(0.4) ? first.charAt(0) + "." : Identities.ascii(first);
            last = draws.happens(0.3) ? last.toUpperCase(Locale.ROOT) : spelledOut(last);
            email = draws.happens(0.3) ? email : email.replace("@", "+shop@");
            address = new Identities.Address(
                    address.street().replace("straße", "str.").replace("weg ", "-Weg "),
                    address.postalCode(),
                    address.city(),
                    address.country());
        }
        return new CustomerRecord(
                account.customer(),
                email,
                identities.gavePhone(person) ? phone(identities.phoneDigits(person, account.contact()), draws) : "",
                first,
                last,
                identities.gaveBirthDate(person) ? identities.birthDate(person) : null,
                address,
                identities.newsletter(person, account.newsletter()),
                account.registeredAt(),
                updatedAt,
                withTier ? TIERS[account.tier()] : "");
    }

    private static String spelledOut(String name) {
        return name.replace("ü", "ue").replace("ö", "oe").replace("ß", "ss");
    }

    private static String phone(String digits, Draws draws) {
        return switch (draws.below(4)) {
            case 0 -> "+49 " + digits;
            case 1 -> "0" + digits.replace(' ', '/');
            case 2 -> "0049" + digits.replace(" ", "");
            default -> "0" + digits.replace(' ', '-');
        };
    }
}

package org.lierne.cli.simulator.world;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import org.lierne.cli.simulator.chance.Draws;
import org.lierne.cli.simulator.chance.Purpose;
import org.lierne.cli.simulator.chance.Seed;

/** Who people are: names, places, addresses. All derived, nothing kept. */
public final class Identities {

    private static final String[] FIRST = {
        "Anna", "Jürgen", "Sophie", "Lukas", "Zoë", "Émile", "Marie", "Paul", "Clara", "Jonas", "Ida", "Noah", "Lena",
        "Søren", "Chloé", "Mateusz", "Giulia", "Piet", "Frida", "Max", "Elif", "Björn", "Nora", "Hugo", "Mia", "Karl"
    };
    private static final String[] LAST = {
        "Müller", "Schmidt", "Weiß", "Großmann", "O'Connor", "de Vries", "Lefèvre", "Rossi", "Kowalski", "Huber",
                "Gruber",
        "Meyer", "Keller", "Dubois", "Jansen", "Bauer", "Wagner", "Schröder", "Köhler", "Fuchs", "Peeters", "Bianchi",
        "Nowak", "Brunner", "Vogel", "Krämer", "Lang", "Roth", "Baumann", "Lambert"
    };
    private static final String[] STREETS = {
        "Hauptstraße",
        "Lindenweg",
        "Rue de la Gare",
        "Kirchgasse",
        "Bahnhofstraße",
        "Dorpsstraat",
        "Via Roma",
        "Gartenweg",
        "Am Markt",
        "Bergstraße",
        "Schulstraße",
        "Seeweg",
        "Rosenallee"
    };
    private static final String[] COUNTRIES = {"DE", "AT", "CH", "FR", "NL", "BE", "IT", "PL"};
    private static final double[] COUNTRY_SHARES = {0.50, 0.65, 0.75, 0.83, 0.90, 0.95, 0.98, 1.00};
    private static final String[][] CITIES = {
        {"Berlin", "Hamburg", "München", "Köln", "Ulm", "Dresden"},
        {"Wien", "Graz", "Linz", "Salzburg"},
        {"Zürich", "Basel", "Bern", "Genève"},
        {"Paris", "Lyon", "Nantes", "Lille"},
        {"Amsterdam", "Utrecht", "Delft"},
        {"Bruxelles", "Gent", "Liège"},
        {"Milano", "Torino", "Bologna"},
        {"Warszawa", "Kraków", "Gdańsk"}
    };
    private static final String[] MAIL_HOSTS = {"example.org", "example.com", "example.net", "mail.example"};

    /** A postal address. */
    public record Address(String street, String postalCode, String city, String country) {}

    private final Seed seed;

    Identities(Seed seed) {
        this.seed = seed;
    }

    public String firstName(int person) {
        return person(person).of(FIRST);
    }

    /** @param version how often the person's contact data have changed; a name changes with some of them */
    public String lastName(int person, int version) {
        Draws draws = person(person);
        draws.bits();
        String name = draws.of(LAST);
        if (version > 0 && draws.happens(0.15)) {
            return draws.of(LAST);
        }
        return name;
    }

    /** The e-mail of a person, in lower case. */
    public String email(int person, int version) {
        Draws draws = seed.draws(Purpose.CONTACT, person, version);
        String local = ascii(firstName(person)) + "."
                + ascii(lastName(person, version)).replace("'", "").replace(" ", "");
        return local.toLowerCase(Locale.ROOT) + (1000 + person) + (version == 0 ? "" : "v" + version) + "@"
                + draws.of(MAIL_HOSTS);
    }

    /** The digits of a German mobile number without its leading 0. */
    public String phoneDigits(int person, int version) {
        Draws draws = seed.draws(Purpose.CONTACT, person, version, 1);
        return "1" + draws.between(51, 79) + " " + draws.between(1_000_000, 9_999_999);
    }

    /** Empty texts stand for what nobody asked or told. */
    public boolean gavePhone(int person) {
        return !seed.draws(Purpose.CONTACT, person, -1).happens(0.15);
    }

    public boolean gaveBirthDate(int person) {
        return !seed.draws(Purpose.CONTACT, person, -2).happens(0.10);
    }

    public LocalDate birthDate(int person) {
        Draws draws = seed.draws(Purpose.PERSON, person, 2);
        return LocalDate.of(1945, 1, 1).plusDays(draws.below(22_000));
    }

    /** Where a person lives after having moved so many times. */
    public Address address(int person, int version) {
        Draws draws = seed.draws(Purpose.ADDRESS, person, version);
        int country = country(person);
        return new Address(
                draws.of(STREETS) + " " + draws.between(1, 140),
                Integer.toString(draws.between(10_000, 99_999)),
                draws.of(CITIES[country]),
                COUNTRIES[country]);
    }

    /** The number of a person's country, which stays. */
    int country(int person) {
        return seed.draws(Purpose.PERSON, person, 1).weighted(COUNTRY_SHARES);
    }

    public boolean newsletter(int person, int version) {
        return seed.draws(Purpose.PERSON, person, 3).happens(0.4) ^ (version & 1) == 1;
    }

    /** One of a person's cookies; some people have two. */
    public String visitor(int person, int device) {
        return "v" + hex(seed.draws(Purpose.PERSON, person, 100 + device).bits());
    }

    public int devices(int person) {
        return seed.draws(Purpose.PERSON, person, 4).happens(0.3) ? 2 : 1;
    }

    private Draws person(int person) {
        return seed.draws(Purpose.PERSON, person);
    }

    /** Sixteen digits. */
    public static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    /** Without accents. */
    public static String ascii(String name) {
        String spelled = name.replace("ß", "ss").replace("ø", "o");
        return Normalizer.normalize(spelled, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }
}

package org.lierne.loader.load;

import java.util.List;
import java.util.Random;

/**
 * What holds for a random vault as a whole.
 *
 * @param ghosts whether satellites have ghost records
 * @param named whether tables and columns have other names, as of a vault that is continued
 * @param automateDv whether hashes are those of that package
 * @param tenant whether every key begins with a tenant
 * @param skipsLinks whether a row that lacks the key of a participant says nothing of a link
 * @param groups how many groups of keys there are: the histories of each are its own, so one load tries many
 */
record RandomTraits(boolean ghosts, boolean named, boolean automateDv, boolean tenant, boolean skipsLinks, int groups) {

    /** As far as the definition of derived tables is worked out for them. */
    static RandomTraits withOwnNamesAndHashes(Random random) {
        return new RandomTraits(random.nextBoolean(), false, false, random.nextInt(5) == 0, random.nextInt(3) == 0, 1);
    }

    static RandomTraits of(Random random) {
        boolean automateDv = random.nextInt(5) == 0;
        return new RandomTraits(
                random.nextInt(3) == 0,
                random.nextInt(4) == 0,
                automateDv,
                !automateDv && random.nextInt(5) == 0,
                random.nextInt(4) == 0,
                random.nextInt(3) == 0 ? 6 : 1);
    }

    /** The same without one of them. */
    List<RandomTraits> plainer() {
        return List.of(
                new RandomTraits(false, named, automateDv, tenant, skipsLinks, groups),
                new RandomTraits(ghosts, false, automateDv, tenant, skipsLinks, groups),
                new RandomTraits(ghosts, named, false, tenant, skipsLinks, groups),
                new RandomTraits(ghosts, named, automateDv, tenant, false, groups));
    }

    /** As {@code vault.yml}. */
    String settings() {
        StringBuilder settings = new StringBuilder("vault: test\nrejects: 100%\nghost_records: ")
                .append(ghosts ? "lierne" : "none")
                .append('\n');
        if (named) {
            settings.append("""
                    names:
                      schema: Old Vault
                      hub: "H_{name}"
                      link: "l {name}"
                      satellite: "s_{name}"
                      hash_key: "HK {name}"
                      hashdiff: "HD_{name}"
                      load_date: LDTS
                      record_source: order
                    """);
        }
        if (automateDv) {
            settings.append("hashing: { profile: automate_dv }\n");
        }
        if (skipsLinks) {
            settings.append("null_keys: skip\n");
        }
        if (tenant) {
            settings.append("tenant: ").append(RandomModel.TENANT).append('\n');
        }
        return settings.toString();
    }
}

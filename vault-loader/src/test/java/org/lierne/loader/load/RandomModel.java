package org.lierne.loader.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A random vault: what the metadata say, and the same as plain facts for the oracle, which shares no code with the
 * loader.
 *
 * @param keyColumns per participant, the columns of a source that hold its key
 * @param rejectsMissing whether a record without a customer is rejected
 * @param codesMayLack whether rows may lack the key of a reference
 * @param sharedHistory whether the reference that several sources feed has a history
 * @param traits what holds for the vault as a whole
 */
record RandomModel(
        List<SourceFacts> sources,
        Map<String, List<String>> keyColumns,
        boolean rejectsMissing,
        boolean codesMayLack,
        boolean sharedHistory,
        RandomTraits traits) {

    /** The hub of the participants; {@code payer} is a role. */
    static final Map<String, String> HUBS = Map.of("customer", "customer", "payer", "customer", "product", "product");

    static final String LINE = "line";
    static final String TENANT = "tenant";
    static final String SHARED = "words";

    /** @param inOrder whether deliveries can arrive in the order of their rows: no load dates of rows */
    static RandomModel of(Random random, boolean inOrder, RandomTraits traits) {
        Map<String, List<String>> keyColumns = random.nextBoolean()
                ? Map.of(
                        "customer", List.of("region", "customer_id"),
                        "payer", List.of("payer_region", "payer_id"),
                        "product", List.of("product_id"))
                : Map.of(
                        "customer", List.of("customer_id"),
                        "payer", List.of("payer_id"),
                        "product", List.of("product_id"));
        if (traits.tenant()) {
            keyColumns = ofTenants(keyColumns);
        }
        List<SourceFacts> sources = new ArrayList<>();
        int count = List.of(1, 1, 1, 1, 2, 2, 3).get(random.nextInt(7));
        for (int number = 1; number <= count; number++) {
            sources.add(RandomSources.source(random, number, keyColumns, inOrder));
        }
        return new RandomModel(
                sources, keyColumns, random.nextInt(5) == 0, random.nextBoolean(), random.nextBoolean(), traits);
    }

    private static Map<String, List<String>> ofTenants(Map<String, List<String>> keyColumns) {
        Map<String, List<String>> ofTenants = new HashMap<>();
        keyColumns.forEach((key, columns) -> {
            List<String> all = new ArrayList<>(List.of(TENANT));
            all.addAll(columns);
            ofTenants.put(key, all);
        });
        return ofTenants;
    }

    RandomModel with(List<SourceFacts> others) {
        return new RandomModel(others, keyColumns, rejectsMissing, codesMayLack, sharedHistory, traits);
    }

    RandomModel with(RandomTraits others) {
        return new RandomModel(sources, keyColumns, rejectsMissing, codesMayLack, sharedHistory, others);
    }

    /** The settings, as {@code vault.yml}. */
    String settings() {
        return traits.settings();
    }

    String sourcesYaml() {
        return after(Evolution.NONE).sourcesYaml();
    }

    String modelYaml() {
        return after(Evolution.NONE).modelYaml();
    }

    RandomMetadata before(Evolution evolution) {
        return new RandomMetadata(this, evolution, true);
    }

    RandomMetadata after(Evolution evolution) {
        return new RandomMetadata(this, evolution, false);
    }

    /**
     * How the metadata change between two runs.
     *
     * @param later satellites, links, references and keys that are described only then
     * @param retired satellites that are not loaded from then on
     * @param renamed what has another name before
     */
    record Evolution(Set<String> later, Set<String> retired, Set<String> renamed) {
        static final Evolution NONE = new Evolution(Set.of(), Set.of(), Set.of());

        boolean isNone() {
            return equals(NONE);
        }
    }
}

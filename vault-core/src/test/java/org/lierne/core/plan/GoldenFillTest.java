package org.lierne.core.plan;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.DescriptiveSatellite;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;

/** The statements that fill a satellite from deliveries which are loaded already. */
class GoldenFillTest {

    private static final Vault VAULT = GoldenStatements.vault("parcels");
    private static final Satellite ADDED = VAULT.satellites().stream()
            .filter(satellite -> satellite instanceof DescriptiveSatellite)
            .filter(satellite -> VAULT.source(satellite.source()).tracked())
            .findFirst()
            .orElseThrow();
    private static final Source SOURCE = VAULT.source(ADDED.source());
    private static final SchemaDifference DIFFERENCE = SchemaDifference.between(VaultSchema.of(without(ADDED)), VAULT);
    private static final Vault ONLY = Targets.only(VAULT, SOURCE, Set.of("satellite " + ADDED.name()));

    private static Vault without(Satellite added) {
        List<Satellite> others = VAULT.satellites().stream()
                .filter(satellite -> !satellite.equals(added))
                .toList();
        return VAULT.loadingOnly(VAULT.links(), others, VAULT.references());
    }

    @Test
    void loadStatementsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "fill",
                "load.sql",
                dialect ->
                        LoadPlan.ofReadAgain(ONLY, DIFFERENCE.loaded(), dialect, Set.of(SOURCE.name()))
                                .statements()
                                .stream()
                                .filter(statement -> statement.target().contains("track")
                                        || statement.target().contains("lacking")
                                        || statement.target().contains(ADDED.name()))
                                .collect(Collectors.toList()));
    }

    @Test
    void theViewOfWhatIsTrackedIsTheGoldenOne() throws IOException {
        GoldenStatements.assertGolden(
                "fill",
                "views.sql",
                dialect -> new Views(VAULT, DIFFERENCE.loaded(), dialect)
                        .statements().stream()
                                .filter(statement -> statement.target().contains("tracked_"))
                                .toList());
    }
}

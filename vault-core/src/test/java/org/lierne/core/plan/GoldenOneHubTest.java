package org.lierne.core.plan;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;

/** Links of a hub with itself, and when a key was delivered: the tables are as ever, the views are not. */
class GoldenOneHubTest {

    private static final Vault VAULT = GoldenStatements.vault("oneself");
    private static final VaultSchema SCHEMA = SchemaDifference.ofNew(VAULT).loaded();

    @Test
    void loadStatementsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "oneself",
                "load.sql",
                LoadPlan.of(VAULT, SCHEMA, GoldenStatements.DIALECT, Set.of("matches"))
                        .statements());
    }

    @Test
    void viewsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "oneself", "views.sql", new Views(VAULT, SCHEMA, GoldenStatements.DIALECT).statements());
    }
}

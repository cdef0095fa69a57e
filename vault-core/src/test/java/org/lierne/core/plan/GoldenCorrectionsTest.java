package org.lierne.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.SchemaFinding;
import org.lierne.core.schema.VaultSchema;

/** How what happened once is loaded and read where counter rows correct it: in the link and beside it. */
class GoldenCorrectionsTest {

    private static final Vault VAULT = GoldenStatements.vault("corrections");
    private static final VaultSchema SCHEMA = SchemaDifference.ofNew(VAULT).loaded();

    @Test
    void loadStatementsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "corrections",
                "load.sql",
                dialect ->
                        LoadPlan.of(VAULT, SCHEMA, dialect, Set.of("payments")).statements());
    }

    @Test
    void viewsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "corrections", "views.sql", dialect -> new Views(VAULT, SCHEMA, dialect).statements());
    }

    @Test
    void counterRowsCannotBeSaidLater() {
        VaultSchema without =
                SchemaDifference.ofNew(GoldenStatements.vault("events")).schema();

        assertThat(SchemaDifference.between(without, VAULT).refusals())
                .extracting(SchemaFinding::code)
                .containsExactly("corrections_changed", "corrections_changed");
    }
}

package org.lierne.core.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.plan.stage.StagePlan;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/** What tells what is gone: of a source that delivers everything of a country, and of one of change records. */
class GoldenPresenceTest {

    private static final Vault VAULT = GoldenStatements.vault("catalogue");
    private static final VaultSchema SCHEMA = SchemaDifference.ofNew(VAULT).loaded();

    @Test
    void stageStatementsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden("catalogue", "stage.sql", GoldenPresenceTest::notingRejects);
    }

    private static List<Statement> notingRejects(Dialect dialect) {
        StagePlan plan = new StagePlan(VAULT, SCHEMA, dialect, VAULT.source("products"));
        List<Statement> statements = new ArrayList<>(plan.noteRejected(false));
        statements.add(plan.leftOut());
        return statements;
    }

    @Test
    void loadStatementsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "catalogue",
                "load.sql",
                dialect -> LoadPlan.of(VAULT, SCHEMA, dialect, Set.of("products", "shipments"))
                        .statements());
    }

    @Test
    void viewsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "catalogue", "views.sql", dialect -> new Views(VAULT, SCHEMA, dialect).statements());
    }
}

package org.lierne.core.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.plan.stage.ReadGroup;
import org.lierne.core.plan.stage.StagePlan;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/** How what happened once is judged and loaded: with an event key and without one, in the link and beside it. */
class GoldenEventsTest {

    private static final Vault VAULT = GoldenStatements.vault("events");
    private static final VaultSchema SCHEMA = SchemaDifference.ofNew(VAULT).loaded();

    @Test
    void judgingStatementsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden("events", "judge.sql", GoldenEventsTest::judging);
    }

    private static List<Statement> judging(Dialect dialect) {
        StagePlan plan = new StagePlan(VAULT, SCHEMA, dialect, VAULT.source("payments"));
        ReadGroup group = new ReadGroup(1, List.of(), List.of(), "");
        List<Statement> statements = new ArrayList<>(plan.listContradictions());
        statements.add(new Statement("errors", "audit.reject_error", plan.contradictionErrors(), Optional.empty()));
        statements.addAll(plan.keepAccepted(List.of(group)));
        return statements;
    }

    @Test
    void loadStatementsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "events",
                "load.sql",
                dialect -> LoadPlan.of(VAULT, SCHEMA, dialect, Set.of("payments", "clicks"))
                        .statements());
    }

    @Test
    void viewsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden("events", "views.sql", dialect -> new Views(VAULT, SCHEMA, dialect).statements());
    }
}

package org.lierne.core.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.rebuild.RebuildPlan;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/** The statements that make deliveries again from what is stored, and compare them. */
class GoldenRebuildTest {

    @Test
    void rowsOfEverySourceAreMadeAgainOnEveryEngine() throws IOException {
        for (String vault : List.of("parcels", "prices", "catalogue", "references")) {
            Vault described = GoldenStatements.vault(vault);
            GoldenStatements.assertGolden(vault, "rebuild.sql", dialect -> rebuild(described, dialect));
        }
    }

    private static List<Statement> rebuild(Vault vault, Dialect dialect) {
        VaultSchema schema = SchemaDifference.ofNew(vault).loaded();
        return vault.sources().stream()
                .filter(Source::tracked)
                .map(source -> new RebuildPlan(vault, schema, dialect, source).rebuild())
                .toList();
    }

    @Test
    void comparisonIsTheGoldenOne() throws IOException {
        Vault vault = GoldenStatements.vault("parcels");
        VaultSchema schema = SchemaDifference.ofNew(vault).loaded();
        RebuildPlan plan = new RebuildPlan(vault, schema, GoldenStatements.DIALECT, vault.source("parcels"));
        List<Statement> statements = new ArrayList<>(plan.prepare());
        statements.addAll(plan.compare());
        statements.add(Statement.of("count", "rebuild_said", plan.counts()));
        statements.add(Statement.of("tell differences", "rebuild_noted", plan.differences()));
        statements.add(Statement.of("tell what is kept nowhere", "rebuild_noted", plan.notKept()));

        GoldenStatements.assertGolden("parcels", "compare.sql", statements);
    }
}

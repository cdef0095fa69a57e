package org.lierne.core.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.plan.stage.ReadGroup;
import org.lierne.core.plan.stage.StagePlan;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;

/** A tenant begins every key, whatever its role, and every hash key. */
class GoldenTenantsTest {

    private static final Vault VAULT = GoldenStatements.vault("tenants");
    private static final VaultSchema SCHEMA = SchemaDifference.ofNew(VAULT).loaded();

    @Test
    void statementsAreTheGoldenOnes() throws IOException {
        StagePlan plan = new StagePlan(VAULT, SCHEMA, GoldenStatements.DIALECT, VAULT.source("orders"));
        String path = "landing/north/orders_20240101.csv";
        ReadGroup group = new ReadGroup(
                1,
                List.of(new ReadGroup.File(path, path, Map.of("tenant", "north"))),
                Stream.of("order_id", "buyer", "recipient", "amount")
                        .map(Optional::of)
                        .toList(),
                "header=true");
        GoldenStatements.assertGolden("tenants", "stage.sql", List.of(plan.read(group)));
        List<Statement> load = new ArrayList<>(LoadPlan.of(VAULT, SCHEMA, GoldenStatements.DIALECT, Set.of("orders"))
                .statements());
        load.removeIf(statement -> !statement.target().contains(".hub_"));
        GoldenStatements.assertGolden("tenants", "load.sql", load);
    }
}

package org.lierne.core.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lierne.core.erasure.ErasedKey;
import org.lierne.core.erasure.ErasurePlan;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.sql.DuckDbDialect;

/** The statements that take a key out of the tables of all kinds. */
class GoldenErasureTest {

    private static final String HASH = "0cc175b9c0f1b6a831c399e269772661";

    @Test
    void aKeyIsTakenOutOfTheTablesOfAllKinds() throws IOException {
        assertGolden("parcels", "customer");
        assertGolden("prices", "product");
        assertGolden("corrections", "customer");
    }

    private static void assertGolden(String folder, String name) throws IOException {
        Vault vault = GoldenStatements.vault(folder);
        Hub hub = vault.hubs().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(vault.hubs().get(0));
        ErasurePlan plan = new ErasurePlan(vault, SchemaDifference.ofNew(vault).loaded(), DuckDbDialect.INSTANCE, hub);
        List<Optional<String>> parts = Collections.nCopies(hub.key().size(), Optional.of("123456"));
        List<Statement> statements = new ArrayList<>(plan.find(List.of(new ErasedKey(HASH, parts))));
        statements.add(plan.judge());
        statements.addAll(plan.note());
        statements.addAll(plan.erase());
        GoldenStatements.assertGolden(folder, "erase_" + hub.name() + ".sql", statements);
    }
}

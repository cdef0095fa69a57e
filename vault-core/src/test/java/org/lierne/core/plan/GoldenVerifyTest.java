package org.lierne.core.plan;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.verify.VaultChecks;
import org.lierne.core.verify.check.Past;

/** What small vaults are held to, as texts to review. {@code -Dlierne.golden.write=true} writes them anew. */
class GoldenVerifyTest {

    @ParameterizedTest
    @ValueSource(strings = {"parcels", "prices", "catalogue", "snapshots"})
    void checksAreTheGoldenOnes(String folder) throws IOException {
        Vault vault = GoldenStatements.vault(folder);
        VaultSchema schema = SchemaDifference.ofNew(vault).loaded();

        GoldenStatements.assertGolden(
                folder,
                "verify.sql",
                dialect -> Stream.concat(
                                VaultChecks.ofStructure(vault, schema, dialect).stream(),
                                VaultChecks.of(vault, schema, dialect, Past.none(vault, schema), Map.of()).stream())
                        .map(check -> Statement.of(check.promise().code(), check.table(), check.sql()))
                        .toList());
    }
}

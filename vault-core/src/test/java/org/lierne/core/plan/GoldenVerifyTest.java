package org.lierne.core.plan;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.verify.VaultChecks;
import org.lierne.core.verify.check.FormerModels;

/** What small vaults are held to, as texts to review. {@code -Dlierne.golden.write=true} writes them anew. */
class GoldenVerifyTest {

    @ParameterizedTest
    @ValueSource(strings = {"parcels", "prices", "catalogue", "snapshots"})
    void checksAreTheGoldenOnes(String folder) throws IOException {
        Vault vault = GoldenStatements.vault(folder);
        VaultSchema schema = SchemaDifference.ofNew(vault).loaded();
        SnapshotDate date =
                new SnapshotDate(LocalDateTime.of(2024, 1, 31, 23, 59, 59), Set.of(SnapshotRule.Every.DAILY));
        Map<String, List<SnapshotDate>> dates = vault.businessVault().snapshots().stream()
                .collect(Collectors.toMap(SnapshotRule::name, rule -> List.of(date)));

        GoldenStatements.assertGolden(
                folder,
                "verify.sql",
                dialect -> Stream.concat(
                                VaultChecks.ofStructure(vault, schema, dialect).stream(),
                                VaultChecks.of(vault, schema, dialect, FormerModels.none(vault, schema), dates)
                                        .stream())
                        .map(check -> Statement.of(check.promise().code(), check.table(), check.sql()))
                        .toList());
    }
}

package org.lierne.loader.load;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;
import org.lierne.loader.rebuild.Rebuild;
import org.lierne.loader.rebuild.RebuildRequest;
import org.lierne.loader.verify.Verifier;
import org.lierne.loader.verify.VerifyRequest;
import org.lierne.loader.warehouse.Warehouse;
import org.lierne.loader.warehouse.WarehouseSettings;

/** What reads a vault says so where there is none. */
class NoVaultTest {

    private static final String NO_VAULT = "\"empty.duckdb\" holds no vault. Nothing was changed.";

    @TempDir
    private Path folder;

    @Test
    void aDatabaseThatWasNeverMigratedHoldsNoVault() {
        try (Project project = Project.of(
                        folder.resolve("project"),
                        "source: customers\nfiles: c_*.csv\nkeys: [customer]\ncolumns: { customer_id: varchar }\n",
                        "hubs: { customer: customer_id }\n");
                Warehouse empty = Warehouse.open(folder.resolve("empty.duckdb"), WarehouseSettings.defaults())) {
            Verifier verifier = new Verifier(project.vault(), project.schema(), empty);
            Rebuild rebuild = new Rebuild(project.vault(), project.schema(), empty.connection());

            assertThatExceptionOfType(LierneException.class)
                    .isThrownBy(() -> verifier.verify(VerifyRequest.ALL))
                    .withMessage(NO_VAULT);
            assertThatExceptionOfType(LierneException.class)
                    .isThrownBy(() -> rebuild.run(RebuildRequest.of(folder)))
                    .withMessage(NO_VAULT);
        }
    }
}

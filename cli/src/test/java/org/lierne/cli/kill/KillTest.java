package org.lierne.cli.kill;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One kill at places that differ in kind; {@link EveryPlaceKillTest} goes to all of them, often. */
final class KillTest {

    @TempDir
    static Path folder;

    static Scene retail;

    @BeforeAll
    static void load() throws IOException, InterruptedException {
        retail = new Scenes(folder).retail();
    }

    @Test
    void aKilledRunLosesAndDoublesNothing() throws Exception {
        Kill.at(retail, folder.resolve("killed"), retail.place("loading:raw_vault.sat_product_description"));
    }

    @Tag("thorough")
    @Test
    void aRunThatIsToldToEndClearsUp() throws Exception {
        Kill.terminatedAt(retail, folder.resolve("terminated"), retail.place("staging:stage_invoices"));
    }
}

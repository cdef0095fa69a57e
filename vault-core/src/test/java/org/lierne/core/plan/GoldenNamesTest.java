package org.lierne.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.RecordedModel;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Migration;

/** Tables of another tool: taken over, shown under Lierne's names, and loaded. */
class GoldenNamesTest {

    private static final Vault VAULT = GoldenStatements.vault("names");
    private static final SchemaDifference NEW = SchemaDifference.ofNew(VAULT);

    @Test
    void theMigrationIsTheGoldenOne() throws IOException {
        String sql = Migration.of(NEW, true, GoldenStatements.DIALECT).sql();

        GoldenStatements.assertGolden(
                "names",
                "tables.sql",
                List.of(new Statement("migrate", "dv", sql.strip().replaceAll(";$", ""), Optional.empty())));
    }

    @Test
    void loadStatementsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "names",
                "load.sql",
                LoadPlan.of(VAULT, NEW.loaded(), GoldenStatements.DIALECT, Set.of("orders"))
                        .statements());
    }

    @Test
    void viewsAreTheGoldenOnes() throws IOException {
        List<Statement> views = new ArrayList<>(new Views(VAULT, NEW.loaded(), GoldenStatements.DIALECT).statements());

        GoldenStatements.assertGolden("names", "views.sql", views);
    }

    @Test
    void theRecordedModelKeepsTheNames() {
        VaultSchema read = RecordedModel.read(RecordedModel.write(NEW.schema()));

        assertThat(read).isEqualTo(NEW.schema());
        assertThat(SchemaDifference.between(read, VAULT).isEmpty()).isTrue();
    }
}

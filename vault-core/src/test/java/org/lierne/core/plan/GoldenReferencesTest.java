package org.lierne.core.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaChange;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.Ddl;
import org.lierne.core.sql.Dialect;

/** Tables, loads and views of reference tables: of several sources, and with a history. */
class GoldenReferencesTest {

    private static final Vault VAULT = GoldenStatements.vault("references");
    private static final SchemaDifference NEW = SchemaDifference.ofNew(VAULT);

    @Test
    void tablesAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden("references", "tables.sql", GoldenReferencesTest::tables);
    }

    private static List<Statement> tables(Dialect dialect) {
        Ddl ddl = new Ddl(dialect, VAULT.hashing());
        List<Statement> statements = new ArrayList<>();
        for (Table table : NEW.schema().tables()) {
            for (String sql : ddl.statements(new SchemaChange.CreateTable(table))) {
                statements.add(new Statement("create", table.name(), sql, Optional.empty()));
            }
        }
        return statements;
    }

    @Test
    void loadStatementsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "references",
                "load.sql",
                dialect -> LoadPlan.of(VAULT, NEW.loaded(), dialect, Set.of("indicators"))
                        .statements());
    }

    @Test
    void viewsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "references", "views.sql", dialect -> new Views(VAULT, NEW.loaded(), dialect).statements());
    }
}

package org.lierne.core.plan;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lierne.core.businessvault.BusinessVaultPlan;
import org.lierne.core.businessvault.SnapshotDates;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.SchemaChange;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.Table;
import org.lierne.core.sql.Ddl;
import org.lierne.core.sql.Dialect;

/**
 * What is derived: point-in-time tables of a hub with satellites of three kinds and of a link, and bridges over links of
 * three kinds: with effectivity, with a driving key, and from full deliveries.
 */
class GoldenBusinessVaultTest {

    private static final Vault VAULT = GoldenStatements.vault("snapshots");
    private static final SchemaDifference NEW = SchemaDifference.ofNew(VAULT);

    @Test
    void tablesAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden("snapshots", "tables.sql", GoldenBusinessVaultTest::tables);
    }

    private static List<Statement> tables(Dialect dialect) {
        Ddl ddl = new Ddl(dialect, VAULT.hashing());
        List<Statement> statements = new ArrayList<>();
        for (Table table : NEW.schema().tables()) {
            if (table.isDerived()) {
                ddl.statements(new SchemaChange.CreateTable(table))
                        .forEach(sql ->
                                statements.add(new Statement("create", table.qualifiedName(), sql, Optional.empty())));
            }
        }
        return statements;
    }

    @Test
    void buildStatementsAreTheGoldenOnes() throws IOException {
        SnapshotRule rule = VAULT.businessVault().snapshots("nightly");
        List<SnapshotDates.SnapshotDate> dates = SnapshotDates.of(
                rule, ZoneOffset.UTC, LocalDateTime.parse("2024-01-31T00:00"), LocalDateTime.parse("2024-02-01T00:00"));
        GoldenStatements.assertGolden(
                "snapshots",
                "build.sql",
                dialect -> BusinessVaultPlan.of(VAULT, NEW.loaded(), dialect, Map.of(rule.name(), dates))
                        .statements());
    }
}

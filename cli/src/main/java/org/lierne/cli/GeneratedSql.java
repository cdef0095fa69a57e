package org.lierne.cli;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.cli.command.Operations.Statement;
import org.lierne.core.businessvault.BusinessVaultPlan;
import org.lierne.core.businessvault.SnapshotDates;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;
import org.lierne.core.plan.Ghosts;
import org.lierne.core.plan.load.LoadPlan;
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaChange;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.Table;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Ddl;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.loader.warehouse.Migrations;
import org.lierne.marts.mart.MartQueries;
import org.lierne.marts.mart.MartQuery;
import org.lierne.marts.project.VaultProject;

/** The statements that a vault means: tables as they are when all migrations are applied, views, loads, marts. */
final class GeneratedSql {

    private GeneratedSql() {}

    static List<Statement> of(Path project) {
        Vault vault = VaultProject.read(project).vault();
        SchemaDifference difference = Migrations.of(project).plan(vault);
        VaultSchema schema = difference.loaded();
        Dialect dialect = DuckDbDialect.INSTANCE;
        Ddl ddl = new Ddl(dialect, difference.schema());
        List<Statement> all = new ArrayList<>();
        all.add(new Statement(Table.RAW_VAULT, "the schema", ddl.createSchema(), false));
        for (Table table : difference.schema().tables()) {
            List<String> statements = ddl.statements(new SchemaChange.CreateTable(table));
            for (String sql : statements) {
                String name = sql.startsWith("create schema")
                        ? "the schema"
                        : sql.startsWith("create table") ? "the table" : "the zero keys";
                all.add(new Statement(table.qualifiedName(), name, sql, false));
            }
        }
        new Ghosts(vault, schema, dialect).statements().forEach(each -> all.add(statement(each)));
        new Views(vault, schema, dialect).statements().forEach(each -> all.add(statement(each)));
        Set<String> sources = vault.sources().stream().map(Source::name).collect(Collectors.toSet());
        LoadPlan.of(vault, schema, dialect, sources).statements().forEach(each -> all.add(statement(each)));
        BusinessVaultPlan.of(vault, schema, dialect, exampleDates(vault))
                .statements()
                .forEach(each -> all.add(statement(each)));
        for (MartQuery mart : MartQueries.of(vault, schema)) {
            all.add(new Statement("mart." + mart.name(), "the mart", mart.sql(), false));
        }
        return List.copyOf(all);
    }

    /** Which dates there are depends on what is loaded; the statements tell them by name. */
    private static Map<String, List<SnapshotDates.SnapshotDate>> exampleDates(Vault vault) {
        LocalDateTime day = LocalDateTime.of(2024, 12, 31, 0, 0);
        return vault.businessVault().snapshots().stream()
                .collect(Collectors.toMap(
                        SnapshotRule::name, rule -> SnapshotDates.of(rule, vault.timezone(), day.minusDays(1), day)));
    }

    private static Statement statement(org.lierne.core.plan.Statement planned) {
        return new Statement(
                planned.target(),
                planned.name(),
                planned.sql(),
                !planned.target().contains("."));
    }
}

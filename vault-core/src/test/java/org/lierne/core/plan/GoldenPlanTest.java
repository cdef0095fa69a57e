package org.lierne.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.lierne.core.plan.view.Views;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;

/**
 * All statements of a small vault, as texts to review: a composite key, a role, a dependent child key, satellites on a
 * hub and on a link, an effectivity satellite, a sequence; and of one with
 * a multi-active satellite. {@code -Dlierne.golden.write=true} writes them anew.
 */
class GoldenPlanTest {

    private static final Dialect DIALECT = GoldenStatements.DIALECT;
    private static final Vault VAULT = GoldenStatements.vault("parcels");
    private static final VaultSchema SCHEMA = SchemaDifference.ofNew(VAULT).loaded();

    @Test
    void stageStatementsAreTheGoldenOnes() throws IOException {
        StagePlan plan = new StagePlan(VAULT, SCHEMA, DIALECT, VAULT.source("parcels"));
        List<Optional<String>> fields = Stream.of(
                        "parcel_no",
                        "leg",
                        "country",
                        "depot_no",
                        "sender",
                        "recipient",
                        "",
                        "scanned_at",
                        "weight",
                        "depot_name")
                .map(field -> Optional.of(field).filter(name -> !name.isEmpty()))
                .toList();
        ReadGroup group = new ReadGroup(1, List.of(file("20240101"), file("20240102")), fields, "header=true");
        List<Statement> statements = new ArrayList<>(
                List.of(plan.pending(), plan.refused(), plan.read(group), plan.stage(List.of(group), true)));
        statements.addAll(plan.keepAccepted(List.of(group)));

        GoldenStatements.assertGolden("parcels", "stage.sql", statements);
    }

    @Test
    void rowsOfNestedAndOfTypedFilesBringTheirNumbers() throws IOException {
        Vault nested = GoldenStatements.vault("nested");
        VaultSchema schema = SchemaDifference.ofNew(nested).loaded();
        StagePlan json = new StagePlan(nested, schema, DIALECT, nested.source("baskets"));
        ReadGroup rows = new ReadGroup(
                1,
                List.of(new ReadGroup.File("work/1.rows", "work/1.rows", Map.of())),
                List.of(Optional.of("basket_id"), Optional.of("sku"), Optional.of("quantity")),
                "header=false");
        List<Statement> statements = new ArrayList<>(List.of(json.read(rows), json.stage(List.of(rows), false)));
        statements.addAll(json.keepAccepted(List.of(rows)));
        statements.add(Statement.of("count records", "stage_baskets", json.counts()));
        statements.add(Statement.of("find errors", "stage_baskets", json.errors()));
        StagePlan parquet = new StagePlan(nested, schema, DIALECT, nested.source("stock"));
        ReadGroup typed = new ReadGroup(
                1,
                List.of(new ReadGroup.File("landing/stock.parquet", "landing/stock.parquet", Map.of())),
                List.of(Optional.of("sku"), Optional.of("counted_at"), Optional.of("shelf")),
                List.of(
                        new ReadGroup.TypedField(List.of("SKU"), "BIGINT"),
                        new ReadGroup.TypedField(List.of("counted_at"), "TIMESTAMP WITH TIME ZONE"),
                        new ReadGroup.TypedField(List.of("place", "Shelf"), "VARCHAR[]")),
                "file_row_number=true");
        statements.addAll(List.of(parquet.read(typed), parquet.stage(List.of(typed), false)));

        GoldenStatements.assertGolden("nested", "stage.sql", statements);
    }

    private static ReadGroup.File file(String date) {
        String path = "landing/parcels_" + date + ".csv";
        return new ReadGroup.File(path, path, Map.of("country", "de"));
    }

    @Test
    void loadStatementsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "parcels",
                "load.sql",
                dialect ->
                        LoadPlan.of(VAULT, SCHEMA, dialect, Set.of("parcels")).statements());
    }

    @Test
    void ghostRecordsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "parcels", "ghosts.sql", dialect -> new Ghosts(VAULT, SCHEMA, dialect).statements());
    }

    @Test
    void viewsAreTheGoldenOnes() throws IOException {
        GoldenStatements.assertGolden(
                "parcels", "views.sql", dialect -> new Views(VAULT, SCHEMA, dialect).statements());
    }

    @Test
    void statementsOfBlocksAreTheGoldenOnes() throws IOException {
        Vault vault = GoldenStatements.vault("prices");
        VaultSchema schema = SchemaDifference.ofNew(vault).loaded();
        List<Optional<String>> fields = Stream.of("sku", "currency", "customer_group", "price")
                .map(Optional::of)
                .toList();
        String path = "landing/prices_20240101.csv";
        ReadGroup group = new ReadGroup(1, List.of(new ReadGroup.File(path, path, Map.of())), fields, "header=true");
        StagePlan plan = new StagePlan(vault, schema, DIALECT, vault.source("price_list"));

        GoldenStatements.assertGolden("prices", "stage.sql", List.of(plan.stage(List.of(group), false)));
        GoldenStatements.assertGolden(
                "prices",
                "load.sql",
                dialect -> LoadPlan.of(vault, schema, dialect, Set.of("price_list")).statements().stream()
                        .filter(statement -> statement.target().contains("product_price"))
                        .toList());
        GoldenStatements.assertGolden("prices", "views.sql", dialect -> new Views(vault, schema, dialect).statements());
        GoldenStatements.assertGolden(
                "prices",
                "tracking_ends.sql",
                dialect -> LoadPlan.of(vault, schema, dialect, Set.of("price_list")).statements().stream()
                        .filter(statement -> statement.name().matches("find rows whose.*|note what is.*|end tracking"))
                        .toList());
    }

    @Test
    void statementsOfLinksThatSkipMissingKeysAreTheGoldenOnes() throws IOException {
        Vault vault = GoldenStatements.vault("skips");
        VaultSchema schema = SchemaDifference.ofNew(vault).loaded();
        List<Optional<String>> fields = Stream.of("order_no", "customer_no", "country", "shop_no", "terms")
                .map(Optional::of)
                .toList();
        String path = "landing/orders_20240101.csv";
        ReadGroup group = new ReadGroup(1, List.of(new ReadGroup.File(path, path, Map.of())), fields, "header=true");
        StagePlan plan = new StagePlan(vault, schema, DIALECT, vault.source("orders"));

        GoldenStatements.assertGolden(
                "skips",
                "stage.sql",
                List.of(
                        plan.stage(List.of(group), false),
                        Statement.of("count skipped rows", "stage_orders", plan.skippedKeys())));
        Set<String> sources = Set.of("orders", "payments");
        GoldenStatements.assertGolden(
                "skips",
                "load.sql",
                dialect -> LoadPlan.of(vault, schema, dialect, sources).statements().stream()
                        .filter(statement -> statement.target().matches("raw_vault\\.(link|sat|presence)_.*"))
                        .toList());
        GoldenStatements.assertGolden("skips", "views.sql", dialect -> new Views(vault, schema, dialect).statements());
    }

    @Test
    void sourcesThatAreNotStagedAreNotLoaded() {
        assertThat(LoadPlan.of(VAULT, SCHEMA, DIALECT, Set.of()).statements()).isEmpty();
    }
}

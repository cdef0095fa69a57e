package org.lierne.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.metadata.MetadataResult;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.DuckDbDialect;

/**
 * All statements of a small vault, as texts to review: a composite key, a role, a dependent child key, satellites on a
 * hub and on a link, an effectivity satellite, a sequence; and of one with a multi-active satellite. {@code -Dlierne.golden.write=true} writes them anew.
 */
class GoldenPlanTest {

    private static final Dialect DIALECT = DuckDbDialect.INSTANCE;
    private static final Vault VAULT = vault("parcels");
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

        assertGolden("stage.sql", statements);
    }

    private static ReadGroup.File file(String date) {
        String path = "landing/parcels_" + date + ".csv";
        return new ReadGroup.File(path, path, Map.of("country", "de"));
    }

    @Test
    void loadStatementsAreTheGoldenOnes() throws IOException {
        assertGolden(
                "load.sql",
                LoadPlan.of(VAULT, SCHEMA, DIALECT, Set.of("parcels")).statements());
    }

    @Test
    void viewsAreTheGoldenOnes() throws IOException {
        assertGolden("views.sql", new Views(VAULT, SCHEMA, DIALECT).statements());
    }

    @Test
    void statementsOfBlocksAreTheGoldenOnes() throws IOException {
        Vault vault = vault("prices");
        VaultSchema schema = SchemaDifference.ofNew(vault).loaded();
        List<Optional<String>> fields = Stream.of("sku", "currency", "customer_group", "price")
                .map(Optional::of)
                .toList();
        String path = "landing/prices_20240101.csv";
        ReadGroup group = new ReadGroup(1, List.of(new ReadGroup.File(path, path, Map.of())), fields, "header=true");
        StagePlan plan = new StagePlan(vault, schema, DIALECT, vault.source("price_list"));

        assertGolden("prices", "stage.sql", List.of(plan.stage(List.of(group), false)));
        assertGolden(
                "prices",
                "load.sql",
                LoadPlan.of(vault, schema, DIALECT, Set.of("price_list")).statements().stream()
                        .filter(statement -> statement.target().contains("product_price"))
                        .toList());
        assertGolden("prices", "views.sql", new Views(vault, schema, DIALECT).statements());
    }

    @Test
    void sourcesThatAreNotStagedAreNotLoaded() {
        assertThat(LoadPlan.of(VAULT, SCHEMA, DIALECT, Set.of()).statements()).isEmpty();
    }

    private static void assertGolden(String name, List<Statement> statements) throws IOException {
        assertGolden("parcels", name, statements);
    }

    private static void assertGolden(String vault, String name, List<Statement> statements) throws IOException {
        String text = statements.stream().map(GoldenPlanTest::render).collect(Collectors.joining("\n"));
        String resource = vault + "/" + DIALECT.name() + "/" + name;
        if (Boolean.getBoolean("lierne.golden.write")) {
            Path file = Path.of("src/test/resources/org/lierne/core/plan").resolve(resource);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return;
        }
        try (InputStream golden = GoldenPlanTest.class.getResourceAsStream(resource)) {
            String expected =
                    new String(Objects.requireNonNull(golden, resource).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text)
                    .as("statements of %s; write them anew by -Dlierne.golden.write=true", name)
                    .isEqualTo(expected);
        }
    }

    private static String render(Statement statement) {
        String condition = statement
                .onlyIf()
                .map(query -> "-- only if:\n"
                        + query.lines().map(line -> "--   " + line).collect(Collectors.joining("\n")) + "\n")
                .orElse("");
        return "-- " + statement.name() + ": " + statement.target() + "\n" + condition + statement.sql() + ";\n";
    }

    private static Vault vault(String name) {
        try {
            Path folder = Path.of(Objects.requireNonNull(GoldenPlanTest.class.getResource(name))
                    .toURI());
            MetadataResult result = MetadataReader.read(folder);
            return result.vault()
                    .orElseThrow(
                            () -> new IllegalStateException(result.diagnostics().toString()));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

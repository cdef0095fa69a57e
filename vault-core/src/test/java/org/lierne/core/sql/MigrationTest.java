package org.lierne.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lierne.core.schema.RecordedModel;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.SmallVault;

class MigrationTest {

    @Test
    void theFirstMigrationIsTheGoldenOne() throws IOException {
        Migration migration =
                Migration.of(SchemaDifference.ofNew(SmallVault.orders().build()), true);

        assertThat(migration.slug()).isEqualTo("create_vault");
        assertThat(migration.sql()).isEqualTo(golden("create_vault.sql"));
        assertThat(migration.model()).isEqualTo(golden("create_vault.json"));
    }

    @Test
    void theRecordedModelIsReadBackAsItWasWritten() {
        SchemaDifference difference = SchemaDifference.ofNew(SmallVault.orders().build());

        assertThat(RecordedModel.read(RecordedModel.write(difference.schema()))).isEqualTo(difference.schema());
    }

    private static String golden(String name) throws IOException {
        try (InputStream stream = MigrationTest.class.getResourceAsStream("duckdb/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

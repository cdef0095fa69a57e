package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.core.LierneException;
import org.lierne.marts.project.VaultProject;

/** A project is read again if what describes it has changed, and only then. */
class KnownProjectTest {

    @TempDir
    private Path folder;

    private final KnownProject known = new KnownProject();

    @Test
    void isReadAgainWhereItsDescriptionChanged() throws IOException {
        write("vault.yml", "vault: shop\n");
        write("sources/customers.yml", """
                source: customers
                files: "customers_{load_date:yyyyMMdd}.csv"
                keys: [customer]
                columns: { customer_id: varchar, name: varchar }
                """);
        write("model/customers.yml", """
                hubs: { customer: customer_id }
                satellites: { customer_details: { of: customer, from: customers } }
                """);
        VaultProject first = known.read(folder);
        write("landing/customers_20240101.csv", "customer_id,name\n");
        write("migrations/duckdb/V9__other.sql", "select 1;\n");
        assertThat(known.read(folder))
                .as("deliveries and migrations describe nothing")
                .isSameAs(first);

        write("marts/customers.yml", "marts: { dim_customer: { kind: dimension, of: customer } }\n");
        assertThat(known.read(folder).vault().marts()).hasSize(1);

        write("marts/customers.yml", "marts: { dim_customer: { kind: dimension, of: nobody } }\n");
        assertThatThrownBy(() -> known.read(folder)).isInstanceOf(LierneException.class);
        assertThatThrownBy(() -> known.read(folder)).as("still").isInstanceOf(LierneException.class);
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}

package org.lierne.core.plan;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Vault;
import org.lierne.core.schema.SchemaDifference;
import org.lierne.core.schema.VaultSchema;
import org.lierne.core.sql.Dialect;
import org.lierne.core.trace.KeyTexts;
import org.lierne.core.trace.Span;
import org.lierne.core.trace.Subject;
import org.lierne.core.trace.TracePlan;
import org.lierne.core.trace.TracedTable;

/** The statements that tell what is stored on a key. */
class GoldenTraceTest {

    private static final String HASH = "0cc175b9c0f1b6a831c399e269772661";

    @Test
    void aKeyIsTracedThroughTheTablesOfAllKinds() throws IOException {
        assertGolden("parcels", "customer", "trace_customer.sql");
        assertGolden("parcels", "parcel_leg", "trace_parcel_leg.sql");
        assertGolden("prices", "product", "trace_product.sql");
        assertGolden("catalogue", "product", "trace_product.sql");
        assertGolden("corrections", "payment", "trace_payment.sql");
        assertGolden("references", "country", "trace_country.sql");
    }

    private static void assertGolden(String folder, String name, String golden) throws IOException {
        Vault vault = GoldenStatements.vault(folder);
        Subject subject = Subject.named(vault, name).orElseThrow();
        GoldenStatements.assertGolden(folder, golden, dialect -> trace(vault, subject, dialect));
    }

    private static List<Statement> trace(Vault vault, Subject subject, Dialect dialect) {
        VaultSchema schema = SchemaDifference.ofNew(vault).loaded();
        TracePlan plan = new TracePlan(vault, schema, dialect, subject, HASH);
        Span span = new Span(Optional.of(LocalDateTime.of(2024, 1, 31, 0, 0)), Optional.empty(), 100);
        List<Statement> statements = new ArrayList<>(plan.prepare());
        plan.tables(span, false).stream().map(TracedTable::statement).forEach(statements::add);
        plan.sources().forEach(source -> statements.add(plan.countDeliveries(source, span)));
        return statements;
    }

    @Test
    void aKeyIsCleanedAsLoadsDo() throws IOException {
        Vault vault = GoldenStatements.vault("prices");
        Subject.OfHub product = (Subject.OfHub) Subject.named(vault, "product").orElseThrow();
        List<String> key = List.of("a-7");
        GoldenStatements.assertGolden(
                "prices",
                "trace_key.sql",
                dialect -> List.of(
                        new KeyTexts(vault, product).cleaning(key, dialect).orElseThrow(),
                        TracePlan.nearMisses(product.hub(), key, dialect)));
    }
}

package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.cli.command.Operations;
import org.lierne.core.metadata.MetadataReader;
import org.lierne.core.model.Vault;
import org.lierne.core.trace.What;
import org.lierne.loader.trace.Change;
import org.lierne.loader.trace.Timeline;
import org.lierne.loader.trace.TraceEvent;
import org.lierne.loader.trace.Value;

/** What {@code trace} tells of a timeline, and what it keeps to itself. */
final class TraceCommandTest {

    private static final UUID DELIVERY = UUID.fromString("c4ca4238-a0b9-2382-0dcc-509a6f75849b");

    @TempDir
    Path folder;

    private final FakeOperations operations = new FakeOperations();
    private CapturedConsole captured = CapturedConsole.piped();

    @BeforeEach
    void knowOneChange() throws IOException {
        Files.createDirectories(folder.resolve("sources"));
        Files.writeString(folder.resolve("vault.yml"), "vault: shop\n");
        Files.writeString(folder.resolve("sources/shop.yml"), """
                system: shop
                files: "{source}_{load_date:yyyyMMdd}.csv"
                sources:
                  customers: { keys: [customer], columns: { customer_id: varchar, email: varchar }, sensitive: [email] }
                """);
        Files.createDirectories(folder.resolve("model"));
        Files.writeString(folder.resolve("model/shop.yml"), """
                hubs: { customer: customer_id }
                satellites: { customer_details: { of: customer, from: customers } }
                """);
        Vault vault = MetadataReader.read(folder).vault().orElseThrow();
        TraceEvent event = new TraceEvent(
                What.CHANGED,
                LocalDateTime.of(2024, 1, 2, 0, 0),
                "sat_customer_details",
                List.of(new Value("order", 7, false)),
                List.of(),
                List.of(
                        new Change("city", "Ulm", null, false),
                        new Change("email", "ada@example.org", "ada@example.com", true)),
                Optional.of("customers"),
                Optional.of("shop.customers"),
                Optional.of(new TraceEvent.Origin(DELIVERY, Optional.of("customers_20240102.csv"), 2, 3, 1)),
                4,
                Optional.of("C1,,ada@example.com"));
        operations.traced = new Operations.Traced(
                vault,
                new Timeline(
                        "customer",
                        List.of(new Value("customer_id", "C1", false)),
                        "c4ca4238a0b923820dcc509a6f75849b",
                        List.of(event),
                        true,
                        List.of(),
                        List.of("Something is not known.")));
    }

    private int trace(String... arguments) {
        List<String> all = new ArrayList<>(List.of("trace", "--project", folder.toString()));
        all.addAll(List.of(arguments));
        captured = CapturedConsole.piped();
        return Lierne.run(captured.console(), operations, all.toArray(String[]::new));
    }

    @Test
    void whatIsSensitiveIsMaskedUnlessAskedFor() {
        assertThat(trace("customer", "C1", "--source")).isZero();

        assertThat(captured.out())
                .contains("[order 7] city: Ulm → ∅, email: (masked)")
                .contains("customers_20240102.csv (content 2)")
                .contains("(masked; --show-sensitive shows it)")
                .doesNotContain("example");
        assertThat(captured.err())
                .contains("The latest 1 event of customer C1, hash key c4ca4238a0b923820dcc509a6f75849b;")
                .contains("Something is not known.");
        assertThat(trace("customer", "C1", "--source", "--show-sensitive")).isZero();
        assertThat(captured.out()).contains("email: ada@example.org → ada@example.com", "C1,,ada@example.com");
    }

    @Test
    void programsReadTheSame() {
        assertThat(trace("customer", "C1", "--output", "json")).isZero();
        assertThat(captured.out())
                .contains("\"of\":{\"order\":7},\"changes\":[{\"column\":\"city\",\"before\":\"Ulm\",\"after\":null},"
                        + "{\"column\":\"email\",\"before\":\"(masked)\",\"after\":\"(masked)\"}]")
                .contains("\"file\":\"customers_20240102.csv\",\"content\":2,\"record\":3,\"row\":1,\"run\":4");
        assertThat(trace("customer", "C1", "--output", "csv")).isZero();
        assertThat(captured.out()).contains("2024-01-02 00:00:00,sat_customer_details,changed,order 7,");
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertThat(trace("customer")).isEqualTo(2);
        assertThat(trace("customer", "C1", "--hash-key", "00")).isEqualTo(2);
        assertThat(trace("customer", "C1", "--from", "yesterday")).isEqualTo(2);
        assertThat(captured.err()).contains("--from is \"yesterday\", which is neither a date nor a timestamp.");
    }
}

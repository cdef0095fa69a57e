package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.cli.console.DisplayText;

/** The demo of the simulated shop, from its first file to its last line, at a size that takes seconds. */
final class ShopDemoTest {

    @TempDir
    Path folder;

    private Path target;
    private final CapturedConsole captured = CapturedConsole.piped();

    @BeforeEach
    void knowHome() {
        target = folder.resolve("demo");
        System.setProperty("lierne.home", "..");
        System.setProperty("lierne.command", "cli/bin/lierne");
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty("lierne.home");
        System.clearProperty("lierne.command");
    }

    @Test
    void theDaysPassAndBothHalvesAreTold() throws IOException {
        assertThat(demo("--customers", "60", "--days", "10")).as(captured.err()).isZero();

        List<String> lines = captured.out().lines().toList();
        assertThat(lines)
                .as("runs")
                .filteredOn(line -> line.startsWith("  run ") && line.contains("stored"))
                .extracting(line -> line.substring(2, 32).strip())
                .containsExactly("run 1  2024-01-01 … 2024-01-08", "run 2  2024-01-09", "run 3  2024-01-10");
        assertThat(captured.out())
                .contains("━━ For the owner ━", "━━ For the data engineer ━")
                .contains("\n  2024-01 ", "  best fifth (", "\n  Worth most: ")
                .contains("\n  9 hubs ", " 3 non-historized links ", " 2 reference tables ")
                .contains("cp -r " + target + "/simulated/arrivals/2024-01-11/. " + target + "/landing/")
                .contains(
                        "marts show --project " + target + " churn_risk", "--mart customer_value --where customer_id=")
                .contains("--as-of 2024-01-08", "customer_value --format csv --to ", "--dry-run")
                .doesNotContain("left out");
        assertThat(lines)
                .as("every source")
                .filteredOn(line -> line.matches("  [a-z_]+ +[a-z_]+/….*"))
                .hasSize(15);
        assertThat(lines.size()).as("lines").isLessThan(112);
        assertThat(lines)
                .as("too wide")
                .filteredOn(line -> DisplayText.width(line) > 100 && !line.contains(target.toString()))
                .isEmpty();
        assertThat(Files.list(target.resolve("landing/orders")).count())
                .as("files of orders that are due")
                .isGreaterThanOrEqualTo(10);
        assertThat(target.resolve("landing/orders/orders_2024-01-11.ndjson"))
                .as("what is left to the reader")
                .doesNotExist();
    }

    @Test
    void aShopOfNobodyIsRefused() {
        assertThat(demo("--customers", "0")).isEqualTo(2);
        assertThat(captured.err()).contains("--customers cannot be 0");
        assertThat(target).doesNotExist();
    }

    private int demo(String... more) {
        return Lierne.run(
                captured.console(),
                new VaultOperations(),
                Stream.concat(Stream.of("demo", "--directory", target.toString()), Arrays.stream(more))
                        .toArray(String[]::new));
    }
}

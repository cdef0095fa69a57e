package org.lierne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command simulate: what it says, and what it does not touch. */
final class SimulateTest {

    @TempDir
    Path folder;

    private CapturedConsole captured = CapturedConsole.piped();

    @Test
    void itSaysWhatWasWrittenAndWhatToDoNext() {
        Path out = folder.resolve("shop");
        assertThat(simulate(out)).as(captured.err()).isZero();
        assertThat(captured.out())
                .contains(
                        "orders, order_lines",
                        "from 2024-02-27 to 2024-03-02",
                        out.resolve("truth").toString())
                .contains("cp -r " + out.resolve("arrivals") + "/*/. my_shop/landing/", "run --project my_shop");
        assertThat(out.resolve("arrivals/2024-02-29/products/catalogue_20240229.json"))
                .exists();
        assertThat(out.resolve("truth/world.json")).exists();
    }

    @Test
    void anEarlierSimulationIsReplacedOnlyWhenAsked() throws IOException {
        Path out = folder.resolve("shop");
        simulate(out);
        Path note = Files.writeString(out.resolve("my_notes.txt"), "mine");
        Path old = Files.writeString(out.resolve("arrivals/old.csv"), "old");
        assertThat(simulate(out)).isEqualTo(2);
        assertThat(captured.err()).contains("holds an earlier simulation", "--replace");
        assertThat(old).exists();
        assertThat(simulate(out, "--replace")).isZero();
        assertThat(old).doesNotExist();
        assertThat(note).exists();
    }

    @Test
    void aFolderOfSomethingElseIsNeverTouched() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
        assertThat(simulate(folder, "--replace")).isEqualTo(2);
        assertThat(captured.err()).contains("was not made by a simulation");
        assertThat(simulate(mine)).isEqualTo(2);
        assertThat(mine).hasContent("mine");
        assertThat(folder.resolve("arrivals")).doesNotExist();
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        Path out = folder.resolve("shop");
        assertThat(simulate(out, "--customers", "0")).isEqualTo(2);
        assertThat(captured.err()).contains("--customers cannot be 0.", "from 1 to 5,000,000");
        assertThat(simulate(out, "--days", "99999")).isEqualTo(2);
        assertThat(simulate(out, "--from", "0024-01-01")).isEqualTo(2);
        assertThat(simulate(out, "--from", "yesterday")).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    private int simulate(Path out, String... more) {
        captured = CapturedConsole.piped();
        List<String> arguments = new ArrayList<>(List.of("simulate", "--out", out.toString()));
        arguments.addAll(List.of(more));
        addUnlessGiven(arguments, "--customers", "40");
        addUnlessGiven(arguments, "--from", "2024-02-27");
        addUnlessGiven(arguments, "--days", "5");
        return Lierne.run(captured.console(), new FakeOperations(), arguments.toArray(String[]::new));
    }

    private static void addUnlessGiven(List<String> arguments, String option, String value) {
        if (!arguments.contains(option)) {
            arguments.addAll(List.of(option, value));
        }
    }
}

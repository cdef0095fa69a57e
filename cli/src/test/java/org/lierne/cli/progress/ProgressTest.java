package org.lierne.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.lierne.cli.CapturedConsole;
import org.lierne.cli.console.Terminal;
import org.lierne.loader.progress.RunEvent;
import org.lierne.loader.progress.RunEvent.Phase;

final class ProgressTest {

    private static final Terminal TERMINAL = new Terminal(false, false, true, false, 80);

    private long nanos;

    @Test
    void aPipeGetsALinePerPhase() {
        CapturedConsole captured = CapturedConsole.piped();
        try (Progress progress = new PlainProgress(captured.console(), Progress.Detail.PHASES, () -> nanos)) {
            tellARun(progress);
        }
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err()).isEqualTo("""
                        run 7 started
                        reading: 2 steps, 2.00 s
                        left out orders b.csv: The file is cut short.
                        run 7 committed
                        loading: 1 step, 1.00 s
                        """);
    }

    @Test
    void everyStepIsToldIfAskedFor() {
        CapturedConsole captured = CapturedConsole.piped();
        try (Progress progress = new PlainProgress(captured.console(), Progress.Detail.STEPS, () -> nanos)) {
            tellARun(progress);
        }
        assertThat(captured.err()).contains("  reading a.csv: 0.50 s\n", "  loading hub_order: 1,200 rows, 0.50 s\n");
    }

    @Test
    void troubleIsToldInAnyCase() {
        CapturedConsole captured = CapturedConsole.piped();
        try (Progress progress = Progress.ofTroubleOnly(captured.console())) {
            tellARun(progress);
            progress.on(new RunEvent.Warning("orders", Optional.of("c.csv"), "A column is new."));
        }
        assertThat(captured.err())
                .isEqualTo("left out orders b.csv: The file is cut short.\nwarning orders c.csv: A column is new.\n");
    }

    @Test
    void aTerminalGetsOneLineThatIsGoneAtTheEnd() {
        CapturedConsole captured = CapturedConsole.on(TERMINAL);
        try (Progress progress = new LiveProgress(captured.console(), () -> nanos, null)) {
            tellARun(progress);
        }
        String erase = "\r\u001b[2K";
        assertThat(captured.err())
                .startsWith(erase + "reading    1 of 2 a.csv, 0.00 s")
                .contains("loading    hub_order, ")
                .endsWith(erase);
    }

    @Test
    void whereTheSummaryGoesElsewhereTheTerminalGetsWhatWasLeftOut() {
        CapturedConsole captured = CapturedConsole.on(new Terminal(false, false, true, false, 100));
        try (Progress progress = new LiveProgress(captured.console(), () -> nanos, null)) {
            tellARun(progress);
        }
        assertThat(captured.err()).contains("\r\u001b[2Kleft out orders b.csv: The file is cut short.\n");
    }

    @Test
    void anInterruptedRunSaysWhatBecameOfIt() {
        CapturedConsole captured = CapturedConsole.piped();
        try (Interruption interruption = Interruption.toldOn(captured.console(), () -> {})) {
            interruption.on(new RunEvent.RunStarted(7));
            interruption.tell();
            interruption.on(new RunEvent.Committed(7));
            interruption.tell();
        }
        assertThat(captured.err()).contains("Interrupted. Nothing of run 7 was loaded", "Interrupted. Run 7 is loaded");
    }

    @Test
    void theLiveLineIsDrawnTenTimesASecondAtMost() {
        CapturedConsole captured = CapturedConsole.on(TERMINAL);
        LiveProgress progress = new LiveProgress(captured.console(), () -> nanos, null);
        for (int step = 1; step <= 1000; step++) {
            nanos += 1_000_000;
            progress.on(new RunEvent.StepStarted(Phase.READING, "file " + step, step, 1000));
        }
        assertThat(captured.err().split("\r", -1))
                .as("one second of a thousand steps")
                .hasSizeBetween(10, 12);
        progress.close();
    }

    @Test
    void aRunIsHeldWhereAskedForAndNowhereElse() {
        CapturedConsole captured = CapturedConsole.piped();
        CountDownLatch open = new CountDownLatch(0);
        tellARun(Hold.at("loading:hub_order", captured.console(), open));
        assertThat(captured.err()).isEqualTo("holding at loading:hub_order\n");
        tellARun(Hold.at("loading:hub_customer", captured.console(), open));
        tellARun(Hold.at("committed", captured.console(), open));
        assertThat(captured.err()).isEqualTo("holding at loading:hub_order\nholding at committed\n");
    }

    private void tellARun(org.lierne.loader.progress.RunListener listener) {
        Duration half = Duration.ofMillis(500);
        listener.on(new RunEvent.RunStarted(7));
        listener.on(new RunEvent.StepStarted(Phase.READING, "a.csv", 1, 2));
        nanos += 1_000_000_000;
        listener.on(new RunEvent.StepFinished(Phase.READING, "a.csv", -1, half));
        listener.on(new RunEvent.StepStarted(Phase.READING, "b.csv", 2, 2));
        nanos += 1_000_000_000;
        listener.on(new RunEvent.StepFinished(Phase.READING, "b.csv", -1, half));
        listener.on(new RunEvent.StepStarted(Phase.LOADING, "hub_order", 0, 0));
        listener.on(new RunEvent.DeliveryFailed("orders", "b.csv", "truncated", "The file is cut short."));
        nanos += 1_000_000_000;
        listener.on(new RunEvent.StepFinished(Phase.LOADING, "hub_order", 1200, half));
        listener.on(new RunEvent.Committed(7));
    }
}

package org.lierne.loader.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lierne.loader.delivery.Landing;
import org.lierne.loader.delivery.Reason;
import org.lierne.loader.delivery.ScanOutcome;

final class ScansAheadTest {

    @Test
    void outcomesComeInTheOrderOfTheFilesThoughTheScansDoNot() {
        CountDownLatch laterIsDone = new CountDownLatch(1);
        List<Landing.LandedFile> files = files(40);
        try (ScansAhead scans = new ScansAhead(files, file -> {
            if (file.path().equals("0")) {
                await(laterIsDone);
            }
            if (file.path().equals("1")) {
                laterIsDone.countDown();
            }
            return outcome(file);
        })) {
            for (Landing.LandedFile file : files) {
                assertThat(scans.next().file()).isEqualTo(file.file());
            }
        }
    }

    @Test
    void whatAScanThrowsIsThrownWhereItsOutcomeIsTaken() {
        try (ScansAhead scans = new ScansAhead(files(3), file -> {
            if (file.path().equals("1")) {
                throw new IllegalArgumentException("of the second file");
            }
            return outcome(file);
        })) {
            assertThat(scans.next().file()).isEqualTo(Path.of("0"));
            assertThatThrownBy(scans::next)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("of the second file");
        }
    }

    private static List<Landing.LandedFile> files(int number) {
        return IntStream.range(0, number)
                .mapToObj(String::valueOf)
                .map(name -> new Landing.LandedFile(name, Path.of(name), Map.of(), Optional.empty()))
                .toList();
    }

    private static ScanOutcome outcome(Landing.LandedFile file) {
        return new ScanOutcome.Unreadable(file.file(), Reason.EMPTY, "empty", 0, -1, Optional.empty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

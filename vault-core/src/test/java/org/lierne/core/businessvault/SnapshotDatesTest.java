package org.lierne.core.businessvault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lierne.core.businessvault.SnapshotDates.SnapshotDate;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.model.SnapshotRule.Every;

/** Which moments a rule names in UTC, where the clocks of the vault's timezone are changed. */
class SnapshotDatesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> dates(LocalTime at, Every every, String first, String latest) {
        SnapshotRule rule = new SnapshotRule("nightly", "", at, Map.of(every, Optional.empty()));
        return SnapshotDates.of(rule, BERLIN, LocalDateTime.parse(first), LocalDateTime.parse(latest)).stream()
                .map(SnapshotDate::at)
                .map(LocalDateTime::toString)
                .toList();
    }

    @Test
    void anEndOfDayIsAnHourEarlierInSummer() {
        assertThat(dates(LocalTime.of(23, 59, 59), Every.DAILY, "2024-03-30T12:00", "2024-03-31T12:00"))
                .containsExactly("2024-03-30T22:59:59", "2024-03-31T21:59:59");
        assertThat(dates(LocalTime.of(23, 59, 59), Every.DAILY, "2024-10-26T12:00", "2024-10-27T12:00"))
                .containsExactly("2024-10-26T21:59:59", "2024-10-27T22:59:59");
    }

    @Test
    void aTimeThatIsLeftOutInMarchIsAnHourLater() {
        assertThat(dates(LocalTime.of(2, 30), Every.DAILY, "2024-03-30T00:00", "2024-04-01T00:00"))
                .as("on the 31st it is 3:30 when it would be 2:30")
                .containsExactly("2024-03-30T01:30", "2024-03-31T01:30", "2024-04-01T00:30");
    }

    @Test
    void ofATimeThatComesTwiceInOctoberTheFirstCounts() {
        assertThat(dates(LocalTime.of(2, 30), Every.DAILY, "2024-10-26T00:00", "2024-10-27T00:30"))
                .containsExactly("2024-10-26T00:30", "2024-10-27T00:30");
        assertThat(dates(LocalTime.of(2, 30), Every.DAILY, "2024-10-26T00:00", "2024-10-27T01:00"))
                .as("what is loaded between both is not before the first, so the newest is that of the next day")
                .containsExactly("2024-10-26T00:30", "2024-10-27T00:30", "2024-10-28T01:30");
    }

    @Test
    void aMonthEndsByTheClocksOfTheVault() {
        assertThat(dates(SnapshotRule.END_OF_DAY, Every.MONTHLY, "2024-02-29T23:30", "2024-03-31T22:30"))
                .as("at these moments it is the 1st of March and the 1st of April in Berlin")
                .containsExactly("2024-03-31T21:59:59.999999", "2024-04-01T21:59:59.999999");
    }
}

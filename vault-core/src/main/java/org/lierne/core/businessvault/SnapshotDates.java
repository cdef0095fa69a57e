package org.lierne.core.businessvault;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lierne.core.model.SnapshotRule;
import org.lierne.core.model.SnapshotRule.Every;

/**
 * The snapshot dates of a rule. They begin with the first that is not before the first load date, and end with the first
 * that is not before the latest, which is the newest. All follows from these two dates and the rule: not from the clock,
 * and not from what was kept before.
 */
public final class SnapshotDates {

    private SnapshotDates() {}

    /**
     * A snapshot date that is kept.
     *
     * @param at in UTC
     * @param keptBy what it is the last of; never empty
     */
    public record SnapshotDate(LocalDateTime at, Set<Every> keptBy) {
        public SnapshotDate {
            keptBy = Set.copyOf(keptBy);
        }
    }

    /**
     * The dates that are kept, in order.
     *
     * @param zone the vault's timezone
     * @param first the first load date, in UTC
     * @param latest the latest load date, in UTC
     */
    public static List<SnapshotDate> of(SnapshotRule rule, ZoneId zone, LocalDateTime first, LocalDateTime latest) {
        LocalDate newest = firstNotBefore(rule, zone, latest);
        List<SnapshotDate> dates = new ArrayList<>();
        for (LocalDate day = firstNotBefore(rule, zone, first); !day.isAfter(newest); day = day.plusDays(1)) {
            Set<Every> keptBy = keptBy(rule, day, newest);
            if (!keptBy.isEmpty()) {
                dates.add(new SnapshotDate(at(rule, zone, day), keptBy));
            }
        }
        return dates;
    }

    private static LocalDate firstNotBefore(SnapshotRule rule, ZoneId zone, LocalDateTime moment) {
        LocalDate day = moment.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDate();
        return at(rule, zone, day).isBefore(moment) ? day.plusDays(1) : day;
    }

    private static LocalDateTime at(SnapshotRule rule, ZoneId zone, LocalDate day) {
        return ZonedDateTime.of(day, rule.at(), zone)
                .withZoneSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
    }

    private static Set<Every> keptBy(SnapshotRule rule, LocalDate day, LocalDate newest) {
        Set<Every> keptBy = EnumSet.noneOf(Every.class);
        for (Map.Entry<Every, Optional<Period>> each : rule.keep().entrySet()) {
            boolean young = each.getValue()
                    .map(period -> day.isAfter(newest.minus(period)))
                    .orElse(true);
            if (young && (day.equals(newest) || isLast(each.getKey(), day))) {
                keptBy.add(each.getKey());
            }
        }
        return keptBy;
    }

    /** Whether a day is the last of a stretch; of the one that goes on, the newest day is. */
    private static boolean isLast(Every every, LocalDate day) {
        LocalDate next = day.plusDays(1);
        return switch (every) {
            case DAILY -> true;
            case WEEKLY -> next.getDayOfWeek().getValue() == 1;
            case MONTHLY -> next.getDayOfMonth() == 1;
            case YEARLY -> next.getDayOfYear() == 1;
        };
    }
}

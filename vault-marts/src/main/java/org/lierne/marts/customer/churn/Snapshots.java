package org.lierne.marts.customer.churn;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Moments of the past at which it is known what became of customers: firsts of months, a window after the data begin at least and a window
 * before they end.
 *
 * @param training from which is learnt: their windows ended when the last begins, at most {@value #MOST}, the latest
 * @param validation the latest of all, of which nothing is learnt before it is predicted
 */
record Snapshots(List<LocalDateTime> training, LocalDateTime validation) {

    private static final int MOST = 6;

    Snapshots {
        training = List.copyOf(training);
    }

    /** All such moments, ascending. */
    static List<LocalDateTime> candidates(LocalDateTime dataStart, LocalDateTime dataEnd, int window) {
        List<LocalDateTime> moments = new ArrayList<>();
        LocalDateTime month = dataStart.toLocalDate().withDayOfMonth(1).atStartOfDay();
        for (; !month.plusDays(window).isAfter(dataEnd); month = month.plusMonths(1)) {
            if (!month.minusDays(window).isBefore(dataStart)) {
                moments.add(month);
            }
        }
        return moments;
    }

    /**
     * Those to be used.
     *
     * @param moments ascending, at least one
     */
    static Snapshots of(List<LocalDateTime> moments, int window) {
        LocalDateTime validation = moments.get(moments.size() - 1);
        List<LocalDateTime> training = moments.stream()
                .filter(moment -> !moment.plusDays(window).isAfter(validation))
                .toList();
        return new Snapshots(training.subList(Math.max(0, training.size() - MOST), training.size()), validation);
    }
}

package org.lierne.marts.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LogRankTest {

    /** Lifetimes as text: {@code 6 6 9+}, + is censored. */
    static List<LogRank.Step> steps(String lifetimes) {
        TreeMap<Long, long[]> days = new TreeMap<>();
        long all = 0;
        for (String lifetime : lifetimes.split(" ")) {
            long day = Long.parseLong(lifetime.replace("+", ""));
            days.computeIfAbsent(day, none -> new long[2])[lifetime.endsWith("+") ? 1 : 0]++;
            all++;
        }
        List<LogRank.Step> steps = new ArrayList<>();
        for (Map.Entry<Long, long[]> day : days.entrySet()) {
            steps.add(new LogRank.Step(day.getKey(), all, day.getValue()[0]));
            all -= day.getValue()[0] + day.getValue()[1];
        }
        return steps;
    }

    /**
     * Freireich et al. 1963, 21 pairs of children with leukaemia; Kleinbaum and Klein, Survival Analysis, 2012, chapter 2: log-rank
     * statistic 16.793, expected 19.26 and 10.74.
     */
    @Test
    void meetsThePublishedTestOfTheLeukaemiaData() {
        LogRank test = LogRank.of(List.of(
                        steps("6 6 6 7 10 13 16 22 23 6+ 9+ 10+ 11+ 17+ 19+ 20+ 25+ 32+ 32+ 34+ 35+"),
                        steps("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23")))
                .orElseThrow();

        assertThat(test.chiSquare()).isCloseTo(16.793, within(0.0005));
        assertThat(test.degreesOfFreedom()).isEqualTo(1);
        assertThat(test.pValue()).as("R: 4.17e-05").isCloseTo(4.17e-5, within(0.005e-5));
        assertThat(test.groups().get(0).observed()).isEqualTo(9);
        assertThat(test.groups().get(0).expected()).isCloseTo(19.25, within(0.0105));
        assertThat(test.groups().get(1).observed()).isEqualTo(21);
        assertThat(test.groups().get(1).expected()).isCloseTo(10.75, within(0.0105));
    }

    /** R, package survival: {@code survdiff(Surv(time, status) ~ x, data = aml)}: chisq 3.4 on 1 degree of freedom, p 0.0653. */
    @Test
    void meetsTheTestOfR() {
        LogRank test = LogRank.of(List.of(
                        steps("9 13 13+ 18 23 28+ 31 34 45+ 48 161+"), steps("5 5 8 8 12 16+ 23 27 30 33 43 45")))
                .orElseThrow();

        assertThat(test.chiSquare()).isCloseTo(3.4, within(0.05));
        assertThat(test.pValue()).isCloseTo(0.0653, within(0.00005));
        assertThat(test.groups().get(0).expected()).isCloseTo(10.69, within(0.005));
        assertThat(test.groups().get(1).expected()).isCloseTo(7.31, within(0.005));
    }

    @Test
    void comparesMoreThanTwoGroupsAndLeavesOutWhoCannotBeLost() {
        List<LogRank.Step> one = steps("3 5 7 7 9+ 18");
        List<LogRank.Step> two = steps("12 19 20 20+ 33 33");
        LogRank twice = LogRank.of(List.of(one, two)).orElseThrow();
        LogRank withOneSeenBeforeAnyLoss =
                LogRank.of(List.of(one, two, steps("2+ 2+"))).orElseThrow();
        LogRank three = LogRank.of(List.of(one, two, two)).orElseThrow();

        assertThat(withOneSeenBeforeAnyLoss.chiSquare()).isCloseTo(twice.chiSquare(), within(1e-12));
        assertThat(withOneSeenBeforeAnyLoss.degreesOfFreedom()).isEqualTo(1);
        assertThat(three.degreesOfFreedom()).isEqualTo(2);
        assertThat(three.groups().get(1)).isEqualTo(three.groups().get(2));
    }

    @Test
    void saysNothingWhereNothingCanDiffer() {
        assertThat(LogRank.of(List.of())).isEmpty();
        assertThat(LogRank.of(List.of(steps("3 4")))).isEmpty();
        assertThat(LogRank.of(List.of(steps("3+"), steps("4+")))).isEmpty();
        assertThat(LogRank.of(List.of(steps("3"), steps("3"))))
                .as("all are lost at once")
                .isEmpty();
    }
}

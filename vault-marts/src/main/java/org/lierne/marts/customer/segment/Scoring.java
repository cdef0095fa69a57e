package org.lierne.marts.customer.segment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lierne.core.model.RfmMart;
import org.lierne.core.model.SegmentRule;
import org.lierne.marts.customer.Template;

/**
 * How recency, frequency and monetary value become scores, and scores a segment, as SQL over columns {@code recency_days},
 * {@code frequency}, {@code frequency_rank}, {@code monetary}, and {@code r_score}, {@code f_score}, {@code m_score}.
 *
 * <p>The ten segments are those of the regular expressions on two scores that are usual in Python. The eleven are the usual table
 * of the 125 combinations of three scores, each in one segment, as many projects on the Online Retail data print it. The ranges
 * that other sources give for the same names overlap, and read in order leave four of them to nobody.
 */
final class Scoring {

    private final RfmMart mart;

    Scoring(RfmMart mart) {
        this.mart = mart;
    }

    /** The parts of a template that scores. */
    Map<String, String> parts() {
        boolean byRank = mart.bounds().frequency().isEmpty();
        return Map.of(
                "recency_edges", edges("recency_days", mart.bounds().recency()),
                "frequency_edges",
                        edges(
                                byRank ? "frequency_rank" : "frequency",
                                mart.bounds().frequency()),
                "monetary_edges",
                        edges("cast(monetary as double)", mart.bounds().monetary()),
                "frequency_scored", byRank ? "frequency_rank" : "frequency",
                "scores", Integer.toString(mart.scores()),
                "segment", segment());
    }

    /** An aggregate over all customers, whether they tell the edges or not. */
    private String edges(String value, List<BigDecimal> bounds) {
        if (bounds.isEmpty()) {
            return "quantile_cont(" + value + ", "
                    + IntStream.range(1, mart.scores())
                            .mapToObj(group -> String.format(Locale.ROOT, "%d / %d.0", group, mart.scores()))
                            .collect(Collectors.joining(", ", "[", "]"))
                    + ")";
        }
        return bounds.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(", ", "any_value([", "])"));
    }

    private String segment() {
        return switch (mart.grid()) {
            case TEN_SEGMENTS -> Template.fill("segment/ten_segments.sql", Map.of());
            case ELEVEN_SEGMENTS -> Template.fill("segment/eleven_segments.sql", Map.of());
            case OWN -> own();
        };
    }

    private String own() {
        List<String> lines = new ArrayList<>(List.of("case"));
        String otherwise = "";
        for (SegmentRule rule : mart.segments()) {
            if (rule.isOtherwise()) {
                otherwise = "    else " + literal(rule.segment());
                continue;
            }
            lines.add("    when "
                    + rule.anyOf().stream().map(this::condition).collect(Collectors.joining("\n        or ")) + " then "
                    + literal(rule.segment()));
        }
        if (!otherwise.isEmpty()) {
            lines.add(lines.size() == 1 ? "    when true then" + otherwise.substring("    else".length()) : otherwise);
        }
        lines.add("end");
        return String.join("\n", lines);
    }

    private String condition(SegmentRule.Scores scores) {
        List<String> conditions = new ArrayList<>();
        between("r_score", scores.leastR(), scores.mostR(), conditions);
        between("f_score", scores.leastF(), scores.mostF(), conditions);
        between("m_score", scores.leastM(), scores.mostM(), conditions);
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    private void between(String score, int least, int most, List<String> conditions) {
        if (least > 1 || most < mart.scores()) {
            conditions.add(least == most ? score + " = " + least : score + " between " + least + " and " + most);
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

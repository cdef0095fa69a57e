package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.SegmentRule;
import org.lierne.core.model.SegmentRule.Scores;

/**
 * Reads segments of one's own, in sentences: {@code recency at least 4 and frequency 3 to 5}, {@code monetary 1 or 2}, {@code
 * otherwise}; of a list one is enough. Every combination of scores must fall in exactly one segment.
 */
final class SegmentRules {

    private static final String OTHERWISE = "otherwise";
    private static final Pattern CONDITION = Pattern.compile(
            "(recency|frequency|monetary) (?:(at least|at most) (\\d+)|(?:is )?(\\d+)(?: (to|or) (\\d+))?)");
    private static final String HINT = "Write it like: recency at least 4 and frequency 3 to 5. Scores go from 1 to ";
    private static final int SHOWN = 3;

    private final int scores;
    private final String what;
    private final Diagnostics diagnostics;

    SegmentRules(int scores, String what, Diagnostics diagnostics) {
        this.scores = scores;
        this.what = what;
        this.diagnostics = diagnostics;
    }

    /** The rules, in the order in which they are written; those that cannot be read are reported, and so is what is left open. */
    List<SegmentRule> read(Position at, List<Entry> entries) {
        List<SegmentRule> rules = new ArrayList<>();
        boolean readable = true;
        for (Entry entry : entries) {
            Optional<SegmentRule> rule = rule(entry);
            rule.ifPresent(rules::add);
            readable &= rule.isPresent();
        }
        if (readable) {
            check(at, rules);
        }
        return rules;
    }

    private Optional<SegmentRule> rule(Entry entry) {
        List<Text> texts = Fields.texts(entry.value());
        String segment = entry.key().text();
        if (texts.size() == 1 && texts.get(0).text().strip().equals(OTHERWISE)) {
            return Optional.of(new SegmentRule(segment, List.of()));
        }
        List<Scores> anyOf = new ArrayList<>();
        for (Text text : texts) {
            Optional<Scores> read = scores(segment, text);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            anyOf.add(read.get());
        }
        return anyOf.isEmpty() ? Optional.empty() : Optional.of(new SegmentRule(segment, anyOf));
    }

    private Optional<Scores> scores(String segment, Text text) {
        int[] least = {1, 1, 1};
        int[] most = {scores, scores, scores};
        for (String condition : text.text().strip().split("\\s+and\\s+|\\s*,\\s*")) {
            Matcher words = CONDITION.matcher(condition.replaceAll("\\s+", " "));
            if (!words.matches()) {
                return refused(segment, text, "\"" + condition + "\" is no condition on a score.");
            }
            int dimension = List.of("recency", "frequency", "monetary").indexOf(words.group(1));
            int from = number(words.group(3) == null ? words.group(4) : words.group(3));
            int to = words.group(6) == null ? from : number(words.group(6));
            if (from < 1 || to > scores || to < from) {
                return refused(segment, text, "\"" + condition + "\" names scores that there are not.");
            }
            if ("or".equals(words.group(5)) && to != from + 1) {
                return refused(
                        segment, text, "\"" + condition + "\" leaves out what is between; write two rules of a list.");
            }
            if (!"at most".equals(words.group(2))) {
                least[dimension] = Math.max(least[dimension], from);
            }
            if (!"at least".equals(words.group(2))) {
                most[dimension] = Math.min(most[dimension], "at most".equals(words.group(2)) ? from : to);
            }
        }
        return Optional.of(new Scores(least[0], most[0], least[1], most[1], least[2], most[2]));
    }

    private static int number(String digits) {
        return digits.length() > 3 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private Optional<Scores> refused(String segment, Text text, String why) {
        diagnostics.error(
                "wrong_rule",
                text.position(),
                "The rule of segment \"" + segment + "\" of " + what + " cannot be read: " + why,
                HINT + scores + ".");
        return Optional.empty();
    }

    /** Each combination in exactly one. */
    private void check(Position at, List<SegmentRule> rules) {
        List<SegmentRule> others =
                rules.stream().filter(SegmentRule::isOtherwise).toList();
        if (others.size() > 1) {
            diagnostics.error(
                    "wrong_rule",
                    at,
                    "Of the segments of " + what + ", \"" + others.get(0).segment() + "\" and \""
                            + others.get(1).segment() + "\" both have what no other has.",
                    "Say \"otherwise\" once.");
        }
        List<String> open = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        for (int r = 1; r <= scores; r++) {
            for (int f = 1; f <= scores; f++) {
                for (int m = 1; m <= scores; m++) {
                    String scored = "recency " + r + ", frequency " + f + ", monetary " + m;
                    int[] each = {r, f, m};
                    List<String> names = rules.stream()
                            .filter(rule -> rule.includes(each[0], each[1], each[2]))
                            .map(SegmentRule::segment)
                            .toList();
                    if (names.isEmpty() && others.isEmpty()) {
                        open.add(scored);
                    }
                    if (names.size() > 1) {
                        doubled.add(scored + " (" + String.join(" and ", names) + ")");
                    }
                }
            }
        }
        report(at, open, "fall in no segment", "Give them one, or end with a segment: otherwise.");
        report(at, doubled, "fall in more than one segment", "Make the rules narrower.");
    }

    private void report(Position at, List<String> found, String wrong, String hint) {
        if (!found.isEmpty()) {
            String more = found.size() > SHOWN ? "; and " + (found.size() - SHOWN) + " more" : "";
            diagnostics.error(
                    "wrong_segments",
                    at,
                    found.size() + " combinations of scores of " + what + " " + wrong + ": "
                            + String.join("; ", found.subList(0, Math.min(SHOWN, found.size()))) + more + ".",
                    hint);
        }
    }
}

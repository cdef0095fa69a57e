package org.lierne.core.metadata;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was probably meant, and what is allowed, in words. */
public final class Suggestions {

    private static final int MOST_LISTED = 40;

    private Suggestions() {}

    /** "Did you mean …? Allowed: …"; empty if nothing is allowed at all. */
    static String hint(String written, Collection<String> allowed) {
        return hint(written, "Allowed", allowed);
    }

    /** @param relation what the names are: allowed, declared */
    static String hint(String written, String relation, Collection<String> allowed) {
        String list = allowed.isEmpty() ? "" : relation + ": " + list(allowed) + ".";
        return closest(written, allowed)
                .map(name -> "Did you mean \"" + name + "\"? " + list)
                .orElse(list)
                .strip();
    }

    /** The name that was probably meant; empty if none is near enough. */
    public static Optional<String> closest(String written, Collection<String> allowed) {
        String lower = written.toLowerCase(Locale.ROOT);
        // Of a single letter, any other would be near.
        int furthest = lower.length() == 1 ? 0 : Math.max(1, lower.length() / 3);
        return allowed.stream()
                .filter(name -> distance(lower, name) <= furthest
                        || (lower.length() > 3 && (name.startsWith(lower) || lower.startsWith(name + "_"))))
                .min(Comparator.comparingInt(name -> distance(lower, name)));
    }

    /** The first names, with commas between them. */
    public static String list(Collection<String> names) {
        List<String> shown = names.stream().limit(MOST_LISTED).toList();
        return String.join(", ", shown)
                + (names.size() > shown.size() ? " and " + (names.size() - shown.size()) + " more" : "");
    }

    static String quoted(Collection<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(int[][] cost, String from, String to, int i, int j) {
        int replace = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}

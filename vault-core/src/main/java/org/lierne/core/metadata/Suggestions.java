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

    /** "Did you mean …? Allowed are …"; empty if nothing is allowed at all. */
    static String hint(String written, Collection<String> allowed) {
        String list = allowed.isEmpty() ? "" : "Allowed: " + list(allowed) + ".";
        return closest(written, allowed)
                .map(name -> "Did you mean \"" + name + "\"? " + list)
                .orElse(list)
                .strip();
    }

    /**
     * What was probably meant.
     *
     * @param allowed in lower case
     * @return empty if nothing is near enough
     */
    public static Optional<String> closest(String written, Collection<String> allowed) {
        String lower = written.toLowerCase(Locale.ROOT);
        int furthest = Math.max(1, lower.length() / 3);
        return allowed.stream()
                .filter(name -> distance(lower, name) <= furthest
                        || (lower.length() > 3 && (name.startsWith(lower) || lower.startsWith(name + "_"))))
                .min(Comparator.comparingInt(name -> distance(lower, name)));
    }

    static String list(Collection<String> names) {
        List<String> shown = names.stream().limit(MOST_LISTED).toList();
        return String.join(", ", shown) + (names.size() > shown.size() ? ", …" : "");
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

package org.lierne.cli.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a run can be held.
 *
 * @param name as {@code --hold-at} has it: a phase and an object, or a moment of the commit
 * @param afterCommit whether the run has been committed there
 */
record Place(String name, boolean afterCommit) {

    static final Place COMMITTING = new Place("committing", false);
    static final Place COMMITTED = new Place("committed", true);

    private static final Pattern STEP = Pattern.compile("  ([a-z_]+) (.+): .*");
    private static final Pattern COMMIT = Pattern.compile("run \\d+ committed");

    /**
     * All places that a run passes, in order, by what it says with {@code --verbose}: each file, each table, each mart,
     * each file that is published, and the commit between them.
     */
    static List<Place> passed(List<String> said) {
        List<Place> places = new ArrayList<>();
        boolean committed = false;
        for (String line : said) {
            Matcher step = STEP.matcher(line);
            if (COMMIT.matcher(line).matches()) {
                committed = true;
                places.add(COMMITTING);
                places.add(COMMITTED);
            } else if (step.matches()) {
                Place place = new Place(step.group(1) + ":" + step.group(2), committed);
                if (!places.contains(place)) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    String phase() {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** What of a vault with many tables is hit: a kind of table, or a phase. */
    String kind() {
        int table = name.indexOf(":raw_vault.");
        if (table < 0 || !phase().equals("loading")) {
            return group();
        }
        int end = name.indexOf('_', name.indexOf('.'));
        return (end < 0 ? name : name.substring(0, end)) + "_…";
    }

    /** What is hit some times: a table of the vault, what is made on the way to it, or a phase. */
    String group() {
        if (!phase().equals("loading")) {
            return phase();
        }
        return name.contains(":raw_vault.") ? name : "loading:(what is looked up first)";
    }
}

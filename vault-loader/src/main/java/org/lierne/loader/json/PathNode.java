package org.lierne.loader.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.FieldPath;

/**
 * The names that are looked for in one object, and what is found there. A name that is spelled as in the metadata comes
 * before those that only have the same letters and digits; of two that are spelled alike the first counts.
 */
final class PathNode {

    /** Names beyond these are looked up each time: there may be as many as the data has. */
    private static final int NAMES_KEPT = 2000;

    final List<PathNode> children = new ArrayList<>();
    final String name;
    final List<Integer> columns = new ArrayList<>();

    /** Whether the rows, or the arrays that hold them, are found under it. */
    boolean leadsToRows;

    /** In which object it was found last, and under which name. */
    long foundIn = -1;

    @Nullable
    Known foundAs;

    private Known[] known = new Known[64];
    private int names;

    /** A name that objects use: what is looked for under it, if anything, and whether the metadata spell it so. */
    static final class Known {

        private final byte[] text;
        private final boolean exact;
        private final @Nullable PathNode child;

        /** Whether it has been told of, if nothing is looked for under it. */
        boolean isNoted;

        /** Whether it is passed over; NULL until it is asked for. */
        @Nullable
        Boolean isIgnored;

        private Known(byte[] text, @Nullable PathNode child, boolean exact) {
            this.text = text;
            this.child = child;
            this.exact = exact;
        }

        byte[] text() {
            return text;
        }

        @Nullable
        PathNode child() {
            return child;
        }

        boolean exact() {
            return exact;
        }

        boolean is(byte[] bytes, int from, int to) {
            return Arrays.equals(text, 0, text.length, bytes, from, to);
        }

        String decoded() {
            return JsonTexts.decoded(text, 0, text.length);
        }
    }

    PathNode(String name) {
        this.name = name;
    }

    /** The node under a name, made if need be. */
    PathNode child(String childName) {
        for (PathNode child : children) {
            if (FieldPath.essence(child.name).equals(FieldPath.essence(childName))) {
                return child;
            }
        }
        PathNode child = new PathNode(childName);
        children.add(child);
        return child;
    }

    Known find(byte[] bytes, int from, int to, int hash) {
        int mask = known.length - 1;
        int place = (hash ^ hash >>> 15) & mask;
        while (known[place] != null) {
            if (known[place].is(bytes, from, to)) {
                return known[place];
            }
            place = place + 1 & mask;
        }
        Known met = meet(bytes, from, to);
        if (names < NAMES_KEPT) {
            known[place] = met;
            names++;
            if (names * 2 > known.length) {
                grow();
            }
        }
        return met;
    }

    private void grow() {
        Known[] before = known;
        known = new Known[before.length * 2];
        for (Known each : before) {
            if (each != null) {
                int hash = hash(each.text, 0, each.text.length);
                int place = (hash ^ hash >>> 15) & known.length - 1;
                while (known[place] != null) {
                    place = place + 1 & known.length - 1;
                }
                known[place] = each;
            }
        }
    }

    static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int at = from; at < to; at++) {
            hash = hash * 31 + bytes[at];
        }
        return hash;
    }

    private Known meet(byte[] bytes, int from, int to) {
        byte[] text = Arrays.copyOfRange(bytes, from, to);
        String decoded = JsonTexts.decoded(bytes, from, to);
        for (PathNode child : children) {
            if (child.name.equals(decoded)) {
                return new Known(text, child, true);
            }
        }
        String essence = FieldPath.essence(decoded);
        for (PathNode child : children) {
            if (FieldPath.essence(child.name).equals(essence)) {
                return new Known(text, child, false);
            }
        }
        return new Known(text, null, false);
    }
}

package org.lierne.loader.json;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lierne.core.model.FieldPath;
import org.lierne.loader.json.PathNode.Known;

/**
 * Finds the rows of records, and in each row the text of each column. {@code rows} leads from object to object; where
 * it meets an array, each element is gone through. A path from the root that goes the same way reads the element that
 * the row is in.
 */
final class RowFinder {

    /** What each row is given to; the places of its columns are asked for by {@link #from} and {@link #to}. */
    @FunctionalInterface
    interface Rows {
        void row() throws UnfitRecord;
    }

    private static final int UNKNOWN_NAMED = 20;

    private final List<String> rows;
    private final PathNode[] levels;
    private final int[][] columnsOfLevel;
    private final int[] next;
    private final byte[][] texts;
    private final int[] begins;
    private final int[] ends;
    private final Set<String> ignored;
    private final Set<String> unknown = new LinkedHashSet<>();
    private long objects;
    private byte[] bytes = {};
    private int end;
    private Rows sink = () -> {};
    private final boolean captures;
    private final Buffer captured = new Buffer();

    /**
     * @param columns where each column is
     * @param ignored names of a row's members that are known to have no place, as written
     * @param captures whether other members of rows that no column reads are kept
     */
    RowFinder(List<String> rows, List<FieldPath> columns, Set<String> ignored, boolean captures) {
        this.captures = captures;
        this.rows = rows;
        this.levels = new PathNode[rows.size() + 1];
        this.columnsOfLevel = new int[levels.length][];
        this.next = new int[levels.length];
        this.texts = new byte[columns.size()][];
        this.begins = new int[columns.size()];
        this.ends = new int[columns.size()];
        this.ignored = new LinkedHashSet<>();
        ignored.forEach(name -> this.ignored.add(FieldPath.essence(name)));
        for (int level = 0; level < levels.length; level++) {
            levels[level] = new PathNode("");
            columnsOfLevel[level] = new int[0];
            if (level < rows.size()) {
                levels[level].child(rows.get(level)).leadsToRows = true;
            }
        }
        for (int column = 0; column < columns.size(); column++) {
            add(columns.get(column), column);
        }
    }

    private void add(FieldPath path, int column) {
        int level = path.fromRoot() ? shared(path.steps()) : rows.size();
        PathNode node = levels[level];
        for (String step :
                path.steps().subList(path.fromRoot() ? level : 0, path.steps().size())) {
            node = node.child(step);
        }
        node.columns.add(column);
        int[] before = columnsOfLevel[level];
        columnsOfLevel[level] = Arrays.copyOf(before, before.length + 1);
        columnsOfLevel[level][before.length] = column;
    }

    /** How far a path goes the way to the rows; its last name is what is read there. */
    private int shared(List<String> steps) {
        int shared = 0;
        while (shared < rows.size()
                && shared < steps.size() - 1
                && FieldPath.essence(rows.get(shared)).equals(FieldPath.essence(steps.get(shared)))) {
            shared++;
        }
        return shared;
    }

    /** Notes what stands around all records: the columns that are read there are the same in all rows. */
    void surroundedBy(JsonRecords.Surroundings surroundings) throws UnfitRecord {
        bytes = surroundings.text();
        end = bytes.length;
        if (surroundings.level() == 0) {
            return;
        }
        int at = 0;
        for (int level = 0; level < surroundings.level(); level++) {
            members(level, at);
            at = next[level];
        }
    }

    /** Finds the rows of a record, which so many names of {@code rows} lead to. */
    void find(byte[] record, int from, int to, int level, Rows consumer) throws UnfitRecord {
        bytes = record;
        end = to;
        sink = consumer;
        element(level, from);
    }

    private void element(int level, int from) throws UnfitRecord {
        if (bytes[from] != '{') {
            throw new UnfitRecord(
                    "not_an_object",
                    (level == 0 ? "the record" : "an element of \"" + rows.get(level - 1) + "\"")
                            + " is not an object, so no column can be read from it");
        }
        members(level, from);
        if (level == rows.size()) {
            sink.row();
        } else if (next[level] >= 0) {
            elements(level + 1, next[level]);
        }
    }

    private void elements(int level, int from) throws UnfitRecord {
        if (bytes[from] == 'n') {
            return;
        }
        if (bytes[from] == '{') {
            element(level, from);
            return;
        }
        if (bytes[from] != '[') {
            throw new UnfitRecord(
                    "not_an_array",
                    "\"" + rows.get(level - 1) + "\" is neither an array nor an object, so it has no rows");
        }
        int at = JsonTexts.blanks(bytes, from + 1);
        while (bytes[at] != ']') {
            element(level, at);
            at = JsonTexts.blanks(bytes, JsonTexts.afterValue(bytes, at, end));
            if (bytes[at] == ',') {
                at = JsonTexts.blanks(bytes, at + 1);
            }
        }
    }

    private void members(int level, int from) throws UnfitRecord {
        for (int column : columnsOfLevel[level]) {
            begins[column] = -1;
        }
        next[level] = -1;
        if (level == rows.size()) {
            captured.reset();
        }
        object(levels[level], level, from, level == rows.size());
    }

    /** Goes through the members of an object; returns the place after it. */
    private int object(PathNode node, int level, int from, boolean isRow) throws UnfitRecord {
        long object = objects++;
        byte[] text = bytes;
        int at = JsonTexts.blanks(bytes, from + 1);
        while (bytes[at] != '}') {
            int nameFrom = at + 1;
            int nameTo = nameFrom;
            int hash = 0;
            while (text[nameTo] != '"') {
                hash = hash * 31 + text[nameTo];
                if (text[nameTo] == '\\') {
                    nameTo++;
                    hash = hash * 31 + text[nameTo];
                }
                nameTo++;
            }
            at = JsonTexts.blanks(bytes, JsonTexts.blanks(bytes, nameTo + 1) + 1);
            Known name = node.find(bytes, nameFrom, nameTo, hash);
            PathNode child = name.child();
            if (child == null) {
                int after = JsonTexts.afterValue(bytes, at, end);
                if (isRow) {
                    noteUnknown(name);
                    if (captures && !isIgnored(name)) {
                        capture(nameFrom, nameTo, at, after);
                    }
                }
                at = after;
            } else {
                at = isPassedOver(child, name, object) ? JsonTexts.afterValue(bytes, at, end) : value(child, level, at);
            }
            at = JsonTexts.blanks(bytes, at);
            if (bytes[at] == ',') {
                at = JsonTexts.blanks(bytes, at + 1);
            }
        }
        return at + 1;
    }

    /** Whether the object has said before what it says now under this name; else notes that it has. */
    private static boolean isPassedOver(PathNode child, Known name, long object) throws UnfitRecord {
        Known before = child.foundAs;
        if (child.foundIn == object && before != null) {
            if (before.exact() || Arrays.equals(before.text(), name.text())) {
                return true;
            }
            if (!name.exact()) {
                throw new UnfitRecord(
                        "ambiguous_name",
                        "\"" + before.decoded() + "\" and \"" + name.decoded()
                                + "\" stand in one object; letters and digits alone must tell them apart");
            }
        }
        child.foundIn = object;
        child.foundAs = name;
        return false;
    }

    private int value(PathNode node, int level, int from) throws UnfitRecord {
        if (node.leadsToRows) {
            next[level] = from;
        }
        int after;
        if (!node.children.isEmpty()) {
            forget(node);
        }
        if (!node.children.isEmpty() && bytes[from] == '{') {
            after = object(node, level, from, false);
        } else {
            after = JsonTexts.afterValue(bytes, from, end);
            if (!node.children.isEmpty()) {
                refuseUnlessNothing(node, from);
            }
        }
        for (int column : node.columns) {
            texts[column] = bytes;
            begins[column] = from;
            ends[column] = after;
        }
        return after;
    }

    /** Of two spellings of a name the later may count: then what was found under the first does not. */
    private void forget(PathNode node) {
        for (PathNode child : node.children) {
            child.columns.forEach(column -> begins[column] = -1);
            forget(child);
        }
    }

    /** Some languages write an object without members as an empty array. */
    private void refuseUnlessNothing(PathNode node, int from) throws UnfitRecord {
        boolean nothing = bytes[from] == 'n' || (bytes[from] == '[' && bytes[JsonTexts.blanks(bytes, from + 1)] == ']');
        if (!nothing) {
            throw new UnfitRecord(
                    "not_an_object",
                    "\"" + node.name + "\" is not an object, so \"" + node.children.get(0).name
                            + "\" cannot be read from it");
        }
    }

    private boolean isIgnored(Known name) {
        Boolean known = name.isIgnored;
        if (known == null) {
            known = ignored.contains(FieldPath.essence(name.decoded()));
            name.isIgnored = known;
        }
        return known;
    }

    private void capture(int nameFrom, int nameTo, int from, int after) {
        captured.write(captured.size() == 0 ? '{' : ',');
        captured.write(bytes, nameFrom - 1, nameTo - nameFrom + 2);
        captured.write(':');
        captured.write(bytes, from, after - from);
    }

    /** Whether members of rows that no column reads are kept. */
    boolean captures() {
        return captures;
    }

    /** The members of the row that no column reads, as an object that lacks its end; empty if there are none. */
    Buffer captured() {
        return captured;
    }

    private void noteUnknown(Known name) {
        if (!name.isNoted && unknown.size() < UNKNOWN_NAMED) {
            name.isNoted = true;
            String decoded = name.decoded();
            if (!ignored.contains(FieldPath.essence(decoded))) {
                unknown.add(decoded);
            }
        }
    }

    /** The bytes that hold a column's value. */
    byte[] text(int column) {
        return texts[column];
    }

    /** Where a column's value begins; -1 if it is absent. */
    int begin(int column) {
        return begins[column];
    }

    int end(int column) {
        return ends[column];
    }

    /** The first names of rows' members that no column reads. */
    Set<String> unknown() {
        return unknown;
    }
}

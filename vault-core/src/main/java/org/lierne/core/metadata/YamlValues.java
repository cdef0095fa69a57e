package org.lierne.core.metadata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lierne.core.metadata.Value.Entries;
import org.lierne.core.metadata.Value.Entry;
import org.lierne.core.metadata.Value.Items;
import org.lierne.core.metadata.Value.Text;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Turns the nodes of the YAML engine into values, refusing what a reader of the file would not see. */
final class YamlValues {

    /** Aliases repeat what they stand for, so that a small file can mean a huge one. */
    private static final int MOST_VALUES = 100_000;

    private static final int DEEPEST = 50;

    private final YamlFile file;
    private final Diagnostics diagnostics;
    private int values;
    private int depth;

    YamlValues(YamlFile file, Diagnostics diagnostics) {
        this.file = file;
        this.diagnostics = diagnostics;
    }

    Value convert(Node node) {
        Position at = file.position(node.getStartMark());
        values++;
        if (values > MOST_VALUES || depth >= DEEPEST) {
            diagnostics.error(
                    "too_large",
                    at,
                    "The file holds more than " + MOST_VALUES + " values or more than " + DEEPEST
                            + " levels, aliases counted each time; the rest is not read.");
            return Text.of("", at);
        }
        depth++;
        try {
            if (node instanceof MappingNode mapping) {
                return map(mapping, at);
            }
            if (node instanceof SequenceNode sequence) {
                return list(sequence, at);
            }
            return text(node, at);
        } finally {
            depth--;
        }
    }

    private Text text(Node node, Position at) {
        if (!(node instanceof ScalarNode scalar)) {
            diagnostics.error("invalid_yaml", at, "A list or a map cannot be a name here.", YamlTraps.QUOTE_BRACES);
            return Text.of("", at);
        }
        return new Text(
                scalar.getValue(), at, scalar.isPlain() ? file.commentAfter(node.getEndMark()) : Optional.empty());
    }

    private Items list(SequenceNode sequence, Position at) {
        List<Value> items = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            if (values > MOST_VALUES) {
                break;
            }
            items.add(convert(node));
        }
        boolean inBrackets = sequence.getFlowStyle() == FlowStyle.FLOW;
        return new Items(inBrackets ? joinCutItems(items, sequence) : items, at);
    }

    private List<Value> joinCutItems(List<Value> items, SequenceNode sequence) {
        List<Value> joined = new ArrayList<>();
        int at = 0;
        while (at < items.size()) {
            Value item = items.get(at);
            at++;
            if (item instanceof Text text && isPlain(sequence.getValue().get(at - 1))) {
                String whole = text.text();
                while (YamlTraps.isCut(whole) && at < items.size() && items.get(at) instanceof Text next) {
                    whole = append(text, whole, next.text());
                    at++;
                }
                item = reportCut(text, whole);
            }
            joined.add(item);
        }
        return joined;
    }

    private Entries map(MappingNode mapping, Position at) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Text> seen = new HashMap<>();
        boolean inBraces = mapping.getFlowStyle() == FlowStyle.FLOW;
        List<NodeTuple> tuples = mapping.getValue();
        int index = 0;
        while (index < tuples.size() && values <= MOST_VALUES) {
            NodeTuple tuple = tuples.get(index);
            index++;
            Text key = text(tuple.getKeyNode(), file.position(tuple.getKeyNode().getStartMark()));
            Value value = convert(tuple.getValueNode());
            if (inBraces && value instanceof Text text && isPlain(tuple.getValueNode())) {
                String whole = text.text();
                while (YamlTraps.isCut(whole)
                        && index < tuples.size()
                        && tuples.get(index).getKeyNode() instanceof ScalarNode next) {
                    whole = append(text, whole, next.getValue());
                    index++;
                }
                value = reportCut(text, whole);
            }
            Text first = seen.putIfAbsent(key.text(), key);
            if (first == null) {
                entries.add(new Entry(key, value));
                continue;
            }
            diagnostics.error(
                    "duplicate_key",
                    key.position(),
                    "\"" + key.text() + "\" is given twice, first in line "
                            + first.position().line() + ".",
                    "Keep one of the two.");
        }
        return new Entries(entries, at);
    }

    private static boolean isPlain(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain();
    }

    /** Puts back the comma as it was written; YAML drops the blanks around it. */
    private static String append(Text start, String cut, String next) {
        String tight = cut + "," + next;
        return start.position().sourceLine().contains(tight) ? tight : cut + ", " + next;
    }

    private Text reportCut(Text text, String whole) {
        if (whole.equals(text.text())) {
            return text;
        }
        diagnostics.error(
                "wants_quotes",
                text.position(),
                "Inside { } or [ ] a comma ends a value: only \"" + text.text() + "\" is read here.",
                "Put the value in quotes: \"" + whole + "\".");
        return Text.of(whole, text.position());
    }
}

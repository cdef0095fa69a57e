package org.lierne.loader.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lierne.core.model.Column;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.FieldPath;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.model.Source;
import org.lierne.core.model.Source.NewColumn;

/** One header being matched. */
final class HeaderMatching {

    private static final String USUAL_DELIMITERS = ",;\t|";

    private final Source source;
    private final List<String> header;
    private final Map<String, List<Integer>> places = new LinkedHashMap<>();
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private final List<String> unknown = new ArrayList<>();
    private final Set<String> ambiguous = new LinkedHashSet<>();

    HeaderMatching(Source source, List<String> header) {
        this.source = source;
        this.header = header;
    }

    HeaderMatch match() {
        for (int position = 0; position < header.size(); position++) {
            places.computeIfAbsent(FieldPath.essence(header.get(position)), unseen -> new ArrayList<>())
                    .add(position);
        }
        Set<String> known = source.ignore().stream().map(FieldPath::essence).collect(Collectors.toSet());
        for (Column column : source.columns()) {
            if (column.origin() instanceof Column.Origin.Field field) {
                String wanted = header(column, field);
                known.add(FieldPath.essence(wanted));
                place(column, field, wanted);
            }
        }
        places.forEach((essence, at) -> {
            if (!known.contains(essence)) {
                at.forEach(position -> unknown.add(header.get(position)));
            }
        });
        boolean unknownFails = source.newColumn() == NewColumn.FAIL && !unknown.isEmpty();
        if (missing.isEmpty() && ambiguous.isEmpty() && !unknownFails) {
            return new HeaderMatch.Fits(header.size(), positions, unknown);
        }
        return new HeaderMatch.Misfits(message(unknownFails), List.copyOf(missing), unknown, List.copyOf(ambiguous));
    }

    /** What a column is called in the file: as it was before in files from before, unless they say otherwise. */
    private String header(Column column, Column.Origin.Field field) {
        String now = header(field);
        boolean renamed = source.format() instanceof CsvFormat
                && field.header().equals(column.name())
                && column.was().isPresent()
                && !places.containsKey(FieldPath.essence(now));
        return renamed && places.containsKey(FieldPath.essence(column.was().get()))
                ? column.was().get()
                : now;
    }

    private void place(Column column, Column.Origin.Field field, String wanted) {
        List<Integer> at = places.getOrDefault(FieldPath.essence(wanted), List.of());
        if (at.isEmpty()) {
            if (!field.optional()) {
                missing.add(wanted);
            }
        } else if (at.size() > 1) {
            at.forEach(position -> ambiguous.add(header.get(position)));
        } else {
            positions.put(column.name(), at.get(0));
        }
    }

    /** What a column's field begins with: where columns are nested, the outermost one. */
    private String header(Column.Origin.Field field) {
        return source.format() instanceof ParquetFormat ? field.path().steps().get(0) : field.header();
    }

    private String message(boolean unknownFails) {
        List<String> sentences = new ArrayList<>();
        wrongDelimiter().ifPresent(sentences::add);
        if (sentences.isEmpty()) {
            if (!missing.isEmpty()) {
                sentences.add("The header lacks " + quoted(missing) + ".");
            }
            if (!unknown.isEmpty()) {
                sentences.add("The header has " + quoted(unknown) + ", which the source \"" + source.name()
                        + "\" does not know.");
            }
            renamed().forEach(sentences::add);
            if (!ambiguous.isEmpty()) {
                sentences.add("The headers " + quoted(ambiguous) + " match the same column; letters and digits alone"
                        + " must tell them apart.");
            }
            if (unknownFails) {
                sentences.add("Give a new header a column of the source, or list it under \"ignore\".");
            }
            if (!missing.isEmpty() && unknown.isEmpty()) {
                sentences.add("If files from before the column came are still expected, say \"optional: true\" on it.");
            }
        }
        sentences.add("Nothing of the file was loaded.");
        return String.join(" ", sentences);
    }

    private Optional<String> wrongDelimiter() {
        if (!(source.format() instanceof CsvFormat csv) || header.size() != 1 || missing.isEmpty()) {
            return Optional.empty();
        }
        String only = header.get(0);
        char declared = csv.delimiter();
        return USUAL_DELIMITERS
                .chars()
                .filter(delimiter -> delimiter != declared && only.indexOf(delimiter) >= 0)
                .boxed()
                .max((left, right) -> Long.compare(count(only, left), count(only, right)))
                .map(delimiter -> "The header is a single field, " + quoted(List.of(only)) + ": the fields seem to be"
                        + " separated by " + shown((char) (int) delimiter) + ", while the source \"" + source.name()
                        + "\" expects " + shown(declared) + "; say so under format: delimiter.");
    }

    private static long count(String text, int character) {
        return text.chars().filter(each -> each == character).count();
    }

    private static String shown(char delimiter) {
        return delimiter == '\t' ? "a tab" : "\"" + delimiter + "\"";
    }

    private List<String> renamed() {
        List<String> guesses = new ArrayList<>();
        for (String lacking : missing) {
            unknown.stream()
                    .filter(candidate -> resemble(FieldPath.essence(lacking), FieldPath.essence(candidate)))
                    .findFirst()
                    .ifPresent(candidate -> guesses.add("Was \"" + lacking + "\" renamed to \"" + candidate
                            + "\"? Then say from: \"" + candidate + "\" on its column."));
        }
        return guesses;
    }

    private static boolean resemble(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        boolean contained =
                Math.min(left.length(), right.length()) > 2 && (left.contains(right) || right.contains(left));
        return contained || distance(left, right) <= Math.max(1, Math.max(left.length(), right.length()) / 3);
    }

    /** The Levenshtein distance. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }

    private static String quoted(Iterable<String> headers) {
        List<String> quoted = new ArrayList<>();
        headers.forEach(header -> quoted.add("\"" + header + "\""));
        return String.join(", ", quoted);
    }
}

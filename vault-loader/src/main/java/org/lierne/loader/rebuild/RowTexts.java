package org.lierne.loader.rebuild;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Column;
import org.lierne.core.model.FilePattern;

/**
 * The texts of a row, in the order of the columns that are read: what every row of a file has, and its own.
 *
 * @param patterns those that paths of the source have had, that of now first
 */
record RowTexts(List<FilePattern> patterns, List<Column> columns) {

    RowTexts {
        patterns = List.copyOf(patterns);
        columns = List.copyOf(columns);
    }

    /** What every row of a delivery says: constants, and what the path says. */
    @Nullable
    String[] ofDelivery(String path) throws IOException {
        Map<String, String> ofPath = ofPath(path);
        @Nullable String[] texts = new String[columns.size()];
        for (int index = 0; index < texts.length; index++) {
            Column column = columns.get(index);
            if (column.origin() instanceof Column.Origin.Value value) {
                texts[index] = value.text();
            } else if (column.origin() instanceof Column.Origin.Path) {
                if (!ofPath.containsKey(column.name())) {
                    throw new IOException("its path does not fit the pattern \""
                            + patterns.get(0).text() + "\" any more");
                }
                texts[index] = ofPath.get(column.name());
            }
        }
        return texts;
    }

    /** What the first pattern makes of a path that says all that is asked for. */
    private Map<String, String> ofPath(String path) {
        List<String> asked = columns.stream()
                .filter(column -> column.origin() instanceof Column.Origin.Path)
                .map(Column::name)
                .toList();
        return patterns.stream()
                .map(pattern -> PathTexts.of(pattern, path))
                .filter(texts -> texts.keySet().containsAll(asked))
                .findFirst()
                .orElse(Map.of());
    }
}

package org.lierne.loader.rebuild;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Column;
import org.lierne.core.model.Source;

/** The texts of a row, in the order of the columns that are read: what every row of a file has, and its own. */
record RowTexts(Source source, List<Column> columns) {

    RowTexts {
        columns = List.copyOf(columns);
    }

    /** What every row of a delivery says: constants, and what the path says. */
    @Nullable
    String[] ofDelivery(String path) throws IOException {
        Map<String, String> ofPath = PathTexts.of(source.files(), path);
        @Nullable String[] texts = new String[columns.size()];
        for (int index = 0; index < texts.length; index++) {
            Column column = columns.get(index);
            if (column.origin() instanceof Column.Origin.Value value) {
                texts[index] = value.text();
            } else if (column.origin() instanceof Column.Origin.Path) {
                if (!ofPath.containsKey(column.name())) {
                    throw new IOException("its path does not fit the pattern \""
                            + source.files().text() + "\" any more");
                }
                texts[index] = ofPath.get(column.name());
            }
        }
        return texts;
    }
}

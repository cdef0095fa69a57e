package org.lierne.loader.rebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Column;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.FieldPath;

/** Reads copies of CSV files. */
record CsvCopies(CsvFormat format, RowTexts texts) implements CopyReader {

    @Override
    public Counted read(ListedDelivery delivery, Path copy, ReadRows rows) throws IOException, SQLException {
        try (CopyBytes bytes = CopyBytes.open(copy, delivery.deliveredCompressed())) {
            PlainCsv csv = new PlainCsv(bytes.text(), format);
            if (!csv.next()) {
                throw new IOException("it has no header");
            }
            int width = csv.fields().size();
            int[] positions = positions(csv.fields());
            @Nullable String[] ofDelivery = texts.ofDelivery(delivery.path());
            long number = 1;
            long torn = 0;
            while (csv.next()) {
                if (csv.blank() && width > 1) {
                    continue;
                }
                number++;
                if (csv.torn() || csv.fields().size() != width) {
                    torn++;
                    continue;
                }
                @Nullable String[] row = ofDelivery.clone();
                for (int index = 0; index < row.length; index++) {
                    if (positions[index] >= 0) {
                        row[index] = csv.fields().get(positions[index]);
                    }
                }
                rows.take(delivery.id(), number, 1, row);
            }
            return new Counted(number - 1, torn, 0, bytes.sha256());
        }
    }

    /** The place of each column's field; -1 where the file has none. */
    private int[] positions(List<@Nullable String> header) {
        Map<String, Integer> places = new HashMap<>();
        for (int position = 0; position < header.size(); position++) {
            String name = header.get(position);
            if (name != null) {
                places.putIfAbsent(FieldPath.essence(name), position);
            }
        }
        int[] positions = new int[texts.columns().size()];
        for (int index = 0; index < positions.length; index++) {
            positions[index] = -1;
            if (texts.columns().get(index).origin() instanceof Column.Origin.Field field) {
                // A file from before the column came lacks it, whatever the metadata say of files from now on.
                positions[index] = place(places, texts.columns().get(index), field);
            }
        }
        return positions;
    }

    /** Files from before a column had its name may have the former one, unless the metadata say how it is called there. */
    private static int place(Map<String, Integer> places, Column column, Column.Origin.Field field) {
        int place = places.getOrDefault(FieldPath.essence(field.header()), -1);
        boolean isNamedByItself = field.header().equals(column.name());
        return place < 0 && isNamedByItself && column.was().isPresent()
                ? places.getOrDefault(FieldPath.essence(column.was().get()), -1)
                : place;
    }
}

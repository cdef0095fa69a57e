package org.lierne.loader.rebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lierne.core.model.Column;
import org.lierne.core.model.FieldPath;
import org.lierne.core.sql.DuckDbDialect;
import org.lierne.core.sql.SqlText;
import org.lierne.loader.delivery.ParquetFooters;
import org.lierne.loader.delivery.ReaderOptions;
import org.lierne.loader.warehouse.EngineFailure;

/**
 * Reads copies of Parquet files, one row after the other. This format alone is taken apart by the engine, in an instance of its
 * own that holds nothing else; what is made of the values is not.
 */
final class ParquetCopies implements CopyReader {

    private final RowTexts texts;
    private @Nullable Connection opened;
    private @Nullable ParquetFooters footers;

    ParquetCopies(RowTexts texts) {
        this.texts = texts;
    }

    private Connection engine() throws SQLException {
        if (opened == null) {
            opened = DriverManager.getConnection("jdbc:duckdb:");
        }
        return opened;
    }

    private ParquetFooters.Footer footer(Path copy) throws SQLException {
        if (footers == null) {
            footers = ParquetFooters.open();
        }
        return footers.read(copy);
    }

    @Override
    public void close() throws SQLException {
        if (opened != null) {
            opened.close();
        }
        if (footers != null) {
            footers.close();
        }
    }

    @Override
    public Counted read(ListedDelivery delivery, Path copy, ReadRows rows) throws IOException, SQLException {
        String sha256;
        try (CopyBytes bytes = CopyBytes.open(copy, true)) {
            sha256 = bytes.sha256();
        }
        @Nullable String[] ofDelivery = texts.ofDelivery(delivery.path());
        long number = 0;
        try {
            List<@Nullable String> expressions = expressions(copy);
            try (PreparedStatement query = engine().prepareStatement(query(expressions))) {
                query.setString(1, ReaderOptions.file(copy.toString()));
                try (ResultSet found = query.executeQuery()) {
                    while (found.next()) {
                        number++;
                        @Nullable String[] row = ofDelivery.clone();
                        int place = 1;
                        for (int index = 0; index < row.length; index++) {
                            if (expressions.get(index) != null) {
                                place++;
                                row[index] = found.getString(place);
                            }
                        }
                        rows.take(delivery.id(), found.getLong(1), 1, row);
                    }
                }
            }
        } catch (SQLException damaged) {
            throw new IOException(EngineFailure.firstLine(damaged), damaged);
        }
        return new Counted(number, 0, 0, sha256);
    }

    private static String query(List<@Nullable String> expressions) {
        StringBuilder columns = new StringBuilder("file_row_number + 1");
        expressions.stream()
                .filter(expression -> expression != null)
                .forEach(expression -> columns.append(", ").append(expression));
        return "select " + columns + " from read_parquet(?, file_row_number=true, hive_partitioning=false)"
                + " order by file_row_number";
    }

    /** Per column, how its text is made of what the file holds; NULL where the file has nothing of it. */
    private List<@Nullable String> expressions(Path copy) throws SQLException {
        ParquetFooters.Footer footer = footer(copy);
        SqlText text = new SqlText(DuckDbDialect.INSTANCE);
        List<@Nullable String> expressions = new ArrayList<>();
        for (Column column : texts.columns()) {
            if (!(column.origin() instanceof Column.Origin.Field field)) {
                expressions.add(null);
                continue;
            }
            List<String> steps = field.path().steps();
            Optional<ParquetFooters.Found> found = footer.columns().stream()
                    .filter(element -> FieldPath.essence(element.name()).equals(FieldPath.essence(steps.get(0))))
                    .findFirst()
                    .flatMap(element -> element.find(steps.subList(1, steps.size())));
            // A file from before the column came lacks it.
            expressions.add(found.map(
                            place -> text.render(DuckDbDialect.INSTANCE.reads().textOf(place.names(), place.type())))
                    .orElse(null));
        }
        return expressions;
    }
}

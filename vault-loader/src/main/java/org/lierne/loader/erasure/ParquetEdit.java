package org.lierne.loader.erasure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.lierne.core.model.FieldPath;
import org.lierne.loader.delivery.ParquetFooters;
import org.lierne.loader.delivery.ReaderOptions;

/**
 * Takes values out of rows of a Parquet file, which an engine of its own reads and writes. Types and the order of rows and
 * columns stay; how the file is divided and compressed may not.
 */
final class ParquetEdit {

    private final Fields fields;
    private final List<Optional<String>> key;
    private final Path workFolder;

    ParquetEdit(Fields fields, List<Optional<String>> key, Path workFolder) {
        this.fields = fields;
        this.key = key;
        this.workFolder = workFolder;
    }

    void write(Path from, Map<Long, Set<String>> uses, OutputStream bytes) throws IOException {
        Path written = workFolder.resolve("rows-" + UUID.randomUUID() + ".parquet");
        try (ParquetFooters footers = ParquetFooters.open();
                Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            statement.execute("set preserve_insertion_order = true");
            statement.execute("create temporary table edited (number bigint, uses varchar[])");
            for (Map.Entry<Long, Set<String>> each : uses.entrySet()) {
                statement.execute("insert into edited values (" + each.getKey() + ", ["
                        + each.getValue().stream().map(ParquetEdit::literal).collect(Collectors.joining(", "))
                        + "]::varchar[])");
            }
            List<String> columns = new ArrayList<>();
            for (ParquetFooters.Element column : footers.read(from).columns()) {
                String name = name(column.name());
                columns.add("case when edited.number is null then rows_read." + name + " else "
                        + edited(column, "rows_read." + name, List.of()) + " end as " + name);
            }
            statement.execute("copy (\n  select " + String.join(",\n    ", columns)
                    + "\n  from read_parquet(" + literal(ReaderOptions.file(from.toString()))
                    + ", file_row_number = true, hive_partitioning = false) as rows_read\n"
                    + "  left join edited on edited.number = rows_read.file_row_number + 1\n"
                    + "  order by rows_read.file_row_number\n) to " + literal(written.toString())
                    + " (format parquet)");
            Files.copy(written, bytes);
        } catch (SQLException failed) {
            throw new IOException(
                    "the copy \"" + from + "\" could not be written anew: " + failed.getMessage(), failed);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private String edited(ParquetFooters.Element element, String value, List<String> above) {
        List<String> place = new ArrayList<>(above);
        place.add(FieldPath.essence(element.name()));
        String stays = fields.isMixedBelow(place) && !element.members().isEmpty()
                ? "case when " + value + " is not null then struct_pack("
                        + element.members().stream()
                                .map(member -> name(member.name()) + " := "
                                        + edited(member, value + "." + name(member.name()), place))
                                .collect(Collectors.joining(", "))
                        + ") end"
                : fields.keeps(place) ? value : "cast(null as " + type(element) + ")";
        String renewed = fields.keys().entrySet().stream()
                .filter(use -> use.getValue().containsKey(place))
                .map(use -> "when list_contains(edited.uses, " + literal(use.getKey()) + ") then cast("
                        + key.get(use.getValue().get(place))
                                .map(ParquetEdit::literal)
                                .orElse("null") + " as "
                        + type(element) + ")")
                .collect(Collectors.joining(" "));
        return renewed.isEmpty() ? stays : "case " + renewed + " else " + stays + " end";
    }

    private static String type(ParquetFooters.Element element) {
        return element.type().isEmpty() ? "varchar" : element.type();
    }

    private static String name(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}

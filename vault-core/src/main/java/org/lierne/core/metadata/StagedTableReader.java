package org.lierne.core.metadata;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.Source;
import org.lierne.core.model.StagedTable;

/** Reads which table's rows are a source's deliveries, and what such a source must and cannot say. */
final class StagedTableReader {

    private final Diagnostics diagnostics;

    StagedTableReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The table; empty if files are its deliveries, or if it could not be read. */
    Optional<StagedTable> read(Fields fields) {
        Optional<Text> table = fields.text("table");
        if (table.isEmpty()) {
            return Optional.empty();
        }
        for (String key : List.of("files", "format", "rows")) {
            if (fields.value(key).isPresent()) {
                diagnostics.error(
                        "table_or_files",
                        fields.at(key),
                        Fields.sentence(fields.what()) + " has both \"table\" and \"" + key
                                + "\"; rows of a table are in no file.",
                        "Take one of the two out.");
            }
        }
        if (!fields.has("load_date")) {
            diagnostics.error(
                    "table_without_load_date",
                    table.get().position(),
                    Fields.sentence(fields.what())
                            + " reads a table, whose rows have no path, and does not say where their load date stands.",
                    "Name its column: load_date: { column: ldts }.");
        }
        String[] parts = table.get().text().split("\\.", -1);
        boolean fits = parts.length == 2
                && Stream.of(parts).allMatch(part -> !part.isBlank() && !part.contains("\"") && !part.contains("/"));
        if (!fits) {
            diagnostics.error(
                    "unusable_name",
                    table.get().position(),
                    "\"" + table.get().text() + "\" is no table with its schema.",
                    "Write schema and table, as in staging.stg_orders.");
            return Optional.empty();
        }
        return Optional.of(new StagedTable(parts[0], parts[1]));
    }

    /** The paths under which the rows of a table are known as deliveries: the table, and what they are of. */
    static FilePattern paths(StagedTable table) {
        return new FilePattern(
                table.qualified(),
                List.of(new FilePattern.Literal(table.qualified() + "/"), new FilePattern.AnyCharacters()));
    }

    /** Rows of a table have no order but that of their values. */
    void checkOrder(SourceDraft draft) {
        Source source = draft.source();
        if (source.table().isEmpty()) {
            return;
        }
        boolean bySequence = source.recordsFollow();
        if (bySequence || source.oneRowPer().contains(Source.RECORD_NUMBER)) {
            diagnostics.error(
                    "table_has_no_order",
                    draft.fields().at(bySequence ? "sequence" : "one_row_per"),
                    "The rows of " + draft.fields().what() + " are of a table, and have no place in a file; _line says"
                            + " nothing of them.",
                    bySequence ? "Name the column that orders them." : "Name what tells them apart.");
        }
    }
}

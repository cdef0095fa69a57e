package org.lierne.core.plan.stage;

import static org.lierne.core.sql.Identifiers.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.lierne.core.model.Column;
import org.lierne.core.model.DataType;
import org.lierne.core.model.ParquetFormat;
import org.lierne.core.model.Source;
import org.lierne.core.plan.Stage;
import org.lierne.core.sql.Dialect;
import org.lierne.core.sql.SqlText;

/** The steps that make typed values of the fields of files: read, prepare each text, cast it, note what is unreadable. */
final class FieldReading {

    private final Source source;
    private final Dialect dialect;
    private final SqlText text;

    FieldReading(Source source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
        this.text = new SqlText(dialect);
    }

    /**
     * Adds the steps for a group of files.
     *
     * @return the name of the last: a row per record with {@code _file_number}, the columns and {@code _errors}
     */
    String addSteps(List<String> steps, ReadGroup group) {
        List<Column> columns = group.fields().stream()
                .flatMap(Optional::stream)
                .map(source::column)
                .toList();
        List<String> prepared = new ArrayList<>();
        List<String> cast = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        List<RowError> unreadable = new ArrayList<>();
        for (Column column : columns) {
            String name = text.name(column.name());
            prepared.add(
                    text.render(dialect.reads().prepared(varchar(column.name()), column.reading())) + " as " + name);
            kept.add(name);
            if (column.type().kind() == DataType.Kind.VARCHAR) {
                cast.add(name);
                continue;
            }
            Field<?> value = dialect.reads().cast(varchar(column.name()), column.type(), column.reading());
            cast.add(name + " as " + textOf(column) + ",\n    " + text.render(value) + " as " + name);
            unreadable.add(new RowError(
                    textOf(column) + " is not null and " + name + " is null",
                    column.name(),
                    "unreadable",
                    "'\"' || left(" + textOf(column) + ", 100) || "
                            + text.literal("\" is not readable as " + column.type() + formats(column))));
        }
        for (Column column : source.columns()) {
            if (column.origin() instanceof Column.Origin.Field && !columns.contains(column)) {
                Field<String> nothing = DSL.field("cast(null as varchar)", SQLDataType.VARCHAR);
                kept.add(text.render(dialect.reads().read(nothing, column.type(), column.reading())) + " as "
                        + text.name(column.name()));
            }
        }
        if (source.captures()) {
            prepared.add(captured(group) + " as " + Stage.CAPTURED);
            cast.add(Stage.CAPTURED);
            kept.add(Stage.CAPTURED);
        }
        steps.add("fields as (\n  select *\n  from " + reader(group) + "\n)");
        String place = String.join(", ", Stage.placeColumns(source));
        String filePlace = place.replace("_file_number", fileNumber(group) + " as _file_number");
        steps.add("prepared as (\n  select\n    " + filePlace + joined(prepared) + "\n  from fields\n)");
        steps.add("values_and_texts as (\n  select\n    " + place + joined(cast) + "\n  from prepared\n)");
        steps.add("typed as (\n  select\n    " + place + joined(kept) + ",\n    " + RowError.list(unreadable)
                + " as _errors\n  from values_and_texts\n)");
        return "typed";
    }

    /** What a row says that has no place, as an object: a JSON file's rows bring theirs. */
    private String captured(ReadGroup group) {
        if (source.format().numbersRows()) {
            return Stage.CAPTURED;
        }
        if (group.captured().isEmpty()) {
            return "cast(null as varchar)";
        }
        return group.captured().entrySet().stream()
                .map(field -> text.literal(field.getValue()) + ", " + unused(field.getKey()))
                .collect(Collectors.joining(", ", "cast(json_object(", ") as varchar)"));
    }

    private static String unused(int index) {
        return "_unused_" + (index + 1);
    }

    /** The place of a row's file in the group, from 1: small, where a path in each row would not be. */
    private String fileNumber(ReadGroup group) {
        if (group.files().size() == 1) {
            return "cast(1 as integer)";
        }
        return "cast(enum_code(cast(filename as enum(" + literals(group.paths(), ", ") + "))) + 1 as integer)";
    }

    private String reader(ReadGroup group) {
        if (source.format() instanceof ParquetFormat) {
            return typedReader(group);
        }
        List<String> columns = new ArrayList<>();
        if (source.format().numbersRows()) {
            columns.add("'" + Stage.RECORD_NUMBER_READ + "': 'BIGINT'");
            columns.add("'" + Stage.ROW_NUMBER_READ + "': 'INTEGER'");
        }
        for (int index = 0; index < group.fields().size(); index++) {
            String name = group.fields().get(index).orElse(unused(index));
            columns.add("'" + name + "': 'VARCHAR'");
        }
        if (source.captures() && source.format().numbersRows()) {
            columns.add("'" + Stage.CAPTURED + "': 'VARCHAR'");
        }
        return "read_csv(\n    [" + literals(group.opened(), ",\n      ") + "],\n    columns={"
                + String.join(", ", columns) + "},\n    " + group.readerOptions() + ",\n    filename=true\n  )";
    }

    /** Reads what the file holds as the texts that a file of texts would hold. */
    private String typedReader(ReadGroup group) {
        StringBuilder columns = new StringBuilder();
        for (int index = 0; index < group.typed().size(); index++) {
            ReadGroup.TypedField field = group.typed().get(index);
            columns.append(",\n      ")
                    .append(text.render(dialect.reads().textOf(field.names(), field.type())))
                    .append(" as ")
                    .append(text.name(group.fields().get(index).orElseThrow()));
        }
        return "(\n    select\n      filename,\n      file_row_number + 1 as " + Stage.RECORD_NUMBER_READ
                + ",\n      cast(1 as integer) as " + Stage.ROW_NUMBER_READ + columns
                + "\n    from read_parquet(\n      ["
                + literals(group.opened(), ",\n        ") + "],\n      " + group.readerOptions()
                + "\n    )\n  ) as typed_fields";
    }

    private String literals(List<String> texts, String separator) {
        return texts.stream().map(text::literal).collect(Collectors.joining(separator));
    }

    /** What a date should have looked like. */
    private static String formats(Column column) {
        List<String> formats = column.reading().formats();
        return formats.isEmpty() ? "" : " in " + String.join(" or ", formats);
    }

    private static String joined(List<String> expressions) {
        return expressions.stream().map(each -> ",\n    " + each).collect(Collectors.joining());
    }

    private static String textOf(Column column) {
        return "_text_of_" + column.name();
    }

    private static Field<String> varchar(String column) {
        return field(column).coerce(SQLDataType.VARCHAR);
    }
}

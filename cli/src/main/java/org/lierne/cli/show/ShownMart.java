package org.lierne.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.query.ReadOnlyDatabase;
import org.lierne.core.LierneException;
import org.lierne.core.LierneException.Category;
import org.lierne.marts.meaning.Picture;

/**
 * A mart as it stands in a database, with what is noted of it there.
 *
 * @param rowIs what one row is; may be empty
 * @param source where the method is published; may be empty
 * @param warnings what the data could not tell, a sentence each
 * @param isDescribed whether the database says what its marts mean, as those published by earlier versions do not
 */
public record ShownMart(
        ReadOnlyDatabase database,
        String name,
        String kind,
        String description,
        long rows,
        String rowIs,
        String source,
        List<ShownColumn> columns,
        List<Picture> pictures,
        List<String> warnings,
        boolean isDescribed) {

    public ShownMart {
        columns = List.copyOf(columns);
        pictures = List.copyOf(pictures);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads what is noted.
     *
     * @throws LierneException {@code unknown_mart}
     */
    public static ShownMart read(ReadOnlyDatabase database, String mart) {
        List<String> tables = database.tables();
        if (tables.stream().noneMatch(("mart." + mart)::equalsIgnoreCase)) {
            List<String> marts = tables.stream()
                    .filter(table -> table.startsWith("mart."))
                    .map(table -> table.substring("mart.".length()))
                    .toList();
            throw new LierneException(
                    Category.USAGE,
                    "unknown_mart",
                    "There is no mart \"" + mart + "\".",
                    marts.isEmpty() ? "There are none." : "There is: " + String.join(", ", marts) + ".");
        }
        boolean isDescribed = tables.contains("main.lierne_column");
        List<@Nullable Object> noted = isDescribed
                ? first(database.rows(
                        "select mart, kind, description, row_is, source from main.lierne_mart where lower(mart) = lower(?)",
                        mart))
                : List.of(mart, "", "", "", "");
        String name = text(noted.get(0));
        Object rows = database.rows("select count(*) from mart." + ShownColumn.quoted(name))
                .get(0)
                .get(0);
        return new ShownMart(
                database,
                name,
                text(noted.get(1)),
                text(noted.get(2)),
                rows instanceof Number number ? number.longValue() : 0,
                text(noted.get(3)),
                text(noted.get(4)),
                columns(database, name, isDescribed),
                strings(database, isDescribed, "select picture from main.lierne_picture where mart = ?", name).stream()
                        .flatMap(words -> Picture.parse(words).stream())
                        .toList(),
                strings(database, isDescribed, "select warning from main.lierne_warning where mart = ?", name),
                isDescribed);
    }

    private static List<@Nullable Object> first(List<List<@Nullable Object>> rows) {
        return rows.get(0);
    }

    private static List<String> strings(ReadOnlyDatabase database, boolean asked, String sql, String mart) {
        return asked
                ? database.rows(sql, mart).stream().map(row -> text(row.get(0))).toList()
                : List.of();
    }

    private static List<ShownColumn> columns(ReadOnlyDatabase database, String mart, boolean isDescribed) {
        String noted = isDescribed
                ? "left join main.lierne_column as noted on noted.mart = columns.table_name and"
                        + " noted.column_name = columns.column_name"
                : "cross join (select '' as unit, '' as meaning, false as is_sensitive) as noted";
        List<ShownColumn> columns = new ArrayList<>();
        for (List<@Nullable Object> row : database.rows(
                "select columns.column_name, columns.data_type, columns.numeric_precision is not null, noted.unit,"
                        + " noted.meaning, noted.is_sensitive from duckdb_columns() as columns " + noted
                        + " where columns.database_name = current_database() and columns.schema_name = 'mart'"
                        + " and columns.table_name = ? order by columns.column_index",
                mart)) {
            columns.add(new ShownColumn(
                    text(row.get(0)),
                    text(row.get(1)),
                    Boolean.TRUE.equals(row.get(2)),
                    text(row.get(3)),
                    text(row.get(4)),
                    Boolean.TRUE.equals(row.get(5))));
        }
        return columns;
    }

    static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    /** As the engine reads it. */
    String table() {
        return "mart." + ShownColumn.quoted(name);
    }

    /** A column that a picture names. */
    Optional<ShownColumn> column(String column) {
        return columns.stream()
                .filter(each -> each.name().equalsIgnoreCase(column))
                .findFirst();
    }

    /** Columns by name, in the order given. */
    public List<ShownColumn> named(List<String> names) {
        return names.stream()
                .map(asked -> column(asked)
                        .orElseThrow(() -> new LierneException(
                                Category.USAGE,
                                "unknown_column",
                                "Mart \"" + name + "\" has no column \"" + asked + "\".",
                                "There is: "
                                        + columns.stream()
                                                .map(ShownColumn::name)
                                                .collect(Collectors.joining(", "))
                                        + ".")))
                .toList();
    }

    /** A select of rows in the order that the mart's first picture has. */
    public String select(List<ShownColumn> shown, boolean showSensitive, long limit) {
        String columnsSeen =
                shown.stream().map(column -> column.seen(showSensitive)).collect(Collectors.joining(", "));
        return "select " + columnsSeen + " from " + table() + " as source" + order()
                + (limit < 0 ? "" : " limit " + limit);
    }

    /** Along the axes, if the first picture has any; else the most of what is spread first; else as it was built. */
    private String order() {
        for (Picture picture : pictures) {
            if (picture instanceof Picture.Bars bars && bars.label().isPresent()) {
                return " order by source." + ShownColumn.quoted(bars.label().get());
            }
            if (picture instanceof Picture.Curve curve) {
                return " order by source."
                        + curve.group()
                                .map(group -> ShownColumn.quoted(group) + ", source.")
                                .orElse("")
                        + ShownColumn.quoted(curve.over());
            }
            if (picture instanceof Picture.Heat heat) {
                return " order by source." + ShownColumn.quoted(heat.rows()) + ", source."
                        + ShownColumn.quoted(heat.columns());
            }
        }
        return pictures.stream()
                .filter(Picture.Distribution.class::isInstance)
                .map(each -> ((Picture.Distribution) each).value())
                .filter(value -> column(value).filter(ShownColumn::isMeasured).isPresent())
                .findFirst()
                .map(value -> " order by source." + ShownColumn.quoted(value) + " desc nulls last, rowid")
                .orElse("");
    }
}

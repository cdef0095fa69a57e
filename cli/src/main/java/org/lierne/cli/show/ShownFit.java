package org.lierne.cli.show;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Page;
import org.lierne.cli.query.ReadOnlyDatabase;

/**
 * What the fit behind a mart found, as it stands beside the mart.
 *
 * @param figures by name, in the order in which they were noted; never empty
 */
record ShownFit(Map<String, Figure> figures) {

    /** A figure, with its standard error if it has one. */
    record Figure(double value, OptionalDouble standardError) {}

    /** Reads it; empty if the mart has none. */
    static Optional<ShownFit> read(ReadOnlyDatabase database, String mart) {
        if (!database.tables().contains("main.lierne_fit")) {
            return Optional.empty();
        }
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (List<@Nullable Object> row : database.rows(
                "select name, \"value\", standard_error from main.lierne_fit where mart = ? and \"value\" is not null"
                        + " order by position",
                mart)) {
            figures.put(
                    Objects.toString(row.get(0)),
                    new Figure(
                            Page.number(row.get(1)),
                            row.get(2) == null ? OptionalDouble.empty() : OptionalDouble.of(Page.number(row.get(2)))));
        }
        return figures.isEmpty() ? Optional.empty() : Optional.of(new ShownFit(figures));
    }

    boolean has(String name) {
        return figures.containsKey(name);
    }

    /** A figure that is there. */
    double value(String name) {
        return Objects.requireNonNull(figures.get(name), name).value();
    }

    Optional<Figure> figure(String name) {
        return Optional.ofNullable(figures.get(name));
    }

    /** What stands before an ending in the names of figures, in their order: {@code logistic} of {@code logistic.auc}. */
    List<String> namesBefore(String ending) {
        return figures.keySet().stream()
                .filter(name -> name.endsWith(ending))
                .map(name -> name.substring(0, name.length() - ending.length()))
                .toList();
    }
}

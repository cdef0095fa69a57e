package org.lierne.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.console.Amounts;
import org.lierne.cli.console.Console;
import org.lierne.cli.console.DisplayText;
import org.lierne.cli.console.Page;
import org.lierne.cli.console.ResultColumn;
import org.lierne.cli.console.Style;
import org.lierne.cli.console.TableWriter;
import org.lierne.cli.console.ValueText;
import org.lierne.marts.meaning.Picture;

/** A mart, for a person at a terminal. */
public final class MartPage {

    private static final String INDENT = "  ";
    private static final int GAP = 2;
    private static final int WIDEST_TEXT = 24;

    private final Console console;
    private final Page page;
    private final ShownMart mart;
    private final boolean showSensitive;

    /** @param showSensitive whether sensitive values are shown as they are */
    public MartPage(Console console, ShownMart mart, boolean showSensitive) {
        this.console = console;
        this.page = new Page(console);
        this.mart = mart;
        this.showSensitive = showSensitive;
    }

    /**
     * Writes all of it.
     *
     * @param asOf which state this is, in words
     * @param chosen the columns of the table; empty for those that find room
     * @param rows how many rows the table has at most
     */
    public void write(String asOf, List<ShownColumn> chosen, long rows) {
        Style style = console.outStyle();
        console.data(style.title(mart.name())
                + style.quiet((mart.kind().isEmpty() ? "" : "  " + mart.kind()) + "  "
                        + Amounts.count(mart.rows(), "row", "rows") + (asOf.isEmpty() ? "" : ", " + asOf)));
        for (String text : List.of(mart.description(), mart.rowIs())) {
            wrapped(text);
        }
        if (!mart.source().isEmpty()) {
            wrapped("Source: " + mart.source());
        }
        warnings();
        table(chosen, rows);
        ShownFit.read(mart.database(), mart.name()).ifPresent(fit -> new FitPage(page, fit).write());
        pictures();
        meanings();
        page.flush();
    }

    private void warnings() {
        if (mart.warnings().isEmpty()) {
            return;
        }
        page.section("What the data could not tell");
        mart.warnings().forEach(warning -> wrapped("- " + warning));
    }

    private void table(List<ShownColumn> chosen, long limit) {
        if (limit == 0) {
            return;
        }
        List<ShownColumn> candidates = chosen.isEmpty()
                ? mart.columns().stream().filter(column -> !column.isHashKey()).toList()
                : chosen;
        if (candidates.isEmpty()) {
            candidates = mart.columns();
        }
        List<List<@Nullable Object>> rows = mart.database().rows(mart.select(candidates, showSensitive, limit));
        int room = chosen.isEmpty() && console.terminal().out() ? fitting(candidates, rows) : candidates.size();
        page.section(rows.isEmpty() ? "No rows" : "Rows");
        if (!rows.isEmpty()) {
            TableWriter writer = TableWriter.indented(console, TableWriter.NULL_SIGN, INDENT);
            writer.begin(candidates.subList(0, room).stream()
                    .map(column -> new ResultColumn(
                            column.name(), column.isNumber() && (showSensitive || !column.isSensitive())))
                    .toList());
            rows.forEach(row -> writer.row(cells(row.subList(0, room))));
            writer.end();
        }
        if (mart.rows() > rows.size()) {
            page.note(Amounts.count(mart.rows() - rows.size())
                    + " more; --rows N shows more of them, lierne marts export" + " all.");
        }
        if (room < candidates.size()) {
            wrapped("Not shown for want of room: "
                    + candidates.subList(room, candidates.size()).stream()
                            .map(ShownColumn::name)
                            .collect(Collectors.joining(", "))
                    + "; --columns names those to show.");
        }
    }

    private static List<@Nullable Object> cells(List<@Nullable Object> row) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (Object value : row) {
            cells.add(value == null ? null : Numbers.cell(value));
        }
        return cells;
    }

    /** How many columns from the left find room, texts cut to a sensible width; one at least. */
    private int fitting(List<ShownColumn> columns, List<List<@Nullable Object>> rows) {
        int taken = INDENT.length();
        for (int index = 0; index < columns.size(); index++) {
            int widest = 1;
            for (List<@Nullable Object> row : rows) {
                widest = Math.max(widest, DisplayText.width(Numbers.cell(row.get(index))));
            }
            int width = Math.max(
                    DisplayText.width(columns.get(index).name()),
                    columns.get(index).isNumber() ? widest : Math.min(WIDEST_TEXT, widest));
            taken += width + (index == 0 ? 0 : GAP);
            if (taken > page.width() && index > 0) {
                return index;
            }
        }
        return columns.size();
    }

    private void pictures() {
        if (mart.rows() == 0) {
            return;
        }
        Distributions distributions = new Distributions(page, mart);
        for (Picture picture : mart.pictures()) {
            boolean canBeDrawn = picture.shown().stream()
                    .allMatch(name -> mart.column(name)
                            .filter(column -> showSensitive || !column.isSensitive())
                            .isPresent());
            if (!canBeDrawn) {
                continue;
            }
            ShownColumn value = mart.column(picture.shown().get(0)).orElseThrow();
            page.section(title(picture, value));
            draw(picture, value, distributions);
        }
        if (mart.pictures().isEmpty() || mart.pictures().stream().anyMatch(Picture.Distribution.class::isInstance)) {
            distributions.summarize(mart.columns().stream()
                    .filter(ShownColumn::isMeasured)
                    .filter(column -> mart.pictures().stream()
                            .noneMatch(each -> each instanceof Picture.Distribution drawn
                                    && drawn.value().equals(column.name())))
                    .toList());
        }
    }

    private static String title(Picture picture, ShownColumn value) {
        String unit = value.unit().isEmpty() || value.isShare() || value.unit().equals(value.name())
                ? ""
                : " (" + value.unit() + ")";
        if (picture instanceof Picture.Bars bars) {
            return bars.label()
                    .map(label -> value.name() + unit + " by " + label)
                    .orElse("Rows by " + value.name());
        }
        if (picture instanceof Picture.Distribution) {
            return "How " + value.name() + unit + " is spread";
        }
        if (picture instanceof Picture.Curve curve) {
            return value.name() + unit + " over " + curve.over()
                    + curve.group().map(group -> " by " + group).orElse("");
        }
        Picture.Heat heat = (Picture.Heat) picture;
        return value.name() + unit + " by " + heat.rows() + " and " + heat.columns();
    }

    private void draw(Picture picture, ShownColumn value, Distributions distributions) {
        if (picture instanceof Picture.Bars bars) {
            new BarChart(page, mart).draw(bars, value);
        } else if (picture instanceof Picture.Distribution) {
            distributions.draw(value);
        } else if (picture instanceof Picture.Curve curve) {
            new CurveChart(page, mart, console.outStyle()).draw(curve, value);
        } else if (picture instanceof Picture.Heat heat) {
            new HeatMap(page, mart).draw(heat, value);
        }
    }

    private void meanings() {
        if (!mart.isDescribed()) {
            page.section("What the columns mean");
            page.note("These marts were published by an earlier version, which did not say. The next run does.");
            return;
        }
        List<ShownColumn> told = mart.columns().stream()
                .filter(column -> !column.meaning().isEmpty())
                .toList();
        if (told.isEmpty()) {
            return;
        }
        page.section("What the columns mean");
        int names = told.stream()
                .mapToInt(column -> DisplayText.width(column.name()))
                .max()
                .orElse(0);
        for (ShownColumn column : told) {
            String unit = column.unit().isEmpty() ? "" : " [" + column.unit() + "]";
            String masked = column.isSensitive() && !showSensitive ? " Masked; --show-sensitive shows it." : "";
            List<String> lines =
                    Lines.wrapped(column.meaning() + unit + masked, page.width() - INDENT.length() - names - GAP);
            for (int line = 0; line < lines.size(); line++) {
                String name = DisplayText.pad(line == 0 ? column.name() : "", names, false);
                page.whole(name + " ".repeat(GAP) + lines.get(line));
            }
        }
    }

    private void wrapped(String text) {
        if (!text.isBlank()) {
            Lines.wrapped(ValueText.of(text), page.width() - INDENT.length()).forEach(page::whole);
        }
    }
}

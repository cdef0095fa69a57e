package org.lierne.loader.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Checks;
import org.lierne.core.model.Column;
import org.lierne.core.model.Column.Origin;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Delivery;
import org.lierne.core.model.FilePattern;
import org.lierne.core.model.Reading;
import org.lierne.core.model.Source;
import org.lierne.core.model.Source.NewColumn;
import org.lierne.loader.delivery.HeaderMatch.Fits;
import org.lierne.loader.delivery.HeaderMatch.Misfits;

class HeaderMatchTest {

    @Test
    void headersMatchByLettersAndDigitsInAnyOrder() {
        Fits fits = fits(HeaderMatch.of(orders(NewColumn.FAIL), List.of(" Unit-Price ", "Comment", "\uFEFFOrderID")));

        assertThat(fits.width()).isEqualTo(3);
        assertThat(fits.positions()).isEqualTo(Map.of("order_id", 2, "price", 0));
    }

    @Test
    void aNewColumnFailsOrIsPassedOver() {
        List<String> header = List.of("order_id", "unit_price", "comment", "loyalty");

        Misfits misfits = misfits(HeaderMatch.of(orders(NewColumn.FAIL), header));

        assertThat(misfits.unknown()).containsExactly("loyalty");
        assertThat(misfits.message())
                .isEqualTo("The header has \"loyalty\", which the source \"orders\" does not know. Give a new header a"
                        + " column of the source, or list it under \"ignore\". Nothing of the file was loaded.");
        assertThat(fits(HeaderMatch.of(orders(NewColumn.IGNORE), header)).passedOver())
                .containsExactly("loyalty");
    }

    @Test
    void aRenamedColumnIsGuessed() {
        Misfits misfits =
                misfits(HeaderMatch.of(orders(NewColumn.IGNORE), List.of("order_id", "unitprize", "comment")));

        assertThat(misfits.missing()).containsExactly("unit_price");
        assertThat(misfits.message())
                .contains("The header lacks \"unit_price\".")
                .contains("Was \"unit_price\" renamed to \"unitprize\"? Then say from: \"unitprize\"");
    }

    @Test
    void aWrongDelimiterIsNamed() {
        Misfits misfits = misfits(HeaderMatch.of(orders(NewColumn.FAIL), List.of("order_id;unit_price;comment")));

        assertThat(misfits.message())
                .contains("the fields seem to be separated by \";\", while the source \"orders\" expects \",\"")
                .doesNotContain("renamed");
    }

    @Test
    void twoHeadersForOneColumnAreAmbiguous() {
        Misfits misfits =
                misfits(HeaderMatch.of(orders(NewColumn.IGNORE), List.of("order_id", "OrderId", "unit_price")));

        assertThat(misfits.ambiguous()).containsExactly("order_id", "OrderId");
        assertThat(misfits.message()).contains("The headers \"order_id\", \"OrderId\" match the same column");
    }

    private static Fits fits(HeaderMatch match) {
        assertThat(match).isInstanceOf(Fits.class);
        return (Fits) match;
    }

    private static Misfits misfits(HeaderMatch match) {
        assertThat(match).isInstanceOf(Misfits.class);
        return (Misfits) match;
    }

    private static Source orders(NewColumn newColumn) {
        List<Column> columns = Stream.of(
                        column("order_id", new Origin.Field("order_id")),
                        column("price", new Origin.Field("unit_price")),
                        column("country", new Origin.Path()))
                .toList();
        return new Source(
                "orders",
                "",
                "shop.orders",
                new FilePattern("orders.csv", List.of(new FilePattern.Literal("orders.csv"))),
                CsvFormat.DEFAULT,
                new Delivery.Delta(),
                List.of(),
                List.of(),
                Optional.empty(),
                new Source.LoadDateRule.RunStart(),
                false,
                columns,
                Set.of(),
                Set.of(),
                Set.of("comment"),
                true,
                Optional.empty(),
                newColumn);
    }

    private static Column column(String name, Origin origin) {
        return new Column(name, "", DataType.VARCHAR, origin, Reading.plain(ZoneOffset.UTC), Checks.NONE);
    }
}

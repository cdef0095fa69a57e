package org.lierne.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lierne.core.model.Cleaning;
import org.lierne.core.model.DataType;
import org.lierne.core.model.Reading;
import org.lierne.core.model.TextCase;

/** Tables of text and what it reads as; {@code -} stands for unreadable. */
final class DuckDbReadsTest {

    private static final String UNREADABLE = "-";
    private static final Reading PLAIN = Reading.plain(ZoneId.of("UTC"));

    private static Engine engine;

    @BeforeAll
    static void start() {
        engine = Engine.start();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void integersAreWholeAndKeepTheirValue() {
        reads(DataType.INTEGER, PLAIN, """
                17850         | 17850
                17850.0       | 17850
                17850.        | 17850
                 7            | 7
                +7            | 7
                -7            | -7
                -0            | 0
                007           | 7
                2147483647    | 2147483647
                -2147483648   | -2147483648
                2147483648    | -
                1e3           | -
                0x10          | -
                0b1           | -
                1_000         | -
                1,000         | -
                1.7           | -
                1.0.0         | -
                .0            | -
                + 7           | -
                true          | -
                ٣             | -
                              | -
                """);
        reads(DataType.BIGINT, PLAIN, """
                9223372036854775807    | 9223372036854775807
                9223372036854775807.00 | 9223372036854775807
                -9223372036854775808   | -9223372036854775808
                9223372036854775808    | -
                """);
    }

    @Test
    void decimalsAreExact() {
        reads(DataType.decimal(12, 2), PLAIN, """
                1.5            | 1.50
                1.500          | 1.50
                1.50000000000000000000000000000000000000000000 | 1.50
                1.005          | -
                2              | 2.00
                .5             | 0.50
                5.             | 5.00
                .              | -
                -.25           | -0.25
                -0.00          | 0.00
                +1.10          | 1.10
                 1.10          | 1.10
                9999999999.99  | 9999999999.99
                10000000000    | -
                1e2            | -
                1_0.5          | -
                1,5            | -
                NaN            | -
                """);
        reads(DataType.decimal(3, 3), PLAIN, """
                0.5  | .500
                .125 | .125
                1.0  | -
                """);
        reads(DataType.decimal(38, 0), PLAIN, """
                99999999999999999999999999999999999999   | 99999999999999999999999999999999999999
                99999999999999999999999999999999999999.0 | 99999999999999999999999999999999999999
                100000000000000000000000000000000000000  | -
                """);
    }

    @Test
    void separatorsAreThoseDeclared() {
        reads(DataType.decimal(12, 2), separators(',', Optional.of('.')), """
                1.234,5       | 1234.50
                1.234.567,89  | 1234567.89
                1234,50       | 1234.50
                12.34,50      | -
                1.2345        | -
                1.234         | 1234.00
                1.5           | -
                .234          | -
                1,5           | 1.50
                ,5            | 0.50
                """);
        reads(DataType.decimal(12, 2), separators(',', Optional.empty()), """
                1,5      | 1.50
                1.5      | -
                1.234,5  | -
                """);
        reads(DataType.decimal(12, 2), separators('.', Optional.of(',')), """
                1,234.50 | 1234.50
                1234.50  | 1234.50
                1,23     | -
                """);
        reads(DataType.INTEGER, separators('.', Optional.of('\'')), """
                1'234'567 | 1234567
                1'23      | -
                """);
        reads(DataType.DOUBLE, separators(',', Optional.of(' ')), """
                1 234,5 | 1234.5
                1,5e3   | 1500.0
                1.5     | -
                """);
    }

    @Test
    void doublesAreFinite() {
        reads(DataType.DOUBLE, PLAIN, """
                0.1                 | 0.1
                1e3                 | 1000.0
                1E-3                | 0.001
                .5e1                | 5.0
                5.                  | 5.0
                -2e23               | -2e+23
                2e+23               | 2e+23
                17                  | 17.0
                1e400               | -
                nan                 | -
                NaN                 | -
                inf                 | -
                -inf                | -
                infinity            | -
                1_0                 | -
                0x10                | -
                e5                  | -
                .                   | -
                """);
    }

    @Test
    void booleansAreTheWordsDeclared() {
        reads(DataType.BOOLEAN, PLAIN, """
                true  | true
                T     | true
                Yes   | true
                1     | true
                 y    | true
                FALSE | false
                0     | false
                n     | false
                2     | -
                wahr  | -
                """);
        reads(DataType.BOOLEAN, words(List.of("Да", "WAHR"), List.of("nein")), """
                да    | true
                wahr  | true
                Nein  | false
                true  | -
                """);
    }

    @Test
    void datesAreIsoByDefault() {
        reads(DataType.DATE, PLAIN, """
                2024-02-29           | 2024-02-29
                 2024-02-29          | 2024-02-29
                2024-02-29T00:00:00  | 2024-02-29
                2024-02-29 00:00:00.000 | 2024-02-29
                2024-02-29 00:00:01  | -
                2023-02-29           | -
                2024-13-01           | -
                2024-2-9             | -
                2024/02/09           | -
                24-02-09             | -
                0001-01-01           | 0001-01-01
                9999-12-31           | 9999-12-31
                0000-01-01           | -
                10000-01-01          | -
                -0001-01-01          | -
                0044-03-15 (BC)      | -
                infinity             | -
                epoch                | -
                2024-02-09Z          | -
                """);
    }

    @Test
    void datesFollowTheFormatsInOrder() {
        reads(DataType.DATE, formats("UTC", "dd/MM/yyyy", "MM/dd/yyyy", "d.M.yyyy", "yyyyMMdd"), """
                03/04/2024   | 2024-04-03
                12/31/2024   | 2024-12-31
                3/4/2024     | -
                3.4.2024     | 2024-04-03
                03.04.2024   | 2024-04-03
                20240403     | 2024-04-03
                3.4.24       | -
                0003/04/2024 | -
                """);
        reads(DataType.DATE, formats("UTC", "d MMM yyyy", "EEEE, d MMMM yyyy", "dd-MMM-yy"), """
                5 Feb 2024           | 2024-02-05
                5 feb 2024           | 2024-02-05
                Monday, 5 February 2024 | 2024-02-05
                05-Feb-24            | 2024-02-05
                5 Mai 2024           | -
                """);
        reads(DataType.DATE, formats("UTC", "dd/MM/yyyy HH:mm"), """
                03/04/2024 00:00 | 2024-04-03
                03/04/2024 00:01 | -
                """);
    }

    @Test
    void timestampsAreIsoByDefault() {
        reads(DataType.TIMESTAMP, PLAIN, """
                2024-02-29 10:11:12          | 2024-02-29 10:11:12
                2024-02-29T10:11:12          | 2024-02-29 10:11:12
                2024-02-29T10:11             | 2024-02-29 10:11:00
                2024-02-29                   | 2024-02-29 00:00:00
                2024-02-29 10:11:12.5        | 2024-02-29 10:11:12.5
                2024-02-29 10:11:12.123456   | 2024-02-29 10:11:12.123456
                2024-02-29 10:11:12.123456000 | 2024-02-29 10:11:12.123456
                2024-02-29 10:11:12.1234567  | -
                2024-02-29T10:11:12Z         | 2024-02-29 10:11:12
                2024-02-29T10:11:12+02:00    | 2024-02-29 08:11:12
                2024-02-29T10:11:12.5+0230   | 2024-02-29 07:41:12.5
                2024-02-29 10:11:12 +02      | 2024-02-29 08:11:12
                2024-02-29 10:11:12-05:00    | 2024-02-29 15:11:12
                2024-02-29 10                | -
                2024-02-29 24:00:00          | -
                2024-02-29 10:60:00          | -
                2024-02-29 10:11:60          | -
                2024-02-29 10:11:12 Europe/Berlin | -
                2023-02-29 10:11:12          | -
                0001-01-01 00:00:00          | 0001-01-01 00:00:00
                0001-01-01 00:00:00+01       | -
                9999-12-31 23:59:59.999999   | 9999-12-31 23:59:59.999999
                9999-12-31 23:59:59-01       | -
                10000-01-01 00:00:00         | -
                0001-01-01 (BC) 00:00:00     | -
                infinity                     | -
                now                          | -
                """);
    }

    @Test
    void localTimesBecomeUtc() {
        reads(DataType.TIMESTAMP, Reading.plain(ZoneId.of("Europe/Berlin")), """
                2024-01-15 10:00:00       | 2024-01-15 09:00:00
                2024-07-15 10:00:00       | 2024-07-15 08:00:00
                2024-07-15                | 2024-07-14 22:00:00
                2024-03-31 01:59:59.999999 | 2024-03-31 00:59:59.999999
                2024-03-31 02:00:00       | -
                2024-03-31 02:30:00       | -
                2024-03-31 03:00:00       | 2024-03-31 01:00:00
                2024-10-27 02:30:00       | 2024-10-27 01:30:00
                2024-07-15T10:00:00+00:00 | 2024-07-15 10:00:00
                2024-07-15T10:00:00Z      | 2024-07-15 10:00:00
                0001-01-01 00:00:00       | -
                """);
        reads(DataType.TIMESTAMP, Reading.plain(ZoneId.of("+05:30")), """
                2024-01-15 10:00:00  | 2024-01-15 04:30:00
                """);
    }

    @Test
    void timestampsFollowTheFormats() {
        Reading reading = formats(
                "Europe/Berlin", "yyyy-MM-ddTHH:mm:ssZ", "dd/MM/yyyy HH:mm", "M/d/yy H:mm", "yyyyMMdd'T'HHmmss.SSS");
        reads(DataType.TIMESTAMP, reading, """
                2024-07-15T10:00:00Z      | 2024-07-15 10:00:00
                2024-07-15T10:00:00+02:00 | 2024-07-15 08:00:00
                2024-07-15T10:00:00+0200  | 2024-07-15 08:00:00
                2024-07-15T10:00:00       | -
                15/07/2024 10:00          | 2024-07-15 08:00:00
                31/03/2024 02:30          | -
                15/07/2024  10:00         | -
                7/15/24 9:05              | 2024-07-15 07:05:00
                20240715T100000.123       | 2024-07-15 08:00:00.123
                20240715T100000.12        | -
                2024-07-15 10:00:00       | -
                """);
        reads(DataType.TIMESTAMP, formats("UTC", "dd MMM yyyy hh:mm a"), """
                05 Feb 2024 12:30 AM | 2024-02-05 00:30:00
                05 Feb 2024 12:30 pm | 2024-02-05 12:30:00
                """);
    }

    @Test
    void epochsAreUtc() {
        reads(DataType.TIMESTAMP, formats("Europe/Berlin", "epoch_seconds"), """
                1700000000       | 2023-11-14 22:13:20
                1700000000.25    | 2023-11-14 22:13:20.25
                -1               | 1969-12-31 23:59:59
                1700000000.1234567 | -
                253402300799     | 9999-12-31 23:59:59
                253402300800     | -
                999999999999999  | -
                1e9              | -
                """);
        reads(DataType.TIMESTAMP, formats("Europe/Berlin", "epoch_milliseconds"), """
                1700000000123     | 2023-11-14 22:13:20.123
                1700000000123.456 | 2023-11-14 22:13:20.123456
                999999999999999   | -
                """);
        reads(DataType.TIMESTAMP, formats("Europe/Berlin", "epoch_microseconds"), """
                1700000000123456   | 2023-11-14 22:13:20.123456
                1700000000123456.0 | 2023-11-14 22:13:20.123456
                1700000000123456.5 | -
                -1                 | 1969-12-31 23:59:59.999999
                999999999999999999 | -
                """);
    }

    @Test
    void documentsLoseTheirWhiteSpaceAndNothingElse() {
        reads(DataType.JSON, formats("UTC"), """
                {"a" : 1.50, "b c" :[1, 2 ,{ }] }        | {"a":1.50,"b c":[1,2,{}]}
                {"a":"x \\" y", "b\\\\" : "\\u00e9  "}     | {"a":"x \\" y","b\\\\":"\\u00e9  "}
                {"b":1,"a":2,"a":3}                      | {"b":1,"a":2,"a":3}
                 12345678901234567890.123456789012345    | 12345678901234567890.123456789012345
                "a  b"                                   | "a  b"
                null                                     | null
                1 2                                      | -
                tr ue                                    | -
                {a: 1}                                   | -
                word                                     | -
                                                         | -
                """);
    }

    @Test
    void preparationKeepsItsOrder() {
        Map<String, String> replace = new LinkedHashMap<>();
        replace.put("^C-0*", "");
        replace.put("[aeiou]", "<\\0>");
        Reading reading = new Reading(
                List.of(),
                ZoneId.of("UTC"),
                Optional.empty(),
                List.of("€"),
                List.of("n/a", "it's", ""),
                Map.of("X<A>Y", "mapped", "", "void"),
                new Cleaning(true, replace, Optional.of(TextCase.UPPER)),
                Optional.of("default"),
                '.',
                Optional.empty(),
                List.of(),
                List.of());
        prepares(reading, "n/a", "default");
        prepares(reading, "it's", "default");
        prepares(reading, "", "default");
        prepares(reading, " n/a", "N/<A>");
        prepares(reading, "€5", "5");
        prepares(reading, "C-0012", "12");
        prepares(reading, "xay", "mapped");
        prepares(reading, "\u00a0\u3000\t\u000b\u0085 b c \u2029\n", "B C");
        prepares(reading, " \u2003 ", "void");
        prepares(reading, null, "default");
    }

    private static void prepares(Reading reading, String text, String expected) {
        List<String> row = new ArrayList<>();
        row.add(text);
        engine.given(List.of(row));
        String prepared = engine.texts(List.of(DuckDbDialect.INSTANCE.reads().prepared(Engine.column(0), reading)))
                .get(0)
                .get(0);
        assertThat(prepared).as("prepared text of \"%s\"", text).isEqualTo(expected);
    }

    private static void reads(DataType type, Reading reading, String table) {
        List<List<String>> given = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String line : table.split("\n")) {
            int bar = line.lastIndexOf('|');
            String text = line.substring(0, bar).stripTrailing();
            String value = line.substring(bar + 1).strip();
            given.add(List.of(text));
            expected.add(text + " -> " + value);
        }
        engine.given(given);
        List<List<String>> values =
                engine.texts(List.of(DuckDbDialect.INSTANCE.reads().read(Engine.column(0), type, reading)));
        List<String> actual = new ArrayList<>();
        for (int row = 0; row < given.size(); row++) {
            String value = values.get(row).get(0);
            actual.add(given.get(row).get(0) + " -> " + (value == null ? UNREADABLE : value));
        }
        assertThat(actual).as("texts read as %s", type).containsExactlyElementsOf(expected);
    }

    private static Reading formats(String zone, String... formats) {
        return with(List.of(formats), zone, '.', Optional.empty(), List.of(), List.of());
    }

    private static Reading separators(char decimal, Optional<Character> thousands) {
        return with(List.of(), "UTC", decimal, thousands, List.of(), List.of());
    }

    private static Reading words(List<String> yes, List<String> no) {
        return with(List.of(), "UTC", '.', Optional.empty(), yes, no);
    }

    private static Reading with(
            List<String> formats,
            String zone,
            char decimal,
            Optional<Character> thousands,
            List<String> yes,
            List<String> no) {
        return new Reading(
                formats,
                ZoneId.of(zone),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Cleaning.NONE,
                Optional.empty(),
                decimal,
                thousands,
                yes,
                no);
    }
}

package org.lierne.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lierne.cli.CapturedConsole;

/** The same rows in every form, golden. */
final class ResultWriterTest {

    private static final UUID KEY = UUID.fromString("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");

    @Test
    void aTableAlignsTextsLeftAndNumbersRightAndShowsNull() {
        assertThat(written(OutputFormat.TABLE, Terminal.NONE)).isEqualTo("""
                        customer_hk                       name      amount  ordered_at
                        ────────────────────────────────  ────────  ──────  ──────────────────────────
                        0a1b2c3d4e5f60718293a4b5c6d7e8f9  Ada        12.50  2010-12-01 08:26:00
                        ∅                                 东京      -3.000  2010-12-01 08:26:00.000001
                                                          a "b",␊c     100  [1, NULL]
                        """);
    }

    @Test
    void csvFollowsRfc4180AndTellsNullFromEmpty() {
        assertThat(written(OutputFormat.CSV, Terminal.NONE)).isEqualTo("""
                        customer_hk,name,amount,ordered_at
                        0a1b2c3d4e5f60718293a4b5c6d7e8f9,Ada,12.50,2010-12-01 08:26:00
                        ,东京,-3.000,2010-12-01 08:26:00.000001
                        "","a ""b"",
                        c",100,"[1, NULL]"
                        """);
    }

    @Test
    void jsonIsAnObjectPerLineWithExactNumbers() {
        assertThat(written(OutputFormat.JSON, Terminal.NONE)).isEqualTo("""
                        [
                        {"customer_hk":"0a1b2c3d4e5f60718293a4b5c6d7e8f9","name":"Ada","amount":12.50,"ordered_at":"2010-12-01T08:26:00"},
                        {"customer_hk":null,"name":"东京","amount":-3.000,"ordered_at":"2010-12-01T08:26:00.000001"},
                        {"customer_hk":"","name":"a \\"b\\",\\nc","amount":100,"ordered_at":[1,null]}
                        ]
                        """);
    }

    @Test
    void noRowsAreAHeaderOrAnEmptyArray() {
        assertThat(empty(OutputFormat.CSV)).isEqualTo("a\n");
        assertThat(empty(OutputFormat.JSON)).isEqualTo("[]\n");
        assertThat(empty(OutputFormat.TABLE)).isEqualTo("a\n─\n");
    }

    @Test
    void jsonKeepsWhatADoubleWouldLoseAndTellsWhatIsNoNumber() {
        CapturedConsole captured = CapturedConsole.piped();
        ResultWriter writer = captured.console().rows(OutputFormat.JSON);
        writer.begin(List.of(
                ResultColumn.number("a"), ResultColumn.number("b"), ResultColumn.text("c"), ResultColumn.text("d")));
        writer.row(
                new BigDecimal("1234567890123456.789"),
                new BigInteger("170141183460469231731687303715884105727"),
                Double.NaN,
                Map.of("day", LocalDate.of(2024, 2, 29)));
        writer.end();
        assertThat(captured.out())
                .contains("{\"a\":1234567890123456.789,\"b\":170141183460469231731687303715884105727,\"c\":\"NaN\","
                        + "\"d\":{\"day\":\"2024-02-29\"}}");
    }

    @Test
    void longCellsAreCutOnATerminalOnly() {
        String text = "a description that is much longer than a narrow terminal is wide";
        assertThat(oneCell(text, Terminal.NONE)).contains(text);
        assertThat(oneCell(text, new Terminal(false, true, false, false, 40)))
                .contains("a description that is much longer than …")
                .doesNotContain("narrow");
    }

    @Test
    void controlCharactersOfDataCannotSteerATerminal() {
        assertThat(oneCell("\u001b[31mred\u0007", Terminal.NONE))
                .contains("␛[31mred␇")
                .doesNotContain("\u001b");
    }

    @Test
    void manyRowsKeepTheWidthsOfTheFirst() {
        CapturedConsole captured = CapturedConsole.piped();
        ResultWriter writer = captured.console().rows(OutputFormat.TABLE);
        writer.begin(List.of(ResultColumn.number("n")));
        for (int row = 1; row <= 2500; row++) {
            writer.row(row);
        }
        writer.end();
        assertThat(captured.out().lines()).hasSize(2502).contains("   1", "2500");
    }

    @Test
    void wideAndCombiningCharactersCountAsTheyAreShown() {
        assertThat(DisplayText.width("abc")).isEqualTo(3);
        assertThat(DisplayText.width("东京")).isEqualTo(4);
        assertThat(DisplayText.width("e\u0301")).isEqualTo(1);
        assertThat(DisplayText.fit("东京都", 4)).isEqualTo("东…");
    }

    @Test
    void theEnvironmentSaysWhatIsATerminal() {
        assertThat(ProcessConsole.terminal(Map.of())).isEqualTo(new Terminal(false, false, false, true, 100));
        assertThat(ProcessConsole.terminal(Map.of("LIERNE_TTY", "02", "LIERNE_COLUMNS", "132", "NO_COLOR", "1")))
                .isEqualTo(new Terminal(true, false, true, false, 132));
        assertThat(ProcessConsole.terminal(Map.of("LIERNE_TTY", "012", "TERM", "dumb")))
                .as("a dumb terminal has neither colours nor a live line")
                .isEqualTo(new Terminal(true, true, false, false, 100));
    }

    private static String written(OutputFormat format, Terminal terminal) {
        CapturedConsole captured = CapturedConsole.on(terminal);
        ResultWriter writer = captured.console().rows(format);
        writer.begin(List.of(
                ResultColumn.text("customer_hk"),
                ResultColumn.text("name"),
                ResultColumn.number("amount"),
                ResultColumn.text("ordered_at")));
        LocalDateTime morning = LocalDateTime.of(2010, 12, 1, 8, 26);
        writer.row(KEY, "Ada", new BigDecimal("12.50"), morning);
        writer.row(null, "东京", new BigDecimal("-3.000"), morning.plusNanos(1000));
        writer.row("", "a \"b\",\nc", 100, Arrays.asList(1, null));
        writer.end();
        return captured.out();
    }

    private static String empty(OutputFormat format) {
        CapturedConsole captured = CapturedConsole.piped();
        ResultWriter writer = captured.console().rows(format);
        writer.begin(List.of(ResultColumn.text("a")));
        writer.end();
        return captured.out();
    }

    private static String oneCell(String text, Terminal terminal) {
        CapturedConsole captured = CapturedConsole.on(terminal);
        ResultWriter writer = captured.console().rows(OutputFormat.TABLE);
        writer.begin(List.of(ResultColumn.text("text")));
        writer.row(text);
        writer.end();
        return captured.out();
    }
}

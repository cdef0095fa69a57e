package org.lierne.loader.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.loader.rebuild.PlainJson.Kind;
import org.lierne.loader.rebuild.PlainJson.Malformed;
import org.lierne.loader.rebuild.PlainJson.Value;

/** What the reader of copies makes of JSON: what RFC 8259 says, with nothing lost of how it is written. */
class PlainJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1.10",
                "1E400",
                "1e-7",
                "-12.50E+03",
                "1234567890123456789012345678901234567890.123456789012345678901234567890"
            })
    void aNumberKeepsItsDigits(String number) throws Exception {
        Value value = value(" " + number + " ");

        assertThat(value.kind()).isEqualTo(Kind.NUMBER);
        assertThat(value.read()).isEqualTo(number);
    }

    @Test
    void aNumberMayHaveAnyLength() throws Exception {
        String digits = "7".repeat(5_000);

        assertThat(value(digits).read()).isEqualTo(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[01]",
                "[+1]",
                "[1.]",
                "[.5]",
                "[1e]",
                "[1e+]",
                "[-]",
                "[0x1]",
                "[1_000]",
                "[NaN]",
                "[Infinity]",
                "[1 2]"
            })
    void whatLooksLikeANumberIsNone(String text) {
        assertMalformed(text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"\\\"\\\\\\/\", `\"\\/`",
                "\"a\\u00e4\\u20AC\", aä€",
                "\"\\ud83d\\ude00\", 😀",
                "\"😀\", 😀",
                "`\"it's {[,:]}\"`, `it's {[,:]}`"
            })
    void escapesAreRead(String written, String read) throws Exception {
        assertThat(value(written).read()).isEqualTo(read);
    }

    @Test
    void escapesOfControlCharactersAreRead() throws Exception {
        assertThat(value("\"\\b\\f\\n\\r\\t\\u0000\"").read()).isEqualTo("\b\f\n\r\t\0");
        assertThat(value("\"\u007f\u0085\u2028\"").read()).as("these need none").isEqualTo("\u007f\u0085\u2028");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\x\"",
                "\"\\u12G4\"",
                "\"\\u123\"",
                "\"\\ud83d\"",
                "\"\\ud83dx\"",
                "\"\\ude00\\ud83d\"",
                "\"a\nb\"",
                "\"a\tb\"",
                "\"open",
                "'a'"
            })
    void aTextThatIsNone(String text) {
        assertMalformed(text);
    }

    @Test
    void namesThatStandTwiceAreBothThereInOrder() throws Exception {
        Value object = value("{\"a\": 1, \"b\": 2, \"\\u0061\": 3}");

        assertThat(object.names()).containsExactly("a", "b", "a");
        assertThat(object.values()).extracting(Value::read).containsExactly("1", "2", "3");
    }

    @Test
    void whatIsNestedStaysAsWrittenWithoutWhiteSpaceBetweenItsParts() throws Exception {
        Value object = value("{ \"a\" :\r\n\t{ \"b \" : \"\\u00e4 \\/\" , \"c\": [ 1.0 , { } , [ ] , null ] } }");

        assertThat(object.values().get(0).read()).isEqualTo("{\"b \":\"\\u00e4 \\/\",\"c\":[1.0,{},[],null]}");
        assertThat(object.text()).isEqualTo("{\"a\":{\"b \":\"\\u00e4 \\/\",\"c\":[1.0,{},[],null]}}");
    }

    @Test
    void nullIsNothingAndTheOtherWordsAreTexts() throws Exception {
        Value words = value("[null, true, false, \"null\", \"\"]");

        assertThat(words.values()).extracting(Value::read).containsExactly(null, "true", "false", "null", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "{\"a\":1",
                "[1,]",
                "{\"a\":1,}",
                "[,1]",
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\":}",
                "{1:2}",
                "[1}",
                "nul",
                "True",
                "nullx",
                "// x\n1",
                "\u00a01",
                "\uFEFF1"
            })
    void aTextThatIsNoJson(String text) {
        assertMalformed(text);
    }

    @Test
    void whatFollowsAValueIsNotPartOfIt() throws Exception {
        PlainJson json = new PlainJson(new StringReader("{\"a\":1} \n {\"b\":2}x"));

        assertThat(json.value().text()).isEqualTo("{\"a\":1}");
        assertThat(json.atEnd()).isFalse();
        assertThat(json.value().names()).containsExactly("b");
        assertThat(json.atEnd()).isFalse();
    }

    @Test
    void nestingHasNoEnd() throws Exception {
        int depth = 200_000;

        assertThat(value("[".repeat(depth) + "]".repeat(depth)).text()).hasSize(2 * depth);
    }

    @Test
    void onlyWhatIsAskedForIsHeld() throws Exception {
        PlainJson json = new PlainJson(new StringReader("[" + "{\"a\": \"xxxxxxxx\"},".repeat(1_000) + "{}]"));
        json.pass('[');
        int held = json.held();

        do {
            json.value();
            assertThat(json.held()).isLessThan(held + 30);
            json.forget(held);
        } while (json.passComma() && forgetComma(json, held));

        json.pass(']');
        assertThat(json.atEnd()).isTrue();
    }

    private static boolean forgetComma(PlainJson json, int held) {
        json.forget(held);
        return true;
    }

    private static Value value(String text) throws IOException, Malformed {
        PlainJson json = new PlainJson(new StringReader(text));
        Value value = json.value();
        assertThat(json.atEnd()).as("nothing follows " + text).isTrue();
        return value;
    }

    private static void assertMalformed(String text) {
        assertThatThrownBy(() -> new PlainJson(new StringReader(text)).value())
                .as(List.of(text).toString())
                .isInstanceOf(Malformed.class);
    }
}

package org.lierne.loader.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.CsvFormat.Encoding;

/** What the reader of copies makes of lines that are hard to take apart: what the loader makes of them. */
class PlainCsvTest {

    private static final CsvFormat BACKSLASH = new CsvFormat(',', '"', '\\', Encoding.UTF_8, 1000);

    @Test
    void quotesStandDoubledWithinQuotes() throws IOException {
        assertThat(read("\"a \"\"b\"\" c\",\"\"\"\"\n\"\"\"x\"\"\",\"a,b\"\n"))
                .containsExactly("<a \"b\" c> <\">", "<\"x\"> <a,b>");
    }

    @Test
    void aQuoteWithinAnUnquotedFieldIsACharacter() throws IOException {
        assertThat(read("5\" pipe,a\"\"b\n")).containsExactly("<5\" pipe> <a\"\"b>");
    }

    @Test
    void lineEndsWithinQuotesStayAsTheyAre() throws IOException {
        assertThat(read("\"a\r\nb\",1\r\n\"c\nd\re\",2\r\n")).containsExactly("<a\r\nb> <1>", "<c\nd\re> <2>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesEndAsTheyLike(String end) throws IOException {
        assertThat(read("1,a" + end + "2,b" + end)).containsExactly("<1> <a>", "<2> <b>");
        assertThat(read("1,a" + end + "2,b")).as("without the last end").containsExactly("<1> <a>", "<2> <b>");
    }

    @Test
    void nothingIsNullAndQuotesAroundNothingAreTheEmptyText() throws IOException {
        assertThat(read("1,\n,2\n\"\",\n1,\"\"")).containsExactly("<1> NULL", "NULL <2>", "<> NULL", "<1> <>");
    }

    @Test
    void blankLinesAreToldApartFromEmptyTexts() throws IOException {
        assertThat(read("1\n\n\"\"\n\n\n")).containsExactly("<1>", "blank", "<>", "blank", "blank");
    }

    @Test
    void aRecordThatCannotBeTakenApartTearsNoOther() throws IOException {
        assertThat(read("1,\"x\"y\n2,z\n\"a\"\"\"b,c\n3,z\n")).containsExactly("torn", "<2> <z>", "torn", "<3> <z>");
    }

    @Test
    void blanksAroundQuotesSayNothing() throws IOException {
        assertThat(read("1, \"x\"\n\"y\" ,2\n a , b\n\"a\"  \"b\",3\n"))
                .containsExactly("<1> <x>", "<y> <2>", "< a > < b>", "<a  b> <3>");
    }

    @Test
    void anEscapeCountsWithinQuotesOnly() throws IOException {
        assertThat(read("\"a\\\"b\",\"c\\\\\"\nd\\,e\n\"\\n\",\\\"\n", BACKSLASH))
                .containsExactly("<a\"b> <c\\>", "<d\\> <e>", "<n> <\\\">");
    }

    @Test
    void otherDelimitersAndQuotes() throws IOException {
        assertThat(read("'a;b';c\t\n", new CsvFormat(';', '\'', '\'', Encoding.UTF_8, 1000)))
                .containsExactly("<a;b> <c\t>");
        assertThat(read("a \"b c\" \n", new CsvFormat(' ', '"', '"', Encoding.UTF_8, 1000)))
                .containsExactly("<a> <b c> NULL");
    }

    @Test
    void aByteOrderMarkIsPassedOverAtTheBeginningOnly() throws IOException {
        assertThat(read("\uFEFFid,\uFEFFx\n")).containsExactly("<id> <\uFEFFx>");
        assertThat(read("\uFEFF\"id\"\n")).as("before a quote").containsExactly("<id>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16WithAndWithoutAMark(String charset) throws IOException {
        CsvFormat utf16 = new CsvFormat(',', '"', '"', Encoding.UTF_16, 1000);
        for (String mark : List.of("", "\uFEFF")) {
            byte[] bytes = (mark + "id,\"ä\r\n😀\"\n1,\n").getBytes(Charset.forName(charset));
            assertThat(read(bytes, utf16)).containsExactly("<id> <ä\r\n😀>", "<1> NULL");
        }
    }

    @Test
    void latin1HasACharacterPerByte() throws IOException {
        CsvFormat latin1 = new CsvFormat(',', '"', '"', Encoding.LATIN_1, 1000);

        assertThat(read("é,\"ß\u0085\"\n".getBytes(StandardCharsets.ISO_8859_1), latin1))
                .containsExactly("<é> <ß\u0085>");
    }

    @Test
    void bytesThatAreNoUtf8TearTheirRecordAlone() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("1,grün\n2,gr".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xFC);
        bytes.writeBytes("n\n3,\"ä€😀\"\n".getBytes(StandardCharsets.UTF_8));

        assertThat(read(bytes.toByteArray(), CsvFormat.DEFAULT)).containsExactly("<1> <grün>", "torn", "<3> <ä€😀>");
    }

    @Test
    void nothingIsNoRecord() throws IOException {
        assertThat(read("")).isEmpty();
        assertThat(read("\uFEFF")).isEmpty();
    }

    @Test
    void aLongRecordAmongManyIsReadWhole() throws IOException {
        String longest = "x\"\"".repeat(100_000);

        assertThat(read("1,\"" + longest + "\"\n2,y\n"))
                .containsExactly("<1> <" + longest.replace("\"\"", "\"") + ">", "<2> <y>");
    }

    private static List<String> read(String text) throws IOException {
        return read(text, CsvFormat.DEFAULT);
    }

    private static List<String> read(String text, CsvFormat format) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), format);
    }

    /** The fields of each line in angle brackets. */
    private static List<String> read(byte[] bytes, CsvFormat format) throws IOException {
        PlainCsv csv = new PlainCsv(new ByteArrayInputStream(bytes), format);
        List<String> lines = new ArrayList<>();
        while (csv.next()) {
            lines.add(
                    csv.torn()
                            ? "torn"
                            : csv.blank()
                                    ? "blank"
                                    : csv.fields().stream()
                                            .map(field -> field == null ? "NULL" : "<" + field + ">")
                                            .collect(Collectors.joining(" ")));
        }
        return lines;
    }
}

package org.lierne.loader.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lierne.core.model.CsvFormat;
import org.lierne.core.model.DataType;

/** Values are taken out of records, and all else stays byte by byte. */
class EditsTest {

    private static String csv(String record, int fields, Set<Integer> gone) {
        CsvFormat format = CsvFormat.DEFAULT;
        return CsvEdit.edited(
                record, format, fields, place -> gone.contains(place) ? Optional.of("") : Optional.empty());
    }

    @Test
    void fieldsOfCsv() {
        assertThat(csv("a,b,c", 3, Set.of(1))).isEqualTo("a,,c");
        assertThat(csv("\"a,1\",\"b \"\"x\"\", y\",\"\"", 3, Set.of(1))).isEqualTo("\"a,1\",,\"\"");
        assertThat(csv("\"a\nb\", \"c\" ,d", 3, Set.of(0))).isEqualTo(", \"c\" ,d");
        assertThat(csv("a,b,", 3, Set.of(2))).isEqualTo("a,b,");
        assertThat(csv("a,b", 3, Set.of(0))).as("a field is missing").isEqualTo("erased");
        assertThat(csv("a,b", 1, Set.of(0))).as("a field too many").isEqualTo("erased,erased");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"a\": \"x\", \"b\":1};{\"a\": null, \"b\":1}",
                "{\"A\":{\"n\":[1,\"x:,}\"]},\"b\":\"\\\"q\"};{\"A\":{\"n\":[null,null]},\"b\":\"\\\"q\"}",
                "{\"b\":[{\"a\":1},{\"a\":true}],\"a\":[]};{\"b\":[{\"a\":1},{\"a\":true}],\"a\":[]}",
                "{\"\\u0061\":\"x\"};{\"\\u0061\":null}",
                "\"text\";null"
            })
    void valuesOfJson(String record, String edited) {
        assertThat(JsonEdit.edited(
                        record,
                        path -> path.isEmpty() || path.get(0).equals("a") ? Optional.of("null") : Optional.empty()))
                .isEqualTo(edited);
    }

    @Test
    void valuesOfEachTypeThatCanBeAKey() {
        for (DataType type : List.of(
                DataType.VARCHAR,
                DataType.INTEGER,
                DataType.BIGINT,
                DataType.DATE,
                DataType.TIMESTAMP,
                DataType.decimal(18, 2))) {
            assertThat(ErasedText.of(type)).as(type.text()).isPresent();
            assertThat(ErasedText.of(type)).as(type.text()).isNotEqualTo(ErasedText.of(type));
        }
        assertThat(ErasedText.of(DataType.BOOLEAN)).isEmpty();
        assertThat(ErasedText.of(DataType.decimal(5, 2)))
                .as("too few to choose from")
                .isEmpty();
    }
}

package org.lierne.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lierne.core.metadata.Value.Text;

final class DateFormatsTest {

    private static List<Diagnostic> said(String format) {
        Diagnostics diagnostics = new Diagnostics();
        Position at = new Position(Path.of("sources/orders.yml"), 3, 5, format);
        new DateFormats(diagnostics).check(List.of(Text.of(format, at)), "\"formats\" of column \"day\"");
        return diagnostics.sorted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-MM-dd",
                "yyyyMMdd",
                "d.M.yy",
                "EEE, dd MMM yyyy",
                "yyyy-MM-ddTHH:mm:ssZ",
                "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
                "MM/dd/yyyy hh:mm a",
                "'Stand' dd.MM.yyyy",
                "'[Stand]' dd.MM.yyyy",
                "yyyy/MM/dd",
                "dd/MM/yyyy HH:mm",
            })
    void whatDatesAreWrittenInIsAccepted(String format) {
        assertThat(said(format)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "YYYY-MM-dd|did you mean yyyy",
                "yyyy-MM-DD|did you mean dd",
                "yyyy-mm-dd|did you mean MM",
                "yyyy-mm-dd HH:mm|mm is minutes",
                "yyyy-MM-dd HH:MM|mm is minutes",
                "yyyy-MM-dd hh:mm|did you mean HH",
                "yyyy-MM-dd HH:mm a|needs hh",
                "%Y-%m-%d|The letters are Java's",
                "yyyy-MM|A date needs",
                "HH:mm|did you mean MM",
                "yyyy-MM-dd 'at|not closed",
                "yyyy-MM-dd at HH:mm|no part of a date",
                "yyyy-MM-dd um HH:mm|Did you mean yyyy",
                "yyyy-MM-dd HH:mm:ss.SSSSSSSSS|microsecond",
                "yyyy-MM-dd[ HH:mm]|write two formats",
                "TODAY|no part of a date",
            })
    void whatReadsAsSomethingElseIsRefusedWithAHint(String format, String hint) {
        assertThat(said(format)).hasSize(1).allSatisfy(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo("date_format");
            assertThat(diagnostic.hint().orElse("")).contains(hint);
        });
    }
}

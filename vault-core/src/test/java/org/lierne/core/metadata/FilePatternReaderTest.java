package org.lierne.core.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lierne.core.metadata.Value.Text;
import org.lierne.core.model.FilePattern;

final class FilePatternReaderTest {

    private final Diagnostics diagnostics = new Diagnostics();

    private Optional<FilePattern> read(String pattern) {
        Position at = new Position(Path.of("sources/orders.yml"), 2, 8, pattern);
        return new FilePatternReader(diagnostics).read(Text.of(pattern, at), "orders", false);
    }

    @Test
    void aPatternIsReadIntoItsParts() {
        FilePattern pattern =
                read("{source}/{load_date:yyyy/MM/dd}/{country}_*.csv.gz").orElseThrow();
        assertThat(pattern.text()).isEqualTo("orders/{load_date:yyyy/MM/dd}/{country}_*.csv.gz");
        assertThat(pattern.parts())
                .containsExactly(
                        new FilePattern.Literal("orders/"),
                        new FilePattern.LoadDate("yyyy/MM/dd"),
                        new FilePattern.Literal("/"),
                        new FilePattern.PathColumn("country"),
                        new FilePattern.Literal("_"),
                        new FilePattern.AnyCharacters(),
                        new FilePattern.Literal(".csv.gz"));
        assertThat(diagnostics.sorted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/orders/*.csv|file_pattern",
                "orders/../*.csv|file_pattern",
                "C:/orders.csv|file_pattern",
                "orders\\a.csv|file_pattern",
                "{load_date}.csv|file_pattern",
                "{load_date:yyyy}.csv|date_format",
                "{country.csv|file_pattern",
                "{Country}.csv|file_pattern",
                "{country}*.csv|file_pattern",
                "**/a.csv|file_pattern",
                "{country}_{country}.csv|file_pattern",
                "{load_date:yyyyMMdd}_{load_date:yyyyMMdd}.csv|file_pattern",
                "orders.txt|unknown_file_type",
                "orders.parquet.gz|unknown_file_type",
            })
    void whatNamesNoFilesIsRefused(String pattern, String code) {
        assertThat(read(pattern)).isEmpty();
        assertThat(diagnostics.sorted()).extracting(Diagnostic::code).containsExactly(code);
    }
}
